import type { MappingContext, RuleFields } from '../fields/field.ts';
import { products } from '../fields/products.ts';
import { readJson } from '../fields/json.ts';
import { getOwn, isEmptyArray, isObject, isReadableArray, isUnset, type UnknownObject } from '../is.ts';
import { createIssue, describeType, type IssueCode, type MappingIssue } from '../issues.ts';
import type { MisoField } from '../miso/fieldsByType.ts';
import type { InteractionContext, MisoRecord } from './buildInteraction.ts';

/** What an event may lack: the issue, its path, and what was tried, as it was configured. */
export interface Missing {
  readonly code: IssueCode;
  readonly path: string;
  readonly tried: string;
}

/** Describes what is missing when none of several fields has a usable value. */
export function describeMissing(
  [code, path]: readonly [code: IssueCode, path: string],
  fields: RuleFields,
  misoFields: readonly MisoField[],
): Missing {
  const tried = Object.values(fields).flatMap((field) => {
    if (field === undefined || !misoFields.includes(field.misoField)) return [];
    const { keys = [], option } = field;
    return option === undefined ? keys : keys.map((path) => `${path} by ${option}`);
  });
  return { code, path, tried: ` (tried ${tried.join(', ')})` };
}

/**
 * Finds what a record lacks to be of use to Miso, whose schema requires nothing of this. Without an identity Miso derives one
 * from the caller's address: behind a server, the same for all visitors.
 */
export function findMissing(ctx: InteractionContext, record: MisoRecord): MappingIssue | undefined {
  if (!record.user_id && !record.anonymous_id) return createMissingIssue(ctx, ctx.rule.identity);
  for (const { misoField, missing, code: invalid } of ctx.rule.required) {
    if (isFilled(record, misoField)) continue;
    const found = ctx.issues.find(({ code, severity }) => code === invalid && severity === 'error');
    return found ?? createMissingIssue(ctx, missing);
  }
  return undefined;
}

function isFilled(record: MisoRecord, misoField: string): boolean {
  if (record[misoField as keyof MisoRecord] !== undefined) return true; // a field of the type
  return misoField === 'product_ids' && record.product_group_ids !== undefined;
}

/** Creates the issue of an event that lacks something. */
export function createMissingIssue(ctx: MappingContext, { code, path, tried }: Missing): MappingIssue {
  const { properties } = ctx.event;
  if (path.startsWith('properties') && !isUnset(properties) && !isObject(properties)) {
    return createIssue(code, path, `properties (${describeType(properties)})`, tried);
  }
  if (code === 'missing_identity') return createIssue(code, path, EVENT, tried + describeColumn(ctx.event));
  return code === 'missing_product_id'
    ? createProductIssue(ctx, tried)
    : createIssue(code, path, EVENT, tried);
}

const EVENT = 'The event';

function createProductIssue({ properties, rule }: MappingContext, tried: string): MappingIssue {
  const code = 'missing_product_id';
  const field = rule.fields.products;
  const isUsual = field === products;
  const isListTried = isUsual || field?.keys?.includes('properties.products');
  const list = isListTried ? getOwn(properties, 'products') : undefined;
  if (!isUnset(list) && !isEmptyArray(readJson(list))) {
    return createIssue(code, 'properties.products', `properties.products (${describeType(list)})`, tried);
  }
  const path = isUsual ? findObjects(properties, 'properties') : undefined;
  const hint = path === undefined ? '' : `; if ${path} holds the products, set fields.products: '${path}'`;
  return createIssue(code, 'properties', EVENT, tried + hint);
}

// a row of a warehouse, whose columns have the names of Segment's fields in snake case
function describeColumn(event: UnknownObject): string {
  if (!isUnset(getOwn(event, 'user_id'))) return '; user_id must be called userId';
  return isUnset(getOwn(event, 'anonymous_id')) ? '' : '; anonymous_id must be called anonymousId';
}

// an array of objects, in the properties or in an object in them
function findObjects(from: UnknownObject, path: string): string | undefined {
  let nested: string | undefined;
  for (const key of Object.keys(from)) {
    const value = readJson(from[key]);
    if (typeof value !== 'object' || /[.[\]]/.test(key)) continue;
    if (isReadableArray(value) && isObject(value[0])) return `${path}.${key}`;
    if (isObject(value) && path === 'properties') nested ??= findObjects(value, `${path}.${key}`);
  }
  return nested;
}
