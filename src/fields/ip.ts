import { networkLength } from '../miso/formats.ts';
import type { Parsed } from './source.ts';
import { text } from './text.ts';

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
  const address = text(value);
  if (typeof address !== 'string') return address;
  const v4 = /^::ffff:\d+\./i.test(address) ? address.slice(7) : address;
  if (v4 === '0.0.0.0') return undefined;
  const length = networkLength(v4);
  if (length > 0) return `${v4.slice(0, length)}0`;
  return isIpv6(address) ? undefined : null;
}

// good enough to tell it from what is no address at all
function isIpv6(address: string): boolean {
  return address.indexOf(':') !== address.lastIndexOf(':') && /^[\da-f:.]+$/i.test(address);
}
