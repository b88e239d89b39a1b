import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { MapResult } from '../../src/index.ts';
import { anything, validOptions } from './arbitraries.ts';
import { createUserFunction, getBehavior } from './userFunctions.ts';
import { isEqual } from './isEqual.ts';
import { batch } from './fuzz/batches.ts';
import { saveCase } from './fuzz/saveCase.ts';
import { Shrinkable } from './fuzz/shrinkable.ts';
import { type FailingCase, runTask } from './fuzz/runTask.ts';
import { deserialize, serialize } from './fuzz/serialize.ts';

// a library with two mistakes, for the fuzz to find
vi.mock('../../src/index.ts', async (load) => {
  const library: { mapSegmentEvent: (event: unknown) => MapResult } = await load();
  const mapSegmentEvent = (event: unknown): MapResult => {
    const result = library.mapSegmentEvent(event);
    const [record] = result.interactions;
    if (record?.type === 'rate') record.rating! += 5;
    if (record?.type === 'search') Reflect.deleteProperty(event as object, 'traits');
    return result;
  };
  return { ...library, mapSegmentEvent };
});

const task = { seed: 1, events: 8000, until: Infinity };

test('mistakes are found, by cases as small as can be', () => {
  const { events, faults, cases } = runTask(task);
  expect(events).toBe(8000);
  expect(faults).toBeGreaterThan(10);
  const found = (property: string): Record<string, unknown> => {
    const { event } = cases.find((one) => one.property === property) ?? {};
    const { userId, anonymousId, ...others } = event as Record<string, unknown>;
    expect([userId, anonymousId]).toContain(undefined);
    return others;
  };
  const [text, any] = [expect.any(String) as string, expect.anything() as unknown];
  const rated = found('accepted by the contract');
  expect(rated).toStrictEqual({ event: text, properties: any });
  // the rating, and an id
  expect(Object.keys(rated['properties'] as object)).toHaveLength(2);
  expect(found('the input is not changed')).toStrictEqual({ event: text, properties: any, traits: {} });
  // to make each small would take all the time
  expect(cases.filter(({ property }) => property === 'accepted by the contract')).toHaveLength(5);
});

test('a task past its time is not begun', () => {
  expect(runTask({ ...task, until: 0 })).toStrictEqual({ events: 0, faults: 0, cases: [] });
});

test('a seed gives the same events again, and another gives others', () => {
  const [first, again, others] = [1, 1, 2].map((seed) =>
    JSON.stringify(fc.sample(batch, { seed, numRuns: 12 }).map(serialize)),
  );
  expect(again).toBe(first);
  expect(others).not.toBe(first);
});

test.each<[what: string, value: unknown, smallest: unknown]>([
  ['an object', { a: 1, b: { c: [{ d: 'e!' }, 'f'] } }, { b: { c: [{ d: '!' }] } }],
  ['a list', [1, 2, [3, 'x!y'], 4, 5], [['!']]],
  ['a text', `${'a'.repeat(300)}!${'b'.repeat(300)}`, '!'],
  [
    'a name that is a prototype',
    JSON.parse('{"a":1,"__proto__":{"b":"!"}}'),
    JSON.parse('{"__proto__":{"b":"!"}}'),
  ],
  [
    'what a function gives',
    { a: createUserFunction({ gives: ['x', '!y'] }) },
    { a: { $js: 'function', doing: { gives: ['!'] } } },
  ],
])('%s shrinks to what is left of it', (_, value, smallest) => {
  const hasNone = (part: unknown): boolean => !JSON.stringify(serialize(part)).includes('!');
  const { counterexample } = fc.check(fc.property(new Shrinkable(value), hasNone), { numRuns: 1 });
  expect(counterexample?.map(serialize)).toStrictEqual([smallest]);
});

test('a number shrinks towards 0', () => {
  const isSmall = (number: number): boolean => number < 10;
  const { counterexample } = fc.check(fc.property(new Shrinkable(1e9), isSmall), { numRuns: 1 });
  expect(counterexample![0]).toBeLessThan(20);
});

test('what is written is read again', () => {
  fc.assert(
    fc.property(anything, (value) =>
      isEqual(deserialize(JSON.parse(JSON.stringify(serialize(value)))), value),
    ),
  );
});

