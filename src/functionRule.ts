import { builders } from './builders.ts';
import type { FieldReaders, RawEvent, RawObject, Reading } from './fields/input.ts';
import { withProperties } from './fields/places.ts';
import type { MappingIssue } from './issue.ts';
import { inputOf, type Rule } from './mapper.ts';
import type { MisoInteraction } from './miso/interactions.ts';
import { validateInteraction } from './miso/validate.ts';
import { checkType } from './options/checks.ts';
import { guarded, Rejection } from './rejection.ts';
import { distinct, rejected } from './result.ts';
import type { RuleTools } from './rules/rule.ts';

/** A rule function of a user's; a method, so that it may ask for more than `unknown` in its parameters. */
export type UserRule = { run(event: unknown, tools: RuleTools): unknown }['run'];

/**
 * The rule that a function of a user's is: what it returns is taken as JSON writes it, and validated. `option` is the path
 * of the option that holds it; `ignored` is what becomes of an event that it returns `null` for.
 */
export function functionRule(option: string, run: UserRule, reading: Reading, ignored: Rule): Rule {
  return (event, name) => {
    const warnings: MappingIssue[] = [];
    const tools = toolsFor(event, name, reading, warnings);
    const outcome = guarded(option, () => run(withProperties(event), tools));
    const errors: MappingIssue[] = [];
    const [first, ...others] = recordsOf(outcome).filter((record) => isAccepted(record, errors));
    const { 0: error } = errors;
    if (error !== undefined) return rejected(error, [...errors, ...warnings]);
    if (first === undefined) return ignored(event, name);
    return { status: 'mapped', interactions: [first, ...others], issues: distinct(warnings) };
  };
}

function recordsOf(outcome: unknown): unknown[] {
  return outcome === null ? [] : [outcome].flat().map(asJson);
}

// what Miso would see: nothing undefined is in it, and nothing of the event is kept
function asJson(record: unknown): unknown {
  try {
    const text: unknown = JSON.stringify(record);
    return typeof text === 'string' ? JSON.parse(text) : record;
  } catch {
    // a cycle or a bigint: validation says so
    return record;
  }
}

function isAccepted(record: unknown, errors: MappingIssue[]): record is MisoInteraction {
  const found = validateInteraction(record);
  errors.push(...found);
  return found.length === 0;
}

function toolsFor(event: RawEvent, name: string, reading: Reading, warnings: MappingIssue[]): RuleTools {
  return {
    build: (type, fields = {}) => {
      checkType(type, 'build: the type');
      const given = Object.fromEntries(Object.entries(fields).filter((entry) => entry[1] !== undefined));
      const readers = readersBut(given, reading.readers);
      const input = inputOf(event, name, { ...reading, readers });
      const { build, lacks } = builders[type];
      const record = Object.assign(build(input), given);
      warnings.push(...input.issues);
      const error = lacks(record, input);
      if (error !== undefined) throw new Rejection([error, ...warnings]);
      return record;
    },
  };
}

const none = (): undefined => undefined;

/** Field -> the readers that have nothing to do when it is given. */
const idle: ReadonlyMap<string, Partial<FieldReaders>> = /* @__PURE__ */ new Map<
  string,
  Partial<FieldReaders>
>([
  ['user_id', { userId: none }],
  ['anonymous_id', { anonymousId: none }],
  // not none, which would be reported
  ['timestamp', { timestamp: () => '' }],
  ['miso_id', { misoId: none }],
  ['context', { context: none }],
  ['product_ids', { products: none }],
  ['product_group_ids', { productGroupId: undefined }],
  ['quantities', { quantity: none }],
  ['search', { keywords: none, filters: none }],
  ['category', { category: none }],
  ['revenue', { revenue: none }],
  ['rating', { rating: none }],
  ['duration', { duration: undefined }],
]);

function readersBut(given: RawObject, readers: FieldReaders): FieldReaders {
  return Object.keys(given).reduce((left, field) => ({ ...left, ...idle.get(field) }), readers);
}
