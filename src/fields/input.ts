import type { MappingIssue } from '../issue.ts';
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
  Raw<'product' | 'products' | 'query' | 'filters' | 'category' | 'rating'> &
  Raw<'total' | 'revenue' | 'subtotal' | 'shipping' | 'tax' | 'value'>;
export type RawProduct = Raw<'product_id' | 'productId' | 'id' | 'sku' | 'quantity'>;
export type RawContext = Raw<'campaign' | 'ip' | 'locale' | 'page' | 'userAgent'>;
export type RawCampaign = Raw<'name' | 'source' | 'medium' | 'term' | 'content'>;
export type RawPage = Raw<'url' | 'referrer' | 'title'>;

/** One event on its way: taken apart once, for all readers. */
export interface Input {
  readonly event: RawEvent;
  readonly properties: RawProperties;
  readonly name: string;
  readonly reading: Reading;
  /** What was found wrong so far. */
  readonly issues: MappingIssue[];
  /** Where the product that is being read stands: the path of its place, and its index if that is a list. */
  place: string;
  index: number;
}

/** How an event is read. */
export interface Reading {
  /** Where products are looked for first: in the properties themselves, or in a list. */
  readonly products: 'one' | 'many';
  readonly readers: FieldReaders;
  /** What a custom interaction is named, when not after its event. */
  readonly customActionName?: string | undefined;
}

/** The products of an event. */
export interface Products {
  readonly ids: string[] | undefined;
  readonly groupIds: string[] | undefined;
  /** One for each of `ids`; absent when no product has a usable one. */
  readonly quantities: number[] | undefined;
}

/** Reads a field of a whole event; `undefined` when there is no usable value. */
export type Reader<Value> = (input: Input) => Value | undefined;

/** Reads a field of one product. */
export type ProductReader<Value> = (product: RawProduct, input: Input) => Value | undefined;

/** How each field is read; `undefined`: not at all. */
export interface FieldReaders {
  readonly userId: Reader<string>;
  readonly anonymousId: Reader<string>;
  readonly timestamp: Reader<string>;
  readonly misoId: Reader<string>;
  readonly products: (input: Input, quantity: ProductReader<number> | undefined) => Products | undefined;
  readonly productId: ProductReader<string>;
  readonly productGroupId: ProductReader<string> | undefined;
  readonly quantity: ProductReader<number>;
  readonly keywords: Reader<string>;
  readonly filters: Reader<{ [field: string]: string[] }>;
  readonly category: Reader<string[]>;
  readonly revenue: Reader<number>;
  readonly rating: Reader<number>;
  readonly duration: Reader<number> | undefined;
  readonly context: Reader<MisoContext>;
}
