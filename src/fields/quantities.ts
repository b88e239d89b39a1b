import type { Findings } from '../issue.ts';
import type { RawEvent, RawProduct } from './input.ts';
import { isUsualNumber, number } from './number.ts';
import { firstUsable, type Parsed, type Source } from './source.ts';

export const quantitySource: Source<number> = {
  members: ['quantity'],
  parse: positive,
  code: 'invalid_quantity',
};

/**
 * Reads how many pieces of one product.
 *
 * @example
 * ```ts
 * quantity({ quantity: '2' }, 'properties', -1, {}, findings);
 * //=> 2
 * ```
 */
export function quantity(
  product: RawProduct,
  place: string,
  index: number,
  _: RawEvent,
  findings: Findings,
): number | undefined {
  const value = product.quantity;
  return isUsualNumber(value) ? value : firstUsable(quantitySource, product, place, index, findings);
}

/** Reads a number above zero. */
export function positive(value: unknown): Parsed<number> {
  const parsed = number(value);
  return typeof parsed === 'number' && parsed <= 0 ? null : parsed;
}
