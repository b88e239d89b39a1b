import { at, firstUsable, isAbsent, placesOf, type Reading, warn } from './reading.ts';
import { WITH_DURATION } from './tables.ts';
import { idOf, listOf, numberOf, textOf } from './values.ts';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

export function userId(reading: Reading): string | undefined {
  const places = placesOf(reading, 'userId', ['userId']);
  return firstUsable(reading, 'invalid_id', places, (value) => idOf(value, 512));
}

export function anonymousId(reading: Reading): string | undefined {
  const places = placesOf(reading, 'anonymousId', ['anonymousId']);
  return firstUsable(reading, 'invalid_id', places, (value) => idOf(value, 1024));
}

export function misoId(reading: Reading): string | undefined {
  const usual = ['properties.miso_id', 'properties.misoId', 'context.miso_id'];
  return firstUsable(reading, 'invalid_miso_id', placesOf(reading, 'misoId', usual), (value) =>
    typeof value === 'string' && UUID.test(value) ? value : undefined,
  );
}

/** `total`; else `revenue` or `subtotal` with `shipping` and `tax`; else `value`. */
export function revenue(reading: Reading): number | undefined {
  const isNamed = (reading.ruleFields['revenue'] ?? reading.options.fields?.['revenue']) !== undefined;
  if (isNamed) return firstUsable(reading, 'invalid_revenue', placesOf(reading, 'revenue', []), numberOf);
  return amount(reading, 'total') ?? sum(reading) ?? amount(reading, 'value');
}

function amount(reading: Reading, ...members: string[]): number | undefined {
  const places = members.map((member) => at(member, { path: 'properties', value: reading.properties }));
  return firstUsable(reading, 'invalid_revenue', places, numberOf);
}

function sum(reading: Reading): number | undefined {
  const goods = amount(reading, 'revenue', 'subtotal');
  if (goods === undefined) return undefined;
  const given = ['shipping', 'tax'].filter((member) => !isAbsent(reading.properties[member]));
  const addends = given.map((member) => amount(reading, member));
  if (addends.length === 0) return goods;
  if (addends.includes(undefined)) return undefined;
  const exact = addends.reduce<number>((before, addend) => before + addend!, goods);
  const total = numberOf(Number(exact.toPrecision(15)));
  if (total !== undefined) return total;
  warn(reading, 'invalid_revenue', 'properties');
  return undefined;
}

/** Brought to Miso's 0 to 5. */
export function rating(reading: Reading): number | undefined {
  const scale = reading.options.ratingScale ?? 5;
  return firstUsable(
    reading,
    'invalid_rating',
    placesOf(reading, 'rating', ['properties.rating']),
    (value) => {
      const given = numberOf(value);
      if (given === undefined || given < 0 || given > scale) return undefined;
      return scale === 5 ? given : Number(((given / scale) * 5).toPrecision(15));
    },
  );
}

/** The steps from broad to narrow. */
export function category(reading: Reading): string[] | undefined {
  const separator = reading.options.categorySeparator ?? ' > ';
  const places = placesOf(reading, 'category', ['properties.category']);
  return firstUsable(reading, 'invalid_category', places, (value) => {
    const steps = typeof value === 'string' ? value.split(separator) : value;
    return Array.isArray(steps) ? listOf(steps, textOf) : undefined;
  });
}

/** Seconds, from where options say. */
export function duration(reading: Reading): number | undefined {
  if (!WITH_DURATION.includes(reading.type)) return undefined;
  return firstUsable(reading, 'invalid_duration', placesOf(reading, 'duration', []), (value) => {
    const seconds = numberOf(value);
    return seconds !== undefined && seconds >= 0 ? seconds : undefined;
  });
}
