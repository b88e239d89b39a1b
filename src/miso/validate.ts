import { getOwn, isBlank } from '../is.ts';
import { appendKey, describeType, issueTable, type MappingIssue, truncate } from '../issues.ts';
import { isInteractionType, listFields } from './fieldsByType.ts';
import type { MisoInteractionType } from './interactions.ts';
import { isPlainArray, readJsonProperties, stringifyJson } from './json.ts';
import {
  type ArraySchema,
  getFieldSchemas,
  type MapSchema,
  type ObjectSchema,
  type Schema,
  type ValueSchema,
} from './schema.ts';

/** Reports that the value at a path is invalid. */
type Report = (path: string, value: unknown, problem: string) => void;

/**
 * Checks whether Miso's API accepts a record: its type, the fields of that type and no others, their types, lengths and
 * formats; and what Miso's schema leaves out: an identity, positive quantities, one for each of `product_ids`, a rating from
 * 0 to 5, a real date and time. Takes anything and never throws. The paths are relative to the record; no issues means that
 * Miso accepts it.
 *
 * @example
 * ```ts
 * validateInteraction({ type: 'click', user_id: 'u1', product_ids: [1] }).map(({ path }) => path);
 * //=> ['product_ids[0]']
 * ```
 */
export function validateInteraction(value: unknown): MappingIssue[] {
  const { 0: severity, 2: effect } = issueTable.invalid_interaction;
  const issues: MappingIssue[] = [];
  const report: Report = (path, found, problem) => {
    const message = `${truncate(path) || 'The interaction'} (${describeType(found)}) ${problem}; ${effect}.`;
    issues.push({ code: 'invalid_interaction', severity, path, message });
  };
  try {
    checkInteraction(value, report);
  } catch {
    report('', {}, 'must be a readable object');
  }
  return issues;
}

function checkInteraction(value: unknown, report: Report): void {
  const properties = readJsonProperties(value);
  const type = properties?.get('type');
  if (properties === undefined) report('', value, 'must be a plain object');
  else if (!isInteractionType(type)) report('type', type, "must be one of Miso's interaction types");
  else {
    const schemas = getFieldSchemas();
    const fields = listFields(type);
    for (const [key, found] of properties) {
      const field = fields.find((name) => name === key);
      if (field !== undefined) check(schemas[field], found, field, report);
      else if (key !== 'type') report(appendKey('', key), found, `is not a field of ${type}`);
    }
    checkTogether(type, properties, report);
  }
}

// what no field shows alone
function checkTogether(
  type: MisoInteractionType,
  properties: ReadonlyMap<string, unknown>,
  report: Report,
): void {
  if (!isIdentity(properties.get('user_id')) && !isIdentity(properties.get('anonymous_id'))) {
    report('', {}, 'must have a user_id or an anonymous_id');
  }
  if (type === 'custom' && !properties.has('custom_action_name')) {
    report('custom_action_name', undefined, 'must be a string');
  }
  const quantities = listFields(type).includes('quantities') ? properties.get('quantities') : undefined;
  const ids = properties.get('product_ids');
  if (Array.isArray(quantities) && quantities.length !== (Array.isArray(ids) ? ids.length : 0)) {
    report('quantities', quantities, 'must have one number for each of product_ids');
  }
}

function isIdentity(id: unknown): boolean {
  return typeof id === 'string' && !isBlank(id);
}

function check(schema: Schema, value: unknown, path: string, report: Report): void {
  if ('is' in schema) {
    if (!schema.is(value)) report(path, value, schema.must);
  } else if ('items' in schema) checkArray(schema, value, path, report);
  else checkProperties(schema, value, path, report);
}

function checkArray(schema: ArraySchema, value: unknown, path: string, report: Report): void {
  if (!isPlainArray(value)) {
    if (schema.orSingle) check(schema.items, value, path, report);
    else report(path, value, 'must be an array');
    return;
  }
  for (let index = 0; index < value.length; index++) {
    check(schema.items, value[index], `${path}[${index}]`, report);
    // a sparse array may claim billions of items
    if (!(index in value)) return;
  }
}

function checkProperties(
  schema: MapSchema | ObjectSchema,
  value: unknown,
  path: string,
  report: Report,
): void {
  const properties = readJsonProperties(value);
  if (properties === undefined) {
    report(path, value, 'must be a plain object');
    return;
  }
  for (const [key, found] of properties) {
    check(findSchema(schema, key), found, appendKey(path, key), report);
  }
  if ('values' in schema) return;
  for (const key of schema.required) {
    if (!properties.has(key)) report(appendKey(path, key), undefined, 'is required');
  }
}

function findSchema(schema: MapSchema | ObjectSchema, key: string): Schema {
  if ('values' in schema) return schema.values;
  return getOwn(schema.properties, key) ?? anyJson;
}

// a property of which Miso's schema says nothing need only be writable
const anyJson: ValueSchema = { is: isJson, must: 'must be a value that JSON can represent' };

function isJson(value: unknown): boolean {
  try {
    stringifyJson(value);
    return true;
  } catch {
    return false;
  }
}
