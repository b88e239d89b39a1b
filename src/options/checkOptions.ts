import { fields } from '../fields/index.ts';
import { isAbsent, isObject, isReadableArray, toArray, type UnknownObject } from '../is.ts';
import { getProducts, listFields } from '../miso/fieldsByType.ts';
import type { MapperOptions } from './mapperOptions.ts';
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
import { createCustomContextCheck, createSourceCheck } from './checkSource.ts';

const RULE =
  'an interaction type, an array of them, false, { to, products, fields, customActionName }, or a function';

/**
 * Checks the options of a mapper, or those that extend the options of another one. Throws a `TypeError` that names the option,
 * what was given and what is allowed.
 *
 * @example
 * ```ts
 * checkOptions({ events: { 'Song Played': 'listen' }, matching: 'exact' });
 * ```
 */
export function checkOptions(options: unknown, base: MapperOptions = {}): void {
  const given = isObject(options) ? options : {};
  // it may add keys that no call of Segment's has
  const isRootKnown = isAbsent(given['beforeMap']) && base.beforeMap === undefined;
  const sourceChecks = createSourceChecks(isRootKnown);
  const checkRules = checkEach(createRuleCheck(sourceChecks), checkName);
  const checks: { readonly [Option in keyof MapperOptions]-?: Check } = {
    events: checkRules,
    pages: checkRules,
    screens: checkRules,
    beforeMap: checkFunction,
    unmapped: checkUnmapped,
    matching: checkOneOf('normalized', 'exact'),
    fields: checkProperties(sourceChecks),
    categorySeparator: checkString,
    ratingScale: checkPositiveNumber,
    region: checkRegion,
    customContext: checkEach(createCustomContextCheck(isRootKnown)),
    consent: checkConsent,
    pageQuery: checkPageQuery,
    integration: checkString,
  };
  checkProperties(checks)(options, '');
}

function checkName(name: string, path: string): void {
  if (!name.includes('*')) return;
  throw new TypeError(
    `${path} has a *, but names are matched whole: decide by the name in beforeMap, or in unmapped as a function`,
  );
}

function createRuleCheck(sourceChecks: Checks): Check {
  return (rule, path) => {
    if (typeof rule === 'string') assertInteractionType(rule, path);
    else if (isFilledArray(rule)) {
      toArray(rule).forEach((type, index) => {
        assertInteractionType(type, `${path}[${index}]`);
      });
    } else if (isObject(rule)) checkDetailedRule(rule, path, sourceChecks);
    else if (rule !== false && typeof rule !== 'function') throw createOptionError(path, rule, RULE);
  };
}

function checkDetailedRule(rule: UnknownObject, path: string, sourceChecks: Checks): void {
  const checkLater: Check = () => undefined; // once the type is known
  const checks = {
    to: checkLater,
    products: checkOneOf('one', 'many'),
    fields: checkLater,
    customActionName: checkString,
  };
  checkProperties(checks, ['to'])(rule, path);
  const { to, products, fields: sources, customActionName } = rule;
  assertInteractionType(to, `${path}.to`);
  if (products !== undefined && getProducts(to) === undefined) {
    throw createOptionError(`${path}.products`, products, `absent: a "${to}" has no products`);
  }
  if (customActionName !== undefined && to !== 'custom') {
    throw createOptionError(`${path}.customActionName`, customActionName, `absent: a "${to}" has no name`);
  }
  if (sources === undefined) return;
  const misoFields = listFields(to);
  const checksOfType = Object.entries(fields).flatMap(({ 0: name, 1: { misoField } }) =>
    misoFields.includes(misoField) && name in sourceChecks ? [[name, sourceChecks[name]]] : [],
  );
  checkProperties(Object.fromEntries(checksOfType) as Checks)(sources, `${path}.fields`);
}

// one for each field that sources can be named for: all but the context, which has options of its own
function createSourceChecks(isRootKnown: boolean): Checks {
  const named = Object.entries(fields).filter(({ 0: name }) => name !== 'context');
  return Object.fromEntries(
    named.map(({ 0: name, 1: field }) => [
      name,
      createSourceCheck('isOfProduct' in field ? 'product' : 'event', isRootKnown),
    ]),
  );
}

function checkPositiveNumber(value: unknown, path: string): void {
  if (!Number.isFinite(value) || Number(value) <= 0)
    throw createOptionError(path, value, 'a positive number');
}

function checkFunction(value: unknown, path: string): void {
  if (typeof value !== 'function') throw createOptionError(path, value, 'a function');
}

function checkUnmapped(value: unknown, path: string): void {
  if (value === 'skip' || value === 'custom' || typeof value === 'function') return;
  throw createOptionError(path, value, '"skip", "custom" or a rule function', ['skip', 'custom']);
}

function checkRegion(value: unknown, path: string): void {
  if (typeof value !== 'function') checkString(value, path);
}

function checkConsent(value: unknown, path: string): void {
  const checks = { categories: checkCategories, whenAbsent: checkOneOf('skip', 'send') };
  checkProperties(checks, Object.keys(checks))(value, path);
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
