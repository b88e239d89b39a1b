const DATE_TIME =
  /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * Whether a string is a real date and time in the form `YYYY-MM-DDTHH:MM:SS[.digits](Z or ±hh:mm)`.
 *
 * @example
 * ```ts
 * isDateTime('2026-02-30T12:00:00Z');
 * //=> false
 * ```
 */
export function isDateTime(value: string): boolean {
  return DATE_TIME.test(value) && (value.slice(8, 10) < '29' || isRealDay(value));
}

function isRealDay(date: string): boolean {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (isLeapYear ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return Number(date.slice(8, 10)) <= days;
}

const HYPHEN = 45;

/**
 * Whether a string is a UUID in the form 8-4-4-4-12.
 *
 * @example
 * ```ts
 * isUuid('123e4567-e89b-12d3-a456-426614174000');
 * //=> true
 * ```
 */
export function isUuid(value: string): boolean {
  if (value.length !== 36) return false;
  for (let index = 0; index < 36; index++) {
    const code = value.charCodeAt(index);
    const isSeparator = index === 8 || index === 13 || index === 18 || index === 23;
    if (isSeparator ? code !== HYPHEN : !isHexDigit(code)) return false;
  }
  return true;
}

/** Whether a character code is that of a hexadecimal digit. */
export function isHexDigit(code: number): boolean {
  // `| 32` converts an upper-case letter to lower case
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102);
}

const DOT = 46;
const ZERO = 48;

/**
 * Measures the first three octets of an IPv4 address, with their dots; 0 when the string is not one.
 *
 * @example
 * ```ts
 * measureIpv4Network('203.0.113.7');
 * //=> 10
 * ```
 */
export function measureIpv4Network(address: string): number {
  const { length } = address;
  if (length > 15) return 0;
  let dots = 0;
  let octet = -1;
  let network = 0;
  for (let index = 0; index < length; index++) {
    const digit = address.charCodeAt(index) - ZERO;
    if (digit >= 0 && digit <= 9) {
      // no further digit after a leading zero
      octet = octet < 0 ? digit : octet === 0 ? 256 : octet * 10 + digit;
      if (octet > 255) return 0;
    } else {
      if (digit !== DOT - ZERO || octet < 0) return 0;
      dots++;
      octet = -1;
      network = index + 1;
    }
  }
  return dots === 3 && octet >= 0 ? network : 0;
}

/**
 * Whether a string has at most a number of code points, as JSON Schema counts.
 *
 * @example
 * ```ts
 * hasMaxLength('👟👟', 2);
 * //=> true
 * ```
 */
export function hasMaxLength(value: string, maxLength: number): boolean {
  if (value.length <= maxLength) return true;
  // too many even if all of them were surrogate pairs
  if (value.length > 2 * maxLength) return false;
  // a string is iterated by code points
  return Array.from(value).length <= maxLength;
}
