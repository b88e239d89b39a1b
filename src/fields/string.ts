import { isAbsent, isBlank, isReadableArray } from '../is.ts';
import type { Parsed } from './field.ts';

/**
 * Parses a string, which is kept as it is. An empty or whitespace-only one is absent.
 *
 * @example
 * ```ts
 * parseString('en-US');
 * //=> 'en-US'
 * ```
 */
export function parseString(value: unknown): Parsed<string> {
  if (typeof value === 'string') return isBlank(value) ? undefined : value;
  return isAbsent(value) ? undefined : null;
}

/**
 * Parses a string, or a number as a string.
 *
 * @example
 * ```ts
 * parseStringOrNumber(42);
 * //=> '42'
 * ```
 */
export function parseStringOrNumber(value: unknown): Parsed<string> {
  return Number.isFinite(value) ? String(value) : parseString(value);
}

/**
 * Parses an array of strings; whitespace-only ones are left out. An array with anything else in it is invalid as a whole:
 * the rest of it would mean something else.
 *
 * @example
 * ```ts
 * parseArray(['red', ''], parseString);
 * //=> ['red']
 * ```
 */
export function parseArray(value: unknown, parseItem: (value: unknown) => Parsed<string>): Parsed<string[]> {
  if (!isReadableArray(value)) return null;
  const items: string[] = [];
  for (const item of value) {
    const parsed = parseItem(item);
    if (parsed === null) return null;
    if (parsed !== undefined) items.push(parsed);
  }
  return items.length > 0 ? items : undefined;
}
