import { Rejection } from '../fields/callUserFunction.ts';
import { isAbsent, isObject, isUnset, type UnknownObject } from '../is.ts';
import {
  createInvalidValueIssue,
  createIssue,
  describeType,
  type MappingIssue,
  truncate,
} from '../issues.ts';
import { type MapResult, reject, skip, type SkippedResult } from '../result.ts';
import type { MappingRow } from '../rules/canonical.ts';
import type { RawEvent } from '../segment/raw.ts';
import { createRuleLookup, type Rule, type RuleLookup } from './ruleLookup.ts';

/** Maps an event: finds its call, then the rule for its name. */
export type Dispatcher = (event: RawEvent) => MapResult;

/** Maps anything; never throws. */
export function mapEvent(dispatch: Dispatcher, event: unknown): MapResult {
  try {
    return isObject(event) ? dispatch(event) : rejectValue(event);
  } catch (thrown) {
    // only foreign code can throw here: a user's function, or a getter of the event
    return thrown instanceof Rejection
      ? reject(thrown.issues[0], thrown.issues)
      : reject(createIssue('not_an_event', '', 'The event (an object)'));
  }
}

// of these, every call of Segment's has at least one
const PARTS = ['userId', 'anonymousId', 'messageId', 'event', 'properties', 'traits'];

const CALLS = ['track', 'page', 'screen', 'identify', 'group', 'alias', 'delete'];

/** Whether an object is a call of Segment's; an unknown `type` may be that of an object of another kind, such as a CloudEvent. */
export function isCall(event: RawEvent & UnknownObject): boolean {
  const call = event[findCallKey(event)];
  if (isUnset(call)) return typeof event.event === 'string';
  return isKnownCall(call) || PARTS.some((part) => event[part] !== undefined);
}

function isKnownCall(call: unknown): boolean {
  return typeof call === 'string' && CALLS.includes(call.toLowerCase());
}

// where a body may have the events that it was sent for
const WRAPPERS = ['batch', 'events', 'detail', 'Records', 'body', 'data'];

/** The result of a value that is not a call. */
export function rejectValue(value: unknown): MapResult {
  return reject(createIssue('not_an_event', '', `The event (${describeType(value)}${describeBody(value)})`));
}

function describeBody(value: unknown): string {
  if (typeof value === 'string') return /^[[{]/.test(value) ? ' that may be JSON: parse it first' : '';
  if (!isObject(value)) return '';
  const wrapper = WRAPPERS.find((key) => !isAbsent(value[key]));
  return wrapper === undefined ? '' : `: is the event in its "${wrapper}"?`;
}

// Segment's legacy libraries send `action` in place of `type`
function findCallKey({ type, action }: RawEvent): 'type' | 'action' {
  return isUnset(type) && !isUnset(action) ? 'action' : 'type';
}

/** Whether an event is a `delete` call. */
export function isDeleteCall(event: RawEvent): boolean {
  return isDelete(event[findCallKey(event)]);
}

function isDelete(call: unknown): boolean {
  return typeof call === 'string' && call.toLowerCase() === 'delete';
}

function createCallIssue(key: 'type' | 'action', call: unknown): MappingIssue {
  return isDelete(call)
    ? createIssue('deletion_request', key)
    : createInvalidValueIssue('unsupported_call', key, call);
}

/** Creates the dispatcher of rules for each call, whose type is compared case-insensitively. */
export function createDispatcher(lookups: {
  readonly [Call in MappingRow['call']]: RuleLookup;
}): Dispatcher {
  const track: Rule = (event) => {
    const name = readName(event.event);
    return lookups.track(name)(event, name);
  };
  const rules = new Map([
    ['track', track],
    ['page', createViewRule(lookups.page)],
    ['screen', createViewRule(lookups.screen)],
  ]);
  const callLookups = { type: createCallLookup('type', rules), action: createCallLookup('action', rules) };
  return (event) => {
    const { type } = event;
    if (type === 'track') return track(event, type);
    const key = findCallKey(event);
    const call = event[key];
    if (typeof call === 'string' && !isUnset(call)) return callLookups[key](call)(event, call);
    if (!isCall(event)) return rejectValue(event);
    return isUnset(call) ? track(event, 'track') : skip(createCallIssue(key, call));
  };
}

function createCallLookup(key: 'type' | 'action', rules: ReadonlyMap<string, Rule>): RuleLookup {
  const find: RuleLookup = (call) => {
    const skipCall = createSkipRule(createCallIssue(key, call));
    if (isKnownCall(call)) return rules.get(call.toLowerCase()) ?? skipCall;
    return (event, name) => (isCall(event) ? skipCall(event, name) : rejectValue(event));
  };
  return createRuleLookup(rules, find, rejectValue);
}

function createViewRule(lookup: RuleLookup): Rule {
  return (event) => {
    const name = readName(event.name);
    return lookup(name)(event, name);
  };
}

function readName(name: unknown): string {
  return typeof name === 'string' ? name : '';
}

/** The rule for a `track` call without a name. */
export function rejectNameless({ event }: RawEvent): MapResult {
  return reject(createInvalidValueIssue('missing_event_name', 'event', event));
}

/** The rule for a `page` or `screen` call without a name. */
export function skipNameless({ name }: RawEvent): MapResult {
  return skip(createInvalidValueIssue('unmapped_event', 'name', name));
}

/** Finds for each name the rule that says that it is not mapped. */
export function skipUnmapped(key: 'event' | 'name'): RuleLookup {
  return (name) => createSkipRule(createIssue('unmapped_event', key, describeName(key, name)));
}

// the issue is shared by all events that it is about, so it is frozen
function createSkipRule(reason: MappingIssue): Rule {
  const issues: SkippedResult['issues'] = Object.freeze([Object.freeze(reason)]);
  return () => ({ status: 'skipped', interactions: [], issues });
}

/** Describes an event by its name. */
export function describeName(key: 'event' | 'name', name: string): string {
  return `${key} ${JSON.stringify(truncate(name))}`;
}
