import type { Reading } from '../src/fields/input.ts';
import { defaultReaders } from '../src/fields/readers.ts';
import type { Findings } from '../src/issue.ts';

/** How an event about many products is read. */
export const reading: Reading = { products: 'many', readers: defaultReaders };

/** Where readers take down what they find. */
export const findings: Findings = { issues: [] };

export { placesOf } from '../src/fields/places.ts';
export type { RawObject } from '../src/fields/input.ts';
export type { StandardSchemaV1 } from '@standard-schema/spec';
