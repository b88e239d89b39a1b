import { type MappingContext, type ProductField, type ProductPosition, readFirst } from './field.ts';
import { getOwn, isUnset } from '../is.ts';
import { parseNumber } from './number.ts';

/** How many of a product. One of 0 or less says that it was not bought; it is reported as invalid. */
export const quantity = {
  misoField: 'quantities',
  isOfProduct: true,
  keys: ['quantity'],
  code: 'invalid_quantity',
  parse: parseNumber,
  isReported: (count) => typeof count === 'number' && count <= 0,
  read: readQuantity,
} as const satisfies ProductField<number>;

// the quantity of a nested product may stand beside it
function readQuantity(ctx: MappingContext, at: ProductPosition): number | undefined {
  const { product, place } = at;
  const value = getOwn(product, 'quantity');
  if (isUnset(value)) {
    return place === 'only' ? readFirst(ctx, quantity, ctx.properties, 'properties') : undefined;
  }
  const count = parseNumber(value);
  // what is invalid is reported with its path
  return count && count > 0 ? count : readFirst(ctx, quantity, product, at);
}
