import { memberPath, wrong } from '../issue.ts';
import type { Input, RawObject } from './input.ts';
import { KEYWORD_MEMBERS } from './keywords.ts';
import { isObject, type Parsed } from './source.ts';
import { isList, list, text, textOrNumber } from './text.ts';

/** Field to selected values. A map, since a field may have any name. */
type Filters = Map<string, string[]>;

/** As Miso takes them. */
interface FoundFilters {
  [field: string]: string[];
}

const FILTERS = 'properties.filters';
const NO_FILTER: RawObject = {};

/**
 * Reads by what a search was narrowed: the members of an object `query` that hold no keywords, and `filters`.
 *
 * @example
 * ```ts
 * filters({ ...input, properties: { filters: [{ type: 'color', value: 'red' }] } });
 * //=> { color: ['red'] }
 * ```
 */
export function filters(input: Input): FoundFilters | undefined {
  const { query, filters: selected } = input.properties;
  const found: Filters = new Map();
  if (isObject(query)) addQuery(query, found);
  return filtersAt(FILTERS, selected, input, found);
}

/** Reads the filters at a path, in any of the forms they come in, beside those that are found already. */
export function filtersAt(
  path: string,
  selected: unknown,
  input: Input,
  found: Filters = new Map(),
): FoundFilters | undefined {
  if (isList(selected)) addListed(selected, path, found, input);
  else if (isObject(selected)) addMembers(selected, path, found, input);
  else if (text(selected) !== undefined) input.issues.push(wrong('invalid_filters', path, selected));
  return found.size > 0 ? Object.fromEntries(found) : undefined;
}

// of a query that is an object, what is no filter may be anything else
function addQuery(query: RawObject, found: Filters): void {
  for (const field of Object.keys(query)) {
    if (!KEYWORD_MEMBERS.includes(field)) add(field, query[field], found);
  }
}

// { color: 'red', size: ['40', '41'] }
function addMembers(from: RawObject, path: string, found: Filters, { issues }: Input): void {
  for (const field of Object.keys(from)) {
    const value = from[field];
    if (!add(field, value, found)) issues.push(wrong('invalid_filters', memberPath(path, field), value));
  }
}

// [{ type: 'color', value: 'red' }], or with `attribute` for `type`
function addListed(from: readonly unknown[], path: string, found: Filters, { issues }: Input): void {
  for (const [index, filter] of from.entries()) {
    const { type, attribute, value } = isObject(filter) ? filter : NO_FILTER;
    const field = text(type) ?? text(attribute);
    if (!field || !add(field, value, found)) {
      issues.push(wrong('invalid_filters', `${path}[${index}]`, filter));
    }
  }
}

// whether the value was one to select, or none
function add(field: string, value: unknown, found: Filters): boolean {
  const values = selection(value);
  if (!values) return values === undefined;
  const others = found.get(field);
  if (others === undefined) found.set(field, values);
  else for (const other of values) others.push(other);
  return true;
}

function selection(value: unknown): Parsed<string[]> {
  if (Array.isArray(value)) return list(value, textOrNumber);
  const single = textOrNumber(value);
  return typeof single === 'string' ? [single] : single;
}
