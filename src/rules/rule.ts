import type { ValueOf } from 'type-fest/value-of';
import type { FieldOf } from '../miso/blueprints.ts';
import type {
  MisoCommonFields,
  MisoInteraction,
  MisoInteractionByType,
  MisoInteractionType,
} from '../miso/interactions.ts';
import type { PropertiesOf } from '../segment/ecommerce.ts';
import type { SegmentContext } from '../segment/event.ts';
import type { sourcesOf } from './sources.ts';

/** Members of which nothing is known: nobody checked them. */
export interface UnknownMembers {
  readonly [member: string]: unknown;
}

/** An event as a rule function sees it. The names of its properties are known, their values were checked by nobody. */
export interface RuleEvent<Properties = UnknownMembers> {
  readonly type?: unknown;
  readonly event?: unknown;
  readonly name?: unknown;
  readonly userId?: unknown;
  readonly anonymousId?: unknown;
  readonly timestamp?: unknown;
  readonly messageId?: unknown;
  readonly context?: { readonly [Member in keyof SegmentContext]?: unknown };
  readonly traits?: UnknownMembers;
  /** An object, also where the event has none. */
  readonly properties: Properties;
}

/** The properties of an event by its name, of any type. */
export type UnknownPropertiesOf<Name> = { readonly [Property in keyof PropertiesOf<Name>]?: unknown };

/** What a rule function is given beside the event. */
export interface RuleTools {
  /**
   * Makes the usual interaction of a type for this event, with `fields` laid over it before the check for what is
   * required. If something is still missing, the event is rejected with that code.
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

/** A rule as code. What it throws rejects its event as `rule_failed`; what it returns is validated. */
export type RuleFunction<Properties = UnknownMembers> = (
  event: RuleEvent<Properties>,
  tools: RuleTools,
) => RuleOutcome;

/** A path in the event (`traits.id`, `items[0].id`, `items[].id`), several tried in order, or code. */
export type FieldSource = string | readonly string[] | ((event: RuleEvent) => unknown);

/** A path in the product, several tried in order, or code. */
export type ProductFieldSource =
  string | readonly string[] | ((product: UnknownMembers, event: RuleEvent) => unknown);

/** Where fields are, when not in the usual place: what is named here replaces the usual sources. */
export interface FieldSources {
  userId?: FieldSource;
  anonymousId?: FieldSource;
  timestamp?: FieldSource;
  misoId?: FieldSource;
  /** The product, or the list of products. */
  products?: FieldSource;
  productId?: ProductFieldSource;
  /** The id of the product's parent, which may stand in for its own. */
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

/** The sources that an interaction of a type has a use for. */
export type FieldSourceOf<Type extends MisoInteractionType> = Exclude<
  (typeof sourcesOf)[keyof typeof sourcesOf & (FieldOf<Type> | keyof MisoCommonFields)][number],
  'context'
>;

/** A rule for one interaction, with sources of its own. */
export type DetailedRule = ValueOf<{
  [Type in MisoInteractionType]: {
    readonly to: Type;
    readonly fields?: { readonly [Key in FieldSourceOf<Type>]?: FieldSources[Key] } & {
      readonly [Key in Exclude<keyof FieldSources, FieldSourceOf<Type>>]?: never;
    };
    /** What a custom interaction is named, when not after its event. */
    readonly customActionName?: Type extends 'custom' ? string : never;
  };
}>;

/**
 * What becomes of an event: an interaction of a type, or of several; `false` for none; an interaction with sources of its
 * own; or code.
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
  /** Rules for `track` calls by name, beside or over those of the canonical table. */
  events?: Rules;
  /** Rules for `page` calls by the page's name. */
  pages?: { readonly [name: string]: EventRule };
  /** Rules for `screen` calls by the screen's name. */
  screens?: { readonly [name: string]: EventRule };
  /** What becomes of a `track` call without a rule; `skip` unless given. `custom`: an interaction named after it. */
  unmapped?: 'skip' | 'custom';
  /** Whether names are matched without case, blanks and `_ - .` too; `folded` unless given. */
  matching?: 'folded' | 'exact';
  /** Where fields are, when not in the usual place. */
  fields?: FieldSources;
  /** What sets the levels of a category apart; ` > ` unless given. */
  categorySeparator?: string;
  /** What ratings go up to; 5 unless given. They are brought to Miso's 0 to 5. */
  ratingScale?: number;
  /** The region of the context: the text itself, or code. */
  region?: string | ((event: RuleEvent) => unknown);
  /** The members of the context's `custom_context`: paths or code. */
  customContext?: { readonly [member: string]: FieldSource };
  /** Which consent an event must carry, as Segment's `context.consent.categoryPreferences`. */
  consent?: {
    readonly categories: readonly string[];
    /** What becomes of an event that does not tell; `send` is what Segment itself does. */
    readonly whenAbsent: 'skip' | 'send';
  };
  /** The name under which the event's `integrations` may switch Miso off. */
  integration?: string;
}

/** The interactions that a rule makes; never for `false`. */
export type InteractionOfRule<Rule> = Rule extends MisoInteractionType
  ? MisoInteractionByType[Rule]
  : Rule extends readonly (infer Type extends MisoInteractionType)[]
    ? MisoInteractionByType[Type]
    : Rule extends { readonly to: infer Type extends MisoInteractionType }
      ? MisoInteractionByType[Type]
      : Rule extends (...args: never) => infer Outcome
        ? InteractionIn<Outcome>
        : never;

type InteractionIn<Outcome> = unknown extends Outcome // it is `any`
  ? MisoInteraction
  : Outcome extends readonly (infer Interaction)[]
    ? Extract<Interaction, MisoInteraction>
    : Extract<Outcome, MisoInteraction>;
