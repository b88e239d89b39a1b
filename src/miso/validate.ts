import { issueTable, kindOf, type MappingIssue, memberPath, shortened } from '../issue.ts';
import { blueprints, commonFields } from './blueprints.ts';
import { isInteractionType, type MisoInteractionType } from './interactions.ts';
import { hasOwn, isPlainList, jsonOf, type Members, membersOf } from './members.ts';
import {
  fieldSchemas,
  type ListSchema,
  type MapSchema,
  type ObjectSchema,
  type Schema,
  type ValueSchema,
} from './schema.ts';

/** Takes down that the value at a path is wrong. */
type Report = (path: string, value: unknown, problem: string) => void;

/**
 * Checks whether Miso's API accepts a record: its type, the fields of that type and no others, their types, lengths and
 * formats; and what Miso's schema does not say: an identity, positive quantities, one for each of `product_ids`, a rating
 * in [0, 5], a real date and time. Takes anything and never throws. The paths lie in the record; no issues means that
 * Miso accepts it.
 *
 * @example
 * ```ts
 * validateInteraction({ type: 'click', user_id: 'u1', product_ids: [1] }).map(({ path }) => path);
 * //=> ['product_ids[0]']
 * ```
 */
export function validateInteraction(value: unknown): MappingIssue[] {
  const [severity, said] = issueTable.invalid_interaction;
  const outcome = said.slice(said.indexOf(';'));
  const issues: MappingIssue[] = [];
  const report: Report = (path, found, problem) => {
    const message = `${shortened(path) || 'The interaction'} (${kindOf(found)}) ${problem}${outcome}.`;
    issues.push({ code: 'invalid_interaction', severity, path, message });
  };
  try {
    checkInteraction(value, report);
  } catch {
    report('', {}, 'must be an object whose members can be read');
  }
  return issues;
}

function checkInteraction(value: unknown, report: Report): void {
  const members = membersOf(value);
  const type = members?.get('type');
  if (members === undefined) report('', value, 'must be a plain object');
  else if (!isInteractionType(type)) report('type', type, "must be one of Miso's interaction types");
  else {
    const schemas = fieldSchemas();
    const fields = [...commonFields, ...blueprints[type]];
    for (const [member, found] of members) {
      const field = fields.find((name) => name === member);
      if (field !== undefined) check(schemas[field], found, field, report);
      else if (member !== 'type') report(memberPath('', member), found, `is not a field of ${type}`);
    }
    checkTogether(type, members, report);
  }
}

// what no field shows alone
function checkTogether(type: MisoInteractionType, members: Members, report: Report): void {
  if (!isIdentity(members.get('user_id')) && !isIdentity(members.get('anonymous_id'))) {
    report('', {}, 'must have a user_id or an anonymous_id');
  }
  if (type === 'custom' && !members.has('custom_action_name')) {
    report('custom_action_name', undefined, 'must be a string');
  }
  const fields: readonly string[] = blueprints[type];
  const quantities = fields.includes('quantities') ? members.get('quantities') : undefined;
  const ids = members.get('product_ids');
  if (Array.isArray(quantities) && quantities.length !== (Array.isArray(ids) ? ids.length : 0)) {
    report('quantities', quantities, 'must have one number for each of product_ids');
  }
}

function isIdentity(id: unknown): boolean {
  return typeof id === 'string' && id.trim() !== '';
}

function check(schema: Schema, value: unknown, path: string, report: Report): void {
  if (has(schema, 'is')) {
    if (!schema.is(value)) report(path, value, schema.must);
  } else if (has(schema, 'items')) checkList(schema, value, path, report);
  else checkMembers(schema, value, path, report);
}

function checkList(schema: ListSchema, value: unknown, path: string, report: Report): void {
  if (!isPlainList(value)) {
    if (hasOwn(schema, 'orOne')) check(schema.items, value, path, report);
    else report(path, value, 'must be a list');
    return;
  }
  for (let index = 0; index < value.length; index++) {
    check(schema.items, value[index], `${path}[${index}]`, report);
    // a sparse array may claim billions
    if (!(index in value)) return;
  }
}

function checkMembers(schema: MapSchema | ObjectSchema, value: unknown, path: string, report: Report): void {
  const members = membersOf(value);
  if (members === undefined) {
    report(path, value, 'must be a plain object');
    return;
  }
  for (const [member, found] of members) {
    check(schemaOf(member, schema), found, memberPath(path, member), report);
  }
  if (has(schema, 'values')) return;
  for (const member of schema.required) {
    if (!members.has(member)) report(memberPath(path, member), undefined, 'must be given');
  }
}

function schemaOf(member: string, schema: MapSchema | ObjectSchema): Schema {
  if (has(schema, 'values')) return schema.values;
  return (hasOwn(schema.members, member) ? schema.members[member] : undefined) ?? anyJson;
}

// a member of which Miso says nothing need only be writable
const anyJson: ValueSchema = { is: isJson, must: 'must be something that JSON can hold' };

function isJson(value: unknown): boolean {
  try {
    jsonOf(value);
    return true;
  } catch {
    return false;
  }
}

// own members only: a page may have put anything on the prototype of all objects
function has<Key extends string>(
  schema: Schema,
  key: Key,
): schema is Extract<Schema, { readonly [Member in Key]: unknown }> {
  return hasOwn(schema, key);
}
