import type { Findings } from '../issue.ts';
import { ALONE, type RawEvent, type RawProperties } from './input.ts';
import { firstUsable, isObject, type Parsed, type Source } from './source.ts';
import { isPlainText, list, text, textOrNumber } from './text.ts';

/** Where it is said what was searched for. */
export const keywordsSource: Source<string> = {
  members: ['query', 'search_query', 'search_term', 'search_string', 'keywords', 'keyword', 'term', 'q'],
  parse: words,
  code: 'invalid_keywords',
};

/**
 * Reads what was searched for. `query` may be an object with the words in one of its members.
 *
 * @example
 * ```ts
 * keywords({}, { query: { keywords: ['red', 'shoes'] } }, findings);
 * //=> 'red shoes'
 * ```
 */
export function keywords(_: RawEvent, properties: RawProperties, findings: Findings): string | undefined {
  const { query } = properties;
  if (isPlainText(query)) return query;
  if (!isObject(query)) return firstUsable(keywordsSource, properties, 'properties', ALONE, findings);
  const { members } = keywordsSource;
  return (
    firstUsable(keywordsSource, query, 'properties.query', ALONE, findings) ??
    firstUsable({ ...keywordsSource, members: members.slice(1) }, properties, 'properties', ALONE, findings)
  );
}

function words(value: unknown): Parsed<string> {
  if (!Array.isArray(value)) return textOrNumber(value);
  const found = list(value, text);
  return found && found.join(' ');
}
