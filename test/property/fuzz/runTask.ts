import fc from 'fast-check';
import type { MapperOptions } from '../../../src/index.ts';
import { copyDeep } from '../arbitraries.ts';
import { InvariantError } from '../invariants.ts';
import { Snapshot } from '../snapshot.ts';
import { batch, type Batch } from './batches.ts';
import { type Case, checkCase, createChecker } from './checkCase.ts';
import { Shrinkable } from './shrinkable.ts';
import { serialize } from './serialize.ts';

/** A part of a run: the same events for the same seed. */
export interface Task {
  readonly seed: number;
  readonly events: number;
  /** Nothing more is begun past this time. */
  readonly until: number;
}

export interface Outcome {
  /** How many were checked. */
  readonly events: number;
  /** How many of them failed. */
  readonly faults: number;
  /** Some of those, made small. */
  readonly cases: readonly FailingCase[];
}

/** A case for which a property does not hold, as JSON has it. */
export interface FailingCase {
  readonly property: string;
  readonly detail: string;
  readonly options?: unknown;
  readonly event: unknown;
}

// to make a case small takes seconds, and most that fail alike become the same
const CASES_OF_A_PROPERTY = 5;
const casesOf = new Map<string, number>();

/** Ends a task. */
const ENOUGH = new Error('enough');

/** Checks the events of a task. */
export function runTask({ seed, events, until }: Task): Outcome {
  let left = events;
  let faults = 0;
  const cases: FailingCase[] = [];
  const check = (drawn: Batch): void => {
    if (left === 0 || Date.now() > until) throw ENOUGH;
    const some = { ...drawn, events: drawn.events.slice(0, left) };
    left -= some.events.length;
    for (const [failing, property] of findFailures(some)) {
      faults++;
      const count = casesOf.get(property) ?? 0;
      casesOf.set(property, count + 1);
      if (count < CASES_OF_A_PROPERTY) cases.push(shrinkCase(failing, property));
    }
  };
  // what fails is made small one by one, so not here
  const { errorInstance } = fc.check(fc.property(batch, check), {
    seed,
    numRuns: events,
    endOnFailure: true,
  });
  if (errorInstance !== ENOUGH) throw errorInstance;
  return { events: events - left, faults, cases };
}

/** The cases that fail, each with the property that does not hold. */
function findFailures({ options, events }: Batch): [Case, property: string][] {
  // the first of them are checked as a batch, too
  const all = [...events, events.slice(0, 16)];
  const before = new Snapshot(all);
  const check = createChecker(options);
  const failing = findFailure(options, all, ({ event }) => {
    check(event);
  });
  if (before.isCurrent()) return failing;
  // the one that changes them, or a part that several share, is to be found among them as they were
  before.restore();
  return findFailure(options, all, checkCopy);
}

function findFailure(
  options: MapperOptions | undefined,
  events: readonly unknown[],
  check: (given: Case) => void,
): [Case, property: string][] {
  return events.flatMap((event) => {
    const property = findFailedProperty(check, { options, event });
    return property === undefined ? [] : [[{ options, event }, property]];
  });
}

/** The smallest part of a case for which the same property does not hold. */
export function shrinkCase(given: Case, property: string): FailingCase {
  const isFine = (part: Case): boolean => findFailedProperty(checkCopy, part) !== property;
  const { counterexample } = fc.check(fc.property(new Shrinkable(given), isFine), { numRuns: 1 });
  const [{ options, event }] = counterexample ?? [given];
  let detail = '';
  try {
    checkCopy({ options, event });
  } catch (thrown) {
    detail = String(thrown);
  }
  return {
    property,
    detail,
    ...(options === undefined ? {} : { options: serialize(options) }),
    event: serialize(event),
  };
}

/** Checks a case, and leaves it as it is even where that does not hold of the library. */
function checkCopy({ options, event }: Case): void {
  checkCase({ options, event: copyDeep(event) });
}

function findFailedProperty(check: (given: Case) => void, given: Case): string | undefined {
  try {
    check(given);
    return undefined;
  } catch (thrown) {
    // whatever else is thrown is a mistake of the checks
    return thrown instanceof InvariantError ? thrown.property : 'the checks can tell';
  }
}
