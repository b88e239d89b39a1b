import { fields } from '../fields/index.ts';
import { isPath } from '../fields/path.ts';
import { isObject, isReadableArray, toArray, type UnknownObject } from '../is.ts';
import { getProducts, listFields, type MisoField } from '../miso/fieldsByType.ts';
import type { MapperOptions } from '../rules/types.ts';
import {
  assertInteractionType,
  type Check,
  checkEach,
  checkOneOf,
  checkProperties,
  type Checks,
  checkString,
  createOptionError,
} from './checks.ts';

const SOURCE =
  'a path such as "traits.id", "items[0].id" or "items[].id" (at most 1,000 characters), an array of them, or a function';
const RULE =
  'an interaction type, an array of them, false, { to, products, fields, customActionName }, or a function';

/**
 * Checks the options of a mapper. Throws a `TypeError` that names the option, what was given and what is allowed.
 *
 * @example
 * ```ts
 * checkOptions({ events: { 'Song Played': 'listen' }, matching: 'exact' });
 * ```
 */
export function checkOptions(options: unknown): void {
  const checks: { readonly [Option in keyof MapperOptions]-?: Check } = {
    events: checkEach(checkRule),
    pages: checkEach(checkRule),
    screens: checkEach(checkRule),
    unmapped: checkOneOf('skip', 'custom'),
    matching: checkOneOf('normalized', 'exact'),
    fields: checkProperties(createSourceChecks(Object.values(fields).map(({ misoField }) => misoField))),
    categorySeparator: checkString,
    ratingScale: checkPositiveNumber,
    region: checkRegion,
    customContext: checkEach(checkSource),
    consent: checkProperties({ categories: checkCategories, whenAbsent: checkOneOf('skip', 'send') }, [
      'categories',
      'whenAbsent',
    ]),
    pageQuery: checkPageQuery,
    integration: checkString,
  };
  checkProperties(checks)(options, '');
}

function checkRule(rule: unknown, path: string): void {
  if (typeof rule === 'string') assertInteractionType(rule, path);
  else if (isFilledArray(rule)) {
    toArray(rule).forEach((type, index) => {
      assertInteractionType(type, `${path}[${index}]`);
    });
  } else if (isObject(rule)) checkDetailedRule(rule, path);
  else if (rule !== false && typeof rule !== 'function') throw createOptionError(path, rule, RULE);
}

function checkDetailedRule(rule: UnknownObject, path: string): void {
  const checkLater: Check = () => undefined; // once the type is known
  const checks = {
    to: checkLater,
    products: checkOneOf('one', 'many'),
    fields: checkLater,
    customActionName: checkString,
  };
  checkProperties(checks, ['to'])(rule, path);
  const { to, products, fields, customActionName } = rule;
  assertInteractionType(to, `${path}.to`);
  if (products !== undefined && getProducts(to) === undefined) {
    throw createOptionError(`${path}.products`, products, `absent: a "${to}" has no products`);
  }
  if (customActionName !== undefined && to !== 'custom') {
    throw createOptionError(`${path}.customActionName`, customActionName, `absent: a "${to}" has no name`);
  }
  if (fields !== undefined) checkProperties(createSourceChecks(listFields(to)))(fields, `${path}.fields`);
}

// the sources of those fields that fill one of Miso's
function createSourceChecks(misoFields: readonly MisoField[]): Checks {
  const sources = Object.entries(fields).filter(
    ({ 0: name, 1: { misoField } }) => name !== 'context' && misoFields.includes(misoField),
  );
  return Object.fromEntries(sources.map(({ 0: name }) => [name, checkSource]));
}

function checkSource(value: unknown, path: string): void {
  if (typeof value === 'function') return;
  const paths = toArray(value);
  if (paths.length === 0 || !paths.every((one) => typeof one === 'string' && isPath(one)))
    throw createOptionError(path, value, SOURCE);
}

function checkPositiveNumber(value: unknown, path: string): void {
  if (!Number.isFinite(value) || Number(value) <= 0)
    throw createOptionError(path, value, 'a positive number');
}

function checkRegion(value: unknown, path: string): void {
  if (typeof value !== 'function') checkString(value, path);
}

function checkCategories(value: unknown, path: string): void {
  if (!isFilledArray(value)) throw createOptionError(path, value, 'an array of categories');
  checkStrings(value, path);
}

function checkPageQuery(value: unknown, path: string): void {
  if (isReadableArray(value)) checkStrings(value, path);
  else if (value !== 'keep' && value !== 'drop') {
    throw createOptionError(path, value, '"keep", "drop" or an array of names of query parameters', [
      'keep',
      'drop',
    ]);
  }
}

function checkStrings(value: unknown, path: string): void {
  toArray(value).forEach((one, index) => {
    checkString(one, `${path}[${index}]`);
  });
}

function isFilledArray(value: unknown): boolean {
  return isReadableArray(value) && value.length > 0;
}
