import type { Findings } from '../issue.ts';
import { fits } from '../miso/formats.ts';
import { ALONE, type RawEvent, type RawProperties } from './input.ts';
import { firstUsable, type Parsed, type Source, unusable } from './source.ts';
import { hasSignAt, isPlainText } from './text.ts';

export const userIdSource: Source<string> = {
  members: ['userId'],
  parse: (value) => id(value, 512),
  code: 'invalid_id',
};

export const anonymousIdSource: Source<string> = {
  members: ['anonymousId'],
  parse: (value) => id(value, 1024),
  code: 'invalid_id',
};

/** Reads the id of a known visitor. */
export function userId(event: RawEvent, _: RawProperties, findings: Findings): string | undefined {
  const value = event.userId;
  return isUsualId(value) ? value : firstUsable(userIdSource, event, '', ALONE, findings);
}

/** Reads the id of a visitor who is not known yet. */
export function anonymousId(event: RawEvent, _: RawProperties, findings: Findings): string | undefined {
  const value = event.anonymousId;
  return isUsualId(value) ? value : firstUsable(anonymousIdSource, event, '', ALONE, findings);
}

/** Whether a value is an id as nearly all are, of use as it is. */
export function isUsualId(value: unknown): value is string {
  return isPlainText(value) && hasUsualEnd(value, value.length);
}

function hasUsualEnd(value: string, length: number): boolean {
  return length <= 512 && hasSignAt(value, length - 1);
}

/**
 * Reads an id: a text, trimmed, or a safe integer or bigint as text. Beyond 2^53 JSON has already rounded a number,
 * so that two users could become one. An id that is too long is wrong, never cut.
 *
 * @example
 * ```ts
 * id(' u1 ', 512);
 * //=> 'u1'
 * ```
 */
export function id(value: unknown, maxLength: number): Parsed<string> {
  if (typeof value === 'string') return fitting(value.trim(), maxLength);
  if (Number.isSafeInteger(value) || typeof value === 'bigint') return fitting(String(value), maxLength);
  return unusable(value);
}

function fitting(value: string, maxLength: number): Parsed<string> {
  if (value === '') return undefined;
  return fits(value, maxLength) ? value : null;
}
