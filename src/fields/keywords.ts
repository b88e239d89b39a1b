import { isObject } from '../is.ts';
import { type EventField, type MappingContext, type Parsed, readFirst } from './field.ts';
import { readJson } from './json.ts';
import { parseArray, parseString, parseStringOrNumber } from './string.ts';

/** What was searched for. */
export const keywords = {
  misoField: 'search',
  // prettier-ignore
  keys: [
    'query', 'search_query', 'searchQuery', 'search_term', 'searchTerm', 'search_string', 'searchString',
    'keywords', 'keyword', 'term', 'text', 'q',
  ],
  code: 'invalid_keywords',
  missing: ['missing_keywords', 'properties'],
  parse: parseKeywords,
  read: readKeywords,
} as const satisfies EventField<string>;

// `query` may be an object with the keywords in one of its properties
function readKeywords(ctx: MappingContext): string | undefined {
  const { properties } = ctx;
  const query = readJson(properties.query);
  if (!isObject(query)) {
    const read = query === properties.query ? properties : { ...properties, query };
    return readFirst(ctx, keywords, read, 'properties');
  }
  const besideQuery = { ...keywords, keys: keywords.keys.slice(1) };
  return (
    readFirst(ctx, keywords, query, 'properties.query') ??
    readFirst(ctx, besideQuery, properties, 'properties')
  );
}

/**
 * Parses keywords: a string, trimmed, a number, or an array of strings.
 *
 * @example
 * ```ts
 * parseKeywords(['red', ' shoes ']);
 * //=> 'red shoes'
 * ```
 */
export function parseKeywords(value: unknown): Parsed<string> {
  if (!Array.isArray(value)) return trimKeywords(parseStringOrNumber(value));
  const words = parseArray(value, (word) => trimKeywords(parseString(word)));
  return words && words.join(' ');
}

// of whitespace, and of characters without a width
const INVISIBLE = /[\s\u200B-\u200D\u2060]/;

function trimKeywords(written: Parsed<string>): Parsed<string> {
  if (!written) return written;
  let start = 0;
  let end = written.length;
  while (start < end && INVISIBLE.test(written.charAt(start))) start++;
  while (start < end && INVISIBLE.test(written.charAt(end - 1))) end--;
  return written.slice(start, end) || undefined;
}
