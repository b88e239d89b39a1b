import type { Input } from './input.ts';
import { number } from './number.ts';
import { firstUsable, inProperties, type Parsed, type Source } from './source.ts';

/** What Miso's ratings go up to; they start at 0. */
export const MAX_RATING = 5;

const ratingSource: Source<number> = {
  at: inProperties,
  members: ['rating'],
  parse: withinScale,
  code: 'invalid_rating',
};

/** Reads a rating. A wrong one is an error: the event says nothing without it. */
export function rating(input: Input): number | undefined {
  return firstUsable(input.properties, ratingSource, input);
}

/**
 * Reads a number from 0 to 5.
 *
 * @example
 * ```ts
 * withinScale('4.5');
 * //=> 4.5
 * ```
 */
export function withinScale(value: unknown): Parsed<number> {
  const parsed = number(value);
  return typeof parsed === 'number' && (parsed < 0 || parsed > MAX_RATING) ? null : parsed;
}
