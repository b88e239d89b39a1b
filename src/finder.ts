import type { RawEvent } from './fields/input.ts';
import { isFilled } from './fields/text.ts';
import type { MapResult } from './result.ts';
import { foldEventName } from './rules/eventName.ts';

/** What becomes of an event of a name. */
export type Rule = (event: RawEvent, name: string) => MapResult;

/** Finds the rule for a name; there is one for each, if only to say that it is not mapped. */
export type Finder = (name: string) => Rule;

// of so many names, of so many characters, the rules are kept: there is no end to what a stranger can name
const NAMES_KEPT = 1000;
const LENGTH_KEPT = 100;

/** A name, and the rule that was found for it. */
interface Found {
  readonly name: string;
  readonly rule: Rule;
}

/** Finds rules by name: as it is written, else what `otherwise` makes of it; `nameless` for one of blanks. */
// eslint-disable-next-line max-lines-per-function -- what is kept of the names, and the one function that sees it
export function finderOf(exact: ReadonlyMap<string, Rule>, otherwise: Finder, nameless: Rule): Finder {
  const known = new Map<string, Found>();
  const keep = (name: string, rule: Rule): Found => {
    const found = { name, rule };
    known.set(name, found);
    return found;
  };
  const start = (): void => {
    known.clear();
    exact.forEach((rule, name) => keep(name, rule));
  };
  const look = (name: string): Found => {
    const rule = isFilled(name) ? otherwise(name) : nameless;
    if (name.length > LENGTH_KEPT) return { name, rule };
    if (known.size >= exact.size + NAMES_KEPT) start();
    return keep(copyOf(name), rule);
  };
  start();
  const latest = new Array<Found | undefined>(SLOTS).fill(undefined);
  return (name) => {
    const slot = slotOf(name);
    const last = latest[slot];
    if (last?.name === name) return last.rule;
    const found = known.get(name) ?? look(name);
    if (name.length <= LENGTH_KEPT) latest[slot] = found;
    return found.rule;
  };
}

// a text that was cut out of another keeps all of that in memory; one that JSON has read is a text of its own
function copyOf(name: string): string {
  return String(JSON.parse(JSON.stringify(name)));
}

// in front of the map is the latest name of each slot: a map hashes a text that it has not seen, which takes longer than to
// compare it with one other
const SLOTS = 256;

function slotOf(name: string): number {
  const { length } = name;
  return length > 4 ? (length + 4 * name.charCodeAt(4) + 16 * name.charCodeAt(length - 3)) % SLOTS : 0;
}

/** Finds rules by their folded names, else otherwise. */
export function foldedOr(rules: Iterable<readonly [name: string, rule: Rule]>, otherwise: Finder): Finder {
  const folded = new Map(Array.from(rules, ({ 0: name, 1: rule }) => [foldEventName(name), rule]));
  return (name) => folded.get(foldEventName(name)) ?? otherwise(name);
}
