import type { Input } from '../src/fields/input.ts';
import { defaultReaders } from '../src/fields/readers.ts';

/** An event without anything, for readers to be tried on. */
export const input: Input = {
  event: {},
  properties: {},
  name: 'Order Completed',
  rule: { products: 'many', readers: defaultReaders },
  issues: [],
  place: '',
  index: -1,
};
