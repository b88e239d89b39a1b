import { isAbsent, trim } from '../is.ts';
import type { Parsed } from './field.ts';

/**
 * Parses a number, also as a string: `"$1,234.50"` and `"79.95 USD"` are numbers, `"1.234,50"`, `"12,34"`, `"1e3"` and
 * `"0x10"` are not.
 *
 * @example
 * ```ts
 * parseNumber('$1,234.50');
 * //=> 1234.5
 * ```
 */
export function parseNumber(value: unknown): Parsed<number> {
  // `+ 0` converts -0 to what JSON writes for it
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value === 'string') return parseNumberString(trim(value));
  return isAbsent(value) ? undefined : null;
}

function parseNumberString(written: string): Parsed<number> {
  if (written === '') return undefined;
  // sign; currency sign or code; digits, plain or in groups of three (0,500 is no group: it may mean a half); currency
  const NUMBER =
    /^([+-]?)(?:(\p{Sc}|[A-Za-z]{3})\s*)?((?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(\p{Sc}|[A-Za-z]{3})?$/u;
  const { 1: sign, 2: before, 3: digits, 4: after } = NUMBER.exec(written) ?? [];
  if (digits === undefined || (before && after)) return null;
  const amount = Number(digits.replace(/,/g, ''));
  if (!Number.isFinite(amount)) return null;
  return sign === '-' ? 0 - amount : amount;
}
