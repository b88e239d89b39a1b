// @ts-check
// What Segment calls: a handler for each kind of event, and one for a batch. `build.mjs` makes the file to paste of it.
import { createMapper } from 'segment-to-miso';
import { sendDeletion, sendInteractions } from '../send.mjs';
import { explainError, explainRefusal, explainResult, failures } from './failures.mjs';

/**
 * @import { Miso } from '../send.mjs'
 * @import { Failure } from './failures.mjs'
 *
 * @typedef {{ readonly apiKey: string }} Settings Those of the function, as its destination fills them out.
 */

const mapper = createMapper();

/** How long Miso may take for all of a call, in milliseconds: Segment halts a function after 5 seconds. */
const TIME_LIMIT = 4000;

/**
 * @param {unknown} event
 * @param {Settings} settings
 */
export async function onEvent(event, settings) {
  const [failure] = await deliver([event], settings);
  if (failure) throw failures[failure.kind].error(failure.message);
}

/**
 * Returns a status for each event, so that Segment sends only those again that may yet get to Miso.
 *
 * @param {readonly unknown[]} events
 * @param {Settings} settings
 */
export async function onBatch(events, settings) {
  const outcomes = await deliver(events, settings);
  return outcomes.map((failure) =>
    failure === null
      ? { status: 200 }
      : { status: failures[failure.kind].status, errormessage: failure.message },
  );
}

/**
 * Sends events to Miso, and returns for each why it did not get there, `null` if it did.
 *
 * @param {readonly unknown[]} events
 * @param {Settings} settings
 * @returns {Promise<(Failure | null)[]>}
 */
async function deliver(events, settings) {
  const miso = connect(settings);
  const { results, interactions, sources } = mapper.mapBatch(events);
  const outcomes = results.map(explainResult);
  try {
    for (const { index, path } of await sendInteractions(interactions, miso)) {
      const source = sources[Number(index)];
      if (source !== undefined) outcomes[source] = explainRefusal(path, Object(interactions[Number(index)]));
    }
  } catch (error) {
    for (const source of sources) outcomes[source] = explainError(error);
  }
  // after what the same batch says about the user
  const places = [...events.keys()].filter((place) => mapper.toDeletionRequest([events[place]]) !== null);
  const erased = await erase(
    places.map((place) => events[place]),
    miso,
  );
  for (const [at, place] of places.entries()) outcomes[place] = erased[at] ?? null;
  return outcomes;
}

/**
 * @param {Settings} settings
 * @returns {Miso}
 */
function connect({ apiKey }) {
  const end = Date.now() + TIME_LIMIT;
  // Segment's functions have neither timers nor AbortSignal; their fetch is that of node-fetch, which has a timeout
  return { apiKey, fetch: (url, init) => fetch(url, { ...init, timeout: Math.max(1, end - Date.now()) }) };
}

/**
 * Has Miso erase users by one call. Those of a call that it refuses are sent in halves, until it is known who is refused.
 *
 * @param {readonly unknown[]} deletions
 * @param {Miso} miso
 * @returns {Promise<(Failure | null)[]>}
 */
async function erase(deletions, miso) {
  const request = mapper.toDeletionRequest(deletions);
  if (request === null) return [];
  const failure = await sendDeletion(request, miso).then(() => null, explainError);
  if (failure?.kind !== 'invalid' || deletions.length === 1) return deletions.map(() => failure);
  const middle = deletions.length >> 1;
  return [
    ...(await erase(deletions.slice(0, middle), miso)),
    ...(await erase(deletions.slice(middle), miso)),
  ];
}
