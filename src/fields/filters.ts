import { getOwn, isObject, isReadableArray, isUnset, type UnknownObject } from '../is.ts';
import { appendKey, createInvalidValueIssue } from '../issues.ts';
import { type CompositeField, formatItemPath, type MappingContext, type Parsed } from './field.ts';
import { readJson } from './json.ts';
import { keywords } from './keywords.ts';
import { parseArray, parseString, parseStringOrNumber } from './string.ts';

/** Field -> selected values, as Miso accepts them. */
export interface Filters {
  [field: string]: string[];
}

/** How a search was narrowed: by `filters`, and by the properties of an object `query` that are not keywords. */
export const filters = {
  misoField: 'search',
  keys: ['filters'],
  read: readFilters,
  readAt: readFiltersAt,
} as const satisfies CompositeField<Filters>;

function readFilters(ctx: MappingContext): Filters | undefined {
  const { properties } = ctx;
  const found: Filters = {};
  const query = readJson(properties.query);
  if (isObject(query)) addQuery(ctx, found, query);
  addFilters(ctx, found, 'properties.filters', properties.filters);
  return isEmpty(found) ? undefined : found;
}

function readFiltersAt(ctx: MappingContext, path: string, value: unknown): Filters | undefined {
  const found: Filters = {};
  addFilters(ctx, found, path, value);
  return isEmpty(found) ? undefined : found;
}

function isEmpty(filters: Filters): boolean {
  return Object.keys(filters).length === 0;
}

// what a query has beside keywords and filters: paging, sorting, and what a search page carries along
// prettier-ignore
const NO_FILTERS: readonly string[] = [
  'filters',
  'page', 'per_page', 'perPage', 'hitsPerPage', 'limit', 'offset', 'sort', 'sorts', 'sort_by', 'sortBy',
  'index', 'indexName', 'queryID', 'userToken', 'nbHits', 'hits', 'count', 'results_count',
  'lang', 'language', 'locale',
];
const NO_FILTER = /^utm_|^_|clid$/;

function addQuery(ctx: MappingContext, found: Filters, query: UnknownObject): void {
  for (const field of Object.keys(query)) {
    const value = query[field];
    if (isNoFilter(field) || addFilter(found, field, value)) continue;
    report(ctx, appendKey('properties.query', field), value);
  }
  addFilters(ctx, found, 'properties.query.filters', query['filters']);
}

function isNoFilter(key: string): boolean {
  const keys: readonly string[] = keywords.keys;
  return keys.includes(key) || NO_FILTERS.includes(key) || NO_FILTER.test(key);
}

function addFilters(ctx: MappingContext, found: Filters, path: string, value: unknown): void {
  const read = readJson(value);
  if (isReadableArray(read)) {
    for (let index = 0; index < read.length; index++) {
      if (!addNamedFilter(found, read[index])) report(ctx, formatItemPath(path, index), read[index]);
    }
  } else if (isObject(read)) {
    for (const field of Object.keys(read)) {
      if (!addFilter(found, field, read[field])) report(ctx, appendKey(path, field), read[field]);
    }
  } else if (!isUnset(read)) report(ctx, path, value);
}

function report({ issues }: MappingContext, path: string, value: unknown): void {
  issues.push(createInvalidValueIssue('invalid_filters', path, value));
}

const FIELD_KEYS = ['type', 'attribute', 'name', 'key', 'field'];

// { type: 'color', value: 'red' } or { name: 'color', values: ['red', 'blue'] }
function addNamedFilter(found: Filters, filter: unknown): boolean {
  if (!isObject(filter)) return isUnset(filter);
  const { value, values } = filter;
  if (value === undefined && values === undefined) return false;
  const key = FIELD_KEYS.find((one) => typeof parseString(getOwn(filter, one)) === 'string');
  if (key === undefined) return false;
  const selection = parseSelection(value);
  return addSelection(
    found,
    String(filter[key]),
    selection === undefined ? parseSelection(values) : selection,
  );
}

// returns whether the value is valid
function addFilter(found: Filters, field: string, value: unknown): boolean {
  return addSelection(found, field, parseSelection(value));
}

function addSelection(found: Filters, field: string, selection: Parsed<string | string[]>): boolean {
  if (typeof selection === 'string') getSelected(found, field).push(selection);
  else if (selection) for (const one of selection) getSelected(found, field).push(one);
  return selection !== null;
}

function parseSelection(value: unknown): Parsed<string | string[]> {
  return Array.isArray(value) ? parseArray(value, parseSelected) : parseSelected(value);
}

function parseSelected(value: unknown): Parsed<string> {
  return typeof value === 'boolean' ? String(value) : parseStringOrNumber(value);
}

function getSelected(filters: Filters, field: string): string[] {
  const selected = getOwn(filters, field);
  if (selected !== undefined) return selected;
  const value: string[] = [];
  if (!(field in filters)) filters[field] = value;
  // `__proto__`, and a name of the prototype such as `constructor`, cannot be assigned
  else Object.defineProperty(filters, field, { value, enumerable: true, configurable: true, writable: true });
  return value;
}
