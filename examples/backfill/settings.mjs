// @ts-check
// What the command is told: by its arguments, and by the environment.
import { parseArgs } from 'node:util';
import { Stop } from './stop.mjs';

/**
 * @import { Sending } from './worker.mjs'
 */

export const USAGE = `Usage: node backfill/backfill.mjs [OPTIONS] FILE...
Sends the Segment events of files to Miso: NDJSON, an event a line; .gz is unpacked; - is standard input.

  --dry-run            send and write nothing: say what would become of the events
  --checkpoint FILE    keep in FILE how far it is; if there is one, go on from there
  --dead-letters FILE  where to keep what cannot be sent (dead-letters.ndjson)
  --concurrency N      so many uploads at once (4)
  --retries N          try an upload so often again, with growing pauses (10)
  --timeout SECONDS    wait so long for an answer (30)
  --help               this

MISO_API_KEY is the key of Miso's API, MISO_URL another address than Miso's.`;

/**
 * @typedef {object} Settings
 * @property {string[]} names
 * @property {string | undefined} checkpoint
 * @property {string} deadLetters
 * @property {number} concurrency
 * @property {Sending | null} sending `null` in a dry run.
 */

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Settings | null} `null` to help.
 */
export function settingsOf(args, environment) {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  const { checkpoint, 'dead-letters': deadLetters } = values;
  if (positionals.length === 0) throw new Stop('no file is given; see --help');
  if (checkpoint !== undefined && values['dry-run']) throw new Stop('a dry run has no checkpoint');
  if (checkpoint !== undefined && positionals.includes('-')) {
    throw new Stop('standard input has no checkpoint: it cannot be read again');
  }
  const concurrency = wholeNumber('concurrency', values.concurrency, 1);
  const retries = wholeNumber('retries', values.retries, 0);
  const timeout = 1000 * wholeNumber('timeout', values.timeout, 1);
  const sending = values['dry-run'] ? null : { ...misoOf(environment), retries, timeout };
  return { names: positionals, checkpoint, deadLetters, concurrency, sending };
}

/**
 * @param {string[]} args
 */
function parsed(args) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        checkpoint: { type: 'string' },
        'dead-letters': { type: 'string', default: 'dead-letters.ndjson' },
        concurrency: { type: 'string', default: '4' },
        retries: { type: 'string', default: '10' },
        timeout: { type: 'string', default: '30' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Stop(Object(error).message);
  }
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} least
 */
function wholeNumber(name, text, least) {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : -1;
  if (number < least) throw new Stop(`--${name} must be a whole number from ${least} on`);
  return number;
}

/**
 * @param {NodeJS.ProcessEnv} environment
 */
function misoOf({ MISO_API_KEY: apiKey = '', MISO_URL: url }) {
  if (apiKey === '') throw new Stop('MISO_API_KEY is not set');
  // fetch would say which key cannot be a header
  if (!/^[!-~]+$/.test(apiKey)) throw new Stop('MISO_API_KEY has a character that no key has');
  if (url !== undefined && !URL.canParse(url)) throw new Stop('MISO_URL is not a URL');
  return { apiKey, url };
}
