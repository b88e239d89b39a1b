// @ts-check
// Threads that map and send: one parses while another does, and while this one reads.
import { MessageChannel, Worker } from 'node:worker_threads';
import { Stop } from './stop.mjs';

/**
 * @import { MessagePort } from 'node:worker_threads'
 * @import { Chunk } from './input.mjs'
 * @import { Outcome } from './lines.mjs'
 * @import { Reading } from './mapLine.mjs'
 * @import { Sending } from './worker.mjs'
 */

/** @typedef {{ chunk: Chunk, port: MessagePort }} Job */
/** @typedef {{ outcome: Outcome } | { failure: string, exitCode: number } | { trouble: string }} Message */

/**
 * @param {number} count
 * @param {number} concurrency How many chunks all of them hold at a time.
 * @param {{ reading: Reading, sending: Sending | null }} workerData
 */
export function startThreads(count, concurrency, workerData) {
  // a heap grows to what it may before it is cleared: so much is for the library, and for a chunk
  const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64 + 16 * concurrency };
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('worker.mjs', import.meta.url), { workerData, resourceLimits }),
  );
  let jobs = 0;
  return {
    /**
     * Maps and sends a chunk. Throws a `Stop` when Miso does not take it.
     *
     * @param {Chunk} chunk
     * @param {(trouble: string) => void} onTrouble Called when Miso has yet to accept it.
     * @returns {Promise<Outcome>}
     */
    run(chunk, onTrouble) {
      const { port1, port2 } = new MessageChannel();
      return new Promise((resolve, reject) => {
        port1.on('message', (/** @type {Message} */ message) => {
          if ('trouble' in message) return onTrouble(message.trouble);
          port1.close();
          if ('outcome' in message) resolve(message.outcome);
          else reject(new Stop(message.failure, message.exitCode));
        });
        workers[jobs++ % count]?.postMessage({ chunk, port: port2 }, [chunk.bytes.buffer, port2]);
      });
    },
    stop: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}
