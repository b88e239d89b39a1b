import { fields } from '../fields/index.ts';
import { isAbsent, isObject, isReadableArray, toArray } from '../is.ts';
import type { MapperOptions } from './mapperOptions.ts';
import {
  type Check,
  checkEach,
  checkOneOf,
  checkProperties,
  type Checks,
  checkString,
  createOptionError,
  isFilledArray,
} from './checks.ts';
import { checkEventName, createRuleCheck } from './checkRule.ts';
import { createCustomContextCheck, createSourceCheck } from './checkSource.ts';

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
  const checkRules = checkEach(createRuleCheck(sourceChecks), checkEventName);
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
