import { callUserFunction, ReturnError } from '../fields/callUserFunction.ts';
import { toRuleEvent } from '../fields/sources.ts';
import { isObject } from '../is.ts';
import { createIssue, describeType } from '../issues.ts';
import { skip } from '../result.ts';
import type { RawEvent } from '../segment/raw.ts';
import { type Dispatcher, isCall, rejectValue } from './dispatch.ts';

/** A user's function; a method, so that its parameter may be narrower than `unknown`. */
type BeforeMap = { run(event: unknown): unknown }['run'];

/** Runs a user's function on every event before it is mapped: the event that it returns is mapped, `null` drops it. */
export function runBefore(dispatch: Dispatcher, beforeMap: BeforeMap): Dispatcher {
  return (event) => {
    if (!isCall(event)) return rejectValue(event);
    const returned = callUserFunction('beforeMap', () => parseReturned(beforeMap(toRuleEvent(event))));
    return returned === null
      ? skip(createIssue('ignored_by_rule', '', 'The event', ' by beforeMap'))
      : dispatch(returned);
  };
}

// `undefined` is a forgotten `return`
function parseReturned(returned: unknown): RawEvent | null {
  if (returned === null || isObject(returned)) return returned;
  throw new ReturnError(`it returned ${describeType(returned)}, but must return an event or null`);
}
