import { planFor } from './builders.ts';
import type { FieldReaders, RawEvent } from './fields/input.ts';
import { defaultReaders } from './fields/readers.ts';
import { isObject } from './fields/source.ts';
import { isPlainText, text } from './fields/text.ts';
import { type Finder, finderOf, foldedOr, type Rule } from './finder.ts';
import { type IssueCode, issue, type MappingIssue, NO_ISSUES, shortened, wrong } from './issue.ts';
import type { MisoInteraction, MisoInteractionByType, MisoInteractionType } from './miso/interactions.ts';
import { hasOwn } from './miso/members.ts';
import type { Plan } from './plan.ts';
import { type Draft, fill, newDraft } from './records.ts';
import { Rejection } from './rejection.ts';
import { type MappedResult, type MapResult, rejected, skipped, type SkippedResult } from './result.ts';
import { canonicalMapping, type MappingRow } from './rules/canonical.ts';
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

/** Where the rules for each call are found. */
export type Finders = { readonly [Call in MappingRow['call']]: Finder };

/** The calls of a mapper: by name, and `track`, which nearly all are, at once. */
export interface Calls {
  readonly track: Rule;
  readonly find: Finder;
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
  return mapEvent((canonical ??= canonicalCalls()), event) as MapResult<CanonicalInteraction<NameOf<Event>>>;
}

// made on the first call, as a page may import the library and never track
let canonical: Calls | undefined;

function canonicalCalls(): Calls {
  const rules = canonicalRules(() => defaultReaders);
  const pages = finderOf(new Map(), unmapped('name'), namelessView);
  const tracks = finderOf(rules, foldedOr(rules, unmapped('event')), namelessTrack);
  return callsOf({ track: tracks, page: pages, screen: pages });
}

/** The rules of the canonical table, by name. */
export function canonicalRules(readersOf: (type: MisoInteractionType) => FieldReaders): Map<string, Rule> {
  const rows: readonly (MappingRow & { to: readonly [MisoInteractionType] })[] = canonicalMapping;
  return new Map(
    rows.map((row) => {
      const { event, to } = row;
      // a search has none of its own: a page may have put anything on the prototype of all objects
      const products = hasOwn(row, 'products') ? row.products : undefined;
      return [event, usualRule(planFor(to[0], readersOf(to[0]), products))];
    }),
  );
}

/** The rules that say of each name that it is not mapped. */
export function unmapped(member: 'event' | 'name'): Finder {
  return (name) => skipAs(about('unmapped_event', member, name));
}

// the same issue each time, so frozen
function skipAs(reason: MappingIssue): Rule {
  const issues: SkippedResult['issues'] = Object.freeze([Object.freeze(reason)]);
  return () => ({ status: 'skipped', interactions: NOTHING, issues });
}

const NOTHING: readonly [] = /* @__PURE__ */ Object.freeze([]);

/** The calls, by name in any case. */
export function callsOf({ track, page, screen }: Finders): Calls {
  const tracked: Rule = (event) => {
    const name = event.event;
    return typeof name === 'string' ? track(name)(event, name) : namelessTrack(event);
  };
  const rules = new Map([
    ['track', tracked],
    ['page', viewed(page)],
    ['screen', viewed(screen)],
  ]);
  const otherwise: Finder = (type) => rules.get(type.toLowerCase()) ?? skipAs(notForMiso('type', type));
  return { track: tracked, find: finderOf(rules, otherwise, tracked) };
}

function viewed(find: Finder): Rule {
  return (event) => {
    const { name } = event;
    return typeof name === 'string' ? find(name)(event, name) : namelessView(event);
  };
}

export function namelessTrack({ event }: RawEvent): MapResult {
  return rejected(wrong('missing_event_name', 'event', event), NO_ISSUES);
}

export function namelessView({ name }: RawEvent): MapResult {
  return skipped(wrong('unmapped_event', 'name', name));
}

/** The rule that makes the usual interaction of a type. */
export function usualRule(plan: Plan): Rule {
  return (event, name) => {
    const draft = newDraft();
    const lack = fill(draft, plan, event, name);
    return lack === undefined ? mapped(draft) : rejected(lack, draft.issues);
  };
}

function mapped(draft: Draft): MappedResult;
// it has been filled, with what the plan's readers read: those of the fields that the type has
function mapped(draft: Draft): unknown {
  return draft;
}

/** Maps one event with the rules of its call. */
export function mapEvent(calls: Calls, event: unknown): MapResult {
  try {
    return isObject(event) ? mapCall(calls, event) : rejected(wrong('not_an_event', '', event), NO_ISSUES);
  } catch (thrown) {
    // all that can throw here is code of others: a rule, or a getter of the event
    return thrown instanceof Rejection
      ? rejected(thrown.issues[0], thrown.issues)
      : rejected(issue('not_an_event', '', ' (an object)'), NO_ISSUES);
  }
}

function mapCall({ track, find }: Calls, event: RawEvent): MapResult {
  const { type } = event;
  if (type === 'track') return track(event, type);
  if (isPlainText(type)) return find(type)(event, type);
  const call = callOf(event);
  if (call === 'track' || call === 'page' || call === 'screen') return find(call)(event, call);
  const member = text(type) === undefined && text(event.action) !== undefined ? 'action' : 'type';
  return skipped(notForMiso(member, event[member]));
}

/** Which call an event is. Segment's first clients said `action` for `type`. */
export function callOf({ type, action, event }: RawEvent): string | null | undefined {
  const written = text(type);
  const call = written === undefined ? text(action) : written;
  return call === undefined && typeof event === 'string' ? 'track' : call?.toLowerCase();
}

function notForMiso(member: 'type' | 'action', written: unknown): MappingIssue {
  return typeof written === 'string' && written.toLowerCase() === 'delete'
    ? issue('deletion_request', member)
    : wrong('unsupported_call', member, written);
}

/** An issue about an event by its name. */
export function about(code: IssueCode, member: 'event' | 'name', name: string): MappingIssue {
  return issue(code, member, ` ${JSON.stringify(shortened(name))}`);
}
