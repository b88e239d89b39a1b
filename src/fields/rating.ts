import type { Input } from './input.ts';
import { number } from './number.ts';
import { firstUsable, inProperties, type Parsed, type Source } from './source.ts';

/** What Miso's ratings go up to; they start at 0. */
export const MAX_RATING = 5;

export const ratingSource: Source<number> = {
  at: inProperties,
  members: ['rating'],
  parse: (value) => withinScale(value, MAX_RATING),
  code: 'invalid_rating',
};

/** Reads a rating. A wrong one is an error: the event says nothing without it. */
export function rating(input: Input): number | undefined {
  return firstUsable(input.properties, ratingSource, input);
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
