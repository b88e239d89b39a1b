import type { MisoCustomContextValue } from '../miso/interactions.ts';
import type { RuleEvent, UnknownProperties } from '../rules/ruleEvent.ts';

/** A path in the event (`traits.id`, `items[0].id`, `items[].id`) or a function, or several tried in order. */
export type FieldSource = OneOrMore<string | ((event: RuleEvent) => unknown)>;

/** A path in the product (`variant.id`) or a function, or several tried in order. */
export type ProductFieldSource = OneOrMore<
  string | ((product: UnknownProperties, event: RuleEvent) => unknown)
>;

/** One source, or several tried in order. */
export type OneOrMore<Source> = Source | readonly Source[];

/** Where a value of the custom context comes from: a path, a function, several tried in order, or a constant. */
export type CustomContextSource = FieldSource | { readonly value: MisoCustomContextValue };

/**
 * Where fields are read from. Each replaces the usual places of its field: name those too, to keep them. Paths start at the
 * event; those of `productId`, `productGroupId` and `quantity` at the product.
 *
 * @example
 * ```ts
 * const { map } = createMapper({ fields: { userId: ['context.traits.customer_id', 'userId'], productId: 'variant_id' } });
 * const context = { traits: { customer_id: 7 } };
 * map({ event: 'Product Viewed', timestamp: '2026-01-31T12:00:00Z', properties: { variant_id: 'v1' }, context }).interactions;
 * //=> [{ type: 'product_detail_page_view', user_id: '7', timestamp: '2026-01-31T12:00:00Z', product_ids: ['v1'] }]
 * ```
 */
export interface FieldSources {
  /** The user's id, from the event; default: `userId`. For example `['context.traits.customer_id', 'userId']`. */
  userId?: FieldSource | undefined;
  /** The visitor's id, from the event; default: `anonymousId`. For example `['context.device.id', 'anonymousId']`. */
  anonymousId?: FieldSource | undefined;
  /**
   * The time, from the event; default: `timestamp`, `originalTimestamp`, `receivedAt`. For example
   * `['properties.paid_at', 'timestamp']`.
   */
  timestamp?: FieldSource | undefined;
  /**
   * The id that Miso returned with a search or recommendation, from the event; default: `properties.miso_id`,
   * `properties.misoId`, `context.miso_id`. For example `'properties.recommendation.miso_id'`.
   */
  misoId?: FieldSource | undefined;
  /**
   * The product or the array of products, from the event; default: the properties, `properties.product`,
   * `properties.products`. For example `['properties.items', 'properties']`.
   */
  products?: FieldSource | undefined;
  /** The product's id, from the product; default: `product_id`, `productId`, `id`, `sku`. For example `'variant_id'`. */
  productId?: ProductFieldSource | undefined;
  /**
   * The id of the product's parent, which may stand in for its own, from the product; default: not read. For example
   * `'product_id'` where `productId` is `'variant_id'`.
   */
  productGroupId?: ProductFieldSource | undefined;
  /** How many of the product, from the product; default: `quantity`. For example `['qty', 'quantity']`. */
  quantity?: ProductFieldSource | undefined;
  /** What was searched for, from the event; default: `properties.query` and its variants. For example `'properties.phrase'`. */
  keywords?: FieldSource | undefined;
  /** The filters of a search, from the event; default: `properties.filters`. For example `'properties.facets'`. */
  filters?: FieldSource | undefined;
  /**
   * The category of a page, from the event; default: `properties.category`. For example
   * `['properties.category', 'properties.list_id']`.
   */
  category?: FieldSource | undefined;
  /**
   * The total paid, including shipping and tax, from the event; default: `properties.total`, else the sum of its parts. For
   * example `({ properties }) => Number(properties['cents']) / 100`.
   */
  revenue?: FieldSource | undefined;
  /** The rating, from the event; default: `properties.rating`. For example `'properties.stars'`. */
  rating?: FieldSource | undefined;
  /** The duration in seconds, from the event; default: not read. For example `'properties.seconds'`. */
  duration?: FieldSource | undefined;
}

/** Field of Miso's records -> the options that name sources for it. */
export interface SourcesByField {
  user_id: 'userId';
  anonymous_id: 'anonymousId';
  timestamp: 'timestamp';
  miso_id: 'misoId';
  product_ids: 'products' | 'productId';
  product_group_ids: 'productGroupId';
  quantities: 'quantity';
  search: 'keywords' | 'filters';
  category: 'category';
  revenue: 'revenue';
  rating: 'rating';
  duration: 'duration';
}
