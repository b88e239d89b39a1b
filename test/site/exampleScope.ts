import { defaultReaders, type Findings, type Reading } from '../helpers/internals.ts';

/** How an event about many products is read. */
export const reading: Reading = { products: 'many', readers: defaultReaders };

/** Where readers take down what they find. */
export const findings: Findings = { issues: [] };

export { placesOf, type RawObject } from '../helpers/internals.ts';
export type { StandardSchemaV1 } from '@standard-schema/spec';
