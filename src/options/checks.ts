import { isBlank, isReadableArray, type UnknownObject } from '../is.ts';
import { appendKey, describeType } from '../issues.ts';
import { isInteractionType, MISO_INTERACTION_TYPES } from '../miso/fieldsByType.ts';
import type { MisoInteractionType } from '../miso/interactions.ts';
import { readJsonProperties } from '../miso/json.ts';
import { findNearest } from './nearest.ts';

/** Throws a `TypeError` when the value of the option at a path is invalid. */
export type Check = (value: unknown, path: string) => void;

/** The checks of an object's properties, by key. */
export interface Checks {
  readonly [key: string]: Check;
}

export function isFilledArray(value: unknown): boolean {
  return isReadableArray(value) && value.length > 0;
}

export const NON_EMPTY_STRING = 'a non-empty string';

export function assertInteractionType(value: unknown, path: string): asserts value is MisoInteractionType {
  if (!isInteractionType(value)) {
    throw createOptionError(path, value, "one of Miso's interaction types", MISO_INTERACTION_TYPES);
  }
}

export function checkString(value: unknown, path: string): void {
  if (typeof value !== 'string' || isBlank(value)) throw createOptionError(path, value, NON_EMPTY_STRING);
}

export function checkOneOf(...allowed: readonly string[]): Check {
  const described = allowed.map((name) => `"${name}"`).join(' or ');
  return (value, path) => {
    if (!allowed.some((name) => name === value)) throw createOptionError(path, value, described, allowed);
  };
}

/** Checks each value of an object with any keys. */
export function checkEach(check: Check, checkKey?: (key: string, path: string) => void): Check {
  return (value, path) => {
    assertPlainObject(value, path);
    for (const [key, given] of Object.entries(value)) {
      const at = appendKey(path, key);
      if (isBlank(key)) throw createOptionError(at, given, 'under a non-empty name');
      checkKey?.(key, at);
      if (given !== undefined) check(given, at);
    }
  };
}

/** Checks the properties of an object whose keys are known. */
export function checkProperties(checks: Checks, required: readonly string[] = []): Check {
  const allowed = Object.keys(checks);
  return (value, path) => {
    assertPlainObject(value, path || 'options');
    for (const [key, given] of Object.entries(value)) {
      const at = appendKey(path, key);
      const check = allowed.includes(key) ? checks[key] : undefined;
      if (check === undefined) {
        const list = allowed.join(', ');
        throw new TypeError(
          `${at} is an unknown option${suggest(findNearest(key, allowed))}. Allowed here: ${list}`,
        );
      }
      if (given !== undefined) check(given, at);
    }
    for (const key of required) {
      if (value[key] === undefined)
        throw new TypeError(`${appendKey(path, key)} is required: it has no default`);
    }
  };
}

/** Creates the error of an invalid option: what was given, what is allowed, and which of the names was probably meant. */
export function createOptionError(
  path: string,
  value: unknown,
  allowed: string,
  names: readonly string[] = [],
): TypeError {
  const meant = typeof value === 'string' ? suggest(findNearest(value, names)) : '';
  return new TypeError(`${path} is ${describeOption(value)}, but must be ${allowed}${meant}`);
}

function describeOption(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.length <= 100 ? JSON.stringify(value) : describeType(value);
}

/** Says which of several was probably meant, where one was. */
export function suggest(meant: string | undefined): string {
  return meant === undefined ? '' : ` (did you mean "${meant}"?)`;
}

// a `Map` or an instance of a class would be ignored silently
function assertPlainObject(value: unknown, path: string): asserts value is UnknownObject {
  if (readJsonProperties(value) === undefined) throw createOptionError(path, value, 'a plain object');
}
