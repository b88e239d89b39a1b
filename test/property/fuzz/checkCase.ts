import { createMapper, type MapperOptions } from '../../../src/index.ts';
import { checkEvent, checkBatch, checkEventWithOptions, checkUnchanged } from '../invariants.ts';
import { compareWithOracle } from '../oracle/compareWithOracle.ts';
import { isSettled } from '../oracle/isSettled.ts';
import { mapByOracle } from '../oracle/oracle.ts';
import type { OracleOptions } from '../oracle/readPaths.ts';

/** An event, and the options that it is mapped with; without any, by the default mapping. */
export interface Case {
  readonly options?: MapperOptions | undefined;
  readonly event: unknown;
}

/** Checks all that must hold of a case, and throws at the first that does not. */
export function checkCase({ options, event }: Case): void {
  const check = createChecker(options);
  checkUnchanged(event, () => {
    check(event);
  });
}

/** What checks an event with these options: all but that it is not changed, which is looked at for many at once. */
export function createChecker(options?: MapperOptions): (event: unknown) => void {
  const mapper = options && createMapper(options);
  // code is nothing that the oracle knows
  const asData = containsFunction(options) ? undefined : ((options ?? {}) as OracleOptions);
  return (event) => {
    const result = mapper && options ? checkEventWithOptions(mapper, options, event) : checkEvent(event);
    if (asData && isSettled(asData))
      compareWithOracle(result, mapByOracle(event, asData), { options, event });
    if (Array.isArray(event)) checkBatch(event, mapper);
  };
}

function containsFunction(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'function';
  return Object.values(value).some(containsFunction);
}
