import { hasOwn, listEntries } from '../is.ts';
import { getProducts } from '../miso/fieldsByType.ts';
import { canonicalMapping, type MappingRow } from './canonical.ts';
import type { MapperOptions, RulesByName } from '../options/mapperOptions.ts';
import type { EventRule } from './types.ts';

/**
 * Lists the effective mapping table: the user's rows, then the canonical ones that they do not override.
 *
 * @example
 * ```ts
 * listRows({ events: { 'Song Played': 'listen' } })[0];
 * //=> { event: 'Song Played', call: 'track', to: ['listen'], origin: 'custom', products: 'one' }
 * ```
 */
export function listRows({ events = {}, pages = {}, screens = {} }: MapperOptions): readonly MappingRow[] {
  return [
    ...createRows('track', events),
    ...createRows('page', pages),
    ...createRows('screen', screens),
    ...canonicalMapping.filter(({ event }) => !Object.keys(events).includes(event)),
  ];
}

function createRows(call: MappingRow['call'], rules: RulesByName): MappingRow[] {
  return listEntries(rules).map(([event, rule]) => {
    const to = describeTarget(rule);
    const row = { event, call, to, origin: 'custom' } as const;
    const products = describeProducts(rule, to);
    return products === undefined ? row : { ...row, products };
  });
}

function describeTarget(rule: EventRule): MappingRow['to'] {
  if (rule === false) return 'none';
  if (typeof rule === 'function') return 'function';
  if (typeof rule === 'string') return [rule];
  return 'to' in rule ? [rule.to] : rule;
}

// of several types those with products may differ
function describeProducts(rule: EventRule, to: MappingRow['to']): MappingRow['products'] {
  if (typeof to === 'string') return undefined;
  const isDetailed = typeof rule === 'object' && 'to' in rule && hasOwn(rule, 'products');
  if (isDetailed && rule.products !== undefined) return rule.products;
  const [first, ...others] = new Set(to.map(getProducts).filter((products) => products !== undefined));
  return others.length === 0 ? first : undefined;
}
