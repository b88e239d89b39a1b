import { fits } from '../miso/formats.ts';
import type { Input } from './input.ts';
import { firstUsable, inEvent, type Parsed, type Source } from './source.ts';

export const userIdSource: Source<string> = {
  at: inEvent,
  members: ['userId'],
  parse: (value) => id(value, 512),
  code: 'invalid_id',
};

export const anonymousIdSource: Source<string> = {
  at: inEvent,
  members: ['anonymousId'],
  parse: (value) => id(value, 1024),
  code: 'invalid_id',
};

/** Reads the id of a known visitor. */
export function userId(input: Input): string | undefined {
  return firstUsable(input.event, userIdSource, input);
}

/** Reads the id of a visitor who is not known yet. */
export function anonymousId(input: Input): string | undefined {
  return firstUsable(input.event, anonymousIdSource, input);
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
  return value === undefined || value === null ? undefined : null;
}

function fitting(value: string, maxLength: number): Parsed<string> {
  if (value === '') return undefined;
  return fits(value, maxLength) ? value : null;
}
