import { type BatchResult, deletionRequest, type DeletionRequest, mapEvents } from './batch.ts';
import { type CanonicalInteraction, type MapResult, mapSegmentEvent, type NameOf } from './mapper.ts';
import { canonicalMapping, type MappingRow } from './rules/canonical.ts';
import type { KnownTrackEvent } from './segment/event.ts';

/** Maps events; its functions work detached from it, and ignore further arguments. */
export interface Mapper {
  /** Maps one event. Takes anything and never throws. */
  readonly map: <const Event extends KnownTrackEvent | {} | null | undefined>(
    event: Event,
  ) => MapResult<CanonicalInteraction<NameOf<Event>>>;
  /**
   * Maps a webhook's body as it comes: an array of events, one event, or `{ batch: […] }`. Takes anything and never
   * throws.
   */
  readonly mapBatch: (payload: unknown) => BatchResult;
  /**
   * Collects the users that Segment's `delete` calls ask to erase, as the body of `DELETE /v1/interactions`; `null` when
   * there is none. Takes the same bodies as `mapBatch`.
   */
  readonly toDeletionRequest: (payload: unknown) => DeletionRequest | null;
  /** The mapping table in force. */
  readonly rows: readonly MappingRow[];
}

/**
 * Makes a mapper.
 *
 * @example
 * ```ts
 * const mapper = createMapper();
 * mapper.mapBatch([{ type: 'identify', userId: 'u1' }]).results[0]?.status;
 * //=> 'skipped'
 * ```
 */
export function createMapper(): Mapper {
  return {
    map: mapSegmentEvent,
    mapBatch: (payload) => mapEvents(payload, mapSegmentEvent),
    toDeletionRequest: deletionRequest,
    rows: canonicalMapping,
  };
}
