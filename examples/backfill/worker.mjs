// @ts-check
// A thread: it maps the lines of a chunk, and sends what is for Miso.
import { parentPort, workerData } from 'node:worker_threads';
import pRetry from 'p-retry';
import { MisoError, sendInteractions } from '../send.mjs';
import { MappedLines } from './lines.mjs';

/**
 * @import { Job, Message } from './threads.mjs'
 */

/**
 * @typedef {object} Sending
 * @property {string} apiKey
 * @property {string | undefined} url
 * @property {number} timeout How long an answer may take, in milliseconds.
 * @property {number} retries
 */

/** @type {Sending | null} */
const sending = workerData;

parentPort?.on('message', async (/** @type {Job} */ { chunk, port }) => {
  /** @type {(message: Message) => void} */
  const tell = (message) => port.postMessage(message);
  try {
    const lines = new MappedLines(chunk);
    if (sending !== null) await send(lines, sending, (trouble) => tell({ trouble }));
    tell({ outcome: lines.outcome });
  } catch (error) {
    // any other is a mistake in the code, and ends the command as such
    if (!(error instanceof MisoError)) throw error;
    tell({ failure: said(error), exitCode: error.isKeyWrong ? 2 : 1 });
  }
});

/**
 * Sends, and sends again while Miso is busy, broken or out of reach.
 *
 * @param {MappedLines} lines
 * @param {Sending} sending
 * @param {(trouble: string) => void} onTrouble
 */
async function send(lines, { apiKey, url, timeout, retries }, onTrouble) {
  const once = () =>
    sendInteractions(lines.interactions, {
      apiKey,
      ...(url && { url }),
      signal: AbortSignal.timeout(timeout),
    });
  const refused = await pRetry(once, {
    retries,
    maxTimeout: 60_000,
    randomize: true,
    shouldRetry: ({ error }) => error instanceof MisoError && error.isTemporary,
    onFailedAttempt: ({ error, retriesLeft }) => {
      if (error instanceof MisoError && retriesLeft > 0) onTrouble(said(error));
    },
  });
  lines.refuse(refused);
}

/** @param {MisoError} error */
function said({ status, message, isKeyWrong }) {
  return isKeyWrong ? `Miso refuses the API key (${status})` : message;
}
