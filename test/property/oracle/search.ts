import {
  at,
  firstUsable,
  type Found,
  isAbsent,
  isObject,
  memberPath,
  NOTHING,
  placesOf,
  type Reading,
  warn,
} from './reading.ts';
import { listOf, textOf, textOrNumberOf } from './values.ts';

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
export function search(reading: Reading): Record<string, unknown> {
  const keywords = firstUsable(reading, 'invalid_keywords', keywordPlaces(reading), (value) => {
    if (!Array.isArray(value)) return textOrNumberOf(value);
    const texts = listOf(value, textOf);
    return Array.isArray(texts) ? texts.join(' ') : texts;
  });
  const filters = [...filtersOfQuery(reading), ...filtersOf(reading)];
  return {
    ...(keywords === undefined ? {} : { keywords }),
    ...(filters.length === 0 ? {} : { filters: merged(filters) }),
  };
}

/** An object `query` stands for its own members of these names. */
function keywordPlaces(reading: Reading): Found[] {
  const isNamed = (reading.ruleFields['keywords'] ?? reading.options.fields?.['keywords']) !== undefined;
  const usual = KEYWORDS.map((member) => `properties.${member}`);
  return placesOf(reading, 'keywords', usual).flatMap((place) =>
    !isNamed && place.path === 'properties.query' && isObject(place.value)
      ? KEYWORDS.map((member) => at(member, place))
      : [place],
  );
}

/** The other members of an object `query`; those that are no filters are passed over. */
function filtersOfQuery({ properties, ruleFields, options }: Reading): Filters {
  const query = properties['query'];
  const isNamed = (ruleFields['filters'] ?? options.fields?.['filters']) !== undefined;
  if (isNamed || !isObject(query)) return [];
  return Object.entries(query).flatMap(([member, value]) => {
    const selected = KEYWORDS.includes(member) ? undefined : selectionOf(value);
    return Array.isArray(selected) ? [[member, selected] as const] : [];
  });
}

function filtersOf(reading: Reading): Filters {
  for (const place of placesOf(reading, 'filters', ['properties.filters'])) {
    if (isAbsent(place.value)) continue;
    if (typeof place.value !== 'object') warn(reading, 'invalid_filters', place.path);
    const filters = Array.isArray(place.value) ? listed(reading, place) : byField(reading, place);
    if (filters.length > 0) return filters;
  }
  return [];
}

/** `[{ type, value }]`, also `{ attribute, value }`. */
function listed(reading: Reading, { path, value, elements }: Found): Filters {
  return Array.from(value as unknown[]).flatMap((filter, index) => {
    if (isAbsent(filter)) return [];
    const members = isObject(filter) ? filter : {};
    const type = [members['type'], members['attribute']].find(
      (name) => typeof name === 'string' && !isAbsent(name),
    ) as string | undefined;
    const selected = selectionOf(members['value']);
    const itsPath = elements?.[index]?.path ?? `${path}[${index}]`;
    if (type === undefined || selected === undefined) warn(reading, 'invalid_filters', itsPath);
    return type !== undefined && Array.isArray(selected) ? [[type, selected] as const] : [];
  });
}

/** `{ field: value or values }`. */
function byField(reading: Reading, { path, value }: Found): Filters {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, given]) => {
    const selected = selectionOf(given);
    if (selected === undefined) warn(reading, 'invalid_filters', memberPath(path, field));
    return Array.isArray(selected) ? [[field, selected] as const] : [];
  });
}

function selectionOf(value: unknown): string[] | undefined | typeof NOTHING {
  return listOf(Array.isArray(value) ? value : [value], textOrNumberOf);
}

function merged(filters: Filters): Record<string, string[]> {
  const fields = new Set(filters.map(([field]) => field));
  // entries, as a field may be called __proto__
  return Object.fromEntries(
    Array.from(fields, (field) => [
      field,
      filters.filter(([other]) => other === field).flatMap(([, selected]) => selected),
    ]),
  );
}
