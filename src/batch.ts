import { isDeleteCall } from './engine/dispatch.ts';
import { userId } from './fields/userId.ts';
import { isObject, isReadableArray, toArray } from './is.ts';
import { describeType } from './issues.ts';
import type { MisoInteraction } from './miso/interactions.ts';
import type { MapResult } from './result.ts';

/** The result of mapping a batch of events. */
export interface BatchResult {
  /** The events of the body, unwrapped: `events[i]` became `results[i]`. */
  readonly events: readonly unknown[];
  /** One for each event, in order. */
  readonly results: readonly MapResult[];
  /** The interactions of all of them, in order: what to send. */
  readonly interactions: readonly MisoInteraction[];
  /** The index of the event that each interaction came from. */
  readonly sources: readonly number[];
}

/** The body of `DELETE /v1/interactions`. */
export interface DeletionRequest {
  user_ids: string[];
}

/**
 * Maps every event of a body.
 *
 * @example
 * ```ts
 * const searched = { event: 'Products Searched', userId: 'u1', properties: { query: 'shoes' } };
 * mapPayload({ batch: [{ type: 'identify' }, searched] }, mapSegmentEvent).sources;
 * //=> [1]
 * ```
 */
export function mapPayload(payload: unknown, map: (event: unknown) => MapResult): BatchResult {
  const events = unwrapEvents(payload);
  const results = events.map((event) => map(event));
  const interactions: MisoInteraction[] = [];
  const sources: number[] = [];
  results.forEach((result, source) => {
    for (const interaction of result.interactions) {
      interactions.push(interaction);
      sources.push(source);
    }
  });
  return { events, results, interactions, sources };
}

/** Returns the id that Miso has for the `userId` of a `delete` call; nothing for a user unknown to Miso. */
export type ResolveUser = (userId: string) => string | null | undefined;

/**
 * Collects the users whose deletion the `delete` calls of a body request. Where Miso has another id than `userId`, `resolve` is
 * required: better to throw than to delete nobody.
 *
 * @example
 * ```ts
 * createDeletionRequest([{ type: 'delete', userId: 'u1' }], (userId) => `customer-${userId}`, true);
 * //=> { user_ids: ['customer-u1'] }
 * ```
 */
export function createDeletionRequest(
  payload: unknown,
  resolve: ResolveUser | undefined,
  isIdElsewhere: boolean,
): DeletionRequest | null {
  // the second argument that `Array.map` passes is not a resolver
  const resolver = typeof resolve === 'function' ? resolve : undefined;
  if (isIdElsewhere && resolver === undefined) {
    throw new TypeError(
      'toDeletionRequest requires resolve, such as (userId) => userId, with fields.userId or beforeMap: a delete call has only userId, and Miso may have another id',
    );
  }
  const userIds = new Set<string>();
  for (const event of unwrapEvents(payload)) {
    const id = readUserToDelete(event);
    const resolved = id === undefined || resolver === undefined ? id : parseResolved(resolver(id));
    if (resolved !== undefined) userIds.add(resolved);
  }
  return userIds.size > 0 ? { user_ids: [...userIds] } : null;
}

function parseResolved(resolved: unknown): string | undefined {
  const id = userId.parse(resolved);
  if (id !== null) return id;
  throw new TypeError(
    `resolve returned ${describeType(resolved)}, but must return an id of at most 512 characters, or null for a user unknown to Miso`,
  );
}

function readUserToDelete(event: unknown): string | undefined {
  try {
    if (!isObject(event) || !isDeleteCall(event)) return undefined;
    return userId.parse(event['userId']) ?? undefined;
  } catch {
    return undefined;
  }
}

// a body as it arrives: an array of events, one event, or { batch: […] }; a copy, as a hole is an event too
function unwrapEvents(payload: unknown): unknown[] {
  try {
    return toArray(isObject(payload) && isReadableArray(payload['batch']) ? payload['batch'] : payload);
  } catch {
    // unreadable: `map` reports it
    return [payload];
  }
}
