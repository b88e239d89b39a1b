import { id } from './identity.ts';
import type { Input, RawProduct } from './input.ts';
import { firstUsable, type Parsed, type Source } from './source.ts';

/** The path of the product that is being read. */
export function productPath({ place, index }: Input): string {
  if (index < 0) return place;
  const lists = place.split('[]').length - 1;
  // where there are several, the place in each of them is not known
  if (lists > 1) return place;
  return lists === 1 ? place.replace('[]', `[${index}]`) : `${place}[${index}]`;
}

export const productIdSource: Source<string> = {
  at: productPath,
  members: ['product_id', 'productId', 'id', 'sku'],
  parse: shortId,
  code: 'invalid_id',
};

// flat in the properties of an event about many products, `id` may be the order's
const flatAmongManySource: Source<string> = {
  at: productPath,
  members: ['product_id', 'productId', 'sku'],
  parse: shortId,
  code: 'invalid_id',
};

/**
 * Reads the id of one product.
 *
 * @example
 * ```ts
 * productId({ sku: 'G-32' }, input);
 * //=> 'G-32'
 * ```
 */
export function productId(product: RawProduct, input: Input): string | undefined {
  const flatAmongMany = product === input.properties && input.reading.products === 'many';
  return firstUsable(product, flatAmongMany ? flatAmongManySource : productIdSource, input);
}

function shortId(value: unknown): Parsed<string> {
  return id(value, 512);
}
