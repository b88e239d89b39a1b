import type { Parsed } from './source.ts';

// a sign; digits, plain or in groups of three; a currency's sign or code before or after them, not both
const NUMBER =
  /^([+-]?)(?:(?:\p{Sc}|[A-Za-z]{3})\s*((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)|((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?:\p{Sc}|[A-Za-z]{3})?)$/u;

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
  if (typeof value !== 'string') return value === undefined || value === null ? undefined : null;
  const written = value.trim();
  return written === '' ? undefined : numberInText(written);
}

function numberInText(written: string): number | null {
  const [, sign, afterCurrency, plain] = NUMBER.exec(written) ?? [];
  const digits = afterCurrency ?? plain;
  if (digits === undefined) return null;
  const amount = Number(digits.replace(/,/g, ''));
  if (!Number.isFinite(amount)) return null;
  return sign === '-' ? 0 - amount : amount;
}
