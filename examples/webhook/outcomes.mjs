// @ts-check
// What happened to each event of a request.

/**
 * @import { BatchResult, UploadError } from 'segment-to-miso'
 * @import { DeadLetter, Fate, Problem } from './deadLetters.mjs'
 */

/**
 * @typedef {object} Outcome
 * @property {'accepted' | Fate} fate
 * @property {unknown} event
 * @property {readonly Problem[]} issues
 */

/** @type {Problem} */
const DELETION_REFUSED = { code: 'deletion_refused', path: '', message: 'This receiver refuses deletions.' };

/**
 * Returns the outcome of each event as far as it is known before the upload, which accepts the others.
 *
 * @param {BatchResult} batch
 * @param {boolean} refuseDeletions
 * @returns {Outcome[]}
 */
export function createOutcomes({ events, results }, refuseDeletions) {
  return results.map(({ status, issues }, at) => {
    const event = events[at];
    if (refuseDeletions && issues[0]?.code === 'deletion_request') {
      return { fate: 'refused', event, issues: [DELETION_REFUSED] };
    }
    return { fate: status === 'mapped' ? 'accepted' : status, event, issues };
  });
}

/**
 * Returns the outcomes that become dead letters.
 *
 * @param {readonly Outcome[]} outcomes
 * @param {boolean} keepSkipped
 * @returns {DeadLetter[]}
 */
export function findDeadLetters(outcomes, keepSkipped) {
  return outcomes.flatMap(({ fate, event, issues }) =>
    fate === 'accepted' || (fate === 'skipped' && !keepSkipped) ? [] : [{ fate, event, issues }],
  );
}

/**
 * Returns the events whose interactions Miso refused.
 *
 * @param {BatchResult} batch
 * @param {readonly (readonly UploadError[])[]} errors Those of each interaction.
 * @returns {Map<number, DeadLetter>} By the index of the event.
 */
export function findRefused({ events, sources }, errors) {
  /** @type {Map<number, DeadLetter>} */
  const refused = new Map();
  errors.forEach((ofInteraction, index) => {
    if (ofInteraction.length === 0) return;
    const source = Number(sources[index]);
    const before = refused.get(source)?.issues ?? [];
    const issues = [...before, ...ofInteraction.map(({ path, message }) => ({ path, message }))];
    refused.set(source, { fate: 'refused', event: events[source], issues });
  });
  return refused;
}

/**
 * Counts events by their fate and the reason.
 *
 * @param {readonly Outcome[]} outcomes
 */
export function countOutcomes(outcomes) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { fate, issues } of outcomes) {
    const code = fate === 'accepted' ? undefined : issues[0]?.code;
    const name = code === undefined ? fate : `${fate} ${code}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
