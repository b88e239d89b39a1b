import type { Findings } from '../issue.ts';
import type { MisoContext } from '../miso/interactions.ts';

/** An object from outside: its members may be anything. */
export interface RawObject {
  readonly [member: string]: unknown;
}

/** Members known by name, each of any type: nobody checked them. */
type Raw<Member extends string> = { readonly [Name in Member]?: unknown };

export type RawEvent = Raw<
  | 'type'
  | 'action'
  | 'event'
  | 'name'
  | 'properties'
  | 'context'
  | 'integrations'
  | 'userId'
  | 'anonymousId'
  | 'timestamp'
>;
export type RawProperties = RawProduct &
  Raw<'product' | 'products' | 'query' | 'filters' | 'category' | 'rating' | 'miso_id' | 'misoId'> &
  Raw<'total' | 'revenue' | 'subtotal' | 'shipping' | 'tax' | 'value'>;
export type RawProduct = Raw<'product_id' | 'productId' | 'id' | 'sku' | 'quantity'>;
export type RawContext = Raw<'campaign' | 'ip' | 'locale' | 'page' | 'userAgent' | 'miso_id'>;
export type RawCampaign = Raw<'name' | 'source' | 'medium' | 'term' | 'content'>;
export type RawPage = Raw<'url' | 'referrer' | 'title'>;

/** How an event is read. */
export interface Reading {
  /** Where products are looked for first: in the properties themselves, or in a list. */
  readonly products: 'one' | 'many';
  readonly readers: FieldReaders;
}

/** The products of an event. */
export interface Products {
  readonly ids: string[] | undefined;
  /** One for each of `ids`; absent when no product has a usable one. */
  readonly quantities: number[] | undefined;
  readonly groupIds?: string[] | undefined;
}

/** Reads a field of a whole event; `undefined` when there is no usable value. */
export type Reader<Value> = (
  event: RawEvent,
  properties: RawProperties,
  findings: Findings,
) => Value | undefined;

/** Reads a field of one product, which stands at a place: alone, or in a list at an index. */
export type ProductReader<Value> = (
  product: RawProduct,
  place: string,
  index: number,
  event: RawEvent,
  findings: Findings,
) => Value | undefined;

/** The index of a product that stands alone. */
export const ALONE = -1;
/** The index of one that is flat in the properties of an event about many: `id` may be the order's. */
export const FLAT_AMONG_MANY = -2;

/** Reads the products of a whole event. */
export type ProductsReader = (
  event: RawEvent,
  properties: RawProperties,
  findings: Findings,
  reading: Reading,
) => Products | undefined;

/** How each field is read; without a reader, not at all. */
export interface FieldReaders {
  readonly userId?: Reader<string> | undefined;
  readonly anonymousId?: Reader<string> | undefined;
  readonly timestamp?: Reader<string> | undefined;
  readonly misoId?: Reader<string> | undefined;
  readonly products?: ProductsReader | undefined;
  readonly productId?: ProductReader<string> | undefined;
  readonly productGroupId?: ProductReader<string> | undefined;
  readonly quantity?: ProductReader<number> | undefined;
  readonly keywords?: Reader<string> | undefined;
  readonly filters?: Reader<{ [field: string]: string[] }> | undefined;
  readonly category?: Reader<string[]> | undefined;
  readonly revenue?: Reader<number> | undefined;
  readonly rating?: Reader<number> | undefined;
  readonly duration?: Reader<number> | undefined;
  readonly context?: Reader<MisoContext> | undefined;
}
