import type { MappingContext, ReadingRule, RuleFields } from '../fields/field.ts';
import type { Fields } from '../fields/index.ts';
import type { Products } from '../fields/productLines.ts';
import { readJson } from '../fields/json.ts';
import { isObject } from '../is.ts';
import type { IssueCode } from '../issues.ts';
import { fieldsByType, getProducts, listFields, type MisoField } from '../miso/fieldsByType.ts';
import type {
  MisoCommonFields,
  MisoInteraction,
  MisoInteractionType,
  MisoSearch,
} from '../miso/interactions.ts';
import { reject } from '../result.ts';
import type { RawEvent } from '../segment/raw.ts';
import { createMissingIssue, describeMissing, findMissing, type Missing } from './missing.ts';
import type { Rule } from './ruleLookup.ts';

/** How interactions of a type are built. */
export interface InteractionRule extends ReadingRule {
  readonly identity: Missing;
  readonly timestamp: Missing;
  readonly required: readonly RequiredField[];
  /** The name of a custom interaction; default: the name of its event. */
  readonly customActionName?: string | undefined;
}

/** A field without which an interaction is useless. */
export interface RequiredField {
  readonly misoField: MisoField;
  readonly missing: Missing;
  /** The issue of an invalid value, which is the reason instead where it is an error. */
  readonly code?: IssueCode;
}

export interface InteractionContext extends MappingContext {
  readonly rule: InteractionRule;
}

/** An interaction of any type, with the fields that are read from events. */
export interface MisoRecord extends MisoCommonFields {
  type: MisoInteractionType;
  custom_action_name?: string;
  product_ids?: string[];
  product_group_ids?: string[];
  quantities?: number[];
  revenue?: number;
  rating?: number;
  search?: MisoSearch;
  category?: string[];
  duration?: number;
}

/** What a rule is compiled from, beside the type of its interactions. */
export interface RuleParts extends Pick<InteractionRule, 'settings' | 'customActionName'> {
  readonly fields: Fields;
  /** Overrides what follows from the type; a key of its own, as a page may have added one to the prototype of all objects. */
  readonly products: 'one' | 'many' | undefined;
}

/** Compiles the rule for interactions of a type: it reads the fields that the type has. */
export function compileInteractionRule(type: MisoInteractionType, parts: RuleParts): InteractionRule {
  const { fields } = parts;
  return {
    ...parts,
    type,
    products: parts.products ?? getProducts(type) ?? 'many',
    fields: pickFields(fields, listFields(type)),
    identity: describeMissing(['missing_identity', ''], fields, ['user_id', 'anonymous_id']),
    timestamp: describeMissing(['missing_timestamp', 'timestamp'], fields, ['timestamp']),
    required: listRequired(type, fields),
  };
}

function listRequired(type: MisoInteractionType, fields: Fields): RequiredField[] {
  const required: readonly string[] = fieldsByType[type].required;
  return Object.values(fields).flatMap((field) => {
    if (!('missing' in field) || !required.includes(field.misoField)) return [];
    const { misoField } = field;
    const missing = describeMissing(field.missing, fields, [misoField]);
    return 'code' in field ? { misoField, missing, code: field.code } : { misoField, missing };
  });
}

/** Picks the fields that fill certain ones of Miso's records. All results have the same keys, which keeps reads fast. */
export function pickFields(fields: RuleFields, misoFields: readonly string[]): RuleFields {
  const picked: { -readonly [Name in keyof RuleFields]: RuleFields[Name] } = { ...fields };
  // the keys of a literal are its own: `Object.keys` knows them only as strings
  for (const name of Object.keys(fields) as (keyof Fields)[]) {
    if (!misoFields.includes(fields[name]?.misoField ?? '')) picked[name] = undefined;
  }
  return picked;
}

/** Creates the rule that maps an event to the usual interaction of a type. */
export function createInteractionRule(rule: InteractionRule): Rule {
  return (event, name) => {
    const ctx = createContext(rule, event);
    const record = buildRecord(ctx, name);
    const missing = findMissing(ctx, record);
    if (missing !== undefined) return reject(missing, ctx.issues);
    // the fields that were read are those of the type
    return { status: 'mapped', interactions: [record as MisoInteraction], issues: ctx.issues };
  };
}

const EMPTY = {};

/** Creates the context in which an event is mapped. */
export function createContext(rule: InteractionRule, raw: RawEvent): InteractionContext {
  let event = raw;
  // read only once: in events of many shapes, reading is what costs most
  let { properties, context } = event;
  if (typeof properties === 'string' || typeof context === 'string') {
    // warehouses and replays write them as JSON
    properties = readJson(properties);
    context = readJson(context);
    event = { ...raw, properties, context };
  }
  return {
    event,
    properties: isObject(properties) ? properties : EMPTY,
    context: isObject(context) ? context : EMPTY,
    rule,
    issues: [],
  };
}

/** Builds the record of an event. What was found is assigned in one fixed order, so that all records have the same one. */
export function buildRecord(ctx: InteractionContext, name: string): MisoRecord {
  const { type, fields, customActionName } = ctx.rule;
  const record: MisoRecord = { type };
  const action = customActionName ?? name;
  // a page may have no name
  if (type === 'custom' && action !== '') record.custom_action_name = action;
  const user_id = fields.userId?.read(ctx);
  if (user_id !== undefined) record.user_id = user_id;
  const anonymous_id = fields.anonymousId?.read(ctx);
  if (anonymous_id !== undefined) record.anonymous_id = anonymous_id;
  const timestamp = fields.timestamp?.read(ctx);
  if (timestamp !== undefined) record.timestamp = timestamp;
  else if (fields.timestamp) ctx.issues.push(createMissingIssue(ctx, ctx.rule.timestamp));
  const miso_id = fields.misoId?.read(ctx);
  if (miso_id !== undefined) record.miso_id = miso_id;
  addOwnFields(ctx, record);
  const context = fields.context?.read(ctx);
  if (context !== undefined) record.context = context;
  return record;
}

// the fields that not every type has
function addOwnFields(ctx: InteractionContext, record: MisoRecord): void {
  const { fields } = ctx.rule;
  const products = fields.products?.read(ctx);
  if (products !== undefined) addProducts(record, products);
  const revenue = fields.revenue?.read(ctx);
  if (revenue !== undefined) record.revenue = revenue;
  const rating = fields.rating?.read(ctx);
  if (rating !== undefined) record.rating = rating;
  const keywords = fields.keywords?.read(ctx);
  if (keywords !== undefined) record.search = { keywords };
  const filters = fields.filters?.read(ctx);
  if (filters !== undefined) (record.search ??= {}).filters = filters;
  const category = fields.category?.read(ctx);
  if (category !== undefined) record.category = category;
  const duration = fields.duration?.read(ctx);
  if (duration !== undefined) record.duration = duration;
}

function addProducts(record: MisoRecord, { ids, groupIds, quantities }: Products): void {
  if (ids !== undefined) record.product_ids = ids;
  if (groupIds !== undefined) record.product_group_ids = groupIds;
  if (quantities !== undefined) record.quantities = quantities;
}
