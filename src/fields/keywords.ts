import { isObject } from '../is.ts';
import { type EventField, type MappingContext, type Parsed, readFirst } from './field.ts';
import { parseArray, parseString, parseStringOrNumber } from './string.ts';

/** What was searched for. */
export const keywords = {
  misoField: 'search',
  keys: ['query', 'search_query', 'search_term', 'search_string', 'keywords', 'keyword', 'term', 'q'],
  code: 'invalid_keywords',
  missing: ['missing_keywords', 'properties'],
  parse: parseKeywords,
  read: readKeywords,
} as const satisfies EventField<string>;

// `query` may be an object with the keywords in one of its properties
function readKeywords(ctx: MappingContext): string | undefined {
  const { properties } = ctx;
  const { query } = properties;
  if (!isObject(query)) return readFirst(ctx, keywords, properties, 'properties');
  const besideQuery = { ...keywords, keys: keywords.keys.slice(1) };
  return (
    readFirst(ctx, keywords, query, 'properties.query') ??
    readFirst(ctx, besideQuery, properties, 'properties')
  );
}

function parseKeywords(value: unknown): Parsed<string> {
  if (!Array.isArray(value)) return parseStringOrNumber(value);
  const words = parseArray(value, parseString);
  return words && words.join(' ');
}
