import {
  readAt,
  findFirstUsable,
  type Found,
  getNamedPaths,
  isAbsent,
  isAbsentOrEmpty,
  isObject,
  joinPath,
  NOTHING,
  createPlaces,
  type Reading,
  addWarning,
  unpackFound,
} from './readPaths.ts';
import { parseArray } from './parseValues.ts';

type Filters = readonly (readonly [field: string, selected: readonly string[]])[];

// prettier-ignore
export const KEYWORDS = [
  'query', 'search_query', 'searchQuery', 'search_term', 'searchTerm', 'search_string', 'searchString', 'keywords',
  'keyword', 'term', 'text', 'q',
];

/** Keys of an object `query` that are no filters. */
// prettier-ignore
export const IGNORED_KEYS = [
  // paging and sorting
  'page', 'per_page', 'perPage', 'hitsPerPage', 'limit', 'offset', 'sort', 'sorts', 'sort_by', 'sortBy',
  // what a search page carries along
  'index', 'indexName', 'queryID', 'userToken', 'nbHits', 'hits', 'count', 'results_count', 'lang', 'language', 'locale',
];

/** Keywords and filters, without those that are not there. */
export function readSearch(reading: Reading): Record<string, unknown> {
  const keywords = findFirstUsable(reading, 'invalid_keywords', createKeywordPlaces(reading), parseKeywords);
  const filters = [...readFiltersOfQuery(reading), ...readFilters(reading)];
  return {
    ...(keywords === undefined ? {} : { keywords }),
    ...(filters.length === 0 ? {} : { filters: mergeFilters(filters) }),
  };
}

/** An object `query` stands for its own properties of these names. */
function createKeywordPlaces(reading: Reading): Found[] {
  if (getNamedPaths(reading, 'keywords') !== undefined) return [...createPlaces(reading, 'keywords', [])];
  const [, ...others] = KEYWORDS;
  const query = readQuery(reading);
  return [
    ...(isObject(query.value) ? KEYWORDS.map((key) => readAt(key, query)) : [query]),
    ...others.map((key) => readAt(`properties.${key}`, { path: '', value: reading.event })),
  ];
}

function readQuery(reading: Reading): Found {
  return unpackFound(readAt('properties.query', { path: '', value: reading.event }));
}

/** Whitespace and characters without width. */
const INVISIBLE = String.raw`[\s\u200b-\u200d\u2060\ufeff]+`;

function parseKeywords(value: unknown): string | undefined | typeof NOTHING {
  if (typeof value === 'string') return trimKeywords(value);
  if (!Array.isArray(value)) return parseScalar(value, ['number']);
  const words = parseArray(value, (item) => (typeof item === 'string' ? trimKeywords(item) : undefined));
  return Array.isArray(words) ? words.join(' ') : words;
}

function trimKeywords(text: string): string | typeof NOTHING {
  const trimmed = text.replace(new RegExp(`^${INVISIBLE}|${INVISIBLE}$`, 'g'), '');
  return trimmed === '' ? NOTHING : trimmed;
}

/** The properties of an object `query` that are neither keywords nor to be ignored, and its `filters`. */
function readFiltersOfQuery(reading: Reading): Filters {
  const query = readQuery(reading);
  if (getNamedPaths(reading, 'filters') !== undefined || !isObject(query.value)) return [];
  const others = Object.entries(query.value).filter(([key]) => !isKnownKey(key));
  return [
    ...readObjectFilters(reading, { path: query.path, value: Object.fromEntries(others) }),
    ...readFiltersAt(reading, readAt('filters', query)),
  ];
}

function isKnownKey(key: string): boolean {
  return [...KEYWORDS, ...IGNORED_KEYS, 'filters'].includes(key) || /^utm_|^_|clid$/.test(key);
}

function readFilters(reading: Reading): Filters {
  for (const place of createPlaces(reading, 'filters', ['properties.filters'])) {
    const filters = readFiltersAt(reading, place);
    if (filters.length > 0) return filters;
  }
  return [];
}

function readFiltersAt(reading: Reading, place: Found): Filters {
  const unpacked = unpackFound(place);
  if (isAbsentOrEmpty(unpacked.value)) return [];
  if (Array.isArray(unpacked.value)) return readArrayFilters(reading, unpacked);
  if (isObject(unpacked.value)) return readObjectFilters(reading, unpacked);
  addWarning(reading, 'invalid_filters', unpacked.path);
  return [];
}

/** `[{ type, value }]`, also by the other names. */
function readArrayFilters(reading: Reading, { path, value, elements }: Found): Filters {
  return Array.from(value as unknown[]).flatMap((filter, index) => {
    if (isAbsent(filter)) return [];
    const properties = isObject(filter) ? filter : {};
    const type = ['type', 'attribute', 'name', 'key', 'field']
      .map((name) => properties[name])
      .find((name) => typeof name === 'string' && !isAbsent(name)) as string | undefined;
    const first = parseSelection(properties['value']);
    const selected = first === NOTHING ? parseSelection(properties['values']) : first;
    const hasValue = properties['value'] !== undefined || properties['values'] !== undefined;
    const itsPath = elements?.[index]?.path ?? `${path}[${index}]`;
    if (type === undefined || selected === undefined || !hasValue)
      addWarning(reading, 'invalid_filters', itsPath);
    return type !== undefined && Array.isArray(selected) ? [[type, selected] as const] : [];
  });
}

/** `{ field: value or values }`. */
function readObjectFilters(reading: Reading, { path, value }: Found): Filters {
  return Object.entries(value as object).flatMap(([field, given]: [string, unknown]) => {
    const selected = parseSelection(given);
    if (selected === undefined) addWarning(reading, 'invalid_filters', joinPath(path, field));
    return Array.isArray(selected) ? [[field, selected] as const] : [];
  });
}

function parseSelection(value: unknown): string[] | undefined | typeof NOTHING {
  return parseArray(Array.isArray(value) ? value : [value], (item) =>
    parseScalar(item, ['string', 'number', 'boolean']),
  );
}

/** A value of one of these types as a string. */
function parseScalar(value: unknown, types: readonly string[]): string | undefined {
  const isFinite = typeof value !== 'number' || Number.isFinite(value);
  return types.includes(typeof value) && isFinite ? String(value) : undefined;
}

function mergeFilters(filters: Filters): Record<string, string[]> {
  const fields = new Set(filters.map(([field]) => field));
  // entries, as a field may be called __proto__
  return Object.fromEntries(
    Array.from(fields, (field) => [
      field,
      filters.filter(([other]) => other === field).flatMap(([, selected]) => selected),
    ]),
  );
}
