import { parseCustomValue } from '../fields/customContext.ts';
import { isPath } from '../fields/path.ts';
import { isAbsent, isObject, toArray } from '../is.ts';
import { type Check, createOptionError, suggest } from './checks.ts';
import { findNearest } from './nearest.ts';

const PATH = 'a path such as "traits.id", "items[0].id" or "items[].id" (at most 1,000 characters)';

/** The keys of Segment's calls, and some of RudderStack's: where a path from the event may start. */
const EVENT_KEYS = [
  'properties',
  'context',
  'traits',
  'userId',
  'anonymousId',
  'messageId',
  'timestamp',
  'originalTimestamp',
  'receivedAt',
  'sentAt',
  'event',
  'name',
  'category',
  'type',
  'action',
  'integrations',
  'options',
  'groupId',
  'previousId',
  'channel',
  'projectId',
  'writeKey',
  'version',
  '_metadata',
  'rudderId',
  'request_ip',
  'request_id',
];

/**
 * Creates the check of what an option names for a field. A path that cannot lead anywhere throws: one from the event must start
 * with a key of Segment's calls, unless other keys may be added; one from the product must not start at the event.
 */
export function createSourceCheck(start: 'event' | 'product', isRootKnown: boolean): Check {
  const checkRoot = start === 'product' ? checkProductPath : isRootKnown ? checkEventPath : () => undefined;
  return (value, path) => {
    const sources = toArray(value);
    if (sources.length === 0)
      throw createOptionError(path, value, `${PATH}, a function, or an array of them`);
    sources.forEach((source, index) => {
      if (typeof source === 'function') return;
      const at = Array.isArray(value) ? `${path}[${index}]` : path;
      checkPath(source, at);
      checkRoot(source, at);
    });
  };
}

function checkPath(written: unknown, path: string): asserts written is string {
  const isForeign = typeof written === 'string' && isForeignPath(written);
  if (typeof written === 'string' && isPath(written) && !isForeign) return;
  const meant = isForeign ? suggest(translate(written)) : '';
  throw createOptionError(path, written, `${PATH}${meant}, a function, or an array of them`);
}

// JSONPath, a JSON Pointer, or a wildcard
function isForeignPath(written: string): boolean {
  return /^(?:\/|\$(?:[.[]|$))|\*/.test(written);
}

function translate(written: string): string {
  const path = written.startsWith('/') ? written.slice(1).replace(/\//g, '.') : written.replace(/^\$\.?/, '');
  return path.replace(/\.\*|\[\*\]/g, '[]');
}

function checkEventPath(written: string, path: string): void {
  const root = written.replace(/[.[].*/, '');
  if (EVENT_KEYS.includes(root)) return;
  const meant = findNearest(root, EVENT_KEYS);
  const suggested = meant === undefined ? `properties.${written}` : meant + written.slice(root.length);
  const start = `a path that starts with a key of the event, such as properties, context or traits`;
  const constant = path.startsWith('customContext')
    ? `, or { value: ${JSON.stringify(written)} } for a constant`
    : '';
  throw createOptionError(path, written, `${start}${suggest(suggested)}${constant}`);
}

function checkProductPath(written: string, path: string): void {
  const rest = /^(?:properties|context|traits)\.(?:products?(?:\[\d*\])?\.)?(.*)/.exec(written)?.[1];
  if (rest === undefined) return;
  throw createOptionError(path, written, `a path that starts at the product${suggest(rest)}`);
}

/** Creates the check of a value of the custom context: as for a field, or a constant. */
export function createCustomContextCheck(isRootKnown: boolean): Check {
  const checkSource = createSourceCheck('event', isRootKnown);
  return (value, path) => {
    if (!isObject(value)) {
      checkSource(value, path);
      return;
    }
    const isConstant = Object.keys(value).join() === 'value' && !isAbsent(parseCustomValue(value['value']));
    if (!isConstant)
      throw createOptionError(path, value, `${PATH}, a function, an array of them, or { value: … }`);
  };
}
