import { fields } from '../fields/index.ts';
import { isObject, toArray, type UnknownObject } from '../is.ts';
import { getProducts, listFields } from '../miso/fieldsByType.ts';
import {
  assertInteractionType,
  type Check,
  checkOneOf,
  checkProperties,
  type Checks,
  checkString,
  createOptionError,
  isFilledArray,
} from './checks.ts';

const RULE =
  'an interaction type, an array of them, false, { to, products, fields, customActionName }, or a function';

/** Throws for a name with a `*`, which would match nothing. */
export function checkEventName(name: string, path: string): void {
  if (!name.includes('*')) return;
  throw new TypeError(
    `${path} has a *, but names are matched whole: decide by the name in beforeMap, or in unmapped as a function`,
  );
}

/** Creates the check of a rule; `sourceChecks` has the check of the sources of each field. */
export function createRuleCheck(sourceChecks: Checks): Check {
  return (rule, path) => {
    if (typeof rule === 'string') assertInteractionType(rule, path);
    else if (isFilledArray(rule)) {
      toArray(rule).forEach((type, index, types) => {
        const at = `${path}[${index}]`;
        assertInteractionType(type, at);
        if (types.indexOf(type) < index)
          throw createOptionError(at, type, 'a type that is not in the array already');
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
