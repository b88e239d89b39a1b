import { isHexDigit, networkLength } from '../miso/formats.ts';
import { type Parsed, unusable } from './source.ts';
import { isFilled } from './text.ts';

/**
 * Reads an IP address without its host part: only IPv4 has one that Miso takes. IPv6 and Segment's mark for an address
 * that is suppressed count as none.
 *
 * @example
 * ```ts
 * truncatedIp('::ffff:203.0.113.7');
 * //=> '203.0.113.0'
 * ```
 */
export function truncatedIp(value: unknown): Parsed<string> {
  if (typeof value !== 'string') return unusable(value);
  const length = networkLength(value);
  if (length === 0) return unusualIp(value);
  return value === '0.0.0.0' ? undefined : `${value.slice(0, length)}0`;
}

function unusualIp(value: string): Parsed<string> {
  if (!isFilled(value)) return undefined;
  if (!isIpv6(value)) return null;
  const mapped = MAPPED.exec(value);
  if (mapped === null) return undefined;
  const [, v4, high = '', low = ''] = mapped;
  return truncatedIp(v4 ?? [high, low].map(octets).join('.'));
}

// an IPv4 address as IPv6 writes it: ::ffff:203.0.113.7, or ::ffff:cb00:7107
const MAPPED = /^(?:[0:]*::[0:]*|(?:0+:){5})ffff:(?:(\d+\.[\d.]+)|([\da-f]*)::?([\da-f]*))(?:%.*)?$/i;

function octets(group: string): string {
  const value = Number(`0x0${group}`);
  return `${value >> 8}.${value & 255}`;
}

const COLON = 58;
const DOT = 46;

// eight groups of hexadecimal digits, or fewer around one `::`; at the end may be an IPv4 address, which is two, and a zone
function isIpv6(address: string): boolean {
  if (address.length > 100) return false;
  const zone = address.indexOf('%');
  const end = zone > 0 && zone < address.length - 1 ? zone : address.length;
  let groups = 0;
  let start = 0;
  let isShortened = false;
  let index = 0;
  for (; index < end; index++) {
    const code = address.charCodeAt(index);
    if (code === DOT) break;
    if (isHexDigit(code)) continue;
    if (code !== COLON || index > start + 4) return false;
    if (index > start) groups++;
    else if (isShortened || address.charCodeAt(index === 0 ? 1 : index - 1) !== COLON) return false;
    else if (index > 0) isShortened = true;
    start = index + 1;
  }
  const last = address.slice(start, end);
  if (networkLength(last) > 0) groups += 2;
  else if (last !== '' && index === end && last.length < 5) groups++;
  else if (last !== '' || !isShortened || address.charCodeAt(end - 2) !== COLON) return false;
  return isShortened ? groups < 8 : groups === 8;
}
