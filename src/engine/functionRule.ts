import { callUserFunction, Rejection } from '../fields/callUserFunction.ts';
import { toRuleEvent } from '../fields/sources.ts';
import { listEntries, toArray } from '../is.ts';
import { createIssue, type MappingIssue } from '../issues.ts';
import { listFields } from '../miso/fieldsByType.ts';
import type { MisoInteraction, MisoInteractionType } from '../miso/interactions.ts';
import { stringifyJson } from '../miso/json.ts';
import { validateInteraction } from '../miso/validate.ts';
import { assertInteractionType } from '../options/checks.ts';
import { reject, removeDuplicates, skip } from '../result.ts';
import type { RuleTools } from '../rules/types.ts';
import type { RawEvent } from '../segment/raw.ts';
import {
  buildRecord,
  compileInteractionRule,
  createContext,
  type InteractionRule,
  type MisoRecord,
  pickFields,
  type RuleParts,
} from './buildInteraction.ts';
import { describeName } from './dispatch.ts';
import { findMissing } from './missing.ts';
import type { Rule } from './ruleLookup.ts';

/** A user's rule function; a method, so that its parameters may be narrower than `unknown`. */
export type UserRule = { run(event: unknown, tools: RuleTools): unknown }['run'];

/**
 * Creates the rule of a user's function: what it returns is taken as JSON writes it, and validated. `option` is the path of
 * the option that holds it; `key` is where the name of its events is.
 */
export function createFunctionRule(
  option: string,
  run: UserRule,
  parts: RuleParts,
  key: 'event' | 'name',
): Rule {
  const ignored = createIgnoredRule(option, key);
  const rules = new Map<MisoInteractionType, InteractionRule>();
  const compileOnce = (type: MisoInteractionType): InteractionRule => {
    const rule = rules.get(type) ?? compileInteractionRule(type, parts);
    rules.set(type, rule);
    return rule;
  };
  return (event, name) => {
    const warnings: MappingIssue[] = [];
    const tools: RuleTools = { build: createBuild(event, name, compileOnce, warnings) };
    const returned = callUserFunction(option, () => run(toRuleEvent(event), tools), key);
    const errors: MappingIssue[] = [];
    const [first, ...others] = listRecords(returned).flatMap((record) => acceptRecord(record, errors));
    const { 0: error } = errors;
    if (error !== undefined) return reject(error, removeDuplicates([...errors, ...warnings]));
    if (first === undefined) return ignored(event, name);
    return { status: 'mapped', interactions: [first, ...others], issues: removeDuplicates(warnings) };
  };
}

/** Creates the rule for events that an option keeps from Miso. */
export function createIgnoredRule(option: string, key: 'event' | 'name'): Rule {
  return (_, name) => {
    const subject = name === '' ? `The event, which has no ${key},` : describeName(key, name);
    return skip(createIssue('ignored_by_rule', key, subject, ` by ${option}`));
  };
}

function listRecords(returned: unknown): unknown[] {
  return returned === null ? [] : toArray(returned);
}

function acceptRecord(record: unknown, errors: MappingIssue[]): MisoInteraction[] {
  const json = toJson(record);
  const found = validateInteraction(json);
  if (found.length === 0) return [json as MisoInteraction]; // it was validated
  // JSON writes NaN as null: the record says what it was
  const inRecord = validateInteraction(record);
  addAll(errors, inRecord.length > 0 ? inRecord : found);
  return [];
}

// what Miso would see: nothing undefined is in it, and nothing of the event is kept
function toJson(record: unknown): unknown {
  try {
    const json = stringifyJson(record);
    return typeof json === 'string' ? JSON.parse(json) : record;
  } catch {
    // validation reports it
    return record;
  }
}

// there may be more than a call takes arguments
function addAll(issues: MappingIssue[], found: readonly MappingIssue[]): void {
  for (const one of found) issues.push(one);
}

function createBuild(
  event: RawEvent,
  name: string,
  compile: (type: MisoInteractionType) => InteractionRule,
  warnings: MappingIssue[],
): RuleTools['build'] {
  return (type, overrides) => {
    assertInteractionType(type, 'build: the type');
    const given = Object.fromEntries(listEntries({ ...overrides }));
    const compiled = compile(type);
    const others = listFields(type).filter((field) => !(field in given));
    const rule = { ...compiled, fields: pickFields(compiled.fields, others) };
    const ctx = createContext(rule, event);
    const record = mergeInOrder(buildRecord(ctx, name), given);
    const missing = findMissing(ctx, record);
    addAll(warnings, ctx.issues);
    if (missing !== undefined) throw new Rejection([missing, ...removeDuplicates(warnings)]);
    return record as never; // it has the fields of the type, and those given
  };
}

// the order in which `buildRecord` assigns them, so that overrides do not change it; other keys come last
const KEYS = [
  'type',
  'custom_action_name',
  'user_id',
  'anonymous_id',
  'timestamp',
  'miso_id',
  'product_ids',
  'product_group_ids',
  'quantities',
  'revenue',
  'rating',
  'search',
  'category',
  'duration',
  'context',
];

function mergeInOrder(built: MisoRecord, given: Partial<MisoRecord>): MisoRecord {
  const merged = new Map(Object.entries({ ...built, ...given }));
  const keys = new Set([...KEYS, ...merged.keys()]);
  const entries = [...keys].filter((key) => merged.has(key)).map((key) => [key, merged.get(key)]);
  return Object.fromEntries(entries) as MisoRecord; // only reordered
}
