// Measures what hostile inputs cost, and writes a line of JSON for each: node --expose-gc scripts/run.mjs FILE LONGEST
import { claims, measureTimes } from './sparseArrays.ts';
import { type Growth, measureGrowth } from './growth.ts';
import { inputs, WHOLE } from './inputs.ts';
import { cutNames, measureKeptBytes, MILLION, names } from './eventNames.ts';

/** What was measured, by the name of the input. */
export type Measured =
  | { readonly of: 'growth'; readonly name: string; readonly growth: Growth }
  | { readonly of: 'claim'; readonly name: string; readonly times: readonly number[] }
  | { readonly of: 'names'; readonly name: string; readonly kept: number };

const [, , longest, only = ''] = process.argv;

measureEach(inputs, (name, grow) => {
  return { of: 'growth', name, growth: measureGrowth(grow, WHOLE.includes(name) ? 2000 : Number(longest)) };
});
measureEach(claims, (name, use) => ({ of: 'claim', name, times: measureTimes(use) }));
measureEach(names, (name, use) => {
  return { of: 'names', name, kept: measureKeptBytes(use, 1e4, MILLION.includes(name) ? 1e6 : 1e5) };
});
measureEach(cutNames, (name, use) => ({ of: 'names', name, kept: measureKeptBytes(use, 1, 2000) }));

function measureEach<Value>(
  table: Readonly<Record<string, Value>>,
  measure: (name: string, value: Value) => Measured,
): void {
  for (const [name, value] of Object.entries(table).filter(([name]) => name.includes(only))) {
    try {
      process.stdout.write(`${JSON.stringify(measure(name, value))}\n`);
    } catch (error) {
      // the others are measured all the same
      process.stderr.write(`${name}: ${String(error)}\n`);
    }
  }
}
