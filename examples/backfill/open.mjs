// @ts-check
// Opens a file or standard input, and unpacks what is gzipped.
import { createReadStream } from 'node:fs';
import { addAbortSignal, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** @import { Readable } from 'node:stream' */

const PART = 2 ** 18;

/**
 * Opens a file past what is done of it.
 *
 * @param {string} name
 * @param {number} done
 * @param {AbortSignal} signal
 * @returns {Promise<{ parts: AsyncIterable<Buffer>, read: () => number }>}
 */
export async function openInput(name, done, signal) {
  if (name === '-') {
    const input = addAbortSignal(signal, process.stdin);
    return { parts: (await isGzipped(input)) ? unpack(input) : input, read: () => 0 };
  }
  const beginning = createReadStream(name, { end: 1 });
  const isPacked = await isGzipped(beginning);
  beginning.destroy();
  const start = isPacked ? 0 : done;
  const file = createReadStream(name, { start, highWaterMark: PART, signal });
  return { parts: isPacked ? skip(done, unpack(file)) : file, read: () => start + file.bytesRead };
}

/**
 * Whether a stream is gzipped, by its first bytes, which stay in it.
 *
 * @param {Readable} stream
 */
async function isGzipped(stream) {
  for await (const part of stream.iterator({ destroyOnReturn: false })) {
    stream.unshift(part);
    return part[0] === 0x1f && part[1] === 0x8b;
  }
  return false;
}

/**
 * @param {Readable} stream
 */
function unpack(stream) {
  // whoever reads what is unpacked gets the errors of both
  return pipeline(stream, createGunzip({ chunkSize: PART }), () => {});
}

/**
 * @param {number} count
 * @param {AsyncIterable<Buffer>} parts
 */
async function* skip(count, parts) {
  let left = count;
  for await (const part of parts) {
    if (left < part.length) yield part.subarray(left);
    left = Math.max(0, left - part.length);
  }
}
