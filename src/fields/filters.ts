import { getOwn, isObject, isReadableArray, isUnset, type UnknownObject } from '../is.ts';
import { appendKey, createInvalidValueIssue } from '../issues.ts';
import { type CompositeField, formatItemPath, type MappingContext } from './field.ts';
import { keywords } from './keywords.ts';
import { parseArray, parseString, parseStringOrNumber } from './string.ts';

/** Field -> selected values, as Miso accepts them. */
export interface Filters {
  [field: string]: string[];
}

/** How a search was narrowed: by `filters`, and by the properties of an object `query` that are not keywords. */
export const filters = {
  misoField: 'search',
  read: readFilters,
  readAt: readFiltersAt,
} as const satisfies CompositeField<Filters>;

function readFilters(ctx: MappingContext): Filters | undefined {
  const { query, filters } = ctx.properties;
  const found: Filters = {};
  if (isObject(query)) addQuery(found, query);
  if (filters !== undefined) addFilters(ctx, found, 'properties.filters', filters);
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

// of a query that is an object, what is not a filter may be anything else
function addQuery(found: Filters, query: UnknownObject): void {
  const keys: readonly string[] = keywords.keys;
  for (const field of Object.keys(query)) {
    if (!keys.includes(field)) addFilter(found, field, query[field]);
  }
}

function addFilters({ issues }: MappingContext, found: Filters, path: string, value: unknown): void {
  const report = (at: string, invalid: unknown): void => {
    issues.push(createInvalidValueIssue('invalid_filters', at, invalid));
  };
  if (isReadableArray(value)) {
    for (let index = 0; index < value.length; index++) {
      if (!addNamedFilter(found, value[index])) report(formatItemPath(path, index), value[index]);
    }
  } else if (isObject(value)) {
    for (const field of Object.keys(value)) {
      if (!addFilter(found, field, value[field])) report(appendKey(path, field), value[field]);
    }
  } else if (!isUnset(value)) report(path, value);
}

// { type: 'color', value: 'red' }, or with `attribute` for `type`
function addNamedFilter(found: Filters, filter: unknown): boolean {
  if (!isObject(filter)) return false;
  const { type, attribute, value } = filter;
  const field = parseString(type) ?? parseString(attribute);
  return typeof field === 'string' && addFilter(found, field, value);
}

// returns whether the value is valid
function addFilter(found: Filters, field: string, value: unknown): boolean {
  const values = Array.isArray(value) ? parseArray(value, parseStringOrNumber) : parseStringOrNumber(value);
  if (values === null) return false;
  if (typeof values === 'string') getSelected(found, field).push(values);
  else if (values !== undefined) for (const one of values) getSelected(found, field).push(one);
  return true;
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
