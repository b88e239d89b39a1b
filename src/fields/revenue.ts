import { createInvalidValueIssue, createIssue } from '../issues.ts';
import { type EventField, type KeyedParser, type MappingContext, type Parsed, readFirst } from './field.ts';
import { parseAmount } from './number.ts';

/** The total paid for an order, including shipping and tax. */
export const revenue = {
  misoField: 'revenue',
  keys: ['total'],
  code: 'invalid_revenue',
  parse: parseAmount,
  read: readRevenue,
} as const satisfies EventField<number>;

const goods: KeyedParser<number> = {
  keys: ['subtotal', 'revenue'],
  code: 'invalid_revenue',
  parse: parseAmount,
};
const value: KeyedParser<number> = { keys: ['value'], code: 'invalid_revenue', parse: parseAmount };

function readRevenue(ctx: MappingContext): number | undefined {
  const { properties } = ctx;
  return (
    readFirst(ctx, revenue, properties, 'properties') ??
    readSum(ctx) ??
    readFirst(ctx, value, properties, 'properties')
  );
}

// Miso wants shipping and tax included: Segment's `total` includes them. Its `subtotal` is after discounts and before both, its
// `revenue` before both but in many shops before discounts too
function readSum(ctx: MappingContext): number | undefined {
  const { properties, issues } = ctx;
  const price = readFirst(ctx, goods, properties, 'properties');
  if (price === undefined) return undefined;
  const shipping = readPart(ctx, 'shipping');
  const tax = readPart(ctx, 'tax');
  if (shipping === null || tax === null) return undefined;
  if (shipping === undefined && tax === undefined) return price;
  // 26.59, not 26.589999999999996
  const sum = Number((price + (shipping ?? 0) + (tax ?? 0)).toPrecision(15));
  if (Number.isFinite(sum)) return sum;
  issues.push(createIssue('invalid_revenue', 'properties', 'properties (the sum with shipping and tax)'));
  return undefined;
}

// an absent part and `false` count as 0; with an invalid one, the sum is not used
function readPart({ properties, issues }: MappingContext, key: 'shipping' | 'tax'): Parsed<number> {
  const value = properties[key];
  const part = value === false ? undefined : parseAmount(value);
  if (part === null) issues.push(createInvalidValueIssue('invalid_revenue', `properties.${key}`, value));
  return part;
}
