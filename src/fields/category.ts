import { ALONE, type Reader } from './input.ts';
import { firstUsable, type Parsed, type Source } from './source.ts';
import { isPlainText, list, text } from './text.ts';

/** What sets the levels of a category apart, unless the options say otherwise. */
export const SEPARATOR = ' > ';

/** Where the category of a list of products is, from broad to narrow. */
export function categorySource(separator: string): Source<string[]> {
  return {
    members: ['category'],
    parse: (value) => categories(value, separator),
    code: 'invalid_category',
  };
}

/** The reader of the category. */
export function categoryReader(source: Source<string[]>): Reader<string[]> {
  return (_, properties, findings) => firstUsable(source, properties, 'properties', ALONE, findings);
}

/**
 * Reads a category: a list, or a text with its levels set apart by a separator.
 *
 * @example
 * ```ts
 * categories('Home & Garden > Kitchen', ' > ');
 * //=> ['Home & Garden', 'Kitchen']
 * ```
 */
export function categories(value: unknown, separator: string): Parsed<string[]> {
  if (Array.isArray(value)) return list(value, text);
  const path = text(value);
  if (typeof path !== 'string') return path;
  const levels = path.split(separator);
  return levels.every(isPlainText) ? levels : list(levels, text);
}
