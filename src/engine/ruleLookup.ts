import { isBlank } from '../is.ts';
import { normalizeEventName } from '../rules/eventName.ts';
import type { MapResult } from '../result.ts';
import type { RawEvent } from '../segment/raw.ts';

/** Maps an event of a name. */
export type Rule = (event: RawEvent, name: string) => MapResult;

/** Finds the rule for a name. There is one for each name, if only to say that it is not mapped. */
export type RuleLookup = (name: string) => Rule;

// as many names, of up to so many characters, are remembered: a stranger may send any number of them
const MAX_NAMES = 1000;
const MAX_LENGTH = 100;

/**
 * Creates the lookup of rules by name: as written, else by `find`, whose answers are remembered. `nameless` is the rule for an
 * empty or whitespace-only name.
 */
export function createRuleLookup(
  exact: ReadonlyMap<string, Rule>,
  find: RuleLookup,
  nameless: Rule,
): RuleLookup {
  const known = new Map(exact);
  return (name) => {
    const rule = known.get(name);
    if (rule !== undefined) return rule;
    const found = isBlank(name) ? nameless : find(name);
    if (name.length > MAX_LENGTH) return found;
    if (known.size >= exact.size + MAX_NAMES) {
      known.clear();
      exact.forEach((one, key) => known.set(key, one));
    }
    known.set(copyString(name), found);
    return found;
  };
}

// a string that was cut out of a larger one keeps all of that in memory (test/property/hostile/eventNames.ts measures it)
function copyString(name: string): string {
  return ` ${name}`.slice(1);
}

/** Creates the lookup of rules by their normalized names, else by `fallback`. */
export function createNormalizedLookup(
  rules: Iterable<readonly [name: string, rule: Rule]>,
  fallback: RuleLookup,
): RuleLookup {
  const normalized = new Map(Array.from(rules, ({ 0: name, 1: rule }) => [normalizeEventName(name), rule]));
  return (name) => normalized.get(normalizeEventName(name)) ?? fallback(name);
}
