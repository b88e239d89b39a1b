import {
  type MappingContext,
  type Parsed,
  type ProductField,
  type ProductPosition,
  readFirst,
} from './field.ts';
import { parseNumber } from './number.ts';

/** How many of a product. */
export const quantity = {
  misoField: 'quantities',
  isOfProduct: true,
  keys: ['quantity'],
  code: 'invalid_quantity',
  parse: parsePositive,
  read: readQuantity,
} as const satisfies ProductField<number>;

function readQuantity(ctx: MappingContext, at: ProductPosition): number | undefined {
  const { product } = at;
  return parsePositive(product.quantity) ?? readFirst(ctx, quantity, product, at);
}

/** Parses a number above zero. */
export function parsePositive(value: unknown): Parsed<number> {
  const parsed = parseNumber(value);
  return typeof parsed === 'number' && parsed <= 0 ? null : parsed;
}
