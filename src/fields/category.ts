import type { Input } from './input.ts';
import { firstUsable, inProperties, type Parsed, type Source } from './source.ts';
import { list, text } from './text.ts';

export const categorySource: Source<string[]> = {
  at: inProperties,
  members: ['category'],
  parse: (value) => categories(value, ' > '),
  code: 'invalid_category',
};

/** Reads the category of a list of products, from broad to narrow. */
export function category(input: Input): string[] | undefined {
  return firstUsable(input.properties, categorySource, input);
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
