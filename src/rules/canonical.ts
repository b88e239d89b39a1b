import { deepFreeze } from '../is.ts';
import { getProducts } from '../miso/fieldsByType.ts';
import type { MisoInteractionType } from '../miso/interactions.ts';

/** One row of the mapping table. */
export interface MappingRow {
  /** The name of the event; of a `page` or `screen` call, the page's or screen's name. */
  readonly event: string;
  readonly call: 'track' | 'page' | 'screen';
  /** The types of its interactions; `function` when a rule function decides, `none` when it is not for Miso. */
  readonly to: readonly MisoInteractionType[] | 'function' | 'none';
  /** Whether the event is about one product or several; absent when its interactions have no products. */
  readonly products?: 'one' | 'many';
  /** Where the name comes from: a version of Segment's spec, Miso's table, or your own rules. */
  readonly origin: 'segment-v2' | 'segment-v1' | 'miso-docs' | 'custom';
}

type Entry = readonly [event: string, to: MisoInteractionType, origin: MappingRow['origin']];

/** The rows of entries, typed one by one. */
type RowsOf<Entries extends readonly Entry[]> = {
  readonly [Index in keyof Entries]: {
    readonly event: Entries[Index][0];
    readonly call: 'track';
    readonly to: readonly [Entries[Index][1]];
    readonly origin: Entries[Index][2];
  } & Pick<MappingRow, 'products'>;
};

/**
 * The mapping of `mapSegmentEvent`: Miso's published table, and the V1 name that it misspells (as `Remove Product`).
 *
 * @example
 * ```ts
 * canonicalMapping.find(({ event }) => event === 'Order Completed');
 * //=> { event: 'Order Completed', call: 'track', to: ['checkout'], products: 'many', origin: 'segment-v2' }
 * ```
 */
// prettier-ignore
export const canonicalMapping = /* @__PURE__ */ createRows([
  ['Products Searched',              'search',                   'segment-v2'],
  ['Hit Search',                     'search',                   'miso-docs'],
  ['Site Searched',                  'search',                   'miso-docs'],
  ['Product List Viewed',            'category_page_view',       'segment-v2'],
  ['Viewed Product Category',        'category_page_view',       'segment-v1'],
  ['Product Viewed',                 'product_detail_page_view', 'segment-v2'],
  ['Viewed Product',                 'product_detail_page_view', 'segment-v1'],
  ['Product Added',                  'add_to_cart',              'segment-v2'],
  ['Added Product',                  'add_to_cart',              'segment-v1'],
  ['Wishlist Product Added to Cart', 'add_to_cart',              'segment-v2'],
  ['Product Removed',                'remove_from_cart',         'segment-v2'],
  ['Remove Product',                 'remove_from_cart',         'miso-docs'],
  ['Removed Product',                'remove_from_cart',         'segment-v1'],
  ['Order Completed',                'checkout',                 'segment-v2'],
  ['Completed Order',                'checkout',                 'segment-v1'],
  ['Checkout Completed',             'checkout',                 'miso-docs'],
  ['Order Refunded',                 'refund',                   'segment-v2'],
  ['Product Added to Wishlist',      'add_to_collection',        'segment-v2'],
  ['Product Removed from Wishlist',  'remove_from_collection',   'segment-v2'],
  ['Product Shared',                 'share',                    'segment-v2'],
  ['Product Reviewed',               'rate',                     'segment-v2'],
]);

function createRows<const Entries extends readonly Entry[]>(entries: Entries): RowsOf<Entries> {
  const rows = entries.map(([event, to, origin]): MappingRow => {
    const row = { event, call: 'track', to: [to], origin } as const;
    const products = getProducts(to);
    return products === undefined ? row : { ...row, products };
  });
  return deepFreeze(rows) as unknown as RowsOf<Entries>; // `map` does not type the rows one by one
}
