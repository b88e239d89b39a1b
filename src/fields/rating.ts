import { ALONE, type Reader } from './input.ts';
import { isUsualNumber, number } from './number.ts';
import { firstUsable, type Parsed, type Source } from './source.ts';

/** What Miso's ratings go up to; they start at 0. */
export const MAX_RATING = 5;

/** Where a rating is. A wrong one is an error: the event says nothing without it. */
export function ratingSource(scale: number): Source<number> {
  return { members: ['rating'], parse: (value) => withinScale(value, scale), code: 'invalid_rating' };
}

/** The reader of the rating, on a scale. */
export function ratingReader(source: Source<number>, scale: number): Reader<number> {
  return (_, properties, findings) => {
    const { rating } = properties;
    return scale === MAX_RATING && isUsualNumber(rating) && rating <= MAX_RATING
      ? rating
      : firstUsable(source, properties, 'properties', ALONE, findings);
  };
}

/**
 * Reads a number from 0 to the end of a scale, and brings it to Miso's scale.
 *
 * @example
 * ```ts
 * withinScale('9', 10);
 * //=> 4.5
 * ```
 */
export function withinScale(value: unknown, scale: number): Parsed<number> {
  const parsed = number(value);
  if (typeof parsed !== 'number') return parsed;
  if (parsed < 0 || parsed > scale) return null;
  return scale === MAX_RATING ? parsed : Number(((parsed / scale) * MAX_RATING).toPrecision(15));
}
