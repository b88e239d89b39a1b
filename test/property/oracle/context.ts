import { isIP } from 'node:net';
import { at, firstUsable, type Found, isAbsent, isObject, NOTHING, type Reading, warn } from './reading.ts';
import { numberOf, textOf } from './values.ts';

/** `context`, or `undefined` when nothing is in it. */
export function context(reading: Reading): object | undefined {
  const given = objectAt(reading, at('context', { path: '', value: reading.event }));
  const page = texts(reading, objectAt(reading, at('page', given)), ['url', 'referrer', 'title']);
  const campaign = objectAt(reading, at('campaign', given));
  return unlessEmpty({
    page,
    campaign: texts(reading, campaign, ['name', 'source', 'medium', 'term', 'content']),
    truncated_ip: truncatedIp(reading, at('ip', given)),
    locale: text(reading, at('locale', given)),
    user_agent: text(reading, at('userAgent', given)),
    region: reading.options.region,
    custom_context: customContext(reading),
  });
}

/** An object; what is no object is reported and counts as an empty one. */
function objectAt(reading: Reading, { path, value }: Found): Found {
  if (!isAbsent(value) && !isObject(value)) warn(reading, 'invalid_context', path);
  return { path, value: isObject(value) ? value : {} };
}

function text(reading: Reading, place: Found): string | undefined {
  return firstUsable(reading, 'invalid_context', [place], textOf);
}

/** Texts of an object; of a page none without its url. */
function texts(reading: Reading, owner: Found, members: readonly string[]): object | undefined {
  const found: Record<string, string | undefined> = {};
  for (const member of members) {
    found[member] = text(reading, at(member, owner));
    if (member === 'url' && found[member] === undefined) return undefined;
  }
  return unlessEmpty(found);
}

function truncatedIp(reading: Reading, place: Found): string | undefined {
  const address = firstUsable(reading, 'invalid_context', [place], (value) =>
    typeof value === 'string' && isIP(value) !== 0 ? value : undefined,
  );
  const octets = address === undefined ? undefined : octetsOf(address);
  if (octets === undefined || octets.every((octet) => octet === 0)) return undefined;
  return [...octets.slice(0, 3), 0].join('.');
}

/** The four numbers of an IPv4 address, or of an IPv6 address that stands for one. */
function octetsOf(address: string): number[] | undefined {
  if (isIP(address) === 4) return address.split('.').map(Number);
  // a URL writes every such address as [::ffff:102:304]
  const { hostname } = new URL(`http://[${address.replace(/%.*/, '')}]`);
  const [, high, low] = /^\[::ffff:([\da-f]+):([\da-f]+)\]$/.exec(hostname) ?? [];
  if (high === undefined || low === undefined) return undefined;
  return [high, low].map((half) => parseInt(half, 16)).flatMap((half) => [half >> 8, half & 255]);
}

/** Values of the types that Miso allows. */
function customContext(reading: Reading): object | undefined {
  const { customContext: sources = {} } = reading.options;
  const root = { path: '', value: reading.event };
  return unlessEmpty(
    Object.fromEntries(
      Object.entries(sources).map(([member, paths]) => [
        member,
        firstUsable(
          reading,
          'invalid_context',
          [paths].flat().map((path) => at(path, root)),
          allowed,
        ),
      ]),
    ),
  );
}

function allowed(value: unknown): unknown {
  if (!Array.isArray(value)) return scalarOf(value);
  if (value.length === 0) return NOTHING;
  const items = Array.from(value, (item: unknown) => flatOf(item) ?? scalarOf(item));
  const kinds = new Set(items.map((item) => typeof item));
  const isOfOneKind = kinds.size === 1 && !kinds.has('boolean') && !kinds.has('undefined');
  return isOfOneKind ? items : undefined;
}

function scalarOf(value: unknown): unknown {
  return typeof value === 'string' || typeof value === 'boolean' ? value : finite(value);
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' ? numberOf(value) : undefined;
}

/** An object of texts, numbers and booleans, as JSON writes it: without what is undefined; not an empty one. */
function flatOf(value: unknown): object | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value)
    .filter(([, inside]) => inside !== undefined)
    .map(([member, inside]) => [member, scalarOf(inside)] as const);
  const isFlat = entries.length > 0 && entries.every(([, inside]) => inside !== undefined);
  return isFlat ? Object.fromEntries(entries) : undefined;
}

/** An object without its absent members, if there are others. */
function unlessEmpty(members: object): object | undefined {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
