import type { Input } from './input.ts';
import { firstUsable, inProperties, isObject, type Parsed, type Source } from './source.ts';
import { list, text, textOrNumber } from './text.ts';

/** The members that hold what was searched for, in order. */
// prettier-ignore
export const KEYWORD_MEMBERS: readonly string[] = [
  'query', 'search_query', 'search_term', 'search_string', 'keywords', 'keyword', 'term', 'q',
];

export const keywordsSource: Source<string> = {
  at: inProperties,
  members: KEYWORD_MEMBERS,
  parse: words,
  code: 'invalid_keywords',
};

const insideQuerySource: Source<string> = {
  at: () => 'properties.query',
  members: KEYWORD_MEMBERS,
  parse: words,
  code: 'invalid_keywords',
};

/**
 * Reads what was searched for. `query` may be an object with the words in one of its members.
 *
 * @example
 * ```ts
 * keywords({ ...input, properties: { query: { keywords: ['red', 'shoes'] } } });
 * //=> 'red shoes'
 * ```
 */
export function keywords(input: Input): string | undefined {
  const { properties } = input;
  const { query } = properties;
  if (!isObject(query)) return firstUsable(properties, keywordsSource, input);
  return (
    firstUsable(query, insideQuerySource, input) ??
    firstUsable({ ...properties, query: undefined }, keywordsSource, input)
  );
}

function words(value: unknown): Parsed<string> {
  if (!Array.isArray(value)) return textOrNumber(value);
  const found = list(value, text);
  return found && found.join(' ');
}
