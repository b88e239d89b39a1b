// @ts-check
// Where the events go that Miso cannot take.
import { open } from 'node:fs/promises';

/**
 * @import { MappingIssue, UploadError } from 'segment-to-miso'
 */

/**
 * @typedef {'rejected' | 'refused' | 'skipped'} Fate
 * Rejected by the library, refused by Miso, or skipped as it is not for Miso.
 */

/**
 * @typedef {Pick<UploadError, 'path' | 'message'> & Partial<MappingIssue>} Problem
 * What is wrong: in the event, with a code; or in what was made of it, as Miso says.
 */

/**
 * @typedef {object} DeadLetter An event that Miso has not got.
 * @property {Fate} fate
 * @property {unknown} event
 * @property {readonly Problem[]} issues
 */

/**
 * Keeps dead letters. It ends when they are safe, as Segment is then told that it may forget the events; it throws when
 * they are not, and Segment sends the events again.
 *
 * @callback KeepDeadLetters
 * @param {readonly DeadLetter[]} deadLetters
 * @returns {Promise<void>}
 */

/**
 * Keeps dead letters in a file, one a line, as JSON. The file is for one process.
 *
 * @param {string} path
 * @returns {KeepDeadLetters}
 */
export function deadLettersFile(path) {
  let last = Promise.resolve();
  return (deadLetters) => {
    const text = deadLetters.map((letter) => `${JSON.stringify(letter)}\n`).join('');
    // one after the other, as the pieces of two long texts would mix
    const written = last.then(() => append(path, text));
    last = written.catch(() => {});
    return written;
  };
}

/**
 * @param {string} path
 * @param {string} text
 */
async function append(path, text) {
  // the events hold personal data: for the owner only
  const file = await open(path, 'a+', 0o600);
  try {
    await file.appendFile(((await isCutOff(file)) ? '\n' : '') + text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Whether the last write was cut off, by a crash or a full disk: its events come again, but its line must not take in the next.
 *
 * @param {import('node:fs/promises').FileHandle} file
 */
async function isCutOff(file) {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}
