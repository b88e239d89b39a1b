import {
  readAt,
  findFirstUsable,
  getNamedPaths,
  isAbsent,
  isAbsentOrEmpty,
  isObject,
  createPlaces,
  NOTHING,
  type Reading,
  addWarning,
  unpackFound,
  unpackJson,
} from './readPaths.ts';
import { listItems } from './products.ts';
import { WITH_DURATION } from './tables.ts';
import {
  isPlaceholder,
  parseAmount,
  parseAnonymousId,
  parseArray,
  parseNumber,
  parseString,
  parseUserId,
} from './parseValues.ts';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

export function readUserId(reading: Reading): string | undefined {
  return findFirstUsable(reading, 'invalid_id', createPlaces(reading, 'userId', ['userId']), parseUserId);
}

export function readAnonymousId(reading: Reading): string | undefined {
  const places = createPlaces(reading, 'anonymousId', ['anonymousId']);
  return findFirstUsable(reading, 'invalid_id', places, parseAnonymousId);
}

export function readMisoId(reading: Reading): string | undefined {
  const usual = ['properties.miso_id', 'properties.misoId', 'context.miso_id'];
  return findFirstUsable(reading, 'invalid_miso_id', createPlaces(reading, 'misoId', usual), (value) =>
    typeof value === 'string' && UUID.test(value) && !isPlaceholder(value) ? value : undefined,
  );
}

/** `total`; else `subtotal` (else `revenue`) with `shipping` and `tax`; else `value`. */
export function readRevenue(reading: Reading): number | undefined {
  if (getNamedPaths(reading, 'revenue') !== undefined)
    return findFirstUsable(reading, 'invalid_revenue', createPlaces(reading, 'revenue', []), parseAmount);
  return readAmount(reading, 'total') ?? addAmounts(reading) ?? readAmount(reading, 'value');
}

function readAmount(reading: Reading, ...members: string[]): number | undefined {
  const places = members.map((member) => readAt(member, { path: 'properties', value: reading.properties }));
  return findFirstUsable(reading, 'invalid_revenue', places, parseAmount);
}

function addAmounts(reading: Reading): number | undefined {
  const goods = readAmount(reading, 'subtotal', 'revenue');
  if (goods === undefined) return undefined;
  const given = ['shipping', 'tax'].filter((member) => {
    const addend = readAt(member, { path: 'properties', value: reading.properties }).value;
    return !isAbsent(addend) && addend !== false;
  });
  const addends = given.map((member) => readAmount(reading, member));
  if (addends.length === 0) return goods;
  if (addends.includes(undefined)) return undefined;
  const exact = addends.reduce<number>((before, addend) => before + addend!, goods);
  const total = parseNumber(Number(exact.toPrecision(15)));
  if (total !== undefined) return total;
  addWarning(reading, 'invalid_revenue', 'properties');
  return undefined;
}

/** Scaled to Miso's 0 to 5. */
export function readRating(reading: Reading): number | undefined {
  const scale = reading.options.ratingScale ?? 5;
  return findFirstUsable(
    reading,
    'invalid_rating',
    createPlaces(reading, 'rating', ['properties.rating']),
    (value) => {
      const given = parseNumber(value);
      if (given === undefined || given < 0 || given > scale) return undefined;
      return scale === 5 ? given : Number(((given / scale) * 5).toPrecision(15));
    },
  );
}

/** The levels from broad to narrow. */
export function readCategory(reading: Reading): string[] | undefined {
  const places = createPlaces(reading, 'category', ['properties.category']).map(unpackFound);
  const category = findFirstUsable(reading, 'invalid_category', places, (value) =>
    isAbsentOrEmpty(value) ? NOTHING : parseCategory(reading, value),
  );
  const isNamed = getNamedPaths(reading, 'category') !== undefined;
  return category ?? (isNamed ? undefined : readCategoryOfProducts(reading));
}

function parseCategory(reading: Reading, value: unknown): string[] | undefined | typeof NOTHING {
  const separator = (reading.options.categorySeparator ?? '>').trim();
  const levels = typeof value === 'string' ? decodeEntities(value).split(separator) : value;
  if (!Array.isArray(levels)) return undefined;
  return parseArray(levels, (item) => {
    const level = parseString(item);
    // what was split is decoded already
    const decoded = level === undefined || levels !== value ? level : decodeEntities(level);
    const trimmed = decoded?.trim();
    return trimmed === '' || (trimmed !== undefined && isPlaceholder(trimmed)) ? NOTHING : trimmed;
  });
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#039': "'" };

function decodeEntities(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|#39|#039);/g,
    (_, entity: string) => ENTITIES[entity as keyof typeof ENTITIES],
  );
}

/** Where each of `properties.products` has a category, and all have the same. */
function readCategoryOfProducts(reading: Reading): string[] | undefined {
  const place = readAt('properties.products', { path: '', value: reading.event });
  const categories = (listItems(place) ?? []).map(({ value }) => {
    const given = isObject(value) ? unpackJson(value['category']) : undefined;
    const levels = isAbsentOrEmpty(given) ? undefined : parseCategory(reading, given);
    return levels === NOTHING ? undefined : levels;
  });
  const [first] = categories;
  const isSame = categories.every((category) => JSON.stringify(category) === JSON.stringify(first));
  return isSame ? first : undefined;
}

/** Seconds, from where options say. */
export function readDuration(reading: Reading): number | undefined {
  if (!WITH_DURATION.includes(reading.type)) return undefined;
  return findFirstUsable(reading, 'invalid_duration', createPlaces(reading, 'duration', []), (value) => {
    const seconds = parseNumber(value);
    return seconds !== undefined && seconds >= 0 ? seconds : undefined;
  });
}
