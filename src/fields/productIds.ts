import type { Findings } from '../issue.ts';
import { id, isUsualId } from './identity.ts';
import { FLAT_AMONG_MANY, type RawEvent, type RawProduct } from './input.ts';
import { firstUsable, type Parsed, type Source } from './source.ts';

export const productIdSource: Source<string> = {
  members: ['product_id', 'productId', 'id', 'sku'],
  parse: shortId,
  code: 'invalid_id',
};

const flatAmongManySource: Source<string> = {
  members: ['product_id', 'productId', 'sku'],
  parse: shortId,
  code: 'invalid_id',
};

/**
 * Reads the id of one product.
 *
 * @example
 * ```ts
 * productId({ sku: 'G-32' }, 'properties.product', -1, {}, findings);
 * //=> 'G-32'
 * ```
 */
export function productId(
  product: RawProduct,
  place: string,
  index: number,
  _: RawEvent,
  findings: Findings,
): string | undefined {
  const value = product.product_id;
  if (isUsualId(value)) return value;
  const source = index === FLAT_AMONG_MANY ? flatAmongManySource : productIdSource;
  return firstUsable(source, product, place, index, findings);
}

function shortId(value: unknown): Parsed<string> {
  return id(value, 512);
}
