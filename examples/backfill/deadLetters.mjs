// @ts-check
// Where the lines go that should be with Miso and cannot.
import { open } from 'node:fs/promises';
import { Stop } from './stop.mjs';

/**
 * @typedef {object} DeadLetters
 * @property {() => number} size In bytes.
 * @property {(text: string) => Promise<void>} append
 * @property {() => Promise<number>} sync Resolves to their size when they are on the disk.
 * @property {() => Promise<void>} close
 */

/**
 * Opens the file of dead letters, truncated to what a checkpoint knows of it: what is behind will come again.
 *
 * @param {string} path
 * @param {number} [size]
 * @returns {Promise<DeadLetters>}
 */
export async function openDeadLetters(path, size = Infinity) {
  // the events hold personal data: for the owner only
  const file = await Stop.unlessWritten(path, open(path, 'a', 0o600), 2);
  let { size: bytes } = await file.stat();
  if (bytes > size) {
    await file.truncate(size);
    bytes = size;
  }
  return {
    size: () => bytes,
    append: async (text) => {
      if (text === '') return;
      await Stop.unlessWritten(path, file.appendFile(text));
      bytes += Buffer.byteLength(text);
    },
    sync: async () => {
      await Stop.unlessWritten(path, file.sync());
      return bytes;
    },
    close: () => file.close(),
  };
}
