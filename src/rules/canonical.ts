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

// prettier-ignore
const rows = [
  { event: 'Products Searched',              call: 'track', to: ['search'],                                     origin: 'segment-v2' },
  { event: 'Hit Search',                     call: 'track', to: ['search'],                                     origin: 'miso-docs' },
  { event: 'Site Searched',                  call: 'track', to: ['search'],                                     origin: 'miso-docs' },
  { event: 'Product List Viewed',            call: 'track', to: ['category_page_view'],                         origin: 'segment-v2' },
  { event: 'Viewed Product Category',        call: 'track', to: ['category_page_view'],                         origin: 'segment-v1' },
  { event: 'Product Viewed',                 call: 'track', to: ['product_detail_page_view'], products: 'one',  origin: 'segment-v2' },
  { event: 'Viewed Product',                 call: 'track', to: ['product_detail_page_view'], products: 'one',  origin: 'segment-v1' },
  { event: 'Product Added',                  call: 'track', to: ['add_to_cart'],              products: 'one',  origin: 'segment-v2' },
  { event: 'Added Product',                  call: 'track', to: ['add_to_cart'],              products: 'one',  origin: 'segment-v1' },
  { event: 'Wishlist Product Added to Cart', call: 'track', to: ['add_to_cart'],              products: 'one',  origin: 'segment-v2' },
  { event: 'Product Removed',                call: 'track', to: ['remove_from_cart'],         products: 'one',  origin: 'segment-v2' },
  { event: 'Remove Product',                 call: 'track', to: ['remove_from_cart'],         products: 'one',  origin: 'miso-docs' },
  { event: 'Removed Product',                call: 'track', to: ['remove_from_cart'],         products: 'one',  origin: 'segment-v1' },
  { event: 'Order Completed',                call: 'track', to: ['checkout'],                 products: 'many', origin: 'segment-v2' },
  { event: 'Completed Order',                call: 'track', to: ['checkout'],                 products: 'many', origin: 'segment-v1' },
  { event: 'Checkout Completed',             call: 'track', to: ['checkout'],                 products: 'many', origin: 'miso-docs' },
  { event: 'Order Refunded',                 call: 'track', to: ['refund'],                   products: 'many', origin: 'segment-v2' },
  { event: 'Product Added to Wishlist',      call: 'track', to: ['add_to_collection'],        products: 'one',  origin: 'segment-v2' },
  { event: 'Product Removed from Wishlist',  call: 'track', to: ['remove_from_collection'],   products: 'one',  origin: 'segment-v2' },
  { event: 'Product Shared',                 call: 'track', to: ['share'],                    products: 'one',  origin: 'segment-v2' },
  { event: 'Product Reviewed',               call: 'track', to: ['rate'],                     products: 'one',  origin: 'segment-v2' },
] as const satisfies readonly MappingRow[];

/** The rows, each with what it says; also of `products`, where it says nothing. */
type Rows<Table extends readonly MappingRow[]> = {
  readonly [Index in keyof Table]: Table[Index] & Pick<MappingRow, 'products'>;
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
export const canonicalMapping: Rows<typeof rows> = rows;
