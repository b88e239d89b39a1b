import { Rejection } from '../fields/callUserFunction.ts';
import { isAbsent, isObject, isUnset, type UnknownObject } from '../is.ts';
import {
  createInvalidValueIssue,
  createIssue,
  describeType,
  type IssueCode,
  type MappingIssue,
  truncate,
} from '../issues.ts';
import { type MapResult, reject, skip, type SkippedResult } from '../result.ts';
import type { MappingRow } from '../rules/canonical.ts';
import type { RawEvent } from '../segment/raw.ts';
import { createRuleLookup, type Rule, type RuleLookup } from './ruleLookup.ts';

/** The rules of a mapper: those of `track` calls, and those of any call by its `type`, or by the `action` of legacy libraries. */
export interface Dispatcher {
  readonly track: Rule;
  readonly type: RuleLookup;
  readonly action: RuleLookup;
}

/** Maps one event: finds its call, then the rule for its name. */
export function mapEvent(dispatcher: Dispatcher, event: unknown): MapResult {
  try {
    if (isObject(event)) return mapCall(dispatcher, event);
    return rejectValue(event);
  } catch (thrown) {
    // only foreign code can throw here: a user's function, or a getter of the event
    return thrown instanceof Rejection
      ? reject(thrown.issues[0], thrown.issues)
      : reject(createIssue('not_an_event', '', 'The event (an object)'));
  }
}

function mapCall(dispatcher: Dispatcher, event: RawEvent): MapResult {
  const { type } = event;
  if (type === 'track') return dispatcher.track(event, type);
  const key = findCallKey(event);
  const call = event[key];
  if (isUnset(call) && typeof event.event === 'string') return dispatcher.track(event, 'track');
  if (typeof call === 'string' && !isUnset(call)) return dispatcher[key](call)(event, call);
  return hasPartOfCall(event) && !isUnset(call) ? skip(createCallIssue(key, call)) : rejectValue(event);
}

// what at least one of is in every call of Segment's
const PARTS = ['userId', 'anonymousId', 'messageId', 'event', 'properties', 'traits'];

function hasPartOfCall(event: UnknownObject): boolean {
  return PARTS.some((part) => event[part] !== undefined);
}

// where a body may have the events that it was sent for
const WRAPPERS = ['batch', 'events', 'detail', 'Records', 'body', 'data'];

function rejectValue(value: unknown): MapResult {
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
    const name = event.event;
    return typeof name === 'string' ? lookups.track(name)(event, name) : rejectNameless(event);
  };
  const rules = new Map([
    ['track', track],
    ['page', createViewRule(lookups.page)],
    ['screen', createViewRule(lookups.screen)],
  ]);
  const createLookup = (key: 'type' | 'action'): RuleLookup =>
    createRuleLookup(
      rules,
      (call) => rules.get(call.toLowerCase()) ?? createUnsupportedRule(key, call),
      track,
    );
  return { track, type: createLookup('type'), action: createLookup('action') };
}

const UNSUPPORTED_CALLS = ['identify', 'group', 'alias', 'delete'];

// an unknown call may be an object of another kind, such as a CloudEvent
function createUnsupportedRule(key: 'type' | 'action', call: string): Rule {
  const skipCall = createSkipRule(createCallIssue(key, call));
  if (UNSUPPORTED_CALLS.includes(call.toLowerCase())) return skipCall;
  return (event, name) => (hasPartOfCall(event) ? skipCall(event, name) : rejectValue(event));
}

function createViewRule(lookup: RuleLookup): Rule {
  return (event) => {
    const { name } = event;
    return typeof name === 'string' ? lookup(name)(event, name) : skipNameless(event);
  };
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
  return (name) => createSkipRule(createNameIssue('unmapped_event', key, name));
}

// the issue is shared by all events that it is about, so it is frozen
function createSkipRule(reason: MappingIssue): Rule {
  const issues: SkippedResult['issues'] = Object.freeze([Object.freeze(reason)]);
  return () => ({ status: 'skipped', interactions: [], issues });
}

/** Creates an issue about an event by its name. */
export function createNameIssue(code: IssueCode, key: 'event' | 'name', name: string): MappingIssue {
  return createIssue(code, key, `${key} ${JSON.stringify(truncate(name))}`);
}
