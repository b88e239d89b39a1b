import { type IssueCode, issue, type MappingIssue, wrong } from '../issue.ts';
import { guarded } from '../rejection.ts';
import type { Input, RawEvent, RawObject } from './input.ts';
import { follow, parsePath } from './path.ts';
import { productPath } from './productIds.ts';
import { isObject, type Parsed } from './source.ts';

/** Code of a user's; a method, so that it may ask for more than `unknown` in its parameters. */
type SourceFunction = { find(from: unknown, event: unknown): unknown }['find'];

/** What a user names for a field: a path, several tried in order, or code that gets the event, or the product and it. */
export type NamedSource = string | readonly string[] | SourceFunction;

/** What makes a value of a field usable. */
export interface Care<Value> {
  readonly parse: (value: unknown) => Parsed<Value>;
  readonly code: IssueCode;
}

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

/** Reads what code gave: there is no path to it, so its issues name the option. */
export function readGiven<Value>({ option }: Place, input: Input, read: (input: Input) => Value): Value {
  const found: MappingIssue[] = [];
  const value = read({ ...input, issues: found });
  for (const { code } of found) input.issues.push(issue(code, '', '', `What ${option} gives`));
  return value;
}

/** Reads the first usable value of the places; each wrong one met before it is reported. */
export function firstUsableAt<Value>(
  places: readonly Place[],
  from: RawObject,
  { parse, code }: Care<Value>,
  input: Input,
): Value | undefined {
  for (const place of places) {
    const value = place.find(from, input.event);
    const parsed = parse(value);
    if (parsed === null) {
      const base = from === input.event ? '' : `${productPath(input)}.`;
      input.issues.push(wrongAt(place, base, code, value));
    } else if (parsed !== undefined) return parsed;
  }
  return undefined;
}

function wrongAt({ path, option }: Place, base: string, code: IssueCode, value: unknown): MappingIssue {
  return path === undefined
    ? wrong(code, '', value, `What ${option} gives`)
    : // past `[]` a value is all that is found in the list
      wrong(code, base + path.replace(/\[\].*/, ''), value);
}
