import type { MisoContext, MisoCustomContextValue } from '../miso/interactions.ts';
import { isCustomContextValue } from '../miso/schema.ts';
import { context } from './context.ts';
import { ALONE, type Reader } from './input.ts';
import { type Place, readerAt } from './places.ts';
import { isObject, type Parsed } from './source.ts';
import { text } from './text.ts';

/**
 * The reader of a context with a region and members of the user's beside what Segment's clients say.
 *
 * @example
 * ```ts
 * const places = placesOf('customContext.currency', 'properties.currency');
 * const reader = contextReader([], [['currency', places]]);
 * reader({ properties: { currency: 'EUR' } }, {}, findings);
 * //=> { custom_context: { currency: 'EUR' } }
 * ```
 */
export function contextReader(
  regionPlaces: readonly Place[],
  members: readonly (readonly [member: string, places: readonly Place[]])[],
): Reader<MisoContext> {
  const readRegion = readerAt(regionPlaces, { parse: text, code: 'invalid_context' });
  const readers = members.map(
    ([member, places]) =>
      [member, readerAt(places, { parse: customValue, code: 'invalid_context' })] as const,
  );
  return (event, properties, findings) => {
    const usual = context(event, properties, findings);
    const region = readRegion(event, '', ALONE, event, findings);
    const custom = readers.flatMap(([member, read]) => {
      const value = read(event, '', ALONE, event, findings);
      return value === undefined ? [] : [[member, value] as const];
    });
    if (region === undefined && custom.length === 0) return usual;
    // spread, not assigned: a page may have put a setter on the prototype of all objects
    return {
      ...usual,
      ...(region !== undefined && { region }),
      ...(custom.length > 0 && { custom_context: Object.fromEntries(custom) }),
    };
  };
}

function customValue(value: unknown): Parsed<MisoCustomContextValue> {
  if (text(value) === undefined || (Array.isArray(value) && value.length === 0)) return undefined;
  if (!isCustomContextValue(value)) return null;
  const copy = copyOf(value);
  // an object of nothing would say nothing
  return Array.isArray(copy) && copy.some(isEmpty) ? null : copy;
}

function isEmpty(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

// what is read is never kept
function copyOf<Value>(value: Value): Value {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- a copy is of the type of what is copied
  return JSON.parse(JSON.stringify(value));
}
