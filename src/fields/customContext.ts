import { isEmptyArray, isObject, isUnset } from '../is.ts';
import type { MisoContext, MisoCustomContextValue } from '../miso/interactions.ts';
import { isCustomContextValue } from '../miso/schema.ts';
import { context } from './context.ts';
import type { MappingContext, Parsed } from './field.ts';
import { compileReader, type Source } from './sources.ts';
import { parseString } from './string.ts';

/**
 * Extends the field `context` by a region and a custom context.
 *
 * @example
 * ```ts
 * const currency = compileSources('customContext.currency', 'properties.currency');
 * const { read } = extendContext([], [['currency', currency]]);
 * read({ ...ctx, event: { properties: { currency: 'EUR' } } });
 * //=> { custom_context: { currency: 'EUR' } }
 * ```
 */
export function extendContext(
  region: readonly Source[],
  customContext: readonly (readonly [key: string, sources: readonly Source[]])[],
): typeof context {
  const readRegion = compileReader(region, { parse: parseString, code: 'invalid_context' });
  const readers = customContext.map(
    ([key, sources]) =>
      [key, compileReader(sources, { parse: parseCustomValue, code: 'invalid_context' })] as const,
  );
  return { ...context, read: (ctx) => readExtended(ctx, readRegion, readers) };
}

function readExtended(
  ctx: MappingContext,
  readRegion: (ctx: MappingContext) => string | undefined,
  readers: readonly (readonly [
    key: string,
    read: (ctx: MappingContext) => MisoCustomContextValue | undefined,
  ])[],
): MisoContext | undefined {
  let found = context.read(ctx);
  const region = readRegion(ctx);
  if (region !== undefined) (found ??= {}).region = region;
  const custom = readers.flatMap(([key, read]) => {
    const value = read(ctx);
    return value === undefined ? [] : [[key, value] as const];
  });
  // `fromEntries` writes own keys, `__proto__` too
  if (custom.length > 0) (found ??= {}).custom_context = Object.fromEntries(custom);
  return found;
}

/** Parses a value of the custom context. */
export function parseCustomValue(value: unknown): Parsed<MisoCustomContextValue> {
  if (isUnset(value) || isEmptyArray(value)) return undefined;
  if (!isCustomContextValue(value)) return null;
  const copy = copyJson(value);
  // an object without properties would say nothing
  return Array.isArray(copy) && copy.some(isEmptyObject) ? null : copy;
}

function isEmptyObject(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

// the input is never kept
function copyJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value; // a copy has the type of its original
}
