// @ts-check
// Sends upload bodies to Miso, as the warehouse has exported them: NDJSON on standard input, {"body": "..."} a line.
import { createInterface } from 'node:readline';
import pRetry from 'p-retry';
import { MisoError, sendInteractions } from '../send.mjs';

const { MISO_API_KEY: apiKey, MISO_URL: url } = process.env;
if (!apiKey) throw new Error('Set MISO_API_KEY.');
const miso = { apiKey, ...(url && { url }) };

let lines = 0;
let sent = 0;
let refused = 0;
try {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const data = interactionsOf(line);
    const errors = await pRetry(() => sendInteractions(data, miso), {
      retries: 8,
      shouldRetry: ({ error }) => error instanceof MisoError && error.isTemporary,
    });
    lines += 1;
    for (const { index, path, message } of errors) {
      console.error(`line ${lines}, interaction ${index}: ${path} ${message}`);
    }
    refused += errors.length;
    sent += data.length - errors.length;
  }
} catch (error) {
  console.error(`line ${lines + 1}: ${error instanceof Error ? error.message : error}`);
  console.error(`To go on from there: ... | tail -n +${lines + 1} | node warehouse/upload.mjs`);
  process.exitCode = 1;
}
console.log(`${sent} interactions sent, ${refused} refused, in ${lines} bodies`);

/**
 * @param {string} line
 * @returns {import('segment-to-miso').MisoInteraction[]}
 */
function interactionsOf(line) {
  try {
    return JSON.parse(JSON.parse(line).body).data;
  } catch {
    // without the words of the parser, which quote the line
    throw new Error('is not of the form {"body": "{\\"data\\":[...]}"}');
  }
}
