import type { MapperOptions } from '../../src/index.ts';

/**
 * Whether the value that a warning points at is really invalid: decided once more by the documented rules, in the plainest
 * words, and not by the code under test.
 */
export function isInvalidAt(code: string, path: string, event: unknown, options?: MapperOptions): boolean {
  if (code === 'missing_timestamp')
    return TIMES.every((time) => !readValuesAt(event, time).some((value) => isUsableTime(value)));
  return readValuesAt(event, path).some((value) => isInvalid(code, path, value, options));
}

function isInvalid(code: string, path: string, value: unknown, options?: MapperOptions): boolean {
  if (isAbsent(value)) return code === 'product_dropped';
  switch (code) {
    case 'invalid_id':
      return isInvalidId(path, value, options);
    case 'invalid_timestamp':
      return !isUsableTime(value);
    case 'invalid_products':
      return typeof unpack(value) !== 'object';
    case 'product_dropped':
      return !hasUsableId(value) || isNotBought(value);
    case 'invalid_quantity':
      return !(parseAmount(value) > 0);
    case 'invalid_revenue':
      return path === 'properties' ? sumOverflows(unpack(value)) : Number.isNaN(parseMoney(value));
    case 'invalid_rating':
      return !(parseAmount(value) >= 0 && parseAmount(value) <= (options?.ratingScale ?? 5));
    case 'invalid_keywords':
      return !isKeywords(path === 'properties.query' ? unpack(value) : value);
    case 'invalid_filters':
      return isInvalidFilter(path, value);
    case 'invalid_category':
      return !isString(unpack(value)) && !isArrayOf(unpack(value), isString);
    case 'invalid_duration':
      return !(parseAmount(value) >= 0);
    case 'invalid_miso_id':
      return (
        !isString(value) || !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value) || !/[^0-]/.test(value)
      );
    case 'invalid_context':
      // of a user's customContext
      if (!path.startsWith('context'))
        return !['string', 'boolean'].includes(typeof value) && !Number.isFinite(value);
      if (['context', 'context.page', 'context.campaign'].includes(path)) return !isObject(unpack(value));
      return path === 'context.ip' ? !isAddress(value) : !isString(value);
    default:
      return false;
  }
}

const TIMES = ['timestamp', 'originalTimestamp', 'receivedAt'];

/**
 * The value at a path such as `properties.products[2].quantity` or `properties["a.b"]`, JSON strings read as what they hold;
 * several, where a path leads through an array without an index, as it does where a user named arrays in arrays.
 */
