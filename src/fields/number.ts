import { isAbsent, trim } from '../is.ts';
import type { Parsed } from './field.ts';

/**
 * Parses a number, also as a string: `"1,234.5"` and `"0.25e2"` are numbers, `"1.234,5"`, `"12,34"`, `"0x10"` and `"500 gms"`
 * are not.
 *
 * @example
 * ```ts
 * parseNumber('1,234.5');
 * //=> 1234.5
 * ```
 */
export function parseNumber(value: unknown): Parsed<number> {
  // `+ 0` converts -0 to what JSON writes for it
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value === 'string') return parseNumberString(trim(value));
  return isAbsent(value) ? undefined : null;
}

/**
 * Parses an amount of money: a number, also with a currency sign or code before or after it.
 *
 * @example
 * ```ts
 * parseAmount('$1,234.50');
 * //=> 1234.5
 * ```
 */
export function parseAmount(value: unknown): Parsed<number> {
  const parsed = parseNumber(value);
  return parsed === null && typeof value === 'string' ? parseWithCurrency(trim(value)) : parsed;
}

// sign; currency; number; currency
const WITH_CURRENCY =
  /^([+-]?)(?:(\p{Sc}|[A-Za-z]{3})\s*)?(\d[\d,.]*(?:[Ee][+-]?\d+)?)\s*(\p{Sc}|[A-Za-z]{3})?$/u;

function parseWithCurrency(written: string): Parsed<number> {
  const { 1: sign, 2: before, 3: number, 4: after } = WITH_CURRENCY.exec(written) ?? [];
  if (sign === undefined || number === undefined || (before && after)) return null;
  return parseNumberString(sign + number);
}

// sign; digits, plain or in groups of three (0,500 is no group: it may mean a half); fraction; exponent
const NUMBER = /^[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[Ee][+-]?\d+)?$/;

function parseNumberString(written: string): Parsed<number> {
  if (written === '') return undefined;
  if (!NUMBER.test(written)) return null;
  const number = Number(written.replace(/,/g, ''));
  return Number.isFinite(number) ? number + 0 : null;
}
