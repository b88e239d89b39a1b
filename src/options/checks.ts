import type { RawObject } from '../fields/input.ts';
import { kindOf, memberPath } from '../issue.ts';
import { membersOf } from '../miso/members.ts';
import { isInteractionType, MISO_INTERACTION_TYPES, type MisoInteractionType } from '../miso/interactions.ts';
import { nearest } from './nearest.ts';

/** Throws a `TypeError` when the value at the path of an option is wrong. */
export type Check = (value: unknown, path: string) => void;

/** The checks of an object's members, by name. */
export interface Checks {
  readonly [member: string]: Check;
}

export const TEXT = 'a text that is not empty';

export function checkType(value: unknown, path: string): asserts value is MisoInteractionType {
  if (!isInteractionType(value)) {
    throw wrongOption(path, value, "one of Miso's interaction types", MISO_INTERACTION_TYPES);
  }
}

export function checkText(value: unknown, path: string): void {
  if (typeof value !== 'string' || value.trim() === '') throw wrongOption(path, value, TEXT);
}

export function checkOneOf(value: unknown, path: string, allowed: readonly string[]): void {
  if (!allowed.some((name) => name === value)) {
    throw wrongOption(path, value, allowed.map((name) => `"${name}"`).join(' or '), allowed);
  }
}

export function checkEach(value: unknown, path: string, check: Check): void {
  demandPlain(value, path);
  for (const [member, given] of Object.entries(value)) {
    const at = memberPath(path, member);
    if (member.trim() === '') throw wrongOption(at, given, 'under a name that is not empty');
    check(given, at);
  }
}

export function checkMembers(
  value: unknown,
  path: string,
  checks: Checks,
  required: readonly string[] = [],
): void {
  demandPlain(value, path || 'options');
  for (const [member, given] of Object.entries(value)) {
    const at = memberPath(path, member);
    const allowed = Object.keys(checks);
    const check = allowed.includes(member) ? checks[member] : undefined;
    if (check === undefined) {
      throw new TypeError(
        `${at} is no option${suggestion(member, allowed)}. Allowed here: ${allowed.join(', ')}`,
      );
    }
    if (given !== undefined) check(given, at);
  }
  for (const member of required) {
    if (value[member] === undefined) {
      throw wrongOption(memberPath(path, member), undefined, 'given: there is no default for it');
    }
  }
}

export function wrongOption(
  path: string,
  value: unknown,
  allowed: string,
  names: readonly string[] = [],
): TypeError {
  const isShort = typeof value === 'string' && value.length <= 100;
  const given = typeof value === 'number' ? String(value) : isShort ? JSON.stringify(value) : kindOf(value);
  const meant = typeof value === 'string' ? suggestion(value, names) : '';
  return new TypeError(`${path} is ${given}, but must be ${allowed}${meant}`);
}

function suggestion(written: string, names: readonly string[]): string {
  const meant = nearest(written, names);
  return meant === undefined ? '' : ` (did you mean "${meant}"?)`;
}

// a `Map` or an instance of a class would be passed over without a word
function demandPlain(value: unknown, path: string): asserts value is RawObject {
  if (membersOf(value) === undefined) throw wrongOption(path, value, 'a plain object');
}