function readValuesAt(root: unknown, path: string): unknown[] {
  const members = [...path.matchAll(/\[("(?:[^"\\]|\\.)*"|\d+)\]|[^.[\]]+/g)];
  return members.reduce<unknown[]>(
    (packed, [plain, inBrackets]) => {
      const member: unknown = inBrackets === undefined ? plain : JSON.parse(inBrackets);
      const owners = packed.map(unpack);
      const items = typeof member === 'string' ? owners.flat(Infinity) : owners;
      return items.map((owner) => Reflect.get(Object(owner) as object, member as PropertyKey) as unknown);
    },
    [root],
  );
}

/** What a JSON string holds. */
function unpack(value: unknown): unknown {
  if (!isString(value) || !['[', '{'].includes(value.charAt(0))) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
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

/** Options may have any value read as an id of any kind. */
function isInvalidId(path: string, value: unknown, options?: MapperOptions): boolean {
  if (options === undefined && path === 'userId') return !isUsableUserId(value);
  if (options === undefined && path === 'anonymousId') return !isUsableAnonymousId(value);
  return (
    !isUsableId(value, 512) ||
    (options !== undefined && !(isUsableUserId(value) && isUsableAnonymousId(value)))
  );
}

function isUsableUserId(value: unknown): boolean {
  const id = unquote(value);
  return isUsableId(id, 512) && !isZeros(id) && !/^(0|-1)$/.test(id);
}

function isUsableAnonymousId(value: unknown): boolean {
  const id = unquote(value);
  return isUsableId(id, 1024) && !isZeros(id) && !/^(anonymous|guest|unknown)$/.test(id);
}

/** An id as a string, without its cookie's quotes. */
function unquote(value: unknown): string {
  const id =
    isString(value) || typeof value === 'bigint' || Number.isSafeInteger(value) ? String(value).trim() : '';
  if (id.length >= 2 && id.startsWith('"') && id.endsWith('"')) return id.slice(1, -1).trim();
  if (id.length >= 6 && id.startsWith('%22') && id.endsWith('%22')) return id.slice(3, -3).trim();
  return id;
}

function isZeros(id: string): boolean {
  return /^(0x)?[0-]+$/.test(id) && id.replace('0x', '').split('0').length > 8;
}

const PLACEHOLDER =
  /^(null|NULL|undefined|NaN|nan|None|nil|<nil>|\(null\)|<null>|<NA>|\\N|\[object .*\]|0{8}-0000-0000-0000-0{12})$/s;

function isUsableId(value: unknown, limit: number): boolean {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value).length <= limit;
  if (!isString(value) || PLACEHOLDER.test(value.trim())) return false;
  return value.trim() !== '' && Array.from(value.trim()).length <= limit;
}

function hasUsableId(value: unknown): boolean {
  return (
    isObject(value) &&
    ['product_id', 'productId', 'id', 'sku'].some((member) => isUsableId(value[member], 512))
  );
}

function isNotBought(value: unknown): boolean {
  return isObject(value) && parseAmount(value['quantity']) <= 0;
}

function isUsableTime(value: unknown): boolean {
  if (value instanceof Date) return isInRange(value.getTime());
  const text = isString(value) ? value.trim() : typeof value === 'number' ? String(value) : '';
  if (/^\d+(\.\d+)?$/.test(text)) return isUsableEpoch(BigInt(text.split('.')[0]!));
  const form = /^(\S{10})[ tT](\d\d:\d\d)((:\d\d)([.,]\d+)?)?( ?[zZ]| UTC| ?[+-]\d\d(:?\d\d)?)?$/.exec(text);
  if (form === null) return false;
  const [, day = '', hourAndMinute = '', , second = ':00', , zone = 'Z'] = form;
  // Date knows an hour of 24
  if (/^24/.test(hourAndMinute) || !new Date(`${day}T00:00Z`).toJSON()?.startsWith(day)) return false;
  return isInRange(Date.parse(`${day}T${hourAndMinute}${second}${writeZone(zone.trim())}`));
}

/** As JavaScript reads it: `+02:00`. */
function writeZone(zone: string): string {
  return /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}` : 'Z';
}

function isUsableEpoch(epoch: bigint): boolean {
  const perMillisecond = { 14: 1n, 17: 1000n, 20: 1_000_000n };
  const [, divisor] = Object.entries(perMillisecond).find(([digits]) => epoch < 10n ** BigInt(digits)) ?? [];
  if (epoch < 10n ** 11n) return isInRange(Number(epoch) * 1000);
  return divisor !== undefined && isInRange(Number(epoch / divisor));
}

function isInRange(time: number): boolean {
  return time >= Date.parse('2000-01-01T00:00:00Z') && time <= Date.parse('2100-12-31T23:59:59.999Z');
}

const CURRENCY = String.raw`(?:\p{Sc}|[A-Za-z]{3})`;
const CURRENCY_BEFORE = new RegExp(`^([+-]?)${CURRENCY}\\s*(?=\\d)(?=.*\\d$)`, 'u');
const CURRENCY_AFTER = new RegExp(`^([+-]?\\d.*?)\\s*${CURRENCY}$`, 'u');

/** The number that a value stands for; NaN for none. */
function parseAmount(value: unknown): number {
  const amount = isString(value) ? parseAmountString(value.trim()) : value;
  return typeof amount === 'number' && Number.isFinite(amount) ? amount : NaN;
}

/** The same, with or without a currency. */
function parseMoney(value: unknown): number {
  const before = isString(value) ? value.trim().replace(CURRENCY_BEFORE, '$1') : value;
  return parseAmount(isString(before) ? before.replace(CURRENCY_AFTER, '$1') : before);
}

function parseAmountString(text: string): number {
  const isNumber = /^[+-]?(\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?(e[+-]?\d+)?$/i.test(text);
  return isNumber ? Number(text.replaceAll(',', '')) : NaN;
}

function sumOverflows(properties: unknown): boolean {
  if (!isObject(properties)) return false;
  const amounts = ['revenue', 'subtotal', 'shipping', 'tax'].map((member) => parseMoney(properties[member]));
  return amounts.some((amount) => Math.abs(amount) > 1e300);
}

function isKeywords(value: unknown): boolean {
  return isString(value) || Number.isFinite(value) || isArrayOf(value, isString);
}

function isInvalidFilter(path: string, value: unknown): boolean {
  if (/^properties\.(query\.)?filters$/.test(path)) return typeof unpack(value) !== 'object';
  return /^properties\.(query\.)?filters\[\d+\]$/.test(path) ? !isFilter(value) : !isSelection(value);
}

function isSelection(value: unknown): boolean {
  const isOne = (item: unknown): boolean =>
    isString(item) || typeof item === 'boolean' || Number.isFinite(item);
  return isOne(value) || isArrayOf(value, isOne);
}

function isFilter(value: unknown): boolean {
  if (!isObject(value)) return false;
  const isNamed = ['type', 'attribute', 'name', 'key', 'field'].some(
    (name) => isString(value[name]) && !isAbsent(value[name]),
  );
  if (value['value'] === undefined && value['values'] === undefined) return false;
  const given = [value['value'], value['values']].find((one) => !isAbsent(one) && !isArrayOf(one, isAbsent));
  return isNamed && (isAbsent(given) || isSelection(given));
}

function isAddress(value: unknown): boolean {
  if (!isString(value)) return false;
  const first = value.split(',')[0]!.trim();
  const octets = first.replace(/^::ffff:/i, '').split('.');
  if (octets.length !== 4) return false;
  const isMapped = first.startsWith('::');
  return octets.every((octet, index) => {
    const number = index === 3 && !isMapped ? octet.replace(/:\d+$/, '') : octet;
    return /^\d{1,3}$/.test(number) && String(Number(number)) === number && Number(number) < 256;
  });
}
