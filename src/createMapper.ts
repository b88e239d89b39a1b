import {
  type BatchResult,
  createDeletionRequest,
  type DeletionRequest,
  mapPayload,
  type ResolveUser,
} from './batch.ts';
import { compileRules } from './engine/compileRules.ts';
import { mapEvent } from './engine/dispatch.ts';
import type { ByName, CanonicalInteraction, NameOf } from './mapSegmentEvent.ts';
import { copyPlain, deepFreeze, hasOwn } from './is.ts';
import { checkOptions } from './options/checkOptions.ts';
import type { MapResult, RejectedResult, SkippedResult } from './result.ts';
import type { MappingRow } from './rules/canonical.ts';
import { listRows } from './rules/rows.ts';
import type { CompletedRules, MapperOptions, NoBeforeMap } from './options/mapperOptions.ts';
import type { EventRules, InteractionOfRule } from './rules/types.ts';
import type { KnownTrackEvent } from './segment/event.ts';

/** Maps events, by any rules. Its functions work detached, and `map` and `mapBatch` ignore further arguments. */
export interface Mapper {
  /** Maps one event. Takes anything and never throws. */
  readonly map: (event: unknown) => MapResult;
  /**
   * Maps a webhook's body as it arrives: an array of events, one event, or `{ batch: […] }`. Takes anything and never
   * throws.
   */
  readonly mapBatch: (payload: unknown) => BatchResult;
  /**
   * Collects the users whose deletion Segment's `delete` calls request, as the body of `DELETE /v1/interactions`; `null` when
   * there are none. Takes the same bodies as `mapBatch`. With `fields.userId` or `beforeMap` it needs `resolve`, and throws
   * `TypeError` without it: a `delete` call carries only the `userId`, and Miso may have another id.
   */
  readonly toDeletionRequest: (payload: unknown, resolve?: ResolveUser) => DeletionRequest | null;
  /** Creates a mapper with further options: rules and fields are merged, others replaced. This one does not change. */
  readonly extend: (options: MapperOptions) => Mapper;
  /** The effective mapping table. */
  readonly rows: readonly MappingRow[];
}

/** A mapper that knows its rules: the type of a result follows from the event's name. */
export interface TypedMapper<Rules> extends Omit<Mapper, 'map' | 'extend'> {
  /** Maps one event. Takes anything and never throws. */
  readonly map: <const Event extends KnownTrackEvent | NamedEvent<keyof Rules> | {} | null | undefined>(
    event: Event,
  ) => ResultOf<NameOf<Event>, Rules>;
  /** Creates a mapper with further options: rules and fields are merged, others replaced. This one does not change. */
  readonly extend: <const More extends EventRules<More>, Prepared extends object | null | NoBeforeMap>(
    options: MapperOptions<More | CompletedRules, Prepared>,
  ) => MapperOf<Omit<Rules, keyof More> & More, Prepared>;
}

/** With `beforeMap` or rules of unknown names, the result of an event may be any. */
export type MapperOf<Rules, Prepared> = NoBeforeMap extends Prepared
  ? string extends keyof Rules
    ? Mapper
    : TypedMapper<Rules>
  : Mapper;

/** An event of a name, as an editor completes it. */
export interface NamedEvent<Name> {
  readonly event: Name;
}

/** The result of an event of a name: by the user's rules, else by the canonical table. */
export type ResultOf<Name, Rules> = [InteractionFor<Name, Rules>] extends [never]
  ? SkippedResult | RejectedResult
  : MapResult<InteractionFor<Name, Rules>>;

type InteractionFor<Name, Rules> = Name extends keyof Rules
  ? RuleOrCanonical<Name, ByName<Name, Rules>>
  : CanonicalInteraction<Name>;

/** A rule that may be absent leaves its event to the canonical table. */
type RuleOrCanonical<Name, Rule> =
  InteractionOfRule<Rule> | (undefined extends Rule ? CanonicalInteraction<Name> : never);

/**
 * Creates a mapper: the canonical table with rules, fields and other options of your own. Throws `TypeError` for an invalid
 * option: it names the option, what was given and what is allowed.
 *
 * @example
 * ```ts
 * const mapper = createMapper({
 *   events: { 'Song Played': 'listen', 'Vote Cast': { to: 'custom', customActionName: 'vote' } },
 *   fields: { productId: ['song_id', 'product_id'] },
 * });
 * mapper.map({ event: 'song_played', userId: 'u1', timestamp: 1769860800, properties: { song_id: 7 } }).interactions;
 * //=> [{ type: 'listen', user_id: 'u1', timestamp: '2026-01-31T12:00:00.000Z', product_ids: ['7'] }]
 * ```
 */
// a default for a type parameter would take the types of the rule functions' parameters away
export function createMapper<
  const Rules extends EventRules<Rules>,
  Prepared extends object | null | NoBeforeMap,
>(options?: MapperOptions<Rules | CompletedRules, Prepared>): MapperOf<Rules, Prepared> {
  // the rules that type the mapper are the ones that it is compiled from
  return createUntypedMapper(options as MapperOptions) as MapperOf<Rules, Prepared>;
}

function createUntypedMapper(given: MapperOptions = {}, base: MapperOptions = {}): Mapper {
  checkOptions(given, base);
  // what its owner changes later changes no mapper
  const options = merge(base, copyPlain(given));
  const dispatch = compileRules(options);
  const map = (event: unknown): MapResult => mapEvent(dispatch, event);
  const { beforeMap, fields = {} } = options;
  const isIdElsewhere = hasOwn(fields, 'userId') || beforeMap !== undefined;
  return {
    map,
    mapBatch: (payload: unknown) => mapPayload(payload, map),
    toDeletionRequest: (payload: unknown, resolve?: ResolveUser) =>
      createDeletionRequest(payload, resolve, isIdElsewhere),
    extend: (more: MapperOptions) => createUntypedMapper(more, options),
    rows: deepFreeze(listRows(options)),
  };
}

function merge(options: MapperOptions, more: MapperOptions): MapperOptions {
  return {
    ...options,
    ...more,
    events: { ...options.events, ...more.events },
    pages: { ...options.pages, ...more.pages },
    screens: { ...options.screens, ...more.screens },
    fields: { ...options.fields, ...more.fields },
    customContext: { ...options.customContext, ...more.customContext },
  };
}
