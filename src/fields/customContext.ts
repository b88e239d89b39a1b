import type { MisoContext, MisoCustomContextValue } from '../miso/interactions.ts';
import { isCustomContextValue } from '../miso/schema.ts';
import { context } from './context.ts';
import type { Reader } from './input.ts';
import { type Care, firstUsableAt, type Place } from './places.ts';
import type { Parsed } from './source.ts';
import { text } from './text.ts';

/** The context's `custom_context`: its members, and where each is. */
export type CustomContext = readonly (readonly [member: string, places: readonly Place[]])[];

/**
 * The reader of a context with a region and members of the user's beside what Segment's clients say.
 *
 * @example
 * ```ts
 * const places = placesOf('customContext.currency', 'properties.currency');
 * const reader = contextReader([], [['currency', places]]);
 * reader({ ...input, event: { properties: { currency: 'EUR' } } });
 * //=> { custom_context: { currency: 'EUR' } }
 * ```
 */
export function contextReader(region: readonly Place[], custom: CustomContext): Reader<MisoContext> {
  return (input) => {
    const found: MisoContext = context(input) ?? {};
    const inRegion = firstUsableAt(region, input.event, regionCare, input);
    if (inRegion !== undefined) found.region = inRegion;
    const members = custom.flatMap(([member, places]) => {
      const value = firstUsableAt(places, input.event, customCare, input);
      return value === undefined ? [] : [[member, value] as const];
    });
    if (members.length > 0) found.custom_context = Object.fromEntries(members);
    return Object.keys(found).length > 0 ? found : undefined;
  };
}

const regionCare: Care<string> = { parse: text, code: 'invalid_context' };
const customCare: Care<MisoCustomContextValue> = { parse: customValue, code: 'invalid_context' };

function customValue(value: unknown): Parsed<MisoCustomContextValue> {
  if (text(value) === undefined || (Array.isArray(value) && value.length === 0)) return undefined;
  return isCustomContextValue(value) ? copyOf(value) : null;
}

// what is read is never kept
function copyOf<Value>(value: Value): Value {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- a copy is of the type of what is copied
  return JSON.parse(JSON.stringify(value));
}
