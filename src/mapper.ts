import type { NonEmptyTuple } from 'type-fest/non-empty-tuple';
import { type Builder, builders } from './builders.ts';
import type { Input, RawEvent, RawProperties, ReadingRule } from './fields/input.ts';
import { defaultReaders } from './fields/readers.ts';
import { isObject } from './fields/source.ts';
import { text } from './fields/text.ts';
import { issue, type MappingIssue, wrong } from './issue.ts';
import type { MisoInteraction, MisoInteractionByType, MisoInteractionType } from './miso/interactions.ts';
import { canonicalMapping, type MappingRow } from './rules/canonical.ts';
import { foldEventName } from './rules/eventName.ts';
import type { KnownTrackEvent } from './segment/event.ts';

/** What became of an event. */
export type MapResult<Interaction extends MisoInteraction = MisoInteraction> =
  MappedResult<Interaction> | SkippedResult | RejectedResult;

/** Send it. The issues are warnings: what was left out, and why. */
export interface MappedResult<Interaction extends MisoInteraction = MisoInteraction> {
  readonly status: 'mapped';
  readonly interactions: NonEmptyTuple<Interaction>;
  readonly issues: readonly MappingIssue[];
}

/** Nothing is wrong: it is not for Miso, and the issue says why. */
export interface SkippedResult {
  readonly status: 'skipped';
  readonly interactions: readonly [];
  readonly issues: readonly [MappingIssue];
}

/** It should have been an interaction but cannot be one: keep it and look at the issues, the error first. */
export interface RejectedResult {
  readonly status: 'rejected';
  readonly interactions: readonly [];
  readonly issues: NonEmptyTuple<MappingIssue>;
}

/** The interaction that an event of this name becomes by the canonical table; any of them for other names. */
export type CanonicalInteraction<Name> = Name extends CanonicalRow['event']
  ? MisoInteractionByType[Extract<CanonicalRow, { event: Name }>['to'][number]]
  : MisoInteraction;

type CanonicalRow = (typeof canonicalMapping)[number];

/** The name of an event, if its type has one. */
export type NameOf<Event> = Event extends { readonly event: infer Name } ? Name : unknown;

/** A rule, compiled. */
export interface Rule extends ReadingRule {
  readonly builder: Builder;
}

/** What a mapper goes by. */
export interface Configuration {
  /** The rule for a `track` call of this name. */
  readonly ruleFor: (name: string) => Rule | undefined;
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

const canonicalConfiguration: Configuration = /* @__PURE__ */ configure(canonicalMapping);

function configure(
  rows: readonly (MappingRow & { readonly to: readonly [MisoInteractionType] })[],
): Configuration {
  const exact = new Map<string, Rule>();
  const folded = new Map<string, Rule>();
  for (const { event, to, products = 'many' } of rows) {
    const rule: Rule = { builder: builders[to[0]], products, readers: defaultReaders };
    exact.set(event, rule);
    folded.set(foldEventName(event), rule);
  }
  return { ruleFor: (name) => exact.get(name) ?? folded.get(foldEventName(name)) };
}

function mapEvent(configuration: Configuration, event: unknown): MapResult {
  try {
    return isObject(event) ? mapCall(configuration, event) : rejected(wrong('not_an_event', '', event), []);
  } catch {
    return rejected(issue('not_an_event', '', ' (an object)'), []);
  }
}

function mapCall(configuration: Configuration, event: RawEvent): MapResult {
  const call = callOf(event);
  if (call !== 'track') return skipped(notForMiso(event, call));
  const name = event.event;
  if (!isName(name)) return rejected(wrong('missing_event_name', 'event', name), []);
  const rule = configuration.ruleFor(name);
  return rule === undefined
    ? skipped(issue('unmapped_event', 'event', ` ${quoted(name)}`))
    : applyRule(rule, event, name);
}

/** Which call an event is. Segment's first clients said `action` for `type`. */
export function callOf({ type, action, event }: RawEvent): string | null | undefined {
  if (type === 'track') return type;
  const written = text(type);
  const call = written === undefined ? text(action) : written;
  return call === undefined && typeof event === 'string' ? 'track' : call?.toLowerCase();
}

function notForMiso(event: RawEvent, call: string | null | undefined): MappingIssue {
  if (call === 'page' || call === 'screen') {
    return issue('unmapped_event', 'name', isName(event.name) ? ` ${quoted(event.name)}` : '');
  }
  const member = text(event.type) === undefined && text(event.action) !== undefined ? 'action' : 'type';
  return call === 'delete'
    ? issue('deletion_request', member)
    : wrong('unsupported_call', member, event[member]);
}

function isName(name: unknown): name is string {
  return typeof name === 'string' && name.trim() !== '';
}

function quoted(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
}

function applyRule(rule: Rule, event: RawEvent, name: string): MapResult {
  const properties = isObject(event.properties) ? event.properties : NO_PROPERTIES;
  const input: Input = { event, properties, name, rule, issues: [], place: '', index: -1 };
  const record = rule.builder.build(input);
  const error = rule.builder.lacks(record, input);
  return error === undefined
    ? { status: 'mapped', interactions: [record], issues: input.issues }
    : rejected(error, input.issues);
}

const NO_PROPERTIES: RawProperties = {};

function skipped(reason: MappingIssue): SkippedResult {
  return { status: 'skipped', interactions: [], issues: [reason] };
}

function rejected(error: MappingIssue, issues: readonly MappingIssue[]): RejectedResult {
  return {
    status: 'rejected',
    interactions: [],
    issues: [error, ...issues.filter((other) => other !== error)],
  };
}
