// every part in its range, and the last days only of months that have them; leap years have a 29 February
const DATE_TIME =
  /^(?:(?:[1-9]\d{3}|0(?!000)\d{3})-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)|(?!0000)(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * Whether a text is a real date and time in the form `YYYY-MM-DDTHH:MM:SS[.digits](Z or ±hh:mm)`.
 *
 * @example
 * ```ts
 * isDateTime('2026-02-30T12:00:00Z');
 * //=> false
 * ```
 */
export function isDateTime(value: string): boolean {
  return DATE_TIME.test(value);
}

const HYPHEN = 45;

/**
 * Whether a text is a UUID in the form 8-4-4-4-12.
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
  // `| 32` makes a capital letter small
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102);
}

const DOT = 46;
const ZERO = 48;

/**
 * How long the first three octets of an IPv4 address are, with their dots; 0 when it is no such address.
 *
 * @example
 * ```ts
 * networkLength('203.0.113.7');
 * //=> 10
 * ```
 */
export function networkLength(address: string): number {
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
 * Whether a text has at most so many code points, as JSON Schema counts.
 *
 * @example
 * ```ts
 * fits('👟👟', 2);
 * //=> true
 * ```
 */
export function fits(value: string, maxLength: number): boolean {
  if (value.length <= maxLength) return true;
  // even all of it in pairs of two would be too many
  if (value.length > 2 * maxLength) return false;
  // a text is iterated by code points
  return Array.from(value).length <= maxLength;
}
