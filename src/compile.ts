import { builders } from './builders.ts';
import { type Cares, customReaders, type NamedSources } from './fields/custom.ts';
import type { FieldReaders, Reading } from './fields/input.ts';
import { functionRule } from './functionRule.ts';
import { memberPath } from './issue.ts';
import { about, canonicalRules, type Configuration, foldedRules, type Rule, usualRule } from './mapper.ts';
import type { MisoInteractionType } from './miso/interactions.ts';
import { readersFor } from './readersFor.ts';
import { refusalFor } from './refusal.ts';
import { distinct, type MapResult, skipped } from './result.ts';
import { foldEventName } from './rules/eventName.ts';
import type { EventRule, MapperOptions } from './rules/rule.ts';

/** Makes of the options, checked before, what a mapper goes by. */
export function compile(options: MapperOptions): Configuration {
  const reading = readersFor(options);
  const { readers } = reading;
  const isFolded = options.matching !== 'exact';
  const find = {
    track: lookup('events', compileRules('events', options, reading), isFolded, canonicalRules(readers)),
    page: lookup('pages', compileRules('pages', options, reading), isFolded),
    screen: lookup('screens', compileRules('screens', options, reading), isFolded),
  };
  const unmapped =
    options.unmapped === 'custom' ? usualRule(builders.custom, { products: 'many', readers }) : undefined;
  return {
    ruleFor: (call, name) => find[call](name) ?? (call === 'track' ? unmapped : undefined),
    refuses: refusalFor(options),
  };
}

/** What all rules of a call are compiled with. */
interface Surroundings {
  readonly readers: FieldReaders;
  readonly cares: Cares;
  readonly ignored: Rule;
}

function compileRules(
  option: 'events' | 'pages' | 'screens',
  options: MapperOptions,
  reading: Omit<Surroundings, 'ignored'>,
): Map<string, Rule> {
  const member = option === 'events' ? 'event' : 'name';
  const ignored: Rule = (_, name) => skipped(about('ignored_by_rule', member, name));
  const rules = Object.entries(options[option] ?? {});
  return new Map(
    rules.map(([name, rule]) => [name, compileRule(memberPath(option, name), rule, { ...reading, ignored })]),
  );
}

function compileRule(option: string, rule: EventRule, { readers, cares, ignored }: Surroundings): Rule {
  const reading = { products: 'many', readers } as const;
  if (rule === false) return ignored;
  if (typeof rule === 'function') return functionRule(option, rule, reading, ignored);
  if (typeof rule === 'string') return usualRule(builders[rule], reading);
  if (!('to' in rule)) return severalRules(rule, reading);
  const { to, fields, customActionName } = rule;
  const named: NamedSources = { option: `${option}.fields`, sources: fields ?? {} };
  return usualRule(builders[to], {
    ...reading,
    readers: customReaders(named, readers, cares),
    customActionName,
  });
}

// one that cannot be built rejects the event
function severalRules(types: readonly MisoInteractionType[], reading: Reading): Rule {
  return types
    .map((type) => usualRule(builders[type], reading))
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

/** Finds a rule by the name of its event: exact first, then folded, and each time a custom one before the canonical. */
function lookup(
  option: string,
  custom: ReadonlyMap<string, Rule>,
  isFolded: boolean,
  canonical: ReadonlyMap<string, Rule> = new Map(),
): (name: string) => Rule | undefined {
  const exact = new Map([...canonical, ...custom]);
  if (!isFolded) return (name) => exact.get(name);
  const folded = new Map([...foldedRules(canonical), ...foldOnce(option, custom)]);
  return (name) => exact.get(name) ?? folded.get(foldEventName(name));
}

// two names that are one when folded
function foldOnce(option: string, rules: ReadonlyMap<string, Rule>): Map<string, Rule> {
  const names = new Map<string, string>();
  for (const name of rules.keys()) {
    const other = names.get(foldEventName(name));
    if (other !== undefined) {
      throw new TypeError(
        `${memberPath(option, name)} is the same name as ${memberPath(option, other)} without case, blanks and _ - .;` +
          ' leave one out, or match names with matching: "exact"',
      );
    }
    names.set(foldEventName(name), name);
  }
  return foldedRules(rules);
}
