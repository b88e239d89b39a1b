import { inspect } from 'node:util';
import type { MapResult } from '../../../src/index.ts';
import { isEqual } from '../isEqual.ts';
import { InvariantError } from '../invariants.ts';
import type { OracleResult } from './oracle.ts';

/** Checks that a result is what the oracle says; `given` is shown when it is not. */
export function compareWithOracle(real: MapResult, expected: OracleResult, given: object): void {
  const outlines = { real: summarize(real), oracle: { ...expected, issues: [...expected.issues].sort() } };
  if (isEqual(outlines.real, outlines.oracle)) return;
  throw new InvariantError(
    'as the oracle says',
    inspect({ ...given, ...outlines }, { depth: 20, maxStringLength: 60 }),
  );
}

/** What is compared: issues in no order, and without their messages. */
function summarize({ status, interactions, issues }: MapResult): OracleResult {
  const told = issues.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
  return { status, interactions, issues: told.sort() };
}
