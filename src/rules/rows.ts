import { getProducts } from '../miso/fieldsByType.ts';
import { canonicalMapping, type MappingRow } from './canonical.ts';
import type { EventRule, MapperOptions } from './types.ts';

/**
 * Lists the effective mapping table: the user's rows, then the canonical ones that they do not override.
 *
 * @example
 * ```ts
 * listRows({ events: { 'Song Played': 'listen' } })[0];
 * //=> { event: 'Song Played', call: 'track', to: ['listen'], origin: 'custom', products: 'many' }
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

function createRows(call: MappingRow['call'], rules: { readonly [name: string]: EventRule }): MappingRow[] {
  return Object.entries(rules).map(([event, rule]) => {
    const to = describeTarget(rule);
    const row = { event, call, to, origin: 'custom' } as const;
    return hasProducts(to) ? { ...row, products: 'many' } : row;
  });
}

function describeTarget(rule: EventRule): MappingRow['to'] {
  if (rule === false) return 'none';
  if (typeof rule === 'function') return 'function';
  if (typeof rule === 'string') return [rule];
  return 'to' in rule ? [rule.to] : rule;
}

function hasProducts(to: MappingRow['to']): boolean {
  if (typeof to === 'string') return false;
  return to.some((type) => getProducts(type) !== undefined);
}
