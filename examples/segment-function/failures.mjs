// @ts-check
// Why an event did not get to Miso, and how that is reported to Segment.
import { MisoError } from '../send.mjs';

/**
 * @import { MapResult } from 'segment-to-miso'
 *
 * @typedef {{ readonly kind: keyof typeof failures, readonly message: string }} Failure
 */

/** Failure → the error that reports it to Segment for one event, and the status that does so in a batch. */
export const failures = {
  // Segment sends it again, later
  later: { error: (/** @type {string} */ message) => new RetryError(message), status: 500 },
  // Segment discards it, and shows the message
  skipped: { error: (/** @type {string} */ message) => new EventNotSupported(message), status: 400 },
  invalid: { error: (/** @type {string} */ message) => new InvalidEventPayload(message), status: 400 },
};

/**
 * @param {MapResult} result
 * @returns {Failure | null}
 */
export function explainResult({ status, issues: [issue] }) {
  if (status === 'mapped') return null;
  if (issue.code === 'deletion_request')
    return { kind: 'invalid', message: 'userId is required for a deletion.' };
  return { kind: status === 'skipped' ? 'skipped' : 'invalid', message: issue.message };
}

/**
 * Nothing of what Miso says, which may hold an event's values: only which field it is about.
 *
 * @param {string} path
 * @param {object} interaction
 * @returns {Failure}
 */
export function explainRefusal(path, interaction) {
  const [name = ''] = path.split(/[.[]/);
  const field = Object.hasOwn(interaction, name) ? name : 'the interaction';
  return { kind: 'invalid', message: `Miso refuses ${field}.` };
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
export function explainError(error) {
  if (!(error instanceof MisoError)) throw error;
  // nothing else is the fault of the event: it waits while someone corrects the key or the address, or until Miso is back
  const isInvalid = error.status === 413 || error.status === 422;
  return { kind: isInvalid ? 'invalid' : 'later', message: error.message };
}
