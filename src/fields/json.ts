import { hasOwn, isObject, type UnknownObject } from '../is.ts';

/**
 * Reads what a string of JSON holds, as warehouses and replays write nested values; any other value is returned as it is.
 *
 * @example
 * ```ts
 * readJson('[{"product_id":"p1"}]');
 * //=> [{ product_id: 'p1' }]
 * readJson('[sale] shoes');
 * //=> '[sale] shoes'
 * ```
 */
export function readJson(value: unknown): unknown {
  if (typeof value !== 'string' || (!value.startsWith('{') && !value.startsWith('['))) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Reads an object, which may be a string of JSON; `undefined` for anything else. */
export function readObject(value: unknown): UnknownObject | undefined {
  const read = readJson(value);
  return isObject(read) ? read : undefined;
}

/**
 * Whether all keys of an object are numbers: PHP writes an array so when it has gaps.
 *
 * @example
 * ```ts
 * isNumbered({ 0: { product_id: 'p1' }, 2: { product_id: 'p2' } });
 * //=> true
 * ```
 */
export function isNumbered(value: UnknownObject): boolean {
  let isFilled = false;
  // ends at the first key of a usual object, which is faster than to list all
  for (const key in value) {
    if (!hasOwn(value, key)) continue;
    if (!/^\d+$/.test(key)) return false;
    isFilled = true;
  }
  return isFilled;
}
