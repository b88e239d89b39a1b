import type { Parsed, Source } from './source.ts';
import { list, text } from './text.ts';

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
  return typeof path === 'string' ? list(path.split(separator), text) : path;
}
