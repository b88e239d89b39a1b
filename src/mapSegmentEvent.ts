import { compileDefaultRules } from './engine/defaultRules.ts';
import { type Dispatcher, mapEvent } from './engine/dispatch.ts';
import type { MisoInteraction, MisoInteractionByType } from './miso/interactions.ts';
import type { MapResult } from './result.ts';
import type { canonicalMapping } from './rules/canonical.ts';
import type { KnownTrackEvent } from './segment/event.ts';

/** The interaction to which the canonical table maps an event of a name; any interaction for other names. */
export type CanonicalInteraction<Name> = Name extends keyof InteractionByEvent
  ? ByName<Name, InteractionByEvent>
  : MisoInteraction;

type CanonicalRow = (typeof canonicalMapping)[number];

type InteractionByEvent = {
  [Row in CanonicalRow as Row['event']]: MisoInteractionByType[Row['to'][number]];
};

/** The value under a name; also where its type is narrower than the key, as that of a branded name. */
export type ByName<Name, Values> = Name extends keyof Values
  ? {} extends { [Key in Name]: 0 } // a brand creates no property
    ? { [Key in keyof Values]: Name extends Key ? Values[Key] : never }[keyof Values]
    : Values[Name]
  : never;

/** The name of an event, if its type has one. */
export type NameOf<Event> = Event extends { readonly event: infer Name } ? Name : unknown;

/**
 * Maps one event by the canonical table. Takes anything and never throws.
 *
 * @example
 * ```ts
 * mapSegmentEvent({
 *   type: 'track',
 *   event: 'Product Added',
 *   userId: 'u1',
 *   timestamp: '2026-01-31T12:00:00.000Z',
 *   properties: { product_id: 'p1', quantity: 2 },
 * }).interactions;
 * //=> [{ type: 'add_to_cart', user_id: 'u1', timestamp: '2026-01-31T12:00:00.000Z', product_ids: ['p1'], quantities: [2] }]
 * ```
 */
export function mapSegmentEvent<const Event extends KnownTrackEvent | {} | null | undefined>(
  event: Event,
): MapResult<CanonicalInteraction<NameOf<Event>>> {
  // the table that types the result is the one that the rules are compiled from
  return mapEvent((dispatch ??= compileDefaultRules()), event) as MapResult<
    CanonicalInteraction<NameOf<Event>>
  >;
}

// compiled on the first call, as a page may import the library and never track
let dispatch: Dispatcher | undefined;
