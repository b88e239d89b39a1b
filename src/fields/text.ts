import type { Parsed } from './source.ts';

// so few that holes may be read as if they were items
const FEW = 100_000;

/** Whether a value is a list that can be read to its end: a sparse array may claim billions of items that it has not. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && (value.length <= FEW || Object.keys(value).length >= value.length);
}

/**
 * Reads a text, as it is.
 *
 * @example
 * ```ts
 * text('en-US');
 * //=> 'en-US'
 * ```
 */
export function text(value: unknown): Parsed<string> {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  return value === undefined || value === null ? undefined : null;
}

/**
 * Reads a text, or a number as text.
 *
 * @example
 * ```ts
 * textOrNumber(42);
 * //=> '42'
 * ```
 */
export function textOrNumber(value: unknown): Parsed<string> {
  return Number.isFinite(value) ? String(value) : text(value);
}

/**
 * Reads a list of texts; those of blanks are passed over. A list with anything else in it is wrong as a whole: what
 * is left of it would mean something else.
 *
 * @example
 * ```ts
 * list(['red', ''], text);
 * //=> ['red']
 * ```
 */
export function list(value: unknown, item: (value: unknown) => Parsed<string>): Parsed<string[]> {
  if (!isList(value)) return null;
  const texts: string[] = [];
  for (const element of value) {
    const parsed = item(element);
    if (parsed === null) return null;
    if (parsed !== undefined) texts.push(parsed);
  }
  return texts.length > 0 ? texts : undefined;
}
