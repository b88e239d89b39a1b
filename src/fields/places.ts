import {
  type Findings,
  issue,
  type MappingIssue,
  NO_ISSUES,
  report,
  usualOutcomes,
  wrong,
} from '../issue.ts';
import { guarded } from '../rejection.ts';
import { FLAT_AMONG_MANY, type RawEvent, type RawObject } from './input.ts';
import { follow, parsePath } from './path.ts';
import { beforeList, type Care, isObject, pathOf } from './source.ts';

/** Code of a user's; a method, so that it may ask for more than `unknown` in its parameters. */
type SourceFunction = { find(from: unknown, event: unknown): unknown }['find'];

/** What a user names for a field: a path, several tried in order, or code that gets the event, or the product and it. */
export type NamedSource = string | readonly string[] | SourceFunction;

/** One place where a value may be. */
export interface Place {
  /** Finds the value, from the event or the product on. */
  readonly find: (from: unknown, event: RawEvent) => unknown;
  /** The path as written; `undefined` for code. */
  readonly path: string | undefined;
  /** The option that names it. */
  readonly option: string;
}

/**
 * The places that a source names, in order.
 *
 * @example
 * ```ts
 * placesOf('fields.userId', ['traits.id', 'userId']).map(({ path }) => path);
 * //=> ['traits.id', 'userId']
 * ```
 */
export function placesOf(option: string, source: NamedSource): readonly Place[] {
  if (typeof source === 'function') {
    const find = (from: unknown, event: RawEvent): unknown => {
      const seen = withProperties(event);
      return guarded(option, () => source(from === event ? seen : from, seen));
    };
    return [{ find, path: undefined, option }];
  }
  return [source].flat().map((written) => {
    const path = parsePath(written);
    return { find: (from) => follow(from, path), path: written, option };
  });
}

/** The event as code of a user's sees it: its properties are an object. */
export function withProperties(event: RawEvent): RawEvent {
  return isObject(event.properties) ? event : { ...event, properties: {} };
}

/** Reads from an event or a product, which stands at a place: alone, or in a list at an index. */
type PlacesReader<Value> = (
  from: RawObject,
  place: string,
  index: number,
  event: RawEvent,
  findings: Findings,
) => Value | undefined;

/** The reader of the first usable value at the places; each wrong one met before it is reported. */
export function readerAt<Value>(places: readonly Place[], { parse, code }: Care<Value>): PlacesReader<Value> {
  return (from, place, index, event, findings) => {
    const wrongs: MappingIssue[] = [];
    let found: Value | null | undefined;
    for (const { find, path, option } of places) {
      // flat in an event about many products, `id` may be the order's
      if (index === FLAT_AMONG_MANY && path === 'id' && option.startsWith('fields.')) continue;
      const value = find(from, event);
      found = parse(value);
      if (found !== null && found !== undefined) break;
      if (found === undefined) continue;
      const base = place && `${pathOf(place, index)}.`;
      const at = path === undefined ? '' : base + beforeList(path);
      wrongs.push(wrong(code, at, value, path === undefined ? given(option) : undefined));
    }
    for (const issue of wrongs)
      report(findings, found === null || found === undefined ? issue : warning(issue));
    return found ?? undefined;
  };
}

// a wrong value is no error where another was found
function warning(issue: MappingIssue): MappingIssue {
  const message = issue.message.replace(usualOutcomes.error, usualOutcomes.warning);
  return { ...issue, severity: 'warning', message };
}

/** Reads with the first of the places where there is something to find. */
export function firstFound<Found>(
  places: readonly Place[],
  event: RawEvent,
  findings: Findings,
  readAt: (path: string, value: unknown, findings: Findings) => Found | undefined,
): Found | undefined {
  for (const { find, path, option } of places) {
    // there is no path to what code gives: its issues name the option
    const inGiven: Findings = { issues: NO_ISSUES };
    const found = readAt(path ?? '', find(event, event), path === undefined ? inGiven : findings);
    for (const { code } of inGiven.issues) report(findings, issue(code, '', '', given(option)));
    if (found !== undefined) return found;
  }
  return undefined;
}

function given(option: string): string {
  return `What ${option} gives`;
}
