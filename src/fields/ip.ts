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
  const groups = ipv6Groups(address);
  const v4 = groups === undefined ? address : mappedIpv4(groups);
  if (v4 === undefined || v4 === '0.0.0.0') return undefined;
  const length = networkLength(v4);
  return length > 0 ? `${v4.slice(0, length)}0` : null;
}

// the eight numbers of an IPv6 address, which may have a zone
function ipv6Groups(address: string): number[] | undefined {
  // longer than any address with a zone
  if (address.length > 100) return undefined;
  const sides = address.replace(/%.+$/, '').split('::');
  const [before = [], after] = sides.map((side) => (side === '' ? [] : side.split(':').flatMap(numbersOf)));
  const told = before.length + (after?.length ?? 0);
  const isWhole = after === undefined ? told === 8 : sides.length === 2 && told < 8;
  const groups = [...before, ...new Array<number>(isWhole ? 8 - told : 0).fill(0), ...(after ?? [])];
  return isWhole && !groups.includes(NaN) ? groups : undefined;
}

// a group of hexadecimal digits, or an IPv4 address, which stands for two
function numbersOf(group: string): number[] {
  if (networkLength(group) > 0) {
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  }
  return [/^[\da-f]{1,4}$/i.test(group) ? Number(`0x${group}`) : NaN];
}

function mappedIpv4(groups: readonly number[]): string | undefined {
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return isMapped ? `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}` : undefined;
}
