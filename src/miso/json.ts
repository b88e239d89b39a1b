import { isReadableArray } from '../is.ts';

/**
 * Reads the properties of a plain object as JSON would write them, each once; `undefined` for anything that JSON would
 * write otherwise (an instance of another class, a `Date`, an object with `toJSON`).
 *
 * @example
 * ```ts
 * readJsonProperties({ a: 1, b: undefined });
 * //=> new Map([['a', 1]])
 * ```
 */
export function readJsonProperties(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  if (!isObjectPrototype(Object.getPrototypeOf(value)) || hasToJson(value)) return undefined;
  return new Map(Object.entries(value).filter((entry) => entry[1] !== undefined));
}

/** Whether a value is an array that JSON writes item by item. */
export function isPlainArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && !hasToJson(value);
}

/** Writes a value as JSON; throws where there is none: a cycle, a bigint, an array that cannot be read to its end. */
export function stringifyJson(value: unknown): unknown {
  return JSON.stringify(value, (_, property: unknown) => {
    if (Array.isArray(property) && !isReadableArray(property)) throw new TypeError('a sparse array');
    return property;
  });
}

// `Object.prototype` of any realm, or none
function isObjectPrototype(prototype: unknown): boolean {
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function hasToJson(value: object): boolean {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
