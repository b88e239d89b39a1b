import type { NonEmptyTuple } from 'type-fest/non-empty-tuple';
import { createIssue, type MappingIssue } from '../issues.ts';

/** Thrown to reject the event from within a user's function; never leaves the mapper. */
export class Rejection extends Error {
  readonly issues: NonEmptyTuple<MappingIssue>;

  constructor(issues: NonEmptyTuple<MappingIssue>) {
    super(issues[0].message);
    this.issues = issues;
  }
}

/** Calls a user's function, which stands at an option; what it throws rejects the event, and is the `cause` of the issue. */
export function callUserFunction<Value>(option: string, call: () => Value): Value {
  try {
    const value = call();
    assertSync(option, value);
    return value;
  } catch (cause) {
    if (cause instanceof Rejection) throw cause;
    // not enumerable, as messages and properties of errors must not reach a log by way of JSON
    const issue = Object.defineProperty(createIssue('rule_failed', '', option), 'cause', { value: cause });
    throw new Rejection([issue]);
  }
}

/** Throws on a promise, as events are mapped synchronously. */
export function assertSync<Value>(
  name: string,
  value: Value,
): asserts value is Exclude<Value, PromiseLike<unknown>> {
  if (typeof value !== 'object' || value === null || !('then' in value)) return;
  // unhandled, its rejection would end the process
  Promise.resolve(value).catch(() => undefined);
  throw new TypeError(`${name} returns a promise, but events are mapped synchronously`);
}
