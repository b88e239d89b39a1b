import { type Parsed, unusable } from './source.ts';

/**
 * Reads a number, also one written as text: `"$1,234.50"` and `"79.95 USD"` are, `"1.234,50"`, `"12,34"`, `"1e3"` and
 * `"0x10"` are not.
 *
 * @example
 * ```ts
 * number('$1,234.50');
 * //=> 1234.5
 * ```
 */
export function number(value: unknown): Parsed<number> {
  // `+ 0` makes -0 what JSON writes for it
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== 'string') return unusable(value);
  const written = value.trim();
  return written === '' ? undefined : numberInText(written);
}

/** Whether a value is a number as nearly all are, of use as it is: 0 may be -0. */
export function isUsualNumber(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && Number.isFinite(value);
}

function numberInText(written: string): number | null {
  // a sign; a currency's sign or code; digits, plain or in groups of three (0,500 is no group: it may mean a half); a currency
  const NUMBER =
    /^([+-]?)(?:(\p{Sc}|[A-Za-z]{3})\s*)?((?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(\p{Sc}|[A-Za-z]{3})?$/u;
  const [, sign, before, digits, after] = NUMBER.exec(written) ?? [];
  if (digits === undefined || (before && after)) return null;
  const amount = Number(digits.replace(/,/g, ''));
  if (!Number.isFinite(amount)) return null;
  return sign === '-' ? 0 - amount : amount;
}
