import { type EventField, type FieldSettings, type MappingContext, type Parsed, readFirst } from './field.ts';
import { parseNumber } from './number.ts';

// the end of Miso's scale, which begins at 0
const MAX_RATING = 5;

/** A rating. An invalid one is an error: the event says nothing without it. */
export const rating = {
  misoField: 'rating',
  keys: ['rating'],
  code: 'invalid_rating',
  missing: ['missing_rating', 'properties.rating'],
  parse: parseRating,
  read: readRating,
} as const satisfies EventField<number>;

function readRating(ctx: MappingContext): number | undefined {
  return readFirst(ctx, rating, ctx.properties, 'properties');
}

/**
 * Parses a number from 0 to the end of a scale, and scales it to Miso's.
 *
 * @example
 * ```ts
 * parseRating('9', { ratingScale: 10 });
 * //=> 4.5
 * ```
 */
export function parseRating(
  value: unknown,
  { ratingScale }: Pick<FieldSettings, 'ratingScale'>,
): Parsed<number> {
  const parsed = parseNumber(value);
  if (typeof parsed !== 'number') return parsed;
  if (parsed < 0 || parsed > ratingScale) return null;
  return ratingScale === MAX_RATING ? parsed : Number(((parsed / ratingScale) * MAX_RATING).toPrecision(15));
}
