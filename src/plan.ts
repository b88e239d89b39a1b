import type { RawEvent, RawProperties, Reading } from './fields/input.ts';
import type { Findings } from './issue.ts';
import type { MisoCommonFields, MisoInteractionType, MisoSearch } from './miso/interactions.ts';

/** How the interactions of a rule are made. */
export interface Plan<Type extends MisoInteractionType = MisoInteractionType> extends Reading {
  readonly type: Type;
  readonly builder: Builder;
  /** What a custom interaction is named, when not after its event. */
  readonly customActionName: string | undefined;
  /** What is laid over the interaction. */
  readonly given: object | undefined;
  /** Whether the interactions have no more than what Segment's spec has for them. */
  readonly isUsual: boolean;
}

/** How interactions of a type are built. */
export interface Builder {
  readonly build: Build;
  /** The fields without one of which an interaction is of no use. */
  readonly needs: readonly NeededField[];
}

export type NeededField = 'product_ids' | 'search' | 'category' | 'rating';

/**
 * Reads what a type has beside the common fields. Makes the whole record where it is of the usual fields, else returns
 * what it found. `timestamp` is absent where more than the usual fields is known already. So many parameters, as an object
 * that held them would be made for each event.
 */
export type Build = (
  plan: Plan,
  event: RawEvent,
  properties: RawProperties,
  findings: Findings,
  timestamp: string | undefined,
  user_id: string | undefined,
  anonymous_id: string | undefined,
) => AnyRecord | FoundFields;

/** An interaction of any type, with the fields that are read from events. */
export interface AnyRecord extends MisoCommonFields {
  type: MisoInteractionType;
  custom_action_name?: string;
  product_ids?: string[];
  product_group_ids?: string[];
  quantities?: number[];
  revenue?: number;
  rating?: number;
  search?: MisoSearch;
  category?: string[];
  duration?: number;
}

/** What was found for the fields of an interaction; its `type` is its own, as a page may have put one on all objects. */
export type FoundFields = {
  readonly [Field in Exclude<keyof AnyRecord, 'type'>]?: AnyRecord[Field] | undefined;
} & { readonly type: undefined };
