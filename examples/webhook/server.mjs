// @ts-check
// The receiver on Node, with settings from the environment.
import { serve } from '@hono/node-server';
import { createApp } from './app.mjs';
import { deadLettersFile } from './deadLetters.mjs';

const { MISO_URL, PORT = '3000', DEAD_LETTERS = 'dead-letters.ndjson', KEEP_SKIPPED } = process.env;

const app = createApp({
  sharedSecret: required('SEGMENT_SHARED_SECRET'),
  miso: { apiKey: required('MISO_API_KEY'), ...(MISO_URL && { url: MISO_URL }) },
  keepDeadLetters: deadLettersFile(DEAD_LETTERS),
  keepSkipped: KEEP_SKIPPED === '1',
});

const server = serve({ fetch: app.fetch, port: Number(PORT) }, ({ port }) => {
  console.info(`Waiting for Segment at http://localhost:${port}/`);
});

// what is under way is answered first
process.once('SIGTERM', () => server.close());

/**
 * @param {string} name
 * @returns {string}
 */
function required(name) {
  const value = process.env[name];
  if (value) return value;
  console.error(`Set ${name}.`);
  process.exit(1);
}
