import { isIP } from 'node:net';
import {
  readAt,
  findFirstUsable,
  type Found,
  isAbsent,
  isObject,
  NOTHING,
  type Reading,
  addWarning,
} from './readPaths.ts';
import { parseNumber, parseString } from './parseValues.ts';

/** `context`, or `undefined` when nothing is in it. */
export function readContext(reading: Reading): object | undefined {
  const given = readObject(reading, readAt('context', { path: '', value: reading.event }));
  const page = readStrings(reading, readObject(reading, readAt('page', given)), ['url', 'referrer', 'title']);
  const campaign = readObject(reading, readAt('campaign', given));
  return omitEmpty({
    page,
    campaign: readStrings(reading, campaign, ['name', 'source', 'medium', 'term', 'content']),
    truncated_ip: truncateIp(reading, readAt('ip', given)),
    locale: readString(reading, readAt('locale', given)),
    user_agent: readString(reading, readAt('userAgent', given)),
    region: reading.options.region,
    custom_context: readCustomContext(reading),
  });
}

/** An object; what is no object is reported and counts as an empty one. */
function readObject(reading: Reading, { path, value }: Found): Found {
  if (!isAbsent(value) && !isObject(value)) addWarning(reading, 'invalid_context', path);
  return { path, value: isObject(value) ? value : {} };
}

function readString(reading: Reading, place: Found): string | undefined {
  return findFirstUsable(reading, 'invalid_context', [place], parseString);
}

/** Texts of an object; of a page none without its url. */
function readStrings(reading: Reading, owner: Found, members: readonly string[]): object | undefined {
  const found: Record<string, string | undefined> = {};
  for (const member of members) {
    found[member] = readString(reading, readAt(member, owner));
    if (member === 'url' && found[member] === undefined) return undefined;
  }
  return omitEmpty(found);
}

function truncateIp(reading: Reading, place: Found): string | undefined {
  const address = findFirstUsable(reading, 'invalid_context', [place], (value) =>
    typeof value === 'string' && isIP(value) !== 0 ? value : undefined,
  );
  const octets = address === undefined ? undefined : parseOctets(address);
  if (octets === undefined || octets.every((octet) => octet === 0)) return undefined;
  return [...octets.slice(0, 3), 0].join('.');
}

/** The four numbers of an IPv4 address, or of an IPv6 address that stands for one. */
function parseOctets(address: string): number[] | undefined {
  if (isIP(address) === 4) return address.split('.').map(Number);
  // a URL writes every such address as [::ffff:102:304]
  const { hostname } = new URL(`http://[${address.replace(/%.*/, '')}]`);
  const [, high, low] = /^\[::ffff:([\da-f]+):([\da-f]+)\]$/.exec(hostname) ?? [];
  if (high === undefined || low === undefined) return undefined;
  return [high, low].map((half) => parseInt(half, 16)).flatMap((half) => [half >> 8, half & 255]);
}

/** Values of the types that Miso allows. */
function readCustomContext(reading: Reading): object | undefined {
  const { customContext: sources = {} } = reading.options;
  const root = { path: '', value: reading.event };
  return omitEmpty(
    Object.fromEntries(
      Object.entries(sources).map(([member, paths]) => [
        member,
        findFirstUsable(
          reading,
          'invalid_context',
          [paths].flat().map((path) => readAt(path, root)),
          allowed,
        ),
      ]),
    ),
  );
}

function allowed(value: unknown): unknown {
  if (!Array.isArray(value)) return parseScalar(value);
  if (value.length === 0) return NOTHING;
  const items = Array.from(value, (item: unknown) => flatten(item) ?? parseScalar(item));
  const kinds = new Set(items.map((item) => typeof item));
  const isOfOneKind = kinds.size === 1 && !kinds.has('boolean') && !kinds.has('undefined');
  return isOfOneKind ? items : undefined;
}

function parseScalar(value: unknown): unknown {
  return typeof value === 'string' || typeof value === 'boolean' ? value : finite(value);
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' ? parseNumber(value) : undefined;
}

/** An object of texts, numbers and booleans, as JSON writes it: without what is undefined; not an empty one. */
function flatten(value: unknown): object | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value)
    .filter(([, inside]) => inside !== undefined)
    .map(([member, inside]) => [member, parseScalar(inside)] as const);
  const isFlat = entries.length > 0 && entries.every(([, inside]) => inside !== undefined);
  return isFlat ? Object.fromEntries(entries) : undefined;
}

/** An object without its absent members, if there are others. */
function omitEmpty(members: object): object | undefined {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
