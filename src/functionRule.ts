import { planFor } from './builders.ts';
import type { FieldReaders, RawEvent } from './fields/input.ts';
import { withProperties } from './fields/places.ts';
import type { Rule } from './finder.ts';
import type { MappingIssue } from './issue.ts';
import type { MisoInteraction, MisoInteractionByType, MisoInteractionType } from './miso/interactions.ts';
import { itemsOf, jsonOf } from './miso/members.ts';
import { validateInteraction } from './miso/validate.ts';
import { checkType } from './options/checks.ts';
import type { AnyRecord } from './plan.ts';
import { readersOf } from './readersFor.ts';
import { type Draft, fill, newDraft } from './records.ts';
import { guarded, Rejection } from './rejection.ts';
import { distinct, rejected } from './result.ts';
import type { RuleTools } from './rules/rule.ts';
import { sourcesOf } from './rules/sources.ts';

/** A rule function of a user's; a method, so that it may ask for more than `unknown` in its parameters. */
export type UserRule = { run(event: unknown, tools: RuleTools): unknown }['run'];

/**
 * The rule that a function of a user's is: what it returns is taken as JSON writes it, and validated. `option` is the path
 * of the option that holds it; `ignored` is what becomes of an event that it returns `null` for.
 */
export function functionRule(option: string, run: UserRule, readers: FieldReaders, ignored: Rule): Rule {
  return (event, name) => {
    const warnings: MappingIssue[] = [];
    const tools = toolsFor(event, name, readers, warnings);
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
  return outcome === null ? [] : itemsOf(outcome).map(asJson);
}

// what Miso would see: nothing undefined is in it, and nothing of the event is kept
function asJson(record: unknown): unknown {
  try {
    const text = jsonOf(record);
    return typeof text === 'string' ? JSON.parse(text) : record;
  } catch {
    // validation says so
    return record;
  }
}

function isAccepted(record: unknown, errors: MappingIssue[]): record is MisoInteraction {
  const found = validateInteraction(record);
  addAll(errors, found);
  return found.length === 0;
}

// there may be more than a call takes arguments
function addAll(issues: MappingIssue[], found: readonly MappingIssue[]): void {
  for (const one of found) issues.push(one);
}

function toolsFor(event: RawEvent, name: string, readers: FieldReaders, warnings: MappingIssue[]): RuleTools {
  return {
    build: (type, fields = {}) => {
      checkType(type, 'build: the type');
      const given = Object.fromEntries(Object.entries(fields).filter((entry) => entry[1] !== undefined));
      const plan = planFor(
        type,
        without(readersOf(type, readers), Object.keys(given)),
        'many',
        undefined,
        given,
      );
      const draft = newDraft();
      const lack = fill(draft, plan, event, name);
      addAll(warnings, draft.issues);
      if (lack !== undefined) throw new Rejection([lack, ...warnings]);
      return madeOf(draft, type);
    },
  };
}

function madeOf<Type extends MisoInteractionType>(draft: Draft, type: Type): MisoInteractionByType[Type];
// it has been filled by a plan of this type
function madeOf({ interactions: [record] }: Draft): AnyRecord | undefined {
  return record;
}

/** The readers without those that fill certain fields. */
function without(readers: FieldReaders, fields: readonly string[]): FieldReaders {
  const names = Object.entries(sourcesOf).flatMap(([field, sources]) =>
    fields.includes(field) ? sources : [],
  );
  return { ...readers, ...Object.fromEntries(names.map((name) => [name, undefined])) };
}
