import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { mapToInteraction, mapToIssues } from '../../helpers/checkedMapper.ts';

const event = (times: object): object => ({
  type: 'track',
  event: 'Product Viewed',
  userId: 'u1',
  properties: { product_id: 'p1' },
  ...times,
});

describe('a date and time in the form that Miso takes is kept as it is', () => {
  test.each([
    '2026-01-31T12:00:00Z',
    '2026-01-31T12:00:00.1Z',
    '2026-01-31T12:00:00.123456789012Z',
    '2026-01-31T12:00:00+00:00',
    '2026-01-31T12:00:00.5-08:00',
    '2024-02-29T23:59:59Z',
    '2000-02-29T23:59:59Z',
    '2026-12-31T00:00:00+23:59',
    '2026-04-30T00:00:00Z',
  ])('%s', (timestamp) => {
    expect(mapToInteraction(event({ timestamp }))).toHaveProperty('timestamp', timestamp);
    expect(mapToIssues(event({ timestamp }))).toStrictEqual([]);
  });
});

describe('other forms are brought to it in UTC', () => {
  test.each([
    ['a Date', new Date('2026-01-31T12:00:00.5Z'), '2026-01-31T12:00:00.500Z'],
    ['a Date of another realm', runInNewContext('new Date(1769860800000)'), '2026-01-31T12:00:00.000Z'],
    ['a blank instead of T', '2026-01-31 12:00:00Z', '2026-01-31T12:00:00Z'],
    ['no zone', '2026-01-31T12:00:00', '2026-01-31T12:00:00Z'],
    ['no seconds', '2026-01-31T12:00Z', '2026-01-31T12:00:00Z'],
    ['a blank, no seconds, no zone', '2026-01-31 12:00', '2026-01-31T12:00:00Z'],
    ['a blank and an offset', '2026-01-31 14:00:00.123456+02:00', '2026-01-31T12:00:00.123456Z'],
    ['an offset over a new year', '2025-12-31 23:30-01:00', '2026-01-01T00:30:00Z'],
    ['blanks around', ' 2026-01-31T12:00:00Z\n', '2026-01-31T12:00:00Z'],
    ['seconds since 1970', 1769860800, '2026-01-31T12:00:00.000Z'],
    ['seconds with a fraction', 1769860800.123, '2026-01-31T12:00:00.123Z'],
    ['milliseconds since 1970', 1769860800123, '2026-01-31T12:00:00.123Z'],
    ['seconds as text', '1769860800', '2026-01-31T12:00:00.000Z'],
    ['milliseconds as text', '1769860800123', '2026-01-31T12:00:00.123Z'],
  ])('%s', (_, timestamp, expected) => {
    expect(mapToInteraction(event({ timestamp }))).toHaveProperty('timestamp', expected);
    expect(mapToIssues(event({ timestamp }))).toStrictEqual([]);
  });
});

describe('what is no real date and time is reported', () => {
  test.each([
    ['a date only', '2026-01-31'],
    ['30 February', '2026-02-30T12:00:00Z'],
    ['29 February in no leap year', '2026-02-29T12:00:00Z'],
    ['29 February 1900', '1900-02-29T12:00:00Z'],
    ['29 February 2200', '2200-02-29T12:00:00Z'],
    ['29 February 2019', '2019-02-29T12:00:00Z'],
    ['31 April', '2026-04-31T12:00:00Z'],
    ['31 June without a zone', '2026-06-31 12:00'],
    ['31 November', '2026-11-31T00:00:00Z'],
    ['32 January', '2026-01-32T12:00:00Z'],
    ['month 13', '2026-13-01T12:00:00Z'],
    ['month 0', '2026-00-01T12:00:00Z'],
    ['day 0', '2026-01-00T12:00:00Z'],
    ['hour 24', '2026-01-31T24:00:00Z'],
    ['minute 60', '2026-01-31T12:60:00Z'],
    ['second 60', '2026-01-31T12:00:60Z'],
    ['year 0', '0000-12-31T23:00:00Z'],
    ['an offset before year 1', '0001-01-01 00:00+00:01'],
    ['an offset after year 9999', '9999-12-31 23:59-00:01'],
    ['five digits of a year', '12026-01-31T12:00:00Z'],
    ['an offset of 24 hours', '2026-01-31T12:00:00+24:00'],
    ['an offset of 60 minutes', '2026-01-31T12:00:00+01:60'],
    ['a fraction of no digits', '2026-01-31T12:00:00.Z'],
    ['a fraction of minutes', '2026-01-31T12:00.5Z'],
    ['text before', 'at 2026-01-31T12:00:00Z'],
    ['text after', '2026-01-31T12:00:00Zulu'],
    ['words', 'yesterday'],
    ['1e14', 1e14],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['an invalid Date', new Date(NaN)],
    ['a Date before year 1', new Date(-1e14)],
    ['a Date after year 9999', new Date(8.64e15)],
    ['a false Date', Object.create(Date.prototype)],
    ['an object that says it is a Date', { [Symbol.toStringTag]: 'Date' }],
    ['a boolean', true],
    ['an object', {}],
    ['an array', [2026, 1, 31]],
    ['a bigint', 1769860800n],
  ])('%s', (_, timestamp) => {
    expect(mapToInteraction(event({ timestamp, receivedAt: '2026-02-01T00:00:00Z' }))).toHaveProperty(
      'timestamp',
      '2026-02-01T00:00:00Z',
    );
    expect(mapToIssues(event({ timestamp, receivedAt: '2026-02-01T00:00:00Z' }))).toStrictEqual([
      'invalid_timestamp timestamp',
    ]);
  });
});

test('timestamp goes before originalTimestamp, and that before receivedAt', () => {
  const times = {
    timestamp: '2026-01-01T00:00:00Z',
    originalTimestamp: '2026-01-02T00:00:00Z',
    receivedAt: '2026-01-03T00:00:00Z',
  };
  expect(mapToInteraction(event(times))).toMatchObject({ timestamp: '2026-01-01T00:00:00Z' });
  expect(mapToInteraction(event({ ...times, timestamp: '' }))).toMatchObject({
    timestamp: '2026-01-02T00:00:00Z',
  });
  expect(mapToInteraction(event({ ...times, timestamp: null, originalTimestamp: ' ' }))).toMatchObject({
    timestamp: '2026-01-03T00:00:00Z',
  });
});

test.each([undefined, null, '', ' '])('a timestamp of %j is none, and not wrong', (timestamp) => {
  expect(mapToIssues(event({ timestamp, receivedAt: '2026-01-03T00:00:00Z' }))).toStrictEqual([]);
});

test('sentAt is when it was sent, not when it happened', () => {
  expect(mapToInteraction(event({ sentAt: '2026-01-01T00:00:00Z' }))).not.toHaveProperty('timestamp');
});

test('an event without a time is mapped with a warning', () => {
  expect(mapToIssues(event({}))).toStrictEqual(['missing_timestamp timestamp']);
  expect(mapToIssues(event({ timestamp: 'x', receivedAt: 'y' }))).toStrictEqual([
    'invalid_timestamp timestamp',
    'invalid_timestamp receivedAt',
    'missing_timestamp timestamp',
  ]);
});
