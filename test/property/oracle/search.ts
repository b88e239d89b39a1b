import {
  readAt,
  findFirstUsable,
  type Found,
  isAbsent,
  isObject,
  joinPath,
  NOTHING,
  createPlaces,
  type Reading,
  addWarning,
} from './readPaths.ts';
import { parseArray, parseString, parseStringOrNumber } from './parseValues.ts';

type Filters = readonly (readonly [field: string, selected: readonly string[]])[];

const KEYWORDS = [
  'query',
  'search_query',
  'search_term',
  'search_string',
  'keywords',
  'keyword',
  'term',
  'q',
];

/** Keywords and filters, without those that are not there. */
export function readSearch(reading: Reading): Record<string, unknown> {
  const keywords = findFirstUsable(reading, 'invalid_keywords', createKeywordPlaces(reading), (value) => {
    if (!Array.isArray(value)) return parseStringOrNumber(value);
    const texts = parseArray(value, parseString);
    return Array.isArray(texts) ? texts.join(' ') : texts;
  });
  const filters = [...readFiltersOfQuery(reading), ...readFilters(reading)];
  return {
    ...(keywords === undefined ? {} : { keywords }),
    ...(filters.length === 0 ? {} : { filters: mergeFilters(filters) }),
  };
}

/** An object `query` stands for its own members of these names. */
function createKeywordPlaces(reading: Reading): Found[] {
  const isNamed = (reading.ruleFields['keywords'] ?? reading.options.fields?.['keywords']) !== undefined;
  const usual = KEYWORDS.map((member) => `properties.${member}`);
  return createPlaces(reading, 'keywords', usual).flatMap((place) =>
    !isNamed && place.path === 'properties.query' && isObject(place.value)
      ? KEYWORDS.map((member) => readAt(member, place))
      : [place],
  );
}

/** The other members of an object `query`; those that are no filters are passed over. */
function readFiltersOfQuery({ properties, ruleFields, options }: Reading): Filters {
  const query = properties['query'];
  const isNamed = (ruleFields['filters'] ?? options.fields?.['filters']) !== undefined;
  if (isNamed || !isObject(query)) return [];
  return Object.entries(query).flatMap(([member, value]) => {
    const selected = KEYWORDS.includes(member) ? undefined : parseSelection(value);
    return Array.isArray(selected) ? [[member, selected] as const] : [];
  });
}

function readFilters(reading: Reading): Filters {
  for (const place of createPlaces(reading, 'filters', ['properties.filters'])) {
    if (isAbsent(place.value)) continue;
    if (typeof place.value !== 'object') addWarning(reading, 'invalid_filters', place.path);
    const filters = Array.isArray(place.value)
      ? readArrayFilters(reading, place)
      : readObjectFilters(reading, place);
    if (filters.length > 0) return filters;
  }
  return [];
}

/** `[{ type, value }]`, also `{ attribute, value }`. */
function readArrayFilters(reading: Reading, { path, value, elements }: Found): Filters {
  return Array.from(value as unknown[]).flatMap((filter, index) => {
    if (isAbsent(filter)) return [];
    const members = isObject(filter) ? filter : {};
    const type = [members['type'], members['attribute']].find(
      (name) => typeof name === 'string' && !isAbsent(name),
    ) as string | undefined;
    const selected = parseSelection(members['value']);
    const itsPath = elements?.[index]?.path ?? `${path}[${index}]`;
    if (type === undefined || selected === undefined) addWarning(reading, 'invalid_filters', itsPath);
    return type !== undefined && Array.isArray(selected) ? [[type, selected] as const] : [];
  });
}

/** `{ field: value or values }`. */
function readObjectFilters(reading: Reading, { path, value }: Found): Filters {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, given]) => {
    const selected = parseSelection(given);
    if (selected === undefined) addWarning(reading, 'invalid_filters', joinPath(path, field));
    return Array.isArray(selected) ? [[field, selected] as const] : [];
  });
}

function parseSelection(value: unknown): string[] | undefined | typeof NOTHING {
  return parseArray(Array.isArray(value) ? value : [value], parseStringOrNumber);
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
