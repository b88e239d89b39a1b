// @ts-check
// A file of dead letters on Node, for one process.
import { open } from 'node:fs/promises';

/**
 * Opens the file; throws if it cannot be written.
 *
 * @param {string} path
 * @returns {Promise<import('./deadLetters.mjs').WriteDeadLetters>}
 */
export async function openDeadLettersFile(path) {
  await append(path, '');
  let waiting = '';
  /** @type {Promise<void>} */
  let last = Promise.resolve();
  /** @type {Promise<void> | null} */
  let next = null;
  // one write at a time; what comes meanwhile shares the next
  return (lines) => {
    waiting += lines;
    next ??= last = last
      .catch(() => {})
      .then(() => {
        const text = waiting;
        waiting = '';
        next = null;
        return append(path, text);
      });
    return next;
  };
}

/**
 * Appends and syncs all of a text, or nothing.
 *
 * @param {string} path
 * @param {string} text
 */
async function append(path, text) {
  // the events hold personal data: for the owner only
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    try {
      await file.appendFile(((await isCutOff(file, size)) ? '\n' : '') + text);
      await file.sync();
    } catch (error) {
      // on a full disk, a part of it is written
      await file.truncate(size);
      throw error;
    }
  } finally {
    await file.close();
  }
}

/**
 * Whether a crash has cut off the last line: Segment sends its events again, but the next line must not continue it.
 *
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} size
 */
async function isCutOff(file, size) {
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}
