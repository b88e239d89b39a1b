// @ts-check
// The events that Miso cannot take, as NDJSON.

/**
 * @import { MappingIssue, UploadError } from 'segment-to-miso'
 */

/**
 * @typedef {'rejected' | 'refused' | 'skipped'} Fate
 * Rejected by the library, refused by Miso or by a setting, or skipped because it is not for Miso.
 */

/**
 * @typedef {Pick<UploadError, 'path' | 'message'> & { readonly code?: MappingIssue['code'] | 'deletion_refused' }} Problem
 * The problem: in the event, with a code, or in its interaction, in Miso's words.
 */

/**
 * @typedef {object} DeadLetter An event that Miso does not have.
 * @property {Fate} fate
 * @property {unknown} event
 * @property {readonly Problem[]} issues
 */

/**
 * @callback WriteDeadLetters
 * Writes lines of JSON. Resolves when they are safe, as Segment then forgets the events; throws when they are not.
 * @param {string} lines
 * @returns {Promise<void>}
 */

/**
 * @param {WriteDeadLetters} write
 */
export function createDeadLetters(write) {
  let unwritten = '';

  /**
   * Keeps dead letters. Those that cannot be written after the upload of their request fail every later call before its
   * upload, until they are written: otherwise Segment would send the request again and again, and it would be stored each time.
   *
   * @param {readonly DeadLetter[]} letters
   * @param {boolean} isUploaded
   */
  return async function keepDeadLetters(letters, isUploaded) {
    const lines = unwritten + letters.map((letter) => `${stringifyLetter(letter)}\n`).join('');
    if (lines === '') return;
    try {
      await write(lines);
      unwritten = '';
    } catch (error) {
      if (isUploaded) unwritten ||= lines;
      throw error;
    }
  };
}

/**
 * @param {DeadLetter} letter
 */
function stringifyLetter(letter) {
  try {
    return JSON.stringify(letter);
  } catch {
    // nested too deeply: without what is nested
    const entries = Object.entries(Object(letter.event)).filter(([, value]) => Object(value) !== value);
    return JSON.stringify({ ...letter, event: Object.fromEntries(entries), isTruncated: true });
  }
}
