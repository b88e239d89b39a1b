import { fields, type MappingContext } from '../helpers/internals.ts';

/** An event while it is mapped, as readers see it. */
export const ctx: MappingContext = {
  event: {},
  properties: {},
  context: {},
  rule: { type: 'checkout', products: 'many', fields, settings: { categorySeparator: '>', ratingScale: 5 } },
  issues: [],
};

export { compileSources, fields, parseString } from '../helpers/internals.ts';
export type { StandardSchemaV1 } from '@standard-schema/spec';

/** Runs a test immediately, in place of vitest's `test`. */
export function runTest(_name: string, run: () => void): void {
  run();
}
