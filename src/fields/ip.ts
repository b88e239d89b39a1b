import { isAbsent, isBlank, trim } from '../is.ts';
import { isHexDigit, measureIpv4Network } from '../miso/formats.ts';
import type { Parsed } from './field.ts';

/**
 * Parses an IP address without its host part, which only IPv4 has in the form that Miso accepts. IPv6 and Segment's mark for a
 * suppressed address are absent.
 *
 * @example
 * ```ts
 * parseTruncatedIp('::ffff:203.0.113.7');
 * //=> '203.0.113.0'
 * ```
 */
export function parseTruncatedIp(value: unknown): Parsed<string> {
  if (typeof value !== 'string') return isAbsent(value) ? undefined : null;
  const length = measureIpv4Network(value);
  if (length > 0) return value === '0.0.0.0' ? undefined : `${value.slice(0, length)}0`;
  const parsed = parseIpv6(value);
  if (parsed !== null) return parsed;
  const first = findFirstAddress(value);
  return first === value ? null : parseTruncatedIp(first);
}

// as proxies write it: the first of a list, with a port
function findFirstAddress(forwarded: string): string {
  const comma = forwarded.indexOf(',');
  const first = trim(comma < 0 ? forwarded : forwarded.slice(0, comma));
  return first.includes(':') ? first.replace(/^([\d.]+):\d+$|^\[([^\]]+)\](?::\d+)?$/, '$1$2') : first;
}

function parseIpv6(value: string): Parsed<string> {
  if (isBlank(value)) return undefined;
  if (!isIpv6(value)) return null;
  // an IPv4-mapped address begins with zeros
  const mapped = value.startsWith(':') || value.startsWith('0') ? MAPPED.exec(value) : null;
  if (mapped === null) return undefined;
  const { 1: ipv4, 2: high = '', 3: low = '' } = mapped;
  return parseTruncatedIp(ipv4 ?? `${formatOctets(high)}.${formatOctets(low)}`);
}

// an IPv4 address as IPv6 writes it: ::ffff:203.0.113.7, or ::ffff:cb00:7107
const MAPPED = /^(?:[0:]*::[0:]*|(?:0+:){5})ffff:(?:(\d+\.[\d.]+)|([\da-f]*)::?([\da-f]*))(?:%.*)?$/i;

function formatOctets(group: string): string {
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
  if (measureIpv4Network(last) > 0) groups += 2;
  else if (last !== '' && index === end && last.length < 5) groups++;
  else if (last !== '' || !isShortened || address.charCodeAt(end - 2) !== COLON) return false;
  return isShortened ? groups < 8 : groups === 8;
}
