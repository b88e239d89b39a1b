import type { Input } from '../src/fields/input.ts';
import { defaultReaders } from '../src/fields/readers.ts';

/** An event without anything, for readers to be tried on. */
export const input: Input = {
  event: {},
  properties: {},
  name: 'Order Completed',
  reading: { products: 'many', readers: defaultReaders },
  issues: [],
  place: '',
  index: -1,
};

export { placesOf } from '../src/fields/places.ts';
export type { RawObject } from '../src/fields/input.ts';
export type { StandardSchemaV1 } from '@standard-schema/spec';
