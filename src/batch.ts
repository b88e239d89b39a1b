import { userIdSource } from './fields/identity.ts';
import { isObject } from './fields/source.ts';
import { isList, itemsOf } from './miso/members.ts';
import { kindOf } from './issue.ts';
import { callOf } from './mapper.ts';
import type { MapResult } from './result.ts';
import type { MisoInteraction } from './miso/interactions.ts';

/** What became of a batch of events. */
export interface BatchResult {
  /** One for each event, in order. */
  readonly results: readonly MapResult[];
  /** The interactions of all of them, in order: what to send. */
  readonly interactions: readonly MisoInteraction[];
  /** The place of the event that each interaction came from. */
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
 * mapEvents({ batch: [{ type: 'identify' }, searched] }, mapSegmentEvent).sources;
 * //=> [1]
 * ```
 */
export function mapEvents(payload: unknown, map: (event: unknown) => MapResult): BatchResult {
  const results = eventsOf(payload).map((event) => map(event));
  const interactions: MisoInteraction[] = [];
  const sources: number[] = [];
  results.forEach((result, source) => {
    for (const interaction of result.interactions) {
      interactions.push(interaction);
      sources.push(source);
    }
  });
  return { results, interactions, sources };
}

/** Gives the id that Miso holds a user by, for the `userId` of a `delete` call; nothing for a user whom Miso has not. */
export type ResolveUser = (userId: string) => string | null | undefined;

/**
 * Collects the users that the `delete` calls of a body ask to erase. Where Miso holds another id than `userId`, `resolve`
 * is needed: better to throw than to erase nobody.
 *
 * @example
 * ```ts
 * deletionRequest([{ type: 'delete', userId: 'u1' }], (userId) => `customer-${userId}`, true);
 * //=> { user_ids: ['customer-u1'] }
 * ```
 */
export function deletionRequest(
  payload: unknown,
  resolve: ResolveUser | undefined,
  isIdElsewhere: boolean,
): DeletionRequest | null {
  // what `Array.map` hands in as a second argument is no resolver
  const resolver = typeof resolve === 'function' ? resolve : undefined;
  if (isIdElsewhere && resolver === undefined) {
    throw new TypeError(
      'toDeletionRequest needs resolve with fields.userId: a delete call has only userId, and Miso holds another id',
    );
  }
  const userIds = new Set<string>();
  for (const event of eventsOf(payload)) {
    const userId = userToDelete(event);
    const held = userId === undefined || resolver === undefined ? userId : heldId(resolver(userId));
    if (held !== undefined) userIds.add(held);
  }
  return userIds.size > 0 ? { user_ids: [...userIds] } : null;
}

function heldId(resolved: unknown): string | undefined {
  const held = userIdSource.parse(resolved);
  if (held !== null) return held;
  throw new TypeError(
    `resolve gives ${kindOf(resolved)}, but must give an id of at most 512 characters, or null for a user whom Miso has not`,
  );
}

function userToDelete(event: unknown): string | undefined {
  try {
    if (!isObject(event) || callOf(event) !== 'delete') return undefined;
    return userIdSource.parse(event['userId']) ?? undefined;
  } catch {
    return undefined;
  }
}

// a body as it comes: an array of events, one event, or { batch: […] }; a copy, as a hole is an event too
function eventsOf(payload: unknown): unknown[] {
  try {
    return itemsOf(isObject(payload) && isList(payload['batch']) ? payload['batch'] : payload);
  } catch {
    // unreadable: `map` says so
    return [payload];
  }
}
