import { planFor } from './builders.ts';
import { type Cares, customReaders } from './fields/custom.ts';
import type { FieldReaders } from './fields/input.ts';
import { type Finder, finderOf, foldedOr, type Rule } from './finder.ts';
import { functionRule } from './functionRule.ts';
import { memberPath } from './issue.ts';
import {
  about,
  canonicalRules,
  type Calls,
  callsOf,
  namelessTrack,
  namelessView,
  unmapped,
  usualRule,
} from './mapper.ts';
import type { MisoInteractionType } from './miso/interactions.ts';
import { readersFor, readersOf } from './readersFor.ts';
import { type Refusal, refusalFor } from './refusal.ts';
import { distinct, type MapResult, skipped } from './result.ts';
import { foldEventName } from './rules/eventName.ts';
import type { EventRule, MapperOptions } from './rules/rule.ts';

/** Makes of the options, checked before, the rules of a mapper. */
export function compile(options: MapperOptions): Calls {
  const compiling = { options, guarded: guardOf(refusalFor(options)), ...readersFor(options) };
  const { readers, guarded } = compiling;
  const custom = guarded(usualRule(planFor('custom', readersOf('custom', readers))));
  return callsOf({
    track: finderFor(
      'events',
      compiling,
      options.unmapped === 'custom' ? () => custom : unmapped('event'),
      canonicalRules((type) => readersOf(type, readers)),
    ),
    page: finderFor('pages', compiling, unmapped('name')),
    screen: finderFor('screens', compiling, unmapped('name')),
  });
}

/** What all rules of a mapper are compiled with. */
interface Compiling {
  readonly options: MapperOptions;
  readonly readers: FieldReaders;
  readonly cares: Cares;
  readonly guarded: (rule: Rule) => Rule;
}

/** Puts in front of a rule what may keep an event from Miso. */
function guardOf(refuses: Refusal | undefined): (rule: Rule) => Rule {
  if (refuses === undefined) return (rule) => rule;
  return (rule) => (event, name) => {
    const refusal = refuses(event);
    return refusal === undefined ? rule(event, name) : skipped(refusal);
  };
}

// exact names before folded ones, and each time custom ones before the canonical
function finderFor(
  option: 'events' | 'pages' | 'screens',
  { options, readers, cares, guarded }: Compiling,
  otherwise: Finder,
  canonical: ReadonlyMap<string, Rule> = new Map(),
): Finder {
  const member = option === 'events' ? 'event' : 'name';
  const ignored: Rule = (_, name) => skipped(about('ignored_by_rule', member, name));
  const custom = Object.entries(options[option] ?? {}).map(
    ([name, rule]) =>
      [name, compileRule(memberPath(option, name), rule, { readers, cares, ignored })] as const,
  );
  const isFolded = options.matching !== 'exact';
  if (isFolded) refuseTwins(option, custom);
  const rules = Array.from(
    [...canonical, ...custom],
    ({ 0: name, 1: rule }) => [name, guarded(rule)] as const,
  );
  return finderOf(
    new Map(rules),
    isFolded ? foldedOr(rules, otherwise) : otherwise,
    option === 'events' ? namelessTrack : namelessView,
  );
}

/** What a rule is compiled with. */
interface Surroundings extends Pick<Compiling, 'readers' | 'cares'> {
  readonly ignored: Rule;
}

function compileRule(option: string, rule: EventRule, { readers, cares, ignored }: Surroundings): Rule {
  if (rule === false) return ignored;
  if (typeof rule === 'function') return functionRule(option, rule, readers, ignored);
  if (typeof rule === 'string') return usualRule(planFor(rule, readersOf(rule, readers)));
  if (!('to' in rule)) return severalRules(rule, readers);
  const { to, fields, customActionName } = rule;
  const named = customReaders({ option: `${option}.fields`, sources: fields ?? {} }, readers, cares);
  return usualRule(planFor(to, readersOf(to, named), 'many', customActionName));
}

// one that cannot be built rejects the event
function severalRules(types: readonly MisoInteractionType[], readers: FieldReaders): Rule {
  return types
    .map((type) => usualRule(planFor(type, readersOf(type, readers))))
    .reduce((before, next) => (event, name) => joined(before(event, name), () => next(event, name)));
}

function joined(result: MapResult, next: () => MapResult): MapResult {
  if (result.status !== 'mapped') return result;
  const other = next();
  if (other.status !== 'mapped') return other;
  const [first, ...rest] = result.interactions;
  return {
    status: 'mapped',
    interactions: [first, ...rest, ...other.interactions],
    issues: distinct([...result.issues, ...other.issues]),
  };
}

// two names that are one when folded
function refuseTwins(option: string, rules: readonly (readonly [name: string, rule: Rule])[]): void {
  const names = new Map<string, string>();
  for (const { 0: name } of rules) {
    const other = names.get(foldEventName(name));
    if (other !== undefined) {
      throw new TypeError(
        `${memberPath(option, name)} is the same name as ${memberPath(option, other)} without case, blanks and _ - .;` +
          ' leave one out, or match names with matching: "exact"',
      );
    }
    names.set(foldEventName(name), name);
  }
}
