import type { IssueCode } from '../issue.ts';
import { memberPath, wrong } from '../issue.ts';
import type { Input, RawObject } from './input.ts';

/**
 * What became of a value from outside: usable; `undefined` when there was none (`null`, or a text of blanks, too);
 * `null` when it is wrong.
 */
export type Parsed<Value> = Value | undefined | null;

/** A field: the members it is read from, in order, and what makes a value of one usable. */
export interface Source<Value> {
  /** The path of the object that has the members; asked for only when a value is wrong. */
  readonly at: (input: Input) => string;
  readonly members: readonly string[];
  readonly parse: (value: unknown) => Parsed<Value>;
  readonly code: IssueCode;
}

/** Whether a value is an object with members; an array is none. */
export function isObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads the first usable member; each wrong one met before it is reported.
 *
 * @example
 * ```ts
 * const parse = (value: unknown) => (typeof value === 'string' ? value : null);
 * const source: Source<string> = { at: inProperties, members: ['q', 'term'], parse, code: 'invalid_keywords' };
 * firstUsable({ q: {}, term: 'shoes' }, source, input);
 * //=> 'shoes'
 * input.issues.map(({ path }) => path);
 * //=> ['properties.q']
 * ```
 */
export function firstUsable<Value>(owner: RawObject, source: Source<Value>, input: Input): Value | undefined {
  for (const member of source.members) {
    const value = owner[member];
    if (value === undefined) continue;
    const parsed = source.parse(value);
    if (parsed === null) input.issues.push(wrong(source.code, memberPath(source.at(input), member), value));
    else if (parsed !== undefined) return parsed;
  }
  return undefined;
}

export const inEvent = (): string => '';
export const inProperties = (): string => 'properties';
