import { readAt, findFirstUsable, isAbsent, createPlaces, type Reading, addWarning } from './readPaths.ts';
import { WITH_DURATION } from './tables.ts';
import { parseId, parseArray, parseNumber, parseString } from './parseValues.ts';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

export function readUserId(reading: Reading): string | undefined {
  const places = createPlaces(reading, 'userId', ['userId']);
  return findFirstUsable(reading, 'invalid_id', places, (value) => parseId(value, 512));
}

export function readAnonymousId(reading: Reading): string | undefined {
  const places = createPlaces(reading, 'anonymousId', ['anonymousId']);
  return findFirstUsable(reading, 'invalid_id', places, (value) => parseId(value, 1024));
}

export function readMisoId(reading: Reading): string | undefined {
  const usual = ['properties.miso_id', 'properties.misoId', 'context.miso_id'];
  return findFirstUsable(reading, 'invalid_miso_id', createPlaces(reading, 'misoId', usual), (value) =>
    typeof value === 'string' && UUID.test(value) ? value : undefined,
  );
}

/** `total`; else `revenue` or `subtotal` with `shipping` and `tax`; else `value`. */
export function readRevenue(reading: Reading): number | undefined {
  const isNamed = (reading.ruleFields['revenue'] ?? reading.options.fields?.['revenue']) !== undefined;
  if (isNamed)
    return findFirstUsable(reading, 'invalid_revenue', createPlaces(reading, 'revenue', []), parseNumber);
  return readAmount(reading, 'total') ?? addAmounts(reading) ?? readAmount(reading, 'value');
}

function readAmount(reading: Reading, ...members: string[]): number | undefined {
  const places = members.map((member) => readAt(member, { path: 'properties', value: reading.properties }));
  return findFirstUsable(reading, 'invalid_revenue', places, parseNumber);
}

function addAmounts(reading: Reading): number | undefined {
  const goods = readAmount(reading, 'revenue', 'subtotal');
  if (goods === undefined) return undefined;
  const given = ['shipping', 'tax'].filter((member) => !isAbsent(reading.properties[member]));
  const addends = given.map((member) => readAmount(reading, member));
  if (addends.length === 0) return goods;
  if (addends.includes(undefined)) return undefined;
  const exact = addends.reduce<number>((before, addend) => before + addend!, goods);
  const total = parseNumber(Number(exact.toPrecision(15)));
  if (total !== undefined) return total;
  addWarning(reading, 'invalid_revenue', 'properties');
  return undefined;
}

/** Brought to Miso's 0 to 5. */
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

/** The steps from broad to narrow. */
export function readCategory(reading: Reading): string[] | undefined {
  const separator = reading.options.categorySeparator ?? ' > ';
  const places = createPlaces(reading, 'category', ['properties.category']);
  return findFirstUsable(reading, 'invalid_category', places, (value) => {
    const steps = typeof value === 'string' ? value.split(separator) : value;
    return Array.isArray(steps) ? parseArray(steps, parseString) : undefined;
  });
}

/** Seconds, from where options say. */
export function readDuration(reading: Reading): number | undefined {
  if (!WITH_DURATION.includes(reading.type)) return undefined;
  return findFirstUsable(reading, 'invalid_duration', createPlaces(reading, 'duration', []), (value) => {
    const seconds = parseNumber(value);
    return seconds !== undefined && seconds >= 0 ? seconds : undefined;
  });
}
