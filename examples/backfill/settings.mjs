// @ts-check
// The settings of the command: its arguments and the environment.
import { parseArgs } from 'node:util';
import { Stop } from './stop.mjs';
import { OPTIONS } from './usage.mjs';

/**
 * @import { Reading } from './mapLine.mjs'
 * @import { Sending } from './worker.mjs'
 */

/**
 * @typedef {object} Settings
 * @property {string[]} names
 * @property {string | undefined} checkpoint
 * @property {string} deadLetters
 * @property {boolean} isDryRun
 * @property {number} concurrency
 * @property {number} rate Lines a second.
 * @property {Reading} reading
 * @property {Sending | null} sending `null` if nothing is sent.
 */

const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
const INPUTS = /** @type {const} */ (['events', 'rows', 'interactions']);

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Settings | null} `null` for `--help`.
 */
export function readSettings(args, environment) {
  const { values, positionals: names } = parse(args);
  if (values.help) return null;
  if (names.length === 0) throw new Stop('the name of a file is missing; see --help');
  const { checkpoint, 'dead-letters': deadLetters, 'dry-run': dryRun } = values;
  if (dryRun !== undefined && dryRun !== '' && dryRun !== 'miso')
    throw new Stop('--dry-run may only be =miso');
  if (checkpoint !== undefined && dryRun !== undefined) throw new Stop('a dry run has no checkpoint');
  if (checkpoint !== undefined && names.includes('-')) {
    throw new Stop('standard input has no checkpoint: it cannot be read again');
  }
  const retries = parseInteger('retries', values.retries, 0);
  const timeout = 1000 * parseInteger('timeout', values.timeout, 1);
  return {
    names,
    checkpoint,
    deadLetters,
    isDryRun: dryRun !== undefined,
    concurrency: parseInteger('concurrency', values.concurrency, 1),
    rate: values.rate === undefined ? Infinity : parseInteger('rate', values.rate, 1),
    reading: readReading(values),
    sending: dryRun === '' ? null : { ...readMiso(environment), dryRun: dryRun === 'miso', retries, timeout },
  };
}

/**
 * @param {string[]} args
 */
function parse(args) {
  try {
    // an option of a string cannot be without one
    return parseArgs({
      args: args.map((arg) => (arg === '--dry-run' ? '--dry-run=' : arg)),
      allowPositionals: true,
      options: OPTIONS,
    });
  } catch (error) {
    throw new Stop(Object(error).message);
  }
}

/**
 * @param {{ input: string, since?: string | undefined, until?: string | undefined }} values
 * @returns {Reading}
 */
function readReading({ input: name, since, until }) {
  const input = INPUTS.find((known) => known === name);
  if (input === undefined) throw new Stop(`--input must be one of ${INPUTS.join(', ')}`);
  if (input === 'interactions' && (since ?? until) !== undefined) {
    throw new Stop('--since and --until are for events and rows: interactions have no time of receipt');
  }
  return {
    input,
    since: since === undefined ? -Infinity : parseTime('since', since),
    until: until === undefined ? Infinity : parseTime('until', until),
  };
}

/**
 * @param {string} name
 * @param {string} text
 */
function parseTime(name, text) {
  const time = TIME.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time))
    throw new Stop(`--${name} must be a time such as 2026-01-31 or 2026-01-31T12:00:00Z`);
  return time;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} least
 */
function parseInteger(name, text, least) {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : -1;
  if (number < least) throw new Stop(`--${name} must be an integer of at least ${least}`);
  return number;
}

/**
 * @param {NodeJS.ProcessEnv} environment
 */
function readMiso({ MISO_API_KEY: apiKey = '', MISO_URL: url }) {
  if (apiKey === '') throw new Stop('MISO_API_KEY is not set');
  // the error of fetch would contain a key that cannot be a header
  if (!/^[!-~]+$/.test(apiKey)) throw new Stop('MISO_API_KEY contains a character that no key has');
  if (url !== undefined && !URL.canParse(url)) throw new Stop('MISO_URL is not a URL');
  return { apiKey, ...(url !== undefined && { url }) };
}
