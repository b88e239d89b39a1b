// @ts-check
// What Segment calls: a handler for each kind of event, and one for a batch. `build.mjs` makes the file to paste of it.
import { createMapper } from 'segment-to-miso';
import { MisoError, sendDeletion, sendInteractions } from '../send.mjs';

/**
 * @import { MapResult } from 'segment-to-miso'
 *
 * @typedef {{ readonly apiKey: string }} Settings Those of the function, as its destination fills them out.
 * @typedef {keyof typeof failures} Kind
 * @typedef {{ readonly kind: Kind, readonly message: string }} Failure Why an event did not get to Miso.
 */

const mapper = createMapper();

/** Failure → how Segment is told of one event, and the status that tells it of an event of a batch. */
const failures = {
  // Segment sends it again, later
  later: { error: (/** @type {string} */ message) => new RetryError(message), status: 500 },
  // it does not, and shows the message
  skipped: { error: (/** @type {string} */ message) => new EventNotSupported(message), status: 400 },
  invalid: { error: (/** @type {string} */ message) => new InvalidEventPayload(message), status: 400 },
};

/**
 * @param {unknown} event
 * @param {Settings} settings
 */
export async function onEvent(event, settings) {
  const [failure] = await deliver([event], settings);
  if (failure) throw failures[failure.kind].error(failure.message);
}

/**
 * Answers for each event, so that Segment sends only those again that may yet get to Miso.
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
 * Sends events to Miso, and gives for each why it did not get there, `null` if it did.
 *
 * @param {readonly unknown[]} events
 * @param {Settings} settings
 * @returns {Promise<(Failure | null)[]>}
 */
async function deliver(events, settings) {
  const { results, interactions, sources } = mapper.mapBatch(events);
  const outcomes = results.map(failureOf);
  try {
    for (const { index, path, message } of await sendInteractions(interactions, settings)) {
      const source = index === null ? undefined : sources[index];
      if (source !== undefined) outcomes[source] = { kind: 'invalid', message: `Miso: ${path} ${message}` };
    }
  } catch (error) {
    for (const source of sources) outcomes[source] = failureBy(error);
  }
  // after what the same batch tells of the user
  for (const [place, event] of events.entries()) {
    if (isDeletion(results[place])) outcomes[place] = await erase(event, settings);
  }
  return outcomes;
}

/**
 * @param {MapResult} result
 * @returns {Failure | null}
 */
function failureOf({ status, issues: [issue] }) {
  if (status === 'mapped') return null;
  return { kind: status === 'skipped' ? 'skipped' : 'invalid', message: issue.message };
}

/** @param {MapResult | undefined} result */
function isDeletion(result) {
  return result?.issues[0]?.code === 'deletion_request';
}

/**
 * @param {unknown} event
 * @param {Settings} settings
 * @returns {Promise<Failure | null>}
 */
async function erase(event, settings) {
  const deletion = mapper.toDeletionRequest(event);
  if (deletion === null) return { kind: 'invalid', message: 'userId must be given for a deletion.' };
  try {
    await sendDeletion(deletion, settings);
    return null;
  } catch (error) {
    return failureBy(error);
  }
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
function failureBy(error) {
  if (!(error instanceof MisoError)) throw error;
  // a wrong key is no fault of the event: it waits while someone mends the setting
  return { kind: error.isTemporary || error.isKeyWrong ? 'later' : 'invalid', message: error.message };
}
