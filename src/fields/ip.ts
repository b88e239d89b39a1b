import { isHexDigit, networkLength } from '../miso/formats.ts';
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
  if (networkLength(address) > 0) return truncated(address);
  // what most of IPv6 is, and what cannot be IPv4 in disguise
  if (isPlainIpv6(address) && !/ffff/i.test(address)) return undefined;
  const groups = ipv6Groups(address);
  if (groups === undefined) return null;
  return isMapped(groups) ? truncated(ipv4In(groups)) : undefined;
}

function truncated(v4: string): string | undefined {
  return v4 === '0.0.0.0' ? undefined : `${v4.slice(0, networkLength(v4))}0`;
}

const COLON = 58;

// groups of hexadecimal digits, eight or around one `::`
function isPlainIpv6(address: string): boolean {
  let groups = 0;
  let digits = 0;
  let isShortened = false;
  for (let index = 0; index < address.length; index++) {
    const code = address.charCodeAt(index);
    if (code !== COLON) {
      if (!isHexDigit(code) || ++digits > 4) return false;
      continue;
    }
    if (digits > 0) groups++;
    else if (isShortened || address.charCodeAt(index === 0 ? 1 : index - 1) !== COLON) return false;
    else if (index > 0) isShortened = true;
    digits = 0;
  }
  if (digits > 0) groups++;
  else if (!address.endsWith('::')) return false;
  return isShortened ? groups < 8 : groups === 8;
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

function isMapped(groups: readonly number[]): boolean {
  return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

function ipv4In(groups: readonly number[]): string {
  return groups
    .slice(6)
    .map((group) => `${group >> 8}.${group & 255}`)
    .join('.');
}
