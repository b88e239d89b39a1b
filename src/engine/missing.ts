import type { MappingContext } from '../fields/field.ts';
import { products } from '../fields/products.ts';
import { readJson } from '../fields/json.ts';
import { getOwn, isEmptyArray, isObject, isReadableArray, isUnset, type UnknownObject } from '../is.ts';
import { createIssue, describeType, type IssueCode, type MappingIssue } from '../issues.ts';
import type { MisoField } from '../miso/fieldsByType.ts';
import type { RawEvent } from '../segment/raw.ts';
import type { InteractionContext, MisoRecord } from './buildInteraction.ts';

/** The issue of an event that lacks something, and its path. */
type Missing = readonly [code: IssueCode, path: string];

/**
 * Finds what a record lacks to be of use to Miso, whose schema requires nothing of this. Without an identity Miso derives one
 * from the caller's address: behind a server, the same for all visitors.
 */
export function findMissing(ctx: InteractionContext, record: MisoRecord): MappingIssue | undefined {
  if (!record.user_id && !record.anonymous_id) {
    return createMissingIssue(ctx, ['missing_identity', ''], ['user_id', 'anonymous_id']);
  }
  for (const { misoField, missing, code: invalid } of ctx.rule.required) {
    if (isFilled(record, misoField)) continue;
    const found = ctx.issues.find(({ code, severity }) => code === invalid && severity === 'error');
    return found ?? createMissingIssue(ctx, missing, [misoField]);
  }
  return undefined;
}

function isFilled(record: MisoRecord, misoField: string): boolean {
  if (record[misoField as keyof MisoRecord] !== undefined) return true; // a field of the type
  return misoField === 'product_ids' && record.product_group_ids !== undefined;
}

/** Creates the issue of an event without a usable value for any of several fields; it lists what was tried. */
export function createMissingIssue(
  ctx: MappingContext,
  [code, path]: Missing,
  misoFields: readonly MisoField[],
): MappingIssue {
  const fields = Object.values(ctx.rule.fields).filter(
    (field) => field !== undefined && misoFields.includes(field.misoField),
  );
  const tried = ` (tried ${fields.flatMap((field) => field?.keys ?? []).join(', ')})`;
  const { properties } = ctx.event;
  if (path.startsWith('properties') && !isUnset(properties) && !isObject(properties)) {
    return createIssue(code, path, `properties (${describeType(properties)})`, tried);
  }
  const usual = code === 'missing_product_id' ? ctx.rule.fields.products : undefined;
  const isUsual = usual === products;
  const isListTried = isUsual || usual?.keys?.some((key) => key.startsWith('properties.products by '));
  const list = isListTried ? getOwn(ctx.properties, 'products') : undefined;
  if (!isUnset(list) && !isEmptyArray(readJson(list))) {
    return createIssue(code, 'properties.products', `properties.products (${describeType(list)})`, tried);
  }
  const objects = isUsual ? findObjects(ctx.properties, 'properties') : undefined;
  const hint = objects === undefined ? describeColumn(ctx.event, code) : describeOption(objects);
  return createIssue(code, path, 'The event', tried + hint);
}

function describeOption(path: string): string {
  return `; if ${path} holds the products, set fields.products: '${path}'`;
}

// a row of a warehouse, whose columns have the names of Segment's fields in snake case
function describeColumn(event: RawEvent, code: IssueCode): string {
  if (code !== 'missing_identity') return '';
  if (!isUnset(event.user_id)) return '; user_id must be called userId';
  return isUnset(event.anonymous_id) ? '' : '; anonymous_id must be called anonymousId';
}

// an array of objects, in the properties or in an object in them
function findObjects(from: UnknownObject, path: string): string | undefined {
  const keys = Object.keys(from).filter((key) => !/[.[\]]/.test(key));
  const key = keys.find((one) => isReadableArray(from[one]) && isObject(from[one][0]));
  if (key !== undefined) return `${path}.${key}`;
  if (path !== 'properties') return undefined;
  for (const one of keys) {
    const inner = from[one];
    const found = isObject(inner) ? findObjects(inner, `${path}.${one}`) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