test.each<[what: string, value: unknown]>([
  ['undefined', { a: undefined }],
  ['numbers', [NaN, -0, Infinity, -Infinity, 5]],
  ['a bigint', 10n ** 30n],
  ['dates', [new Date(5), new Date(NaN)]],
  ['a map and a set', [new Map([[{ a: 1n }, -0]]), new Set([undefined])]],
  ['holes', [, 1, , undefined, ,]],
  ['no prototype', Object.assign(Object.create(null), { a: NaN })],
  ['a member called __proto__', JSON.parse('{"__proto__":{"a":1}}')],
  ['a member that looks like a mark', { $js: 'number', value: 'NaN' }],
])('%s can be written and read', (_, value) => {
  const text = JSON.stringify(serialize(value));
  expect(deserialize(JSON.parse(text))).toStrictEqual(value);
});

test('functions and symbols can be written and read', () => {
  const doings = [{ gives: NaN }, { throws: 'secret' }, { build: 'click', fields: { revenue: 1n } } as const];
  for (const doing of doings) {
    const again = deserialize(JSON.parse(JSON.stringify(serialize(createUserFunction(doing)))));
    expect(getBehavior(again as object)).toStrictEqual(doing);
  }
  expect(String(deserialize(serialize(Symbol('s'))))).toBe('Symbol(s)');
  // of whom nobody knows what it does
  expect(typeof deserialize(serialize(() => 'f'))).toBe('function');
});

test('options can be written and read', () => {
  fc.assert(
    fc.property(validOptions, (options) => {
      const json = JSON.stringify(serialize(options));
      return JSON.stringify(serialize(deserialize(JSON.parse(json)))) === json;
    }),
  );
});

test('a case is saved in a file of its own, and the same case in the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const failing: FailingCase = { property: 'the same, again', detail: '', event: { a: [1] } };
  const file = await saveCase(failing, folder);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toStrictEqual(failing);
  expect(file).toMatch(/\/the-same-again-[\da-f]{8}\.json$/);
  expect(await saveCase({ ...failing, detail: 'other' }, folder)).toBe(file);
  expect(await saveCase({ ...failing, options: {} }, folder)).not.toBe(file);
  rmSync(folder, { recursive: true });
});

function runFuzz(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/run.mjs', 'test/property/fuzz/main.ts', ...args],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test('npm run fuzz says what it did', () => {
  const stdout = expect.stringMatching(
    /^seed 7\n2000 events in \d+\.\d s, \d+ events\/s, 0 faults\n$/,
  ) as string;
  expect(runFuzz('--events', '2000', '--seed', '7')).toStrictEqual({ status: 0, stdout, stderr: '' });
});

test('npm run fuzz ends when the time is over', () => {
  const { status, stdout } = runFuzz('--minutes', '0.0001');
  expect(stdout).toMatch(/^seed \d+\n\d+ events in /);
  expect(status).toBe(0);
});

test('npm run fuzz has a help', () => {
  const { status, stdout, stderr } = runFuzz('--help');
  expect([status, stderr]).toStrictEqual([0, '']);
  expect(stdout).toContain('Usage: npm run fuzz -- [OPTIONS]');
});

test.each([
  [['--minutes', 'x'], '--minutes is "x", but must be a number above 0'],
  [['--minutes', '0'], '--minutes is "0", but must be a number above 0'],
  [['--events', '1.5'], '--events is "1.5", but must be a whole number of at least 1'],
  [['--events', '0'], '--events is "0", but must be a whole number of at least 1'],
  [['--seed=-1'], '--seed is "-1", but must be a whole number of at least 0'],
  [['--seed'], "Option '--seed <value>' argument missing"],
  [['--seeds', '1'], "Unknown option '--seeds'"],
  [['10'], "Unexpected argument '10'"],
])('npm run fuzz refuses %j', (args, message) => {
  const { status, stdout, stderr } = runFuzz(...args);
  expect([status, stdout]).toStrictEqual([1, '']);
  expect(stderr).toMatch(/^fuzz: [^\n]+\n$/);
  expect(stderr).toContain(message);
});
