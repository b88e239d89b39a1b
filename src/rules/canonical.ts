import type { MisoInteractionType } from '../miso/interactions.ts';

/** One row of the mapping table. */
export interface MappingRow {
  /** The name of the event; of a `page` or `screen` call, the page's or screen's name. */
  readonly event: string;
  readonly call: 'track' | 'page' | 'screen';
  /** The interactions it becomes; `function` when code decides, `none` when it is not for Miso. */
  readonly to: readonly MisoInteractionType[] | 'function' | 'none';
  /** Whether the event is about one product or a list of them; absent when products do not matter. */
  readonly products?: 'one' | 'many';
  /** Where the name is from: a version of Segment's spec, Miso's table, or your own rules. */
  readonly origin: 'segment-v2' | 'segment-v1' | 'miso-docs' | 'custom';
}

type Entry = readonly [
  event: string,
  to: MisoInteractionType,
  origin: MappingRow['origin'],
  products?: 'one' | 'many',
];

/** The rows of entries, each with what it says; also of `products`, where it says nothing. */
type RowsOf<Entries extends readonly Entry[]> = {
  readonly [Index in keyof Entries]: {
    readonly event: Entries[Index][0];
    readonly call: 'track';
    readonly to: readonly [Entries[Index][1]];
    readonly origin: Entries[Index][2];
  } & (Entries[Index][3] extends 'one' | 'many'
    ? { readonly products: Entries[Index][3] }
    : Pick<MappingRow, 'products'>);
};

/**
 * The mapping of `mapSegmentEvent`: Miso's published table, and the V1 name that it misspells (`Remove Product`).
 *
 * @example
 * ```ts
 * canonicalMapping.find(({ event }) => event === 'Order Completed');
 * //=> { event: 'Order Completed', call: 'track', to: ['checkout'], products: 'many', origin: 'segment-v2' }
 * ```
 */
// prettier-ignore
export const canonicalMapping = /* @__PURE__ */ tableOf([
  ['Products Searched',              'search',                   'segment-v2'],
  ['Hit Search',                     'search',                   'miso-docs'],
  ['Site Searched',                  'search',                   'miso-docs'],
  ['Product List Viewed',            'category_page_view',       'segment-v2'],
  ['Viewed Product Category',        'category_page_view',       'segment-v1'],
  ['Product Viewed',                 'product_detail_page_view', 'segment-v2', 'one'],
  ['Viewed Product',                 'product_detail_page_view', 'segment-v1', 'one'],
  ['Product Added',                  'add_to_cart',              'segment-v2', 'one'],
  ['Added Product',                  'add_to_cart',              'segment-v1', 'one'],
  ['Wishlist Product Added to Cart', 'add_to_cart',              'segment-v2', 'one'],
  ['Product Removed',                'remove_from_cart',         'segment-v2', 'one'],
  ['Remove Product',                 'remove_from_cart',         'miso-docs',  'one'],
  ['Removed Product',                'remove_from_cart',         'segment-v1', 'one'],
  ['Order Completed',                'checkout',                 'segment-v2', 'many'],
  ['Completed Order',                'checkout',                 'segment-v1', 'many'],
  ['Checkout Completed',             'checkout',                 'miso-docs',  'many'],
  ['Order Refunded',                 'refund',                   'segment-v2', 'many'],
  ['Product Added to Wishlist',      'add_to_collection',        'segment-v2', 'one'],
  ['Product Removed from Wishlist',  'remove_from_collection',   'segment-v2', 'one'],
  ['Product Shared',                 'share',                    'segment-v2', 'one'],
  ['Product Reviewed',               'rate',                     'segment-v2', 'one'],
]);

function tableOf<const Entries extends readonly Entry[]>(entries: Entries): RowsOf<Entries>;
function tableOf(entries: readonly Entry[]): readonly MappingRow[] {
  return entries.map(([event, to, origin, products]) => {
    const row = { event, call: 'track', to: [to], origin } as const;
    return products === undefined ? row : { ...row, products };
  });
}
