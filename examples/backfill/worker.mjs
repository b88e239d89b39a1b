// @ts-check
// A thread: it maps the lines of a chunk, and sends what is for Miso.
import { parentPort, workerData } from 'node:worker_threads';
import { toUploadBodies } from 'segment-to-miso';
import { createRetry } from '../retry.mjs';
import { MisoError, sendUpload } from '../send.mjs';
import { MappedLines } from './lines.mjs';

/**
 * @import { Miso } from '../send.mjs'
 * @import { Reading } from './mapLine.mjs'
 * @import { Job, Message } from './threads.mjs'
 */

/** @typedef {Miso & { retries: number }} Sending */

/** @type {{ reading: Reading, sending: Sending | null }} */
const { reading, sending } = workerData;

parentPort?.on('message', async (/** @type {Job} */ { chunk, port }) => {
  /** @type {(message: Message) => void} */
  const post = (message) => port.postMessage(message);
  try {
    const lines = new MappedLines(chunk, reading);
    // to take an interaction is to map it
    if (sending === null) for (const _ of lines.interactions());
    else await send(lines, sending, (trouble) => post({ trouble }));
    post({ outcome: lines.outcome });
  } catch (error) {
    // any other is a mistake in the code, and ends the command as such
    if (!(error instanceof MisoError)) throw error;
    post({ failure: error.message, exitCode: error.isKeyWrong ? 2 : 1 });
  }
});

/**
 * @param {MappedLines} lines
 * @param {Sending} sending
 * @param {(trouble: string) => void} onTrouble
 */
async function send(lines, { retries, ...miso }, onTrouble) {
  const retry = createRetry(retries, ({ message }) => onTrouble(message));
  // all are written before the first is sent: an interaction takes more memory than its JSON
  const uploads = [...toUploadBodies(lines.interactions())];
  for (const upload of uploads) lines.refuse(await sendUpload(upload, { ...miso, retry }));
}
