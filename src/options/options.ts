import type { RawObject } from '../fields/input.ts';
import { isPath } from '../fields/path.ts';
import { isObject } from '../fields/source.ts';
import { blueprints, commonFields } from '../miso/blueprints.ts';
import { isList, itemsOf } from '../miso/members.ts';
import type { MisoInteractionType } from '../miso/interactions.ts';
import type { FieldSources, MapperOptions } from '../rules/rule.ts';
import { sourcesOf } from '../rules/sources.ts';
import {
  type Check,
  checkEach,
  checkMembers,
  checkOneOf,
  type Checks,
  checkText,
  checkType,
  TEXT,
  wrongOption,
} from './checks.ts';

const SOURCE =
  'a path such as "traits.id", "items[0].id" or "items[].id" (at most 1,000 characters), a list of them, or a function';
const RULE = 'an interaction type, a list of them, false, { to, fields, customActionName }, or a function';

/**
 * Checks the options of a mapper. Throws a `TypeError` that names the option, what was given and what is allowed.
 *
 * @example
 * ```ts
 * checkOptions({ events: { 'Song Played': 'listen' }, matching: 'exact' });
 * ```
 */
export function checkOptions(options: unknown): void {
  checkMembers(options, '', optionChecks);
}

const optionChecks: Checks & { readonly [Option in keyof MapperOptions]-?: Check } = {
  events: checkRules,
  pages: checkRules,
  screens: checkRules,
  unmapped: (value, path) => {
    checkOneOf(value, path, ['skip', 'custom']);
  },
  matching: (value, path) => {
    checkOneOf(value, path, ['folded', 'exact']);
  },
  fields: (value, path) => {
    checkMembers(value, path, fieldChecks);
  },
  categorySeparator: (value, path) => {
    if (typeof value !== 'string' || value === '') throw wrongOption(path, value, TEXT);
  },
  ratingScale: (value, path) => {
    if (!Number.isFinite(value) || Number(value) <= 0) throw wrongOption(path, value, 'a positive number');
  },
  region: (value, path) => {
    if (typeof value !== 'function') checkText(value, path);
  },
  customContext: (value, path) => {
    checkEach(value, path, checkSource);
  },
  consent: (value, path) => {
    checkMembers(value, path, consentChecks, ['categories', 'whenAbsent']);
  },
  integration: checkText,
};

const fieldChecks: Checks & { readonly [Field in keyof FieldSources]-?: Check } = {
  userId: checkSource,
  anonymousId: checkSource,
  timestamp: checkSource,
  misoId: checkSource,
  products: checkSource,
  productId: checkSource,
  productGroupId: checkSource,
  quantity: checkSource,
  keywords: checkSource,
  filters: checkSource,
  category: checkSource,
  revenue: checkSource,
  rating: checkSource,
  duration: checkSource,
};

const consentChecks: Checks = {
  categories: (value, path) => {
    if (!isFilledList(value)) throw wrongOption(path, value, 'a list of categories');
    itemsOf(value).forEach((category, index) => {
      checkText(category, `${path}[${index}]`);
    });
  },
  whenAbsent: (value, path) => {
    checkOneOf(value, path, ['skip', 'send']);
  },
};

function checkRules(value: unknown, path: string): void {
  checkEach(value, path, (rule, at) => {
    if (typeof rule === 'string') checkType(rule, at);
    else if (isFilledList(rule)) {
      itemsOf(rule).forEach((type, index) => {
        checkType(type, `${at}[${index}]`);
      });
    } else if (isObject(rule)) checkDetailedRule(rule, at);
    else if (rule !== false && typeof rule !== 'function') throw wrongOption(at, rule, RULE);
  });
}

function checkDetailedRule(rule: RawObject, path: string): void {
  checkMembers(rule, path, { to: checkType, fields: anything, customActionName: checkText }, ['to']);
  const { to, fields, customActionName } = rule;
  checkType(to, `${path}.to`);
  if (customActionName !== undefined && to !== 'custom') {
    throw wrongOption(`${path}.customActionName`, customActionName, `absent: a "${to}" has no name`);
  }
  if (fields !== undefined) checkMembers(fields, `${path}.fields`, fieldChecksOf(to));
}

/** The checks of the sources that an interaction of a type has a use for. */
function fieldChecksOf(type: MisoInteractionType): Checks {
  const fields: readonly string[] = [...commonFields, ...blueprints[type]].filter(
    (field) => field !== 'context',
  );
  const names = Object.entries(sourcesOf).flatMap(([field, sources]) =>
    fields.includes(field) ? sources : [],
  );
  return Object.fromEntries(names.map((name) => [name, checkSource]));
}

function checkSource(value: unknown, path: string): void {
  if (typeof value === 'function') return;
  const paths = itemsOf(value);
  if (paths.length === 0 || !paths.every((path) => typeof path === 'string' && isPath(path)))
    throw wrongOption(path, value, SOURCE);
}

function isFilledList(value: unknown): boolean {
  return isList(value) && value.length > 0;
}

function anything(): void {
  // checked once the type is known
}
