// @ts-check
// The settings of the receiver on Node, from the environment.
import { readFileSync } from 'node:fs';
import leven from 'leven';

/** @typedef {(value: string) => boolean} Check */

/** A setting is invalid; the message names the variable and its valid values. */
export class SettingError extends Error {}

/** @type {(pattern: RegExp) => Check} */
const matches = (pattern) => (value) => pattern.test(value);
/** @type {[Check, expected: string]} */
const flag = [matches(/^[01]$/), '1 or 0'];
/** @type {[Check, expected: string]} */
const secret = [matches(/^[!-~]([ -~]*[!-~])?$/), 'printable ASCII on one line, without spaces at its ends'];

/** @type {Record<string, [Check, expected: string]>} */
const secrets = {
  SEGMENT_SHARED_SECRET: secret,
  SEGMENT_SHARED_SECRET_OLD: secret,
  SEGMENT_SECRET_HEADER: [matches(/^[\w-]+: *[!-~]+$/), 'a header, such as X-Secret:a-long-random-text'],
  MISO_API_KEY: secret,
};

/** @type {Record<string, [Check, expected: string]>} */
const variables = {
  ...secrets,
  MISO_URL: [(value) => /^https?:/.test(value) && URL.canParse(value), 'an http or https URL'],
  MISO_DRY_RUN: flag,
  DEAD_LETTERS: [() => true, 'the path of a file'],
  KEEP_SKIPPED: flag,
  REFUSE_LISTS: flag,
  REFUSE_DELETIONS: flag,
  HOST: [matches(/^[\w.:-]+$/), 'a host name or an IP address'],
  PORT: [(value) => /^\d{1,5}$/.test(value) && Number(value) < 65_536, 'a whole number from 0 to 65535'],
};

/**
 * @param {NodeJS.ProcessEnv} environment
 */
export function readSettings(environment) {
  refuseMisspelled(environment);
  const read = (/** @type {string} */ name) => readVariable(name, environment);
  const demand = (/** @type {string} */ name) => read(name) ?? fail(name, `set, or ${name}_FILE`);
  const sharedSecret = demand('SEGMENT_SHARED_SECRET');
  const oldSecret = read('SEGMENT_SHARED_SECRET_OLD');
  const [headerName, headerValue] = read('SEGMENT_SECRET_HEADER')?.split(/: */, 2) ?? [];
  const url = read('MISO_URL');
  const dryRun = read('MISO_DRY_RUN') === '1';
  return {
    sharedSecrets: oldSecret === undefined ? [sharedSecret] : [sharedSecret, oldSecret],
    ...(headerName && headerValue && { secretHeader: { name: headerName, value: headerValue } }),
    refuseLists: read('REFUSE_LISTS') === '1',
    // Miso documents a dry run for uploads only
    refuseDeletions: dryRun || read('REFUSE_DELETIONS') === '1',
    keepSkipped: read('KEEP_SKIPPED') === '1',
    miso: { apiKey: demand('MISO_API_KEY'), dryRun, ...(url && { url }) },
    deadLetters: read('DEAD_LETTERS') ?? 'dead-letters.ndjson',
    hostname: read('HOST'),
    port: Number(read('PORT') ?? 3000),
  };
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} environment
 */
function readVariable(name, environment) {
  const value = environment[name] || readSecretFile(name, environment);
  if (!value) return undefined;
  const [isValid, expected] = variables[name] ?? flag;
  return isValid(value) ? value : fail(name, expected);
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} environment
 */
function readSecretFile(name, environment) {
  const path = name in secrets ? environment[`${name}_FILE`] : undefined;
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return fail(`${name}_FILE`, 'the path of a readable file');
  }
}

/**
 * @param {NodeJS.ProcessEnv} environment
 */
function refuseMisspelled(environment) {
  const known = [...Object.keys(variables), ...Object.keys(secrets).map((name) => `${name}_FILE`)];
  for (const name of Object.keys(environment)) {
    if (known.includes(name)) continue;
    // one typing error in five characters: HOME is not meant to be HOST
    const meant = known.find((other) => leven(name.toUpperCase(), other) <= other.length / 5);
    if (meant !== undefined) throw new SettingError(`${name} is unknown and must be ${meant}.`);
  }
}

/**
 * @param {string} name
 * @param {string} expected
 * @returns {never}
 */
function fail(name, expected) {
  throw new SettingError(`${name} must be ${expected}.`);
}
