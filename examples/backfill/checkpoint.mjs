// @ts-check
// A file that says up to where all is with Miso or kept as a dead letter, so that the command can continue from there.
import { open, readFile, rename } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { lock } from 'proper-lockfile';
import { Stop } from './stop.mjs';

/**
 * @import { Position } from './input.mjs'
 * @import { InputFile } from './inputFile.mjs'
 * @import { Tally } from './tally.mjs'
 */

/**
 * @typedef {object} Checkpoint
 * @property {readonly InputFile[]} files
 * @property {Position} done
 * @property {Tally} tally Of all that is done.
 * @property {{ path: string, size: number }} deadLetters
 */

/**
 * Keeps other runs from a checkpoint; returns what lets them in again.
 *
 * @param {string} path
 * @param {(reason: Stop) => void} onLost Is called when another run took it, as this one was suspended.
 */
export async function lockCheckpoint(path, onLost) {
  try {
    return await lock(path, {
      realpath: false,
      // a run that was killed has left its lock behind: wait until it is out of date
      stale: 5000,
      update: 1000,
      retries: { retries: 12, factor: 1, minTimeout: 500 },
      onCompromised: () => onLost(new Stop(`${path} is in use by another run`, 1)),
    });
  } catch (error) {
    const { code, message } = Object(error);
    throw new Stop(
      code === 'ELOCKED' ? `${path} is in use by another run` : `${path} cannot be locked: ${message}`,
    );
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
  const checkpoint = parseCheckpoint(path, await readText(path));
  if (checkpoint === null) return null;
  const other = files.find((file, at) => !isDeepStrictEqual(file, checkpoint.files[at]));
  if (other !== undefined) throw new Stop(`${other.name} is not as it was when ${path} was written`);
  if (files.length !== checkpoint.files.length)
    throw new Stop(`${path} is of more files than the command names`);
  if (deadLetters !== checkpoint.deadLetters.path) {
    throw new Stop(`by ${path}, the dead letters are in ${checkpoint.deadLetters.path}`);
  }
  return checkpoint;
}

/**
 * @param {string} path
 */
async function readText(path) {
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
function parseCheckpoint(path, text) {
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
  await Stop.unlessWritten(next, writeText(next, `${JSON.stringify(checkpoint)}\n`));
  await Stop.unlessWritten(path, rename(next, path));
}

/**
 * @param {string} path
 * @param {string} text
 */
async function writeText(path, text) {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
