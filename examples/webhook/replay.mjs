// @ts-check
// Sends the events of a file of dead letters to the receiver again, as Segment does: node webhook/replay.mjs FILE
import { createHmac } from 'node:crypto';
import { open } from 'node:fs/promises';
import pMap from 'p-map';
import { createRetry } from '../retry.mjs';
import { readSettings } from './settings.mjs';

const CONCURRENCY = 100;

const { sharedSecrets, secretHeader, hostname = 'localhost', port } = readSettings(process.env);
const retry = createRetry(8);
/** @type {Record<string, number>} */
const counts = {};

try {
  const [path] = process.argv.slice(2);
  if (path === undefined) throw new Error('Usage: node webhook/replay.mjs FILE');
  const lines = (await open(path)).readLines();
  await pMap(lines, replay, { concurrency: CONCURRENCY });
} catch (error) {
  console.error(Object(error).message);
  process.exitCode = 1;
}
console.log(JSON.stringify(counts));

/**
 * @param {string} line
 */
async function replay(line) {
  const event = readEvent(line);
  const answer = event === undefined ? { unreadable: 1 } : await retry(() => send(JSON.stringify(event)));
  for (const [outcome, count] of Object.entries(answer)) counts[outcome] = (counts[outcome] ?? 0) + count;
}

/**
 * @param {string} line
 * @returns {unknown} `undefined` if a crash has cut off the line, or the event is not complete.
 */
function readEvent(line) {
  try {
    const { event, isTruncated } = JSON.parse(line);
    return isTruncated ? undefined : event;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} body
 * @returns {Promise<Record<string, number>>} The counts of the receiver.
 */
async function send(body) {
  const signature = createHmac('sha1', String(sharedSecrets[0])).update(body).digest('hex');
  const headers = {
    'x-signature': signature,
    ...(secretHeader && { [secretHeader.name]: secretHeader.value }),
  };
  const url = `http://${hostname}:${port}/`;
  const response = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
  if (response?.ok) return response.json();
  const reason =
    response === null ? 'does not answer' : `answered ${response.status}: ${await response.text()}`;
  const isTemporary = response === null || response.status >= 500;
  throw Object.assign(new Error(`The receiver ${reason}`), { isTemporary, retryAfter: 0 });
}
