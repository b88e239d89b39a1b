import { expect, test } from 'vitest';
import { createMapper, mapSegmentEvent, type MapResult } from '../../src/index.ts';
import { checkEvent, checkBatch, checkEventWithOptions, checkUnchanged } from './invariants.ts';
import { compareWithOracle } from './oracle/compareWithOracle.ts';
import { mapByOracle } from './oracle/oracle.ts';
import { Snapshot } from './snapshot.ts';

// each property is broken once, or nobody would know that it can be
const event = {
  event: 'Order Completed',
  userId: 'u1',
  timestamp: '2026-01-31T12:00:00Z',
  properties: { products: [{ sku: 's1' }, { sku: 's2' }] },
};
const [interaction] = mapSegmentEvent(event).interactions;
const issue = { code: 'invalid_id', severity: 'warning', path: 'userId', message: '' } as const;
let calls = 0;

const mapped = (record: object, ...issues: object[]): unknown => ({
  status: 'mapped',
  interactions: [record],
  issues,
});

class Click {
  readonly type = 'click';
  readonly user_id = 'u1';
}

test.each<[broken: string, map: () => unknown]>([
  [
    'it never throws (Error: no)',
    () => {
      throw new Error('no');
    },
  ],
  ['the same again', () => ({ status: 'mapped', interactions: [], issues: [++calls] })],
  ['interactions when mapped', () => ({ status: 'mapped', interactions: [], issues: [] })],
  ['interactions when mapped', () => ({ status: 'skipped', interactions: [{}], issues: [issue] })],
  ['a reason when not mapped', () => ({ status: 'rejected', interactions: [], issues: [] })],
  [
    'issues as severe as the status says (invalid_id is warning)',
    () => ({ status: 'skipped', interactions: [], issues: [issue] }),
  ],
  [
    'issues as severe as the status says (invalid_id is info)',
    () => mapped({}, issue, { ...issue, severity: 'info' }),
  ],
  ['accepted by the contract (/revenue must be number)', () => mapped({ ...interaction, revenue: '5' })],
  ['accepted by validateInteraction', () => mapped(new Click())],
  ['written by JSON as it is', () => mapped({ ...interaction, revenue: undefined })],
  ['what a warning points at is wrong (invalid_id at userId)', () => mapped({ ...interaction }, issue)],
])('it is found when this does not hold: %s', (broken, map) => {
  expect(() => checkEvent(event, map as () => MapResult)).toThrow(`does not hold: ${broken}`);
});

test('what holds is not found fault with', () => {
  expect(checkEvent(event)).toStrictEqual(mapSegmentEvent(event));
});

test('it is found when an error of code is told', () => {
  const mapper = createMapper();
  const told = { ...issue, code: 'rule_failed', severity: 'error', message: 'secret' } as const;
  const map = (): MapResult => ({ status: 'rejected', interactions: [], issues: [told] });
  expect(() => checkEventWithOptions({ ...mapper, map: map }, {}, event)).toThrow('nothing told of an error');
});

const changeable = () => ({
  inner: { a: 1, b: 2 },
  list: ['b', 'a'],
  holes: [1, , 2],
  date: new Date(NaN),
  proto: JSON.parse('{"__proto__":0}') as object,
});

test.each<[way: string, change: (given: ReturnType<typeof changeable>) => unknown]>([
  ['a member is replaced', ({ inner }) => Object.assign(inner, { a: 2 })],
  ['a member is added', ({ inner }) => Object.assign(inner, { c: 1 })],
  ['a member is taken out', ({ inner }) => Reflect.deleteProperty(inner, 'a')],
  ['a list is sorted', ({ list }) => list.sort()],
  ['a list is cut', ({ list }) => list.pop()],
  ['a hole is filled', ({ holes }) => holes.fill(undefined, 1, 2)],
  ['a date is set', ({ date }) => date.setTime(0)],
  ['__proto__ is replaced', ({ proto }) => Object.defineProperty(proto, '__proto__', { value: 1 })],
])('it is found when %s, and can be undone', (_, change) => {
  const given = changeable();
  const before = new Snapshot(given);
  expect(() => {
    checkUnchanged(given, () => change(given));
  }).toThrow('does not hold: the input is not changed');
  before.restore();
  expect(before.isCurrent()).toBe(true);
  expect(given).toStrictEqual(changeable());
});

type Batch = ReturnType<ReturnType<typeof createMapper>['mapBatch']>;

test.each<[broken: string, change: (batch: Batch) => Partial<Batch>]>([
  ['a batch has the results of its events', ({ results }) => ({ results: results.slice(1) })],
  ['a batch knows the source of each interaction', () => ({ sources: [1, 1] })],
  ['a batch knows the source of each interaction', () => ({ sources: [0] })],
  ['a batch has all interactions', () => ({ interactions: [], sources: [] })],
])('it is found when this does not hold: %s', (broken, change) => {
  const mapper = createMapper();
  const events = [event, { ...event, userId: 'u2' }];
  checkBatch(events, mapper);
  const mapBatch = (payload: unknown): Batch => {
    const batch = mapper.mapBatch(payload);
    return { ...batch, ...change(batch) };
  };
  expect(() => {
    checkBatch(events, { ...mapper, mapBatch });
  }).toThrow(`does not hold: ${broken}`);
});

test.each<[what: string, change: (result: MapResult) => object]>([
  ['status', () => ({ status: 'skipped' })],
  ['interaction', () => ({ interactions: [{ ...interaction, revenue: 0 }] })],
  ['issue', () => ({ issues: [issue] })],
])('it is found when the oracle has another %s', (_, change) => {
  const result = mapSegmentEvent(event);
  compareWithOracle(result, mapByOracle(event), { event });
  expect(() => {
    compareWithOracle({ ...result, ...change(result) }, mapByOracle(event), { event });
  }).toThrow('does not hold: as the oracle says');
});
