// @ts-check
// A thread: it maps the lines of a chunk, and sends what is for Miso.
import { parentPort, workerData } from 'node:worker_threads';
import pRetry from 'p-retry';
import { toUploadBodies } from 'segment-to-miso';
import { MisoError, sendUpload } from '../send.mjs';
import { MappedLines } from './lines.mjs';

/**
 * @import { UploadBody, UploadError } from 'segment-to-miso'
 * @import { Reading } from './mapLine.mjs'
 * @import { Job, Message } from './threads.mjs'
 */

/**
 * @typedef {object} Sending
 * @property {string} apiKey
 * @property {string | undefined} url
 * @property {number} timeout How long an answer may take, in milliseconds.
 * @property {number} retries
 */

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
    post({ failure: describe(error), exitCode: error.isKeyWrong ? 2 : 1 });
  }
});

/**
 * @param {MappedLines} lines
 * @param {Sending} sending
 * @param {(trouble: string) => void} onTrouble
 */
async function send(lines, sending, onTrouble) {
  // all are written before the first is sent: an interaction takes more memory than its text
  const uploads = [...toUploadBodies(lines.interactions())];
  for (const upload of uploads) lines.refuse(await sendPatiently(upload, sending, onTrouble));
}

/**
 * Sends, and sends again while Miso is busy, broken or out of reach.
 *
 * @param {UploadBody} upload
 * @param {Sending} sending
 * @param {(trouble: string) => void} onTrouble
 * @returns {Promise<UploadError[]>}
 */
function sendPatiently(upload, { apiKey, url, timeout, retries }, onTrouble) {
  const once = () =>
    sendUpload(upload, { apiKey, ...(url && { url }), signal: AbortSignal.timeout(timeout) });
  return pRetry(once, {
    retries,
    maxTimeout: 60_000,
    randomize: true,
    shouldRetry: ({ error }) => error instanceof MisoError && error.isTemporary,
    onFailedAttempt: ({ error, retriesLeft }) => {
      if (error instanceof MisoError && retriesLeft > 0) onTrouble(describe(error));
    },
  });
}

/** @param {MisoError} error */
function describe({ status, message, isKeyWrong }) {
  return isKeyWrong ? `Miso refuses the API key (${status})` : message;
}
