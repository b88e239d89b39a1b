import type { ValueOf } from 'type-fest/value-of';
import type { FieldOf } from '../miso/fieldsByType.ts';
import type {
  MisoCommonFields,
  MisoInteraction,
  MisoInteractionByType,
  MisoInteractionType,
} from '../miso/interactions.ts';
import type { FieldSources, SourcesByField } from '../options/fieldSources.ts';
import type { PropertiesOf } from '../segment/ecommerce.ts';
import type { RuleEvent, UnknownProperties } from './ruleEvent.ts';

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
    fields?: OrUndefined<Partial<Omit<MisoInteractionByType[Type], 'type'>>>,
  ) => MisoInteractionByType[Type];
}

/** Optional keys may also be `undefined`, which counts as absent. */
export type OrUndefined<Fields> = {
  [Key in keyof Fields]: {} extends Pick<Fields, Key> ? Fields[Key] | undefined : Fields[Key];
};

/** An interaction as a rule function may return it. */
export type ReturnedInteraction = ValueOf<{
  [Type in MisoInteractionType]: OrUndefined<MisoInteractionByType[Type]>;
}>;

/** What a rule function returns: an interaction, several, or `null` for an event that is not for Miso. */
export type RuleOutcome = ReturnedInteraction | readonly ReturnedInteraction[] | null;

/** A rule as a function. If it throws, its event is rejected as `rule_failed`; what it returns is validated. */
export type RuleFunction<Properties = UnknownProperties> = (
  event: RuleEvent<Properties>,
  tools: RuleTools,
) => RuleOutcome;

/** The sources that an interaction of a type supports. */
export type FieldSourceOf<Type extends MisoInteractionType> = SourcesByField[keyof SourcesByField &
  (FieldOf<Type> | keyof MisoCommonFields)];

/** The sources of a rule; those that its type does not support are absent. */
export type SourcesOf<Type extends MisoInteractionType> = {
  readonly [Key in keyof FieldSources]?: Key extends FieldSourceOf<Type> ? FieldSources[Key] : undefined;
};

/** A rule for one interaction type, with sources of its own. */
export type DetailedRule = ValueOf<{
  [Type in MisoInteractionType]: {
    readonly to: Type;
    /** Where fields are read from, for this rule only. */
    readonly fields?: SourcesOf<Type> | undefined;
    /**
     * Whether the event is about one product or several; default: by the type. `many` for `checkout`, `refund`, `impression`,
     * `viewable_impression`, `promo_page_view`, `submit` and `custom`, `one` for the others.
     */
    readonly products?: ('product_ids' extends FieldOf<Type> ? 'one' | 'many' : never) | undefined;
    /** The name of a custom interaction; default: the name of its event. */
    readonly customActionName?: (Type extends 'custom' ? string : never) | undefined;
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
  | RuleFunction<UnknownPropertiesOf<Name & string>>;

/** Rules by the name of the event. */
export type EventRules<Rules> = { readonly [Name in keyof Rules]: EventRule<Name & string> };

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
  : Outcome extends readonly (infer Item)[]
    ? InteractionLike<Item>
    : InteractionLike<Outcome>;

// by its `type`: its other keys may be `undefined`
type InteractionLike<Returned> = Returned extends { readonly type: infer Type extends MisoInteractionType }
  ? MisoInteractionByType[Type]
  : never;
