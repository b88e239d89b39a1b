// @ts-check
// Settings from environment variables.
import { readFileSync } from 'node:fs';
import leven from 'leven';

/** @typedef {Readonly<Record<string, readonly [isValid: (value: string) => boolean, expected: string]>>} Variables */

/**
 * @typedef {object} Environment
 * @property {(name: string) => string | undefined} read Returns the value of a variable, or of the file of a secret.
 * @property {(name: string) => string} demand The same, of a variable that is required.
 */

/** A setting is invalid; the message names the variable and its valid values. */
export class SettingError extends Error {}

/** @type {(pattern: RegExp) => (value: string) => boolean} */
export const matches = (pattern) => (value) => pattern.test(value);
/** @satisfies {Variables[string]} */
export const flag = [matches(/^[01]$/), '1 or 0'];
/** @satisfies {Variables[string]} */
export const secret = [
  matches(/^[!-~]([ -~]*[!-~])?$/),
  'printable ASCII on one line, without spaces at its ends',
];

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {Variables} secrets Those that a file may hold, whose name is in `NAME_FILE`.
 * @param {Variables} others
 * @returns {Environment}
 */
export function createEnvironment(environment, secrets, others) {
  const variables = { ...others, ...secrets };
  refuseMisspelled(environment, [
    ...Object.keys(variables),
    ...Object.keys(secrets).map((name) => `${name}_FILE`),
  ]);

  function readFile(/** @type {string} */ name) {
    const path = name in secrets ? environment[`${name}_FILE`] : undefined;
    if (!path) return undefined;
    try {
      return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    } catch {
      return fail(`${name}_FILE`, 'the path of a readable file');
    }
  }

  function read(/** @type {string} */ name) {
    const value = environment[name] || readFile(name);
    if (!value) return undefined;
    const [isValid, expected] = variables[name] ?? flag;
    return isValid(value) ? value : fail(name, expected);
  }

  return {
    read,
    demand: (name) => read(name) ?? fail(name, name in secrets ? `set, or ${name}_FILE` : 'set'),
  };
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {readonly string[]} known
 */
function refuseMisspelled(environment, known) {
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
