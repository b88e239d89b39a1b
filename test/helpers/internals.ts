// All that tests use from inside `src`: everything else comes from `src/index.ts`
export type { MappingContext } from '../../src/fields/field.ts';
export { fields } from '../../src/fields/index.ts';
export { parseAmount, parseNumber } from '../../src/fields/number.ts';
export { followPath, isPath, parsePath } from '../../src/fields/path.ts';
export { compileSources } from '../../src/fields/sources.ts';
export { isReadableArray, toArray } from '../../src/is.ts';
export { appendKey, defaultEffects, describeType, issueTable } from '../../src/issues.ts';
export { commonFields, fieldsByType, getProducts, listFields } from '../../src/miso/fieldsByType.ts';
export { stringifyJson } from '../../src/miso/json.ts';
export { parseString } from '../../src/fields/string.ts';
export { countUtf8Bytes } from '../../src/miso/upload.ts';
export { findNearest } from '../../src/options/nearest.ts';
