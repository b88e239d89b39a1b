import {
  type BatchResult,
  deletionRequest,
  type DeletionRequest,
  mapEvents,
  type ResolveUser,
} from './batch.ts';
import { compile } from './compile.ts';
import { type ByName, type CanonicalInteraction, mapEvent, type NameOf } from './mapper.ts';
import type { MisoInteraction } from './miso/interactions.ts';
import { checkOptions } from './options/options.ts';
import type { MapResult, RejectedResult, SkippedResult } from './result.ts';
import type { MappingRow } from './rules/canonical.ts';
import { rowsOf } from './rules/rows.ts';
import type { EventRules, InteractionOfRule, MapperOptions } from './rules/rule.ts';
import type { KnownTrackEvent } from './segment/event.ts';

/** Maps events; its functions work detached from it, and `map` and `mapBatch` ignore further arguments. */
export interface Mapper<Rules = {}> {
  /** Maps one event. Takes anything and never throws. */
  readonly map: <const Event extends KnownTrackEvent | NamedEvent<keyof Rules> | {} | null | undefined>(
    event: Event,
  ) => ResultOf<NameOf<Event>, Rules>;
  /**
   * Maps a webhook's body as it comes: an array of events, one event, or `{ batch: […] }`. Takes anything and never
   * throws.
   */
  readonly mapBatch: (payload: unknown) => BatchResult;
  /**
   * Collects the users that Segment's `delete` calls ask to erase, as the body of `DELETE /v1/interactions`; `null` when
   * there is none. Takes the same bodies as `mapBatch`. With `fields.userId` it needs `resolve`, and throws `TypeError`
   * without: a `delete` call carries only the `userId`, and Miso holds the other id.
   */
  readonly toDeletionRequest: (payload: unknown, resolve?: ResolveUser) => DeletionRequest | null;
  /** Makes a new mapper with further options: rules and fields are merged, others replaced. This one is as it was. */
  readonly extend: <const More extends EventRules<More>>(
    options: MapperOptions<More>,
  ) => Mapper<Omit<Rules, keyof More> & More>;
  /** The mapping table in force. */
  readonly rows: readonly MappingRow[];
}

/** An event of a name, as an editor completes it. */
export interface NamedEvent<Name> {
  readonly event: Name;
}

/** What becomes of an event of a name: by the user's rules, else by the canonical table. */
export type ResultOf<Name, Rules> = [InteractionFor<Name, Rules>] extends [never]
  ? SkippedResult | RejectedResult
  : MapResult<InteractionFor<Name, Rules>>;

type InteractionFor<Name, Rules> = string extends keyof Rules
  ? MisoInteraction
  : Name extends keyof Rules
    ? RuleOrCanonical<Name, ByName<Name, Rules>>
    : CanonicalInteraction<Name>;

/** A rule that may be absent leaves its event to the canonical table. */
type RuleOrCanonical<Name, Rule> =
  InteractionOfRule<Rule> | (undefined extends Rule ? CanonicalInteraction<Name> : never);

/**
 * Makes a mapper: the canonical table with rules, fields and host options of your own. Throws `TypeError` for a wrong
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
// a default for `Rules` would take the types of the rule functions' parameters away
export function createMapper<const Rules extends EventRules<Rules>>(
  options?: MapperOptions<Rules>,
): Mapper<Rules>;
export function createMapper(given: MapperOptions = {}): AnyMapper {
  checkOptions(given);
  // own members only: a page may have put anything on the prototype of all objects
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- an object without a prototype has no type
  const options: MapperOptions = Object.assign(Object.create(null), given);
  const configuration = compile(options);
  const map = (event: unknown): MapResult => mapEvent(configuration, event);
  const isIdElsewhere = options.fields?.userId !== undefined;
  return {
    map,
    mapBatch: (payload) => mapEvents(payload, map),
    toDeletionRequest: (payload, resolve) => deletionRequest(payload, resolve, isIdElsewhere),
    extend: (more) => {
      checkOptions(more);
      return createMapper(merged(options, more));
    },
    rows: rowsOf(options),
  };
}

/** A mapper of whatever rules. */
interface AnyMapper extends Pick<Mapper, 'mapBatch' | 'toDeletionRequest' | 'rows'> {
  readonly map: (event: unknown) => MapResult;
  readonly extend: (options: MapperOptions) => AnyMapper;
}

function merged(options: MapperOptions, more: MapperOptions): MapperOptions {
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
