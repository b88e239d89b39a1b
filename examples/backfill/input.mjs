// @ts-check
// The files as chunks of whole lines, each about as much as goes into one upload.
import { createReadStream } from 'node:fs';
import { addAbortSignal, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Stop } from './stop.mjs';

/**
 * @typedef {object} Position Up to where all is done.
 * @property {number} file The place of a file among all of them.
 * @property {number} bytes So many of its bytes, once it is unpacked,
 * @property {number} lines which are so many lines.
 */

/**
 * @typedef {object} Chunk
 * @property {string} name Its file.
 * @property {number} line The number of its first line.
 * @property {Uint8Array<ArrayBuffer>} bytes
 * @property {Position} end
 * @property {number} read How much of the file has been read, as it is stored.
 */

const CHUNK = 2 ** 20;
const PART = 2 ** 18;
// Segment takes calls of at most 32 kB: what has such a line is no file of events
const LONGEST_LINE = 2 ** 22;
const LINE_BREAK = 10;

/**
 * Reads files from a position on, no faster than the chunks are taken. Throws the reason of `signal` once it is aborted.
 *
 * @param {readonly string[]} names Paths; `-` is standard input.
 * @param {Position} from
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<Chunk, void, void>}
 */
export async function* chunksOf(names, from, signal) {
  for (const [file, name] of names.entries()) {
    if (file < from.file) continue;
    let { bytes: done, lines } = file === from.file ? from : { bytes: 0, lines: 0 };
    const { parts, read } = open(name, done, signal);
    try {
      for await (const bytes of wholeLines(parts)) {
        const line = lines + 1;
        done += bytes.length;
        lines += linesIn(bytes);
        yield { name, line, bytes, end: { file, bytes: done, lines }, read: read() };
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw new Stop(`${name} cannot be read past line ${lines}: ${Object(error).message}`, 1);
    }
  }
}

/**
 * Opens a file past what is done of it.
 *
 * @param {string} name
 * @param {number} done
 * @param {AbortSignal} signal
 * @returns {{ parts: AsyncIterable<Buffer>, read: () => number }}
 */
function open(name, done, signal) {
  if (name === '-') return { parts: addAbortSignal(signal, process.stdin), read: () => 0 };
  const isPacked = name.endsWith('.gz');
  const start = isPacked ? 0 : done;
  const file = createReadStream(name, { start, highWaterMark: PART, signal });
  const read = () => start + file.bytesRead;
  if (!isPacked) return { parts: file, read };
  // whoever reads what is unpacked gets the errors of both
  const unpacked = pipeline(file, createGunzip({ chunkSize: PART }), () => {});
  return { parts: past(done, unpacked), read };
}

/**
 * @param {number} done
 * @param {AsyncIterable<Buffer>} parts
 */
async function* past(done, parts) {
  let left = done;
  for await (const part of parts) {
    if (left < part.length) yield part.subarray(left);
    left = Math.max(0, left - part.length);
  }
}

/**
 * @param {AsyncIterable<Buffer>} parts
 */
async function* wholeLines(parts) {
  /** @type {Buffer[]} */
  let kept = [];
  let size = 0;
  for await (const part of parts) {
    kept.push(part);
    size += part.length;
    if (size < CHUNK) continue;
    const end = part.lastIndexOf(LINE_BREAK) + 1;
    if (end > 0) {
      const rest = part.subarray(end);
      kept[kept.length - 1] = part.subarray(0, end);
      yield joined(kept);
      kept = [rest];
      size = rest.length;
    } else if (size > LONGEST_LINE) {
      throw new Error('the next one is longer than 4 MB, but a line is an event');
    }
  }
  if (size > 0) yield joined(kept);
}

/**
 * @param {readonly Buffer[]} parts
 */
function joined(parts) {
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
function linesIn(bytes) {
  let lines = bytes.at(-1) === LINE_BREAK ? 0 : 1;
  for (let at = bytes.indexOf(LINE_BREAK); at !== -1; at = bytes.indexOf(LINE_BREAK, at + 1)) lines++;
  return lines;
}
