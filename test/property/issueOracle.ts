import type { MapperOptions } from '../../src/index.ts';

/**
 * Whether the value that a warning points at is really wrong: told again from the documented rules, in the plainest
 * words, and not by the code under test.
 */
export function isInvalidAt(code: string, path: string, event: unknown, options?: MapperOptions): boolean {
  if (code === 'missing_timestamp')
    return TIMES.every((time) => !readValuesAt(event, time).some((value) => isUsableTime(value)));
  return readValuesAt(event, path).some((value) => isInvalid(code, path, value, options));
}

function isInvalid(code: string, path: string, value: unknown, options?: MapperOptions): boolean {
  if (isAbsent(value))
    return code === 'product_dropped' || (code === 'invalid_filters' && /\[\d+\]$/.test(path));
  switch (code) {
    case 'invalid_id':
      // options may have it read for a shorter id
      return !isUsableId(value, path === 'anonymousId' && options === undefined ? 1024 : 512);
    case 'invalid_timestamp':
      return !isUsableTime(value);
    case 'invalid_products':
      return typeof value !== 'object';
    case 'product_dropped':
      return !hasUsableId(value);
    case 'invalid_quantity':
      return !(parseAmount(value) > 0);
    case 'invalid_revenue':
      return path === 'properties' ? sumOverflows(value) : Number.isNaN(parseAmount(value));
    case 'invalid_rating':
      return !(parseAmount(value) >= 0 && parseAmount(value) <= (options?.ratingScale ?? 5));
    case 'invalid_keywords':
      return !isString(value) && !Number.isFinite(value) && !isArrayOf(value, isString);
    case 'invalid_filters':
      if (path === 'properties.filters') return typeof value !== 'object';
      return /^properties\.filters\[\d+\]$/.test(path) ? !isFilter(value) : !isSelection(value);
    case 'invalid_category':
      return !isString(value) && !isArrayOf(value, isString);
    case 'invalid_duration':
      return !(parseAmount(value) >= 0);
    case 'invalid_miso_id':
      return !isString(value) || !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);
    case 'invalid_context':
      // of a user's customContext
      if (!path.startsWith('context'))
        return !['string', 'boolean'].includes(typeof value) && !Number.isFinite(value);
      if (['context', 'context.page', 'context.campaign'].includes(path)) return !isObject(value);
      return path === 'context.ip' ? !isAddress(value) : !isString(value);
    default:
      return false;
  }
}

const TIMES = ['timestamp', 'originalTimestamp', 'receivedAt'];

/**
 * The value at a path such as `properties.products[2].quantity` or `properties["a.b"]`; several, where a path leads through a
 * list without telling where in it, as it does where a user named lists in lists.
 */
function readValuesAt(root: unknown, path: string): unknown[] {
  const members = [...path.matchAll(/\[("(?:[^"\\]|\\.)*"|\d+)\]|[^.[\]]+/g)];
  return members.reduce<unknown[]>(
    (owners, [plain, inBrackets]) => {
      const member: unknown = inBrackets === undefined ? plain : JSON.parse(inBrackets);
      const items = typeof member === 'string' ? owners.flat(Infinity) : owners;
      return items.map((owner) => Reflect.get(Object(owner) as object, member as PropertyKey) as unknown);
    },
    [root],
  );
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isArrayOf(value: unknown, is: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isAbsent(item) || is(item));
}

function isUsableId(value: unknown, limit: number): boolean {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value).length <= limit;
  return isString(value) && value.trim() !== '' && Array.from(value.trim()).length <= limit;
}

function hasUsableId(value: unknown): boolean {
  return (
    isObject(value) &&
    ['product_id', 'productId', 'id', 'sku'].some((member) => isUsableId(value[member], 512))
  );
}

function isUsableTime(value: unknown): boolean {
  if (value instanceof Date) return isYear(value.getTime());
  if (typeof value === 'number' || (isString(value) && /^\s*\d+\s*$/.test(value))) {
    const time = Math.abs(Number(value));
    return time < 1e14 && isYear(time < 1e11 ? Number(value) * 1000 : Number(value));
  }
  if (!isString(value)) return false;
  const parts = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.exec(
    value.trim(),
  );
  if (parts === null) return false;
  const [, year, month, day, hour, minute, second = ':00', , zone = 'Z'] = parts;
  const isDay = new Date(`${year}-${month}-${day}T00:00:00Z`).toJSON()?.startsWith(`${year}-${month}-${day}`);
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  const inRange =
    Number(hour) < 24 && Number(minute) < 60 && Number(second.slice(1, 3)) < 60 && hours < 24 && minutes < 60;
  if (Number(year) === 0 || !isDay || !inRange) return false;
  // what is not of Miso's form is brought to UTC, where it may be in another year
  const isOfForm = /^\S{10}T\d\d:\d\d:\d\S*(Z|:\d\d)$/.test(value);
  return (
    isOfForm || isYear(Date.parse(`${year}-${month}-${day}T${hour}:${minute}${second.slice(0, 3)}${zone}`))
  );
}

function isYear(time: number): boolean {
  return time >= Date.parse('0001-01-01T00:00:00Z') && time <= Date.parse('9999-12-31T23:59:59.999Z');
}

const CURRENCY = String.raw`(?:\p{Sc}|[A-Za-z]{3})`;
const CURRENCY_BEFORE = new RegExp(`^([+-]?)${CURRENCY}\\s*(?=.*\\d$)`, 'u');
const CURRENCY_AFTER = new RegExp(`^([+-]?\\d.*?)\\s*${CURRENCY}$`, 'u');

/** What a value amounts to; NaN for none. */
function parseAmount(value: unknown): number {
  const amount = isString(value) ? parseAmountString(value.trim()) : value;
  return typeof amount === 'number' && Number.isFinite(amount) ? amount : NaN;
}

function parseAmountString(text: string): number {
  const bare = text.replace(CURRENCY_BEFORE, '$1').replace(CURRENCY_AFTER, '$1');
  return /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(bare) ? Number(bare.replaceAll(',', '')) : NaN;
}

function sumOverflows(properties: unknown): boolean {
  if (!isObject(properties)) return false;
  const amounts = ['revenue', 'subtotal', 'shipping', 'tax'].map((member) => parseAmount(properties[member]));
  return amounts.some((amount) => Math.abs(amount) > 1e300);
}

function isSelection(value: unknown): boolean {
  return (
    isString(value) ||
    Number.isFinite(value) ||
    isArrayOf(value, (item) => isString(item) || Number.isFinite(item))
  );
}

function isFilter(value: unknown): boolean {
  if (!isObject(value)) return false;
  const isNamed = [value['type'], value['attribute']].some((name) => isString(name) && !isAbsent(name));
  return isNamed && (isAbsent(value['value']) || isSelection(value['value']));
}

function isAddress(value: unknown): boolean {
  if (!isString(value)) return false;
  const octets = value.replace(/^::ffff:/i, '').split('.');
  if (octets.length === 4)
    return octets.every(
      (octet) => /^\d{1,3}$/.test(octet) && String(Number(octet)) === octet && Number(octet) < 256,
    );
  return false;
}
