import type { ValueOf } from 'type-fest/value-of';
import type { FieldOf } from '../miso/fieldsByType.ts';
import type {
  MisoCommonFields,
  MisoInteraction,
  MisoInteractionByType,
  MisoInteractionType,
} from '../miso/interactions.ts';
import type { PropertiesOf } from '../segment/ecommerce.ts';
import type { SegmentContext } from '../segment/event.ts';

/** Properties of which nothing is known, as nobody has checked them. */
export interface UnknownProperties {
  readonly [key: string]: unknown;
}

/** An event as a rule function sees it. The names of its properties are known; nobody has checked their values. */
export interface RuleEvent<Properties = UnknownProperties> {
  readonly type?: unknown;
  readonly event?: unknown;
  readonly name?: unknown;
  readonly userId?: unknown;
  readonly anonymousId?: unknown;
  readonly timestamp?: unknown;
  readonly messageId?: unknown;
  readonly context?: { readonly [Key in keyof SegmentContext]?: unknown };
  readonly traits?: UnknownProperties;
  /** An object, even where the event has none. */
  readonly properties: Properties;
}

/** The properties of an event by its name, each of any type. */
export type UnknownPropertiesOf<Name> = { readonly [Property in keyof PropertiesOf<Name>]?: unknown };

/** What a rule function gets beside the event. */
export interface RuleTools {
  /**
   * Builds the usual interaction of a type for this event, overridden by `fields`. If something required is still missing, the
   * event is rejected with that code.
   *
   * @example
   * ```ts
   * const mapper = createMapper({
   *   events: { 'Quiz Finished': (event, { build }) => build('custom', { custom_action_name: 'quiz' }) },
   * });
   * mapper.map({ event: 'Quiz Finished', userId: 'u1', timestamp: '2026-01-31T12:00:00Z' }).interactions;
   * //=> [{ type: 'custom', user_id: 'u1', timestamp: '2026-01-31T12:00:00Z', custom_action_name: 'quiz' }]
   * ```
   */
  readonly build: <Type extends MisoInteractionType>(
    type: Type,
    fields?: Partial<Omit<MisoInteractionByType[Type], 'type'>>,
  ) => MisoInteractionByType[Type];
}

/** What a rule function returns: an interaction, several, or `null` for an event that is not for Miso. */
export type RuleOutcome = MisoInteraction | readonly MisoInteraction[] | null;

/** A rule as a function. If it throws, its event is rejected as `rule_failed`; what it returns is validated. */
export type RuleFunction<Properties = UnknownProperties> = (
  event: RuleEvent<Properties>,
  tools: RuleTools,
) => RuleOutcome;

/** A path in the event (`traits.id`, `items[0].id`, `items[].id`), several tried in order, or a function. */
export type FieldSource = string | readonly string[] | ((event: RuleEvent) => unknown);

/** A path in the product, several tried in order, or a function. */
export type ProductFieldSource =
  string | readonly string[] | ((product: UnknownProperties, event: RuleEvent) => unknown);

