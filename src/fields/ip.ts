import { isAbsent, isBlank } from '../is.ts';
import { measureIpv4Network } from '../miso/formats.ts';
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
  if (length === 0) return parseForwarded(value);
  return value === '0.0.0.0' ? undefined : `${value.slice(0, length)}0`;
}

// as proxies write it: the first of a list, with a port; else IPv6
function parseForwarded(value: string): Parsed<string> {
  const { 0: first = '' } = value.split(',', 1);
  const address = first.trim().replace(/^([\d.]+):\d+$|^\[([^\]]+)\](?::\d+)?$/, '$1$2');
  return measureIpv4Network(address) > 0 ? parseTruncatedIp(address) : parseIpv6(address);
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

// groups of hexadecimal digits: eight, or fewer around one `::`
const FULL = /^(?:[\da-f]{1,4}:){7}[\da-f]{1,4}$/i;
const SHORTENED = /^(?:[\da-f]{1,4}(?::[\da-f]{1,4})*)?::(?:[\da-f]{1,4}(?::[\da-f]{1,4})*)?$/i;

// at the end may be an IPv4 address, which is two groups, and a zone
function isIpv6(address: string): boolean {
  if (address.length > 100) return false;
  const withoutZone = address.replace(/%.+/, '');
  const last = withoutZone.slice(withoutZone.lastIndexOf(':') + 1);
  const groups = measureIpv4Network(last) > 0 ? withoutZone.replace(last, '0:0') : withoutZone;
  return FULL.test(groups) || (SHORTENED.test(groups) && groups.split(':').filter(Boolean).length < 8);
}
