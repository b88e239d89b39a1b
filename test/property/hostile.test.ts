import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { createMapper } from '../../src/index.ts';
import { claims, LENGTHS, TOO_LONG } from './hostile/sparseArrays.ts';
import { computeExponents, MOST } from './hostile/growth.ts';
import { inputs } from './hostile/inputs.ts';
import type { Measured } from './hostile/measure.ts';
import { cutNames, names } from './hostile/eventNames.ts';

/** Milliseconds that the largest of an input's sizes may be expected to take: 10 MB, where it does not take longer. */
const LONGEST = 50;
/** Megabytes for what is made in one run, so that nothing need be collected meanwhile, which takes time by its own laws. */
const YOUNG = 256;

let measured: readonly Measured[] = [];

// in a process of its own, as the memory is to be seen that nobody else uses, and a time limit ends what hangs
beforeAll(async () => {
  const young = [`--min-semi-space-size=${YOUNG}`, `--max-semi-space-size=${YOUNG}`];
  const flags = ['--expose-gc', '--max-old-space-size=1024', ...young];
  const program = ['scripts/run.mjs', 'test/property/hostile/measure.ts', `${LONGEST}`];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, ...program], {
    timeout: 110_000,
    maxBuffer: 2 ** 24,
    // what was measured in time says more than that there was too little
  }).catch((error: unknown) => error as { stdout: string });
  measured = stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Measured);
  // to be put in a note: SLOPES=1 npx vitest run test/property/hostile.test.ts
  if (process.env['SLOPES'] !== undefined) console.info(formatTable(measured));
});

describe('work grows with the input, and no faster:', () => {
  testEach(Object.keys(inputs), (name) => {
    const { growth } = findMeasured('growth', name);
    const { time, held } = computeExponents(growth);
    expect(time, JSON.stringify(growth)).toBeLessThan(MOST);
    expect(held, JSON.stringify(growth)).toBeLessThan(MOST);
    expect(growth.left).toBeLessThan(1e6);
    // the smallest may be short enough to be of use; past that, size changes nothing of what is said
    expect(new Set(growth.said.slice(1)).size, growth.said.join('; ')).toBe(1);
  });
});

describe('what a sparse array claims to have is not looked at:', () => {
  testEach(Object.keys(claims), (name) => {
    const { times } = findMeasured('claim', name);
    expect(times).toHaveLength(LENGTHS.length);
    expect(Math.max(...times)).toBeLessThan(TOO_LONG);
  });
});

describe('without end, they take no memory:', () => {
  testEach(Object.keys({ ...names, ...cutNames }), (name) => {
    expect(findMeasured('names', name).kept).toBeLessThan(1e6);
  });
});

// V8 takes some 120,000 arguments
const MANY = 200_000;
const nulls = Array.from({ length: MANY }, () => null);

test('a rule function may build of many wrong products', () => {
  const { map } = createMapper({ events: { X: (_, { build }) => build('refund') } });
  const properties = { products: [...nulls, { id: 1 }] };
  const { status, issues } = map({ userId: 'u1', event: 'X', properties });
  expect(status).toBe('mapped');
  expect(issues).toHaveLength(MANY + 1);
});

test('a rule function may return a record with many faults', () => {
  const record = { type: 'click', user_id: 'u1', product_ids: nulls as unknown[] as string[] } as const;
  const { issues } = createMapper({ events: { X: () => record } }).map({ event: 'X' });
  expect(issues[0]?.code).toBe('invalid_interaction');
  expect(issues).toHaveLength(MANY);
});

function testEach(all: readonly string[], check: (name: string) => void): void {
  for (const name of all) {
    test(name, () => {
      check(name);
    });
  }
}

function findMeasured<Of extends Measured['of']>(of: Of, name: string): Extract<Measured, { of: Of }> {
  const found = measured.find((one) => one.of === of && one.name === name);
  if (found === undefined) throw new Error(`${name} was not measured`);
  return found as Extract<Measured, { of: Of }>;
}

function formatTable(all: readonly Measured[]): string {
  const rows = all.map((one) => {
    if (one.of === 'claim') return [one.name, 'claims', one.times.map((time) => time.toFixed(2)).join(' ')];
    if (one.of === 'names') return [one.name, 'names', `${one.kept} bytes kept`];
    const { sizes, times, held } = one.growth;
    const exponents = computeExponents(one.growth);
    return [
      one.name,
      exponents.time.toFixed(2),
      exponents.held.toFixed(2),
      `to ${sizes.at(-1)! / 1000} kB:`,
      ...times.map((time) => `${time.toFixed(2)} ms`),
      `${(held.at(-1)! / 1e6).toFixed(1)} MB held`,
    ];
  });
  return rows.map(([name, ...figures]) => `${name!.padEnd(48)} ${figures.join('  ')}`).join('\n');
}
