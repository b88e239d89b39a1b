import { type Builder, builders } from './builders.ts';
import type { Input, RawEvent, RawProperties, Reading } from './fields/input.ts';
import { defaultReaders } from './fields/readers.ts';
import { isObject } from './fields/source.ts';
import { text } from './fields/text.ts';
import { type IssueCode, issue, type MappingIssue, shortened, wrong } from './issue.ts';
import type { MisoInteraction, MisoInteractionByType } from './miso/interactions.ts';
import { Rejection } from './rejection.ts';
import { type MapResult, rejected, skipped } from './result.ts';
import { canonicalMapping, type MappingRow } from './rules/canonical.ts';
import { foldEventName } from './rules/eventName.ts';
import type { KnownTrackEvent } from './segment/event.ts';

/** The interaction that an event of this name becomes by the canonical table; any of them for other names. */
export type CanonicalInteraction<Name> = Name extends keyof InteractionByEvent
  ? ByName<Name, InteractionByEvent>
  : MisoInteraction;

type CanonicalRow = (typeof canonicalMapping)[number];

type InteractionByEvent = {
  [Row in CanonicalRow as Row['event']]: MisoInteractionByType[Row['to'][number]];
};

/** The value of a name; also where its type is narrower than the key, as that of a name with a brand. */
export type ByName<Name, Values> = Name extends keyof Values
  ? {} extends { [Key in Name]: 0 } // a brand makes no member
    ? { [Key in keyof Values]: Name extends Key ? Values[Key] : never }[keyof Values]
    : Values[Name]
  : never;

/** The name of an event, if its type has one. */
export type NameOf<Event> = Event extends { readonly event: infer Name } ? Name : unknown;

/** What becomes of an event of a name. */
export type Rule = (event: RawEvent, name: string) => MapResult;

/** What a mapper goes by. */
export interface Configuration {
  /** The rule for a call of this name. */
  readonly ruleFor: (call: MappingRow['call'], name: string) => Rule | undefined;
  /** Why an event may not be sent to Miso, whatever its rule. */
  readonly refuses?: ((event: RawEvent) => MappingIssue | undefined) | undefined;
}

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
  // the table that types the result is the one that the rules are made of
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- no type follows a lookup at run time
  return mapEvent(canonicalConfiguration, event) as MapResult<CanonicalInteraction<NameOf<Event>>>;
}

const canonicalConfiguration: Configuration = /* @__PURE__ */ configureCanonical();

function configureCanonical(): Configuration {
  const exact = canonicalRules(defaultReaders);
  const folded = foldedRules(exact);
  return {
    ruleFor: (call, name) =>
      call === 'track' ? (exact.get(name) ?? folded.get(foldEventName(name))) : undefined,
  };
}

/** The rules of the canonical table, by name. */
export function canonicalRules(readers: Reading['readers']): Map<string, Rule> {
  const rows: readonly (MappingRow & { to: readonly [MisoInteraction['type']] })[] = canonicalMapping;
  return new Map(
    rows.map(({ event, to, products = 'many' }) => [
      event,
      usualRule(builders[to[0]], { products, readers }),
    ]),
  );
}

/** The rules by their folded names. */
export function foldedRules(rules: ReadonlyMap<string, Rule>): Map<string, Rule> {
  return new Map(Array.from(rules, ({ 0: name, 1: rule }) => [foldEventName(name), rule]));
}

/** The rule that makes the usual interaction of a type. */
export function usualRule({ build, lacks }: Builder, reading: Reading): Rule {
  return (event, name) => {
    const input = inputOf(event, name, reading);
    const record = build(input);
    const error = lacks(record, input);
    return error === undefined
      ? { status: 'mapped', interactions: [record], issues: input.issues }
      : rejected(error, input.issues);
  };
}

/** An event taken apart, with nothing found wrong yet. */
export function inputOf(event: RawEvent, name: string, reading: Reading): Input {
  const properties = isObject(event.properties) ? event.properties : NO_PROPERTIES;
  return { event, properties, name, reading, issues: [], place: '', index: -1 };
}

const NO_PROPERTIES: RawProperties = {};

/** Maps one event as a configuration says. */
export function mapEvent(configuration: Configuration, event: unknown): MapResult {
  try {
    return isObject(event) ? mapCall(configuration, event) : rejected(wrong('not_an_event', '', event), []);
  } catch (thrown) {
    // all that can throw here is code of others: a rule, or a getter of the event
    return thrown instanceof Rejection
      ? rejected(thrown.issues[0], thrown.issues)
      : rejected(issue('not_an_event', '', ' (an object)'), []);
  }
}

function mapCall({ ruleFor, refuses }: Configuration, event: RawEvent): MapResult {
  const call = callOf(event);
  if (call !== 'track' && call !== 'page' && call !== 'screen') return skipped(notForMiso(event, call));
  const member = call === 'track' ? 'event' : 'name';
  // by name, as `event[member]` takes a fifth of the whole mapping's time
  const name = call === 'track' ? event.event : event.name;
  if (typeof name !== 'string' || name.trim() === '') {
    return call === 'track'
      ? rejected(wrong('missing_event_name', member, name), [])
      : skipped(wrong('unmapped_event', member, name));
  }
  const rule = ruleFor(call, name);
  if (rule === undefined) return skipped(about('unmapped_event', member, name));
  const refusal = refuses?.(event);
  return refusal === undefined ? rule(event, name) : skipped(refusal);
}

/** Which call an event is. Segment's first clients said `action` for `type`. */
export function callOf({ type, action, event }: RawEvent): string | null | undefined {
  if (type === 'track') return type;
  const written = text(type);
  const call = written === undefined ? text(action) : written;
  return call === undefined && typeof event === 'string' ? 'track' : call?.toLowerCase();
}

function notForMiso(event: RawEvent, call: string | null | undefined): MappingIssue {
  const member = text(event.type) === undefined && text(event.action) !== undefined ? 'action' : 'type';
  return call === 'delete'
    ? issue('deletion_request', member)
    : wrong('unsupported_call', member, event[member]);
}

/** An issue about an event by its name. */
export function about(code: IssueCode, member: 'event' | 'name', name: string): MappingIssue {
  return issue(code, member, ` ${JSON.stringify(shortened(name))}`);
}
