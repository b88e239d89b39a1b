import { isAbsent, trim } from '../is.ts';
import { hasMaxLength } from '../miso/formats.ts';
import type { Parsed } from './field.ts';

/** What an id may not be. */
export interface IdLimits {
  /** In code points. */
  readonly maxLength: number;
  /** Whether ids are those of people: a cookie may have put quotes around them, and a mobile device sends zeros for none. */
  readonly isOfPerson?: boolean;
  /** Placeholders beside those that no id may be. */
  readonly placeholders?: readonly string[];
}

/** What a product's id may not be. */
export const PRODUCT_ID: IdLimits = { maxLength: 512 };

/**
 * Parses an id: a string, trimmed, or a safe integer or bigint as a string. Beyond 2^53 JSON has already rounded a number, so
 * that two users could become one. A placeholder is invalid, as it would merge all who have it; so is an id that is too long.
 *
 * @example
 * ```ts
 * parseId('"u1"', { maxLength: 512, isOfPerson: true });
 * //=> 'u1'
 * ```
 */
export function parseId(value: unknown, limits: IdLimits): Parsed<string> {
  if (typeof value === 'string')
    return checkId(limits.isOfPerson ? unquote(trim(value)) : trim(value), limits);
  if (Number.isSafeInteger(value) || typeof value === 'bigint') return checkId(String(value), limits);
  return isAbsent(value) ? undefined : null;
}

function checkId(id: string, { maxLength, isOfPerson, placeholders }: IdLimits): Parsed<string> {
  if (id === '') return undefined;
  if (!hasMaxLength(id, maxLength) || isPlaceholder(id)) return null;
  if (id.length <= LONGEST && placeholders?.includes(id)) return null;
  return isOfPerson && isZeros(id) ? null : id;
}

const QUOTE = 34;
const PERCENT = 37;

// one pair of quotes around the value of a cookie, which may be encoded
function unquote(id: string): string {
  const first = id.charCodeAt(0);
  if (first !== QUOTE && first !== PERCENT) return id;
  const quote = first === QUOTE ? '"' : '%22';
  const isQuoted = id.startsWith(quote) && id.endsWith(quote) && id.length >= 2 * quote.length;
  return isQuoted ? id.slice(quote.length, -quote.length).trim() : id;
}

/** What programs write for the UUID of nothing. */
export const NIL_UUID = '00000000-0000-0000-0000-000000000000';

// prettier-ignore
const PLACEHOLDERS: readonly string[] = [
  'null', 'NULL', 'undefined', 'NaN', 'nan', 'None', 'nil', '<nil>', '(null)', '<null>', '<NA>', '\\N',
];
const LONGEST = 9;

/**
 * Whether a string is what programs write for a missing value.
 *
 * @example
 * ```ts
 * isPlaceholder('undefined');
 * //=> true
 * ```
 */
export function isPlaceholder(value: string): boolean {
  if (value.endsWith(']')) return value.startsWith('[object ');
  return value.length <= LONGEST ? PLACEHOLDERS.includes(value) : value === NIL_UUID;
}

const ZERO = 48;

// an advertising id that is switched off: eight zeros or more, also with hyphens or as a hexadecimal number
function isZeros(id: string): boolean {
  return !(id.charCodeAt(0) > ZERO) && /^(?:0x)?(?:-*0){8}[0-]*$/.test(id);
}
