import type { EventRule, RuleFunction } from '../rules/types.ts';
import type { RuleEvent } from '../rules/ruleEvent.ts';
import type { EcommerceEventName } from '../segment/ecommerce.ts';
import type { CustomContextSource, FieldSources } from './fieldSources.ts';

/** A function that every event runs through before it is mapped. */
export type BeforeMap<Prepared = object | null> = (event: RuleEvent) => Prepared;

/** Stands for what `beforeMap` returns where the options have none. */
export type NoBeforeMap = 'no beforeMap';

/** Rules by the name of the event, page or screen. */
export interface RulesByName {
  readonly [name: string]: EventRule | undefined;
}

/** What an editor completes in `events`: the names of Segment's spec, and the keys of a rule. */
export type CompletedRules =
  | { readonly [Name in EcommerceEventName]?: EventRule<Name> }
  | { readonly [name: string]: Exclude<EventRule, RuleFunction> };

/** The options of `createMapper`. `undefined` counts as absent. */
export interface MapperOptions<
  Rules = RulesByName,
  Prepared extends object | null | NoBeforeMap = object | null,
> {
  /**
   * Rules for `track` calls by the event's name; they add to the canonical table or override it.
   *
   * @example
   * ```ts
   * const { map } = createMapper({ events: { 'Song Played': 'listen', 'Product Shared': false } });
   * map({ event: 'Song Played', userId: 'u1', timestamp: '2026-01-31T12:00:00Z', properties: { id: 's7' } }).interactions;
   * //=> [{ type: 'listen', user_id: 'u1', timestamp: '2026-01-31T12:00:00Z', product_ids: ['s7'] }]
   * ```
   */
  events?: Rules | undefined;
  /**
   * Rules for `page` calls by the page's name.
   *
   * @example
   * ```ts
   * const { map } = createMapper({ pages: { Home: 'home_page_view' } });
   * map({ type: 'page', name: 'Home', userId: 'u1', timestamp: '2026-01-31T12:00:00Z' }).interactions;
   * //=> [{ type: 'home_page_view', user_id: 'u1', timestamp: '2026-01-31T12:00:00Z' }]
   * ```
   */
  pages?: RulesByName | undefined;
  /**
   * Rules for `screen` calls by the screen's name.
   *
   * @example
   * ```ts
   * const { map } = createMapper({ screens: { Start: 'home_page_view' } });
   * map({ type: 'screen', name: 'start', userId: 'u1', timestamp: '2026-01-31T12:00:00Z' }).interactions;
   * //=> [{ type: 'home_page_view', user_id: 'u1', timestamp: '2026-01-31T12:00:00Z' }]
   * ```
   */
  screens?: RulesByName | undefined;
  /**
   * Every call runs through it before anything else, `delete` calls too: to filter, rename or clean up. It returns the event to
   * map, or `null` to drop it (`ignored_by_rule`). Any other result, or an error, is `rule_failed`.
   *
   * @example
   * ```ts
   * const { map } = createMapper({
   *   beforeMap: (event) =>
   *     event.context.ip === '203.0.113.7' ? null : { ...event, event: String(event.event).replace('Shop: ', '') },
   * });
   * map({ event: 'Shop: Products Searched', userId: 'u1', properties: { query: 'shoes' } }).interactions[0]?.type;
   * //=> 'search'
   * map({ event: 'Products Searched', userId: 'u1', context: { ip: '203.0.113.7' } }).issues[0]?.message;
   * //=> 'The event is ignored by beforeMap; the event is skipped.'
   * ```
   */
  beforeMap?: BeforeMap<Prepared> | undefined;
  /**
   * How events without a rule are mapped; default: `skip`. `custom`: `track` calls, to custom interactions with the event's
   * name. A rule function: `track`, `page` and `screen` calls, pages without a name too.
   *
   * @example
   * ```ts
   * const { map } = createMapper({
   *   unmapped: (event, { build }) => (event.properties['path'] === '/' ? build('home_page_view') : null),
   * });
   * map({ type: 'page', userId: 'u1', timestamp: '2026-01-31T12:00:00Z', properties: { path: '/' } }).interactions;
   * //=> [{ type: 'home_page_view', user_id: 'u1', timestamp: '2026-01-31T12:00:00Z' }]
   * ```
   */
  unmapped?: 'skip' | 'custom' | RuleFunction | undefined;
  /**
   * Whether names are also matched with case, spaces and `_ - .` ignored (`normalized`); default: `normalized`.
   *
   * @example
   * ```ts
   * createMapper({ matching: 'exact' }).map({ event: 'product_viewed', userId: 'u1' }).status;
   * //=> 'skipped'
   * ```
   */
  matching?: 'normalized' | 'exact' | undefined;
  /** Where fields are read from, when not from the usual places. */
  fields?: FieldSources | undefined;
  /**
   * The separator of a category's levels; default: `>`. Spaces around it are ignored.
   *
   * @example
   * ```ts
   * const { map } = createMapper({ categorySeparator: '/' });
   * const event = { event: 'Product List Viewed', userId: 'u1', properties: { category: 'Home / Kitchen' } } as const;
   * map(event).interactions[0]?.category;
   * //=> ['Home', 'Kitchen']
   * ```
   */
  categorySeparator?: string | undefined;
  /**
   * The highest rating of your scale, which begins at 0; default: 5. Ratings are scaled to Miso's 0 to 5.
   *
   * @example
   * ```ts
   * const { map } = createMapper({ ratingScale: 10 });
   * map({ event: 'Product Reviewed', userId: 'u1', properties: { product_id: 'p1', rating: 9 } }).interactions[0]?.rating;
   * //=> 4.5
   * ```
   */
  ratingScale?: number | undefined;
  /**
   * The region of the context: the string itself, or a function.
   *
   * @example
   * ```ts
   * const { map } = createMapper({ region: 'EU' });
   * map({ event: 'Product Viewed', userId: 'u1', properties: { product_id: 'p1' } }).interactions[0]?.context;
   * //=> { region: 'EU' }
   * ```
   */
  region?: string | ((event: RuleEvent) => unknown) | undefined;
  /**
   * The properties of the context's `custom_context`: paths from the event, functions, or constants.
   *
   * @example
   * ```ts
   * const { map } = createMapper({ customContext: { currency: 'properties.currency', store: { value: 'nl-1' } } });
   * const properties = { product_id: 'p1', currency: 'EUR' };
   * map({ event: 'Product Viewed', userId: 'u1', properties }).interactions[0]?.context;
   * //=> { custom_context: { currency: 'EUR', store: 'nl-1' } }
   * ```
   */
  customContext?: { readonly [key: string]: CustomContextSource | undefined } | undefined;
  /**
   * The consent that an event needs, in Segment's `context.consent.categoryPreferences`; default: none.
   *
   * @example
   * ```ts
   * const { map } = createMapper({ consent: { categories: ['Advertising'], whenAbsent: 'skip' } });
   * map({ event: 'Product Viewed', userId: 'u1', properties: { product_id: 'p1' } }).issues[0]?.code;
   * //=> 'consent_missing'
   * ```
   */
  consent?:
    | {
        readonly categories: readonly string[];
        /** What to do with an event that does not say; `send` is what Segment itself does. */
        readonly whenAbsent: 'skip' | 'send';
      }
    | undefined;
  /**
   * What remains of the query and the fragment of page addresses, which often hold personal data: `keep` everything, as Miso's
   * own SDK does (default), `drop` both, or the names of the query parameters to keep, without the fragment. User names and
   * passwords are always removed.
   *
   * @example
   * ```ts
   * const mapper = createMapper({ pageQuery: ['page'] });
   * const context = { page: { url: 'https://shop.example/shoes?email=a%40b.example&page=2#top' } };
   * const event = { event: 'Product Viewed', userId: 'u1', properties: { product_id: 'p1' }, context };
   * mapper.map(event).interactions[0]?.context?.page?.url;
   * //=> 'https://shop.example/shoes?page=2'
   * ```
   */
  pageQuery?: 'keep' | 'drop' | readonly string[] | undefined;
  /**
   * The name under which the event's `integrations` may disable Miso; default: `integrations` is not read.
   *
   * @example
   * ```ts
   * const { map } = createMapper({ integration: 'Miso' });
   * map({ event: 'Product Viewed', userId: 'u1', integrations: { Miso: false } }).issues[0]?.code;
   * //=> 'integration_disabled'
   * ```
   */
  integration?: string | undefined;
}
