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
    return call();
  } catch (cause) {
    if (cause instanceof Rejection) throw cause;
    throw failure(what, cause);
  }
}

/** The rejection of an event on which code of the user's failed. */
export function failure(what: string, cause: unknown): Rejection {
  // not enumerable, as messages and values of errors must not reach a log by way of JSON
  return new Rejection([
    Object.defineProperty(issue('rule_failed', '', '', what), 'cause', { value: cause }),
  ]);
}
