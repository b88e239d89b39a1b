// @ts-check
// By what a file is known again.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Stop } from './stop.mjs';

/**
 * @typedef {object} InputFile A file, and by what it is known again.
 * @property {string} name
 * @property {number} size
 * @property {number} modified
 * @property {string} start A hash of its first bytes.
 */

/**
 * Describes a file of events.
 *
 * @param {string} name
 * @returns {Promise<InputFile>}
 */
export async function readInputFile(name) {
  if (name === '-') return { name, size: 0, modified: 0, start: '' };
  try {
    const file = await open(name);
    try {
      const stats = await file.stat();
      if (!stats.isFile()) throw new Stop(`${name} is not a file; pipe its events to standard input, as -`);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(2 ** 16), 0, 2 ** 16, 0);
      const start = createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex');
      return { name, size: stats.size, modified: stats.mtimeMs, start };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(`${name} cannot be read: ${Object(error).message}`);
  }
}
