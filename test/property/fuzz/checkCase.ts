import { createMapper, type MapperOptions } from '../../../src/index.ts';
import { holds, holdsOfBatch, holdsWith, leavesUnchanged } from '../invariants.ts';
import { agrees } from '../oracle/compareWithOracle.ts';
import { isSettled } from '../oracle/isSettled.ts';
import { oracle } from '../oracle/oracle.ts';
import type { OracleOptions } from '../oracle/reading.ts';

/** An event, and the options that it is mapped with; without any, by the default mapping. */
export interface Case {
  readonly options?: MapperOptions | undefined;
  readonly event: unknown;
}

/** Checks all that must hold of a case, and throws at the first that does not. */
export function checkCase({ options, event }: Case): void {
  const check = checkerOf(options);
  leavesUnchanged(event, () => {
    check(event);
  });
}

/** What checks an event with these options: all but that it is not changed, which is looked at for many at once. */
export function checkerOf(options?: MapperOptions): (event: unknown) => void {
  const mapper = options && createMapper(options);
  // code is nothing that the oracle knows
  const asData = hasCode(options) ? undefined : ((options ?? {}) as OracleOptions);
  return (event) => {
    const result = mapper && options ? holdsWith(mapper, options, event) : holds(event);
    if (asData && isSettled(event, asData)) agrees(result, oracle(event, asData), { options, event });
    if (Array.isArray(event)) holdsOfBatch(event, mapper);
  };
}

function hasCode(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'function';
  return Object.values(value).some(hasCode);
}
