import { type Findings, issue, report, wrong } from '../issue.ts';
import { ALONE, type RawEvent, type RawProperties } from './input.ts';
import { isUsualNumber, number } from './number.ts';
import { firstUsable, type Parsed, type Source } from './source.ts';

export const totalSource: Source<number> = { members: ['total'], parse: number, code: 'invalid_revenue' };
const goodsSource: Source<number> = {
  members: ['revenue', 'subtotal'],
  parse: number,
  code: 'invalid_revenue',
};
const valueSource: Source<number> = { members: ['value'], parse: number, code: 'invalid_revenue' };

/**
 * Reads what the order cost, shipping and tax included: `total`; else `revenue` or `subtotal` with `shipping` and `tax`
 * added; else `value`.
 *
 * @example
 * ```ts
 * revenue({}, { revenue: 25, shipping: 3, tax: 2 }, findings);
 * //=> 30
 * ```
 */
export function revenue(_: RawEvent, properties: RawProperties, findings: Findings): number | undefined {
  const { total } = properties;
  if (isUsualNumber(total)) return total;
  return (
    firstUsable(totalSource, properties, 'properties', ALONE, findings) ??
    sum(properties, findings) ??
    firstUsable(valueSource, properties, 'properties', ALONE, findings)
  );
}

// Miso wants shipping and tax in: Segment's `total` has them, its `revenue` and `subtotal` do not
function sum(properties: RawProperties, findings: Findings): number | undefined {
  const goods = firstUsable(goodsSource, properties, 'properties', ALONE, findings);
  if (goods === undefined) return undefined;
  const shipping = addend(properties.shipping, 'properties.shipping', findings);
  const tax = addend(properties.tax, 'properties.tax', findings);
  if (shipping === null || tax === null) return undefined;
  if (shipping === undefined && tax === undefined) return goods;
  // 26.59, not 26.589999999999996
  const whole = Number((goods + (shipping ?? 0) + (tax ?? 0)).toPrecision(15));
  if (Number.isFinite(whole)) return whole;
  report(findings, issue('invalid_revenue', 'properties', ' (revenue, shipping and tax together)'));
  return undefined;
}

function addend(value: unknown, path: string, findings: Findings): Parsed<number> {
  const parsed = number(value);
  if (parsed === null) report(findings, wrong('invalid_revenue', path, value));
  return parsed;
}
