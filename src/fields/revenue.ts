import { issue, wrong } from '../issue.ts';
import type { Input } from './input.ts';
import { number } from './number.ts';
import { firstUsable, inProperties, type Parsed, type Source } from './source.ts';

export const totalSource: Source<number> = {
  at: inProperties,
  members: ['total'],
  parse: number,
  code: 'invalid_revenue',
};
const goodsSource: Source<number> = {
  at: inProperties,
  members: ['revenue', 'subtotal'],
  parse: number,
  code: 'invalid_revenue',
};
const valueSource: Source<number> = {
  at: inProperties,
  members: ['value'],
  parse: number,
  code: 'invalid_revenue',
};

/**
 * Reads what the order cost, shipping and tax included: `total`; else `revenue` or `subtotal` with `shipping` and `tax`
 * added; else `value`.
 *
 * @example
 * ```ts
 * revenue({ ...input, properties: { revenue: 25, shipping: 3, tax: 2 } });
 * //=> 30
 * ```
 */
export function revenue(input: Input): number | undefined {
  const { properties } = input;
  return (
    firstUsable(properties, totalSource, input) ?? sum(input) ?? firstUsable(properties, valueSource, input)
  );
}

// Miso wants shipping and tax in: Segment's `total` has them, its `revenue` and `subtotal` do not
function sum(input: Input): number | undefined {
  const goods = firstUsable(input.properties, goodsSource, input);
  if (goods === undefined) return undefined;
  const shipping = addend(input.properties.shipping, 'properties.shipping', input);
  const tax = addend(input.properties.tax, 'properties.tax', input);
  if (shipping === null || tax === null) return undefined;
  if (shipping === undefined && tax === undefined) return goods;
  // 26.59, not 26.589999999999996
  const whole = Number((goods + (shipping ?? 0) + (tax ?? 0)).toPrecision(15));
  if (Number.isFinite(whole)) return whole;
  input.issues.push(issue('invalid_revenue', 'properties', ' (revenue, shipping and tax together)'));
  return undefined;
}

function addend(value: unknown, path: string, { issues }: Input): Parsed<number> {
  const parsed = number(value);
  if (parsed === null) issues.push(wrong('invalid_revenue', path, value));
  return parsed;
}
