// @ts-check
// Holds chunks back, so that no more lines are sent in a second than wanted.
import { setTimeout } from 'node:timers/promises';

/** @import { Chunk } from './input.mjs' */

/**
 * @param {AsyncIterable<Chunk>} chunks
 * @param {number} rate Lines a second, on average: those of a chunk are sent together.
 * @param {AbortSignal} signal
 */
export async function* pace(chunks, rate, signal) {
  let next = 0;
  for await (const chunk of chunks) {
    const wait = next - performance.now();
    // aborted, it ends by the reason of the signal, as reading does
    if (wait > 0) await setTimeout(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
    next = Math.max(next, performance.now()) + (1000 * (chunk.end.lines - chunk.line + 1)) / rate;
    yield chunk;
  }
}
