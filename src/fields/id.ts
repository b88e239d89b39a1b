import { isAbsent, trim } from '../is.ts';
import { hasMaxLength } from '../miso/formats.ts';
import type { Parsed } from './field.ts';

/**
 * Parses an id: a string, trimmed, or a safe integer or bigint as a string. Beyond 2^53 JSON has already rounded a number, so
 * that two users could become one. An id that is too long is invalid, never truncated.
 *
 * @example
 * ```ts
 * parseId(' u1 ', 512);
 * //=> 'u1'
 * ```
 */
export function parseId(value: unknown, maxLength: number): Parsed<string> {
  if (typeof value === 'string') return limit(trim(value), maxLength);
  if (Number.isSafeInteger(value) || typeof value === 'bigint') return limit(String(value), maxLength);
  return isAbsent(value) ? undefined : null;
}

function limit(id: string, maxLength: number): Parsed<string> {
  if (id === '') return undefined;
  return hasMaxLength(id, maxLength) ? id : null;
}
