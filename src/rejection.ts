import type { NonEmptyTuple } from 'type-fest/non-empty-tuple';
import { issue, type MappingIssue } from './issue.ts';

/** Thrown to reject the event that is being mapped; never leaves the mapper. */
export class Rejection extends Error {
  readonly issues: NonEmptyTuple<MappingIssue>;

  constructor(issues: NonEmptyTuple<MappingIssue>) {
    super(issues[0].message);
    this.issues = issues;
  }
}

/** Calls code of the user's; what it throws rejects the event, and is on the issue as its `cause`. */
export function guarded<Value>(what: string, call: () => Value): Value {
  try {
    const value = call();
    demandNow(what, value);
    return value;
  } catch (cause) {
    if (cause instanceof Rejection) throw cause;
    throw failure(what, cause);
  }
}

/** The rejection of an event on which code of the user's failed. */
function failure(what: string, cause: unknown): Rejection {
  // not enumerable, as messages and values of errors must not reach a log by way of JSON
  return new Rejection([
    Object.defineProperty(issue('rule_failed', '', '', what), 'cause', { value: cause }),
  ]);
}

/** Throws on a promise, since events are mapped at once. */
export function demandNow<Value>(
  what: string,
  value: Value,
): asserts value is Exclude<Value, PromiseLike<unknown>> {
  if (typeof value !== 'object' || value === null || !('then' in value)) return;
  // unheard, its rejection would end the process
  Promise.resolve(value).catch(() => undefined);
  throw new TypeError(`${what} answers later, with a promise, but events are mapped at once`);
}
