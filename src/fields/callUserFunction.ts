import type { NonEmptyTuple } from 'type-fest/non-empty-tuple';
import { createIssue, describeType, type MappingIssue } from '../issues.ts';

/** Thrown to reject the event from within a user's function; never leaves the mapper. */
export class Rejection extends Error {
  readonly issues: NonEmptyTuple<MappingIssue>;

  constructor(issues: NonEmptyTuple<MappingIssue>) {
    super(issues[0].message);
    this.issues = issues;
  }
}

/** Thrown when a user's function returns what it must not; the message holds nothing of the payload. */
export class ReturnError extends TypeError {}

/**
 * Calls a user's function, which stands at an option. What it throws rejects the event, and is the `cause` of the issue, whose
 * path is given.
 */
export function callUserFunction<Value>(option: string, call: () => Value, path = ''): Value {
  try {
    const value = call();
    assertSync('it', value);
    return value;
  } catch (cause) {
    if (cause instanceof Rejection) throw cause;
    const issue = createIssue('rule_failed', path, option, `: ${describeFailure(cause)}`);
    // not enumerable, as messages and properties of errors must not reach a log by way of JSON
    throw new Rejection([Object.defineProperty(issue, 'cause', { value: cause })]);
  }
}

function describeFailure(cause: unknown): string {
  if (cause instanceof ReturnError) return cause.message;
  return `it threw ${readErrorName(cause) ?? describeType(cause)} (the cause of this issue)`;
}

// the name of a class, and nothing else that an error may hold
function readErrorName(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  try {
    return /^\w{1,50}$/.exec(cause.name)?.[0];
  } catch {
    return undefined;
  }
}

/** Throws for a promise, as events are mapped synchronously. */
export function assertSync<Value>(
  name: string,
  value: Value,
): asserts value is Exclude<Value, PromiseLike<unknown>> {
  if (typeof value !== 'object' || value === null || !('then' in value)) return;
  // unhandled, its rejection would end the process
  Promise.resolve(value).catch(() => undefined);
  throw new ReturnError(`${name} returned a promise, but events are mapped synchronously`);
}
