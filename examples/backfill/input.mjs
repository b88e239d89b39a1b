// @ts-check
// The files as chunks of whole lines, each about as much as goes into one upload.
import { openInput } from './open.mjs';
import { LINE_BREAK, LONGEST_LINE } from './splitLines.mjs';
import { Stop } from './stop.mjs';

/**
 * @typedef {object} Position Up to where all is done.
 * @property {number} file The index of a file among all of them.
 * @property {number} bytes So many of its bytes, once it is unpacked,
 * @property {number} lines which are so many lines.
 */

/**
 * @typedef {object} Chunk
 * @property {string} name Its file.
 * @property {number} line The number of its first line.
 * @property {Uint8Array<ArrayBuffer>} bytes Of a line that is too long, only the beginning.
 * @property {Position} end
 * @property {number} read How much of the file has been read, as it is stored.
 */

const CHUNK = 2 ** 20;

/**
 * Reads files from a position on, no faster than the chunks are taken. Throws the reason of `signal` once it is aborted.
 *
 * @param {readonly string[]} names Paths; `-` is standard input.
 * @param {Position} from
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<Chunk, void, void>}
 */
export async function* readChunks(names, from, signal) {
  for (const [file, name] of names.entries()) {
    if (file < from.file) continue;
    let { bytes: done, lines } = file === from.file ? from : { bytes: 0, lines: 0 };
    try {
      const { parts, read } = await openInput(name, done, signal);
      for await (const { bytes, skipped } of joinWholeLines(parts)) {
        const line = lines + 1;
        done += bytes.length + skipped;
        lines += countLines(bytes);
        yield { name, line, bytes, end: { file, bytes: done, lines }, read: read() };
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw new Stop(`${name} cannot be read past line ${lines}: ${Object(error).message}`, 1);
    }
  }
}

/**
 * @param {AsyncIterable<Buffer>} parts
 */
async function* joinWholeLines(parts) {
  /** @type {Buffer[]} */
  let kept = [];
  let size = 0;
  // of the line that has not ended yet
  let length = 0;
  let skipped = 0;
  for await (const part of parts) {
    // memory does not grow with a line that is too long anyway
    const rest = length > LONGEST_LINE ? part.subarray(indexOfBreak(part)) : part;
    skipped += part.length - rest.length;
    kept.push(rest);
    size += rest.length;
    const end = rest.lastIndexOf(LINE_BREAK) + 1;
    length = end > 0 ? rest.length - end : length + rest.length;
    if (size < CHUNK || end === 0) continue;
    kept[kept.length - 1] = rest.subarray(0, end);
    yield { bytes: join(kept), skipped };
    kept = [rest.subarray(end)];
    size = length;
    skipped = 0;
  }
  if (size > 0) yield { bytes: join(kept), skipped };
}

/**
 * @param {Buffer} part
 */
function indexOfBreak(part) {
  const index = part.indexOf(LINE_BREAK);
  return index === -1 ? part.length : index;
}

/**
 * @param {readonly Buffer[]} parts
 */
function join(parts) {
  // memory of its own, which can be handed to a thread; Buffer.concat may take it from a pool
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * @param {Uint8Array} bytes
 */
function countLines(bytes) {
  let lines = bytes.at(-1) === LINE_BREAK ? 0 : 1;
  for (let at = bytes.indexOf(LINE_BREAK); at !== -1; at = bytes.indexOf(LINE_BREAK, at + 1)) lines++;
  return lines;
}