/** Where fields are read from; each replaces the usual sources of its field. */
export interface FieldSources {
  userId?: FieldSource;
  anonymousId?: FieldSource;
  timestamp?: FieldSource;
  misoId?: FieldSource;
  /** The product, or the array of products. */
  products?: FieldSource;
  productId?: ProductFieldSource;
  /** The id of the product's parent, which may stand in for its own id. */
  productGroupId?: ProductFieldSource;
  quantity?: ProductFieldSource;
  keywords?: FieldSource;
  filters?: FieldSource;
  category?: FieldSource;
  revenue?: FieldSource;
  rating?: FieldSource;
  /** In seconds. */
  duration?: FieldSource;
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

/** The sources that an interaction of a type supports. */
export type FieldSourceOf<Type extends MisoInteractionType> = SourcesByField[keyof SourcesByField &
  (FieldOf<Type> | keyof MisoCommonFields)];

/** A rule for one interaction type, with sources of its own. */
export type DetailedRule = ValueOf<{
  [Type in MisoInteractionType]: {
    readonly to: Type;
    readonly fields?: { readonly [Key in FieldSourceOf<Type>]?: FieldSources[Key] } & {
      readonly [Key in Exclude<keyof FieldSources, FieldSourceOf<Type>>]?: never;
    };
    /**
     * Whether the event is about one product or several; default: by the type. `many` for `checkout`, `refund`, `impression`,
     * `viewable_impression`, `promo_page_view`, `submit` and `custom`, `one` for the others.
     */
    readonly products?: 'product_ids' extends FieldOf<Type> ? 'one' | 'many' : never;
    /** The name of a custom interaction; default: the name of its event. */
    readonly customActionName?: Type extends 'custom' ? string : never;
  };
}>;

/**
 * How an event is mapped: to an interaction of a type, or of several; `false` for none; to an interaction with sources of its
 * own; or by a function.
 */
export type EventRule<Name = string> =
  | MisoInteractionType
  | readonly MisoInteractionType[]
  | false
  | DetailedRule
  // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- it depends on `Name`
  | RuleFunction<UnknownPropertiesOf<Name>>;

/** Rules by the name of the event. */
export type EventRules<Rules> = { readonly [Name in keyof Rules]: EventRule<Name> };

/** The options of `createMapper`. */
export interface MapperOptions<Rules extends EventRules<Rules> = { readonly [name: string]: EventRule }> {
  /** Rules for `track` calls by the event's name; they add to the canonical table or override it. */
  events?: Rules;
  /** Rules for `page` calls by the page's name. */
  pages?: { readonly [name: string]: EventRule };
  /** Rules for `screen` calls by the screen's name. */
  screens?: { readonly [name: string]: EventRule };
  /** How a `track` call without a rule is mapped; default: `skip`. `custom`: to a custom interaction with the event's name. */
  unmapped?: 'skip' | 'custom';
  /** Whether names are also matched with case, spaces and `_ - .` ignored (`normalized`); default: `normalized`. */
  matching?: 'normalized' | 'exact';
  /** Where fields are read from, when not from the usual place. */
  fields?: FieldSources;
  /** The separator of a category's levels; default: `>`. Spaces around it are ignored. */
  categorySeparator?: string;
  /** The highest rating of your scale, which begins at 0; default: 5. Ratings are scaled to Miso's 0 to 5. */
  ratingScale?: number;
  /** The region of the context: the string itself, or a function. */
  region?: string | ((event: RuleEvent) => unknown);
  /** The properties of the context's `custom_context`: paths or functions. */
  customContext?: { readonly [key: string]: FieldSource };
  /** The consent that an event needs, in Segment's `context.consent.categoryPreferences`. */
  consent?: {
    readonly categories: readonly string[];
    /** What to do with an event that does not say; `send` is what Segment itself does. */
    readonly whenAbsent: 'skip' | 'send';
  };
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
  pageQuery?: 'keep' | 'drop' | readonly string[];
  /** The name under which the event's `integrations` may disable Miso. */
  integration?: string;
}

/** The interactions that a rule produces; never for `false`. */
export type InteractionOfRule<Rule> = Rule extends MisoInteractionType
  ? MisoInteractionByType[Rule]
  : Rule extends readonly (infer Type extends MisoInteractionType)[]
    ? MisoInteractionByType[Type]
    : Rule extends { readonly to: infer Type extends MisoInteractionType }
      ? MisoInteractionByType[Type]
      : Rule extends (...args: never) => infer Outcome
        ? InteractionIn<Outcome>
        : never;

type InteractionIn<Outcome> = unknown extends Outcome // `any`
  ? MisoInteraction
  : Outcome extends readonly (infer Interaction)[]
    ? Extract<Interaction, MisoInteraction>
    : Extract<Outcome, MisoInteraction>;
