import type { NonEmptyTuple } from 'type-fest/non-empty-tuple';
import type { MappingIssue } from './issue.ts';
import type { MisoInteraction } from './miso/interactions.ts';

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

/** The result of an event that is not for Miso. */
export function skipped(reason: MappingIssue): SkippedResult {
  return { status: 'skipped', interactions: [], issues: [reason] };
}

/** The result of an event that cannot be mapped: the error, then what else was found. */
export function rejected(error: MappingIssue, issues: readonly MappingIssue[]): RejectedResult {
  const others = issues.filter((other) => other !== error);
  return { status: 'rejected', interactions: [], issues: [error, ...others] };
}

/** The issues, those that say the same once. */
export function distinct(issues: readonly MappingIssue[]): readonly MappingIssue[] {
  const said = new Map(issues.map((found) => [`${found.code} ${found.path} ${found.message}`, found]));
  return [...said.values()];
}
