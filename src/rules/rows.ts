import { blueprints } from '../miso/blueprints.ts';
import { canonicalMapping, type MappingRow } from './canonical.ts';
import type { EventRule, MapperOptions } from './rule.ts';

/**
 * The mapping table in force: the user's rows, then the canonical ones that they leave.
 *
 * @example
 * ```ts
 * rowsOf({ events: { 'Song Played': 'listen' } })[0];
 * //=> { event: 'Song Played', call: 'track', to: ['listen'], origin: 'custom', products: 'many' }
 * ```
 */
export function rowsOf({ events = {}, pages = {}, screens = {} }: MapperOptions): readonly MappingRow[] {
  return [
    ...rowsFor('track', events),
    ...rowsFor('page', pages),
    ...rowsFor('screen', screens),
    ...canonicalMapping.filter(({ event }) => !Object.keys(events).includes(event)),
  ];
}

function rowsFor(call: MappingRow['call'], rules: { readonly [name: string]: EventRule }): MappingRow[] {
  return Object.entries(rules).map(([event, rule]) => {
    const to = targetOf(rule);
    const row = { event, call, to, origin: 'custom' } as const;
    return hasProducts(to) ? { ...row, products: 'many' } : row;
  });
}

function targetOf(rule: EventRule): MappingRow['to'] {
  if (rule === false) return 'none';
  if (typeof rule === 'function') return 'function';
  if (typeof rule === 'string') return [rule];
  return 'to' in rule ? [rule.to] : rule;
}

function hasProducts(to: MappingRow['to']): boolean {
  if (typeof to === 'string') return false;
  return to.some((type) => blueprints[type].some((field) => field === 'product_ids'));
}
