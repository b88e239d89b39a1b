import { type Findings, type IssueCode, memberPath, report, wrong } from '../issue.ts';
import type { RawObject } from './input.ts';

/**
 * What became of a value from outside: usable; `undefined` when there was none (`null`, or a text of blanks, too);
 * `null` when it is wrong.
 */
export type Parsed<Value> = Value | undefined | null;

/** What makes a value of a field usable. */
export interface Care<Value> {
  readonly parse: (value: unknown) => Parsed<Value>;
  readonly code: IssueCode;
}

/** A field: the members it is read from, in order. */
export interface Source<Value> extends Care<Value> {
  readonly members: readonly string[];
}

/** Whether a value is an object with members; an array is none. */
export function isObject(value: unknown): value is RawObject {
  return typeof value === 'object' && !(value === null || Array.isArray(value));
}

/** What becomes of a value that is of no use: none, or wrong. */
export function unusable(value: unknown): undefined | null {
  return value === undefined || value === null ? undefined : null;
}

/**
 * Reads the first usable member of an object that stands at a place, alone or in a list at an index; each wrong one met
 * before it is reported.
 *
 * @example
 * ```ts
 * const parse = (value: unknown) => (typeof value === 'string' ? value : null);
 * const source: Source<string> = { members: ['q', 'term'], parse, code: 'invalid_keywords' };
 * firstUsable(source, { q: {}, term: 'shoes' }, 'properties', -1, findings);
 * //=> 'shoes'
 * findings.issues.map(({ path }) => path);
 * //=> ['properties.q']
 * ```
 */
export function firstUsable<Value>(
  { members, parse, code }: Source<Value>,
  owner: RawObject,
  place: string,
  index: number,
  findings: Findings,
): Value | undefined {
  for (const member of members) {
    const value = owner[member];
    if (value === undefined) continue;
    const parsed = parse(value);
    if (parsed === null) report(findings, wrong(code, memberPath(pathOf(place, index), member), value));
    else if (parsed !== undefined) return parsed;
  }
  return undefined;
}

/**
 * The path of what stands at a place, alone or in a list at an index.
 *
 * @example
 * ```ts
 * pathOf('properties.products', 2);
 * //=> 'properties.products[2]'
 * ```
 */
export function pathOf(place: string, index: number): string {
  if (index < 0) return place;
  const lists = place.split('[]').length - 1;
  // where there are several, the place in each of them is not known
  if (lists > 1) return beforeList(place);
  return lists === 1 ? place.replace('[]', `[${index}]`) : `${place}[${index}]`;
}

/** The path up to its first `[]`: past that a value is all that is found in the list. */
export function beforeList(path: string): string {
  return path.replace(/\[\].*/, '');
}
