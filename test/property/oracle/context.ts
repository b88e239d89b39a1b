import { isIP } from 'node:net';
import {
  readAt,
  findFirstUsable,
  type Found,
  isAbsentOrEmpty,
  isObject,
  NOTHING,
  type Reading,
  addWarning,
  unpackFound,
} from './readPaths.ts';
import { parseNumber } from './parseValues.ts';

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

/** An object; anything else is reported, if it is not absent, and counts as an empty one. */
function readObject(reading: Reading, found: Found): Found {
  const { path, value } = unpackFound(found);
  if (!isAbsentOrEmpty(value) && !isObject(value)) addWarning(reading, 'invalid_context', path);
  return { path, value: isObject(value) ? value : {} };
}

function readString(reading: Reading, place: Found): string | undefined {
  return findFirstUsable(reading, 'invalid_context', [place], (value) => {
    if (typeof value !== 'string') return undefined;
    return isAddressOfPage(place) ? cleanAddress(value, reading.options.pageQuery ?? 'keep') : value;
  });
}

function isAddressOfPage({ path }: Found): boolean {
  return ['context.page.url', 'context.page.referrer'].includes(path);
}

/** Without a user name and password, and with as much of query and fragment as options say. */
function cleanAddress(
  address: string,
  pageQuery: 'keep' | 'drop' | readonly string[],
): string | typeof NOTHING {
  const [, start = '', rest = address] = /^([^/\\?#]*[/\\]{2,})[^/\\?#]*@(.*)$/s.exec(address) ?? [];
  const bare = (start + rest).replace(/\/\/[^/?#:@]*:[^/?#@]*@/g, '//');
  const cleaned = pageQuery === 'keep' ? bare : keepParameters(bare, pageQuery === 'drop' ? [] : pageQuery);
  return cleaned.trim() === '' ? NOTHING : cleaned;
}

function keepParameters(address: string, names: readonly string[]): string {
  const [beforeFragment = ''] = address.split('#');
  const [path = '', ...queries] = beforeFragment.split('?');
  const kept = queries
    .join('?')
    .split('&')
    .filter((parameter) => parameter !== '' && names.includes(decodeName(parameter.split('=')[0]!)));
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

/** Strings of an object; of a page none without its url. */
function readStrings(reading: Reading, owner: Found, members: readonly string[]): object | undefined {
  const found: Record<string, string | undefined> = {};
  for (const member of members) {
    found[member] = readString(reading, readAt(member, owner));
    if (member === 'url' && found[member] === undefined) return undefined;
  }
  return omitEmpty(found);
}

function truncateIp(reading: Reading, place: Found): string | undefined {
  const address = findFirstUsable(reading, 'invalid_context', [place], (value) => {
    const first = typeof value === 'string' ? value.split(',')[0]!.trim() : 'invalid';
    if (first === '') return NOTHING;
    const withoutPort = first.replace(/^([\d.]+):\d+$|^\[([^\]]+)\](?::\d+)?$/, '$1$2');
    return isIP(withoutPort) === 0 ? undefined : withoutPort;
  });
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

/** An object of strings, numbers and booleans, as JSON writes it: without what is undefined; not an empty one. */
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
