import type { NonEmptyTuple } from 'type-fest/non-empty-tuple';
import type { MappingIssue } from './issues.ts';
import type { MisoInteraction } from './miso/interactions.ts';

/** The result of mapping an event. */
export type MapResult<Interaction extends MisoInteraction = MisoInteraction> =
  MappedResult<Interaction> | SkippedResult | RejectedResult;

/** Send it. The issues are warnings: what was left out, and why. */
export interface MappedResult<Interaction extends MisoInteraction = MisoInteraction> {
  readonly status: 'mapped';
  readonly interactions: NonEmptyTuple<Interaction>;
  readonly issues: readonly MappingIssue[];
}

/** Nothing is wrong: the event is not for Miso, and the issue says why. */
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

/** Creates the result of an event that is not for Miso. */
export function skip(reason: MappingIssue): SkippedResult {
  return { status: 'skipped', interactions: [], issues: [reason] };
}

/** Creates the result of an event that cannot be mapped: the error, then what else was found. */
export function reject(error: MappingIssue, issues: readonly MappingIssue[] = []): RejectedResult {
  return { status: 'rejected', interactions: [], issues: [error, ...issues.filter((one) => one !== error)] };
}

/** Removes issues that repeat another. */
export function removeDuplicates(issues: readonly MappingIssue[]): readonly MappingIssue[] {
  const unique = new Map(issues.map((issue) => [`${issue.code} ${issue.path} ${issue.message}`, issue]));
  return [...unique.values()];
}
