import { type Findings, memberPath, report, wrong } from '../issue.ts';
import { hasOwn, isList } from '../miso/members.ts';
import type { RawEvent, RawObject, RawProperties } from './input.ts';
import { keywordsSource } from './keywords.ts';
import { isObject, type Parsed, pathOf } from './source.ts';
import { isPlainText, list, text, textOrNumber } from './text.ts';

/** Field to selected values, as Miso takes them. */
interface Filters {
  [field: string]: string[];
}

const NO_FILTER: RawObject = {};

/**
 * Reads by what a search was narrowed: the members of an object `query` that hold no keywords, and `filters`.
 *
 * @example
 * ```ts
 * filters({}, { filters: [{ type: 'color', value: 'red' }] }, findings);
 * //=> { color: ['red'] }
 * ```
 */
export function filters(
  _: RawEvent,
  { query, filters: selected }: RawProperties,
  findings: Findings,
): Filters | undefined {
  return filtersAt('properties.filters', selected, findings, isObject(query) ? inQuery(query) : undefined);
}

/** Reads the filters at a path, in any of the forms they come in, beside those that are found already. */
export function filtersAt(
  path: string,
  selected: unknown,
  findings: Findings,
  found?: Filters,
): Filters | undefined {
  if (isList(selected)) return listed(selected, path, findings, found);
  if (isObject(selected)) return members(selected, path, findings, found);
  if (text(selected) !== undefined) report(findings, wrong('invalid_filters', path, selected));
  return found;
}

// of a query that is an object, what is no filter may be anything else
function inQuery(query: RawObject): Filters | undefined {
  let found: Filters | undefined;
  for (const field of Object.keys(query)) {
    if (!keywordsSource.members.includes(field)) found = withFilter(found, field, query[field]) ?? found;
  }
  return found;
}

// { color: 'red', size: ['40', '41'] }
function members(
  from: RawObject,
  path: string,
  findings: Findings,
  found: Filters | undefined,
): Filters | undefined {
  for (const field of Object.keys(from)) {
    const value = from[field];
    const more = withFilter(found, field, value);
    if (more === null) report(findings, wrong('invalid_filters', memberPath(path, field), value));
    else found = more;
  }
  return found;
}

// [{ type: 'color', value: 'red' }], or with `attribute` for `type`
function listed(
  from: readonly unknown[],
  path: string,
  findings: Findings,
  found: Filters | undefined,
): Filters | undefined {
  for (let index = 0; index < from.length; index++) {
    const filter = from[index];
    const { type, attribute, value } = isObject(filter) ? filter : NO_FILTER;
    const field = isPlainText(type) ? type : (text(type) ?? text(attribute));
    const more = field ? withFilter(found, field, value) : null;
    if (more === null) report(findings, wrong('invalid_filters', pathOf(path, index), filter));
    else found = more;
  }
  return found;
}

// the filters with one more; `null` when its value is wrong
function withFilter(found: Filters | undefined, field: string, value: unknown): Parsed<Filters> {
  if (isPlainText(value)) return withValue(found ?? {}, field, value);
  const values = Array.isArray(value) ? list(value, textOrNumber) : textOrNumber(value);
  if (!values) return values === null ? null : found;
  return [values].flat().reduce((filters, one) => withValue(filters, field, one), found ?? {});
}

function withValue(filters: Filters, field: string, value: string): Filters {
  if (!(field in filters)) filters[field] = [value];
  else if (hasOwn(filters, field)) filters[field]?.push(value);
  // a name of the prototype, such as `constructor`, cannot be assigned where that is frozen
  else {
    Object.defineProperty(filters, field, {
      value: [value],
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return filters;
}
