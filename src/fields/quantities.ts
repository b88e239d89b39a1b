import type { Input, RawProduct } from './input.ts';
import { number } from './number.ts';
import { productPath } from './productIds.ts';
import { firstUsable, type Parsed, type Source } from './source.ts';

export const quantitySource: Source<number> = {
  at: productPath,
  members: ['quantity'],
  parse: positive,
  code: 'invalid_quantity',
};

/**
 * Reads how many pieces of one product.
 *
 * @example
 * ```ts
 * quantity({ quantity: '2' }, input);
 * //=> 2
 * ```
 */
export function quantity(product: RawProduct, input: Input): number | undefined {
  return firstUsable(product, quantitySource, input);
}

/** Reads a number above zero. */
export function positive(value: unknown): Parsed<number> {
  const parsed = number(value);
  return typeof parsed === 'number' && parsed <= 0 ? null : parsed;
}
