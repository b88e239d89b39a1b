// All that tests use from inside `src`: everything else comes from `src/index.ts`
export type { RawObject, Reading } from '../../src/fields/input.ts';
export { number } from '../../src/fields/number.ts';
export { follow, isPath, parsePath } from '../../src/fields/path.ts';
export { placesOf } from '../../src/fields/places.ts';
export { defaultReaders } from '../../src/fields/readers.ts';
export { type Findings, issueTable, kindOf, memberPath, usualOutcomes } from '../../src/issue.ts';
export { blueprints, commonFields } from '../../src/miso/blueprints.ts';
export { isList, itemsOf, jsonOf } from '../../src/miso/members.ts';
export { utf8Length } from '../../src/miso/upload.ts';
export { nearest } from '../../src/options/nearest.ts';
export { sourcesOf } from '../../src/rules/sources.ts';
