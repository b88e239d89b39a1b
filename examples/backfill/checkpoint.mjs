// @ts-check
// A file that says up to where all is stored or kept as a dead letter, so that the command can go on from there.
import { createHash } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { Stop } from './stop.mjs';

/**
 * @import { Position } from './input.mjs'
 * @import { Tally } from './tally.mjs'
 */

/**
 * @typedef {object} InputFile A file, and by what it is known again.
 * @property {string} name
 * @property {number} size
 * @property {number} modified
 * @property {string} start A hash of its first bytes.
 */

/**
 * @typedef {object} Checkpoint
 * @property {readonly InputFile[]} files
 * @property {Position} done
 * @property {Tally} tally Of all that is done.
 * @property {{ path: string, size: number }} deadLetters
 */

/**
 * Looks at a file of events.
 *
 * @param {string} name
 * @returns {Promise<InputFile>}
 */
export async function inputFile(name) {
  if (name === '-') return { name, size: 0, modified: 0, start: '' };
  try {
    const file = await open(name);
    try {
      const stats = await file.stat();
      if (!stats.isFile()) throw new Stop(`${name} is not a file; give its events to standard input, as -`);
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

/**
 * Reads a checkpoint, which must be of the same files as they are now; `null` if there is none yet.
 *
 * @param {string} path
 * @param {readonly InputFile[]} files
 * @param {string} deadLetters
 * @returns {Promise<Checkpoint | null>}
 */
export async function readCheckpoint(path, files, deadLetters) {
  const checkpoint = parsed(path, await textOf(path));
  if (checkpoint === null) return null;
  const other = files.find((file, at) => !isDeepStrictEqual(file, checkpoint.files[at]));
  if (other !== undefined) throw new Stop(`${other.name} is not as it was when ${path} was written`);
  if (files.length !== checkpoint.files.length) throw new Stop(`${path} is of more files than are given`);
  if (deadLetters !== checkpoint.deadLetters.path) {
    throw new Stop(`by ${path}, the dead letters are in ${checkpoint.deadLetters.path}`);
  }
  return checkpoint;
}

/**
 * @param {string} path
 */
async function textOf(path) {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (Object(error).code === 'ENOENT') return null;
    throw new Stop(`${path} cannot be read: ${Object(error).message}`);
  }
}

/**
 * @param {string} path
 * @param {string | null} text
 * @returns {Checkpoint | null}
 */
function parsed(path, text) {
  if (text === null) return null;
  try {
    const checkpoint = JSON.parse(text);
    if (Array.isArray(checkpoint.files)) return checkpoint;
  } catch {
    // as below
  }
  throw new Stop(`${path} is not a checkpoint`);
}

/**
 * Writes a checkpoint, all of it or nothing.
 *
 * @param {string} path
 * @param {Checkpoint} checkpoint
 */
export async function writeCheckpoint(path, checkpoint) {
  const next = `${path}.next`;
  const file = await open(next, 'w');
  try {
    await file.writeFile(`${JSON.stringify(checkpoint)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
}
