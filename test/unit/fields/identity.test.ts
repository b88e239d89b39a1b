import { describe, expect, test } from 'vitest';
import { mapToInteraction, mapToIssues, mapEvent } from '../../helpers/checkedMapper.ts';
import { TIMESTAMP } from '../../helpers/sampleEvents.ts';

const event = (ids: object): object => ({
  type: 'track',
  event: 'Product Viewed',
  timestamp: TIMESTAMP,
  properties: { product_id: 'p1' },
  ...ids,
});

describe.each([
  { from: 'userId', to: 'user_id', other: 'anonymousId', limit: 512 },
  { from: 'anonymousId', to: 'anonymous_id', other: 'userId', limit: 1024 },
])('$from', ({ from, to, other, limit }) => {
  test.each([
    ['a text', 'u1', 'u1'],
    ['a text with blanks around it', ' \tu1\n', 'u1'],
    ['blanks inside', 'u 1', 'u 1'],
    ['a safe integer', 42, '42'],
    ['one', 1, '1'],
    ['a negative integer', -7, '-7'],
    ['the greatest safe integer', Number.MAX_SAFE_INTEGER, '9007199254740991'],
    ['a bigint', 2n ** 70n, '1180591620717411303424'],
    ['the longest text', 'x'.repeat(limit), 'x'.repeat(limit)],
    ['the longest text of pairs', '👟'.repeat(limit), '👟'.repeat(limit)],
    ['a long text in blanks', `${' '.repeat(3000)}u1`, 'u1'],
  ])('%s is an id', (_, value, expected) => {
    expect(mapToInteraction(event({ [from]: value }))).toHaveProperty(to, expected);
    expect(mapToIssues(event({ [from]: value }))).toStrictEqual([]);
  });

  test.each([
    ['undefined', undefined],
    ['null', null],
    ['an empty text', ''],
    ['a text of blanks', ' \t\u00a0 '],
  ])('%s is no id, and nothing wrong', (_, value) => {
    expect(mapToInteraction(event({ [from]: value, [other]: 'x' }))).not.toHaveProperty(to);
    expect(mapToIssues(event({ [from]: value, [other]: 'x' }))).toStrictEqual([]);
  });

  test.each([
    ['a number beyond 2^53', 2 ** 53],
    ['a fraction', 1.5],
    ['NaN', NaN],
    ['a boolean', true],
    ['an object', { id: 'u1' }],
    ['an array', ['u1']],
    ['a symbol', Symbol('u1')],
    ['a function', () => 'u1'],
    ['a text that is too long', 'x'.repeat(limit + 1)],
    ['a text of too many pairs', '👟'.repeat(limit + 1)],
    ['a text of pairs and one more', `${'👟'.repeat(limit)}x`],
    ['a bigint that is too long', 10n ** BigInt(limit)],
    ['a megabyte', 'x'.repeat(2 ** 20)],
  ])('%s is left out and reported', (_, value) => {
    expect(mapToInteraction(event({ [from]: value, [other]: 'x' }))).not.toHaveProperty(to);
    expect(mapToIssues(event({ [from]: value, [other]: 'x' }))).toStrictEqual([`invalid_id ${from}`]);
  });
});

test('both ids are kept, so that Miso links them', () => {
  expect(mapToInteraction(event({ userId: 'u1', anonymousId: 'a1' }))).toMatchObject({
    user_id: 'u1',
    anonymous_id: 'a1',
  });
});

test('an event without identity is rejected', () => {
  expect(mapEvent(event({}))).toMatchObject({
    status: 'rejected',
    issues: [{ code: 'missing_identity', path: '' }],
  });
});

test('what was wrong with the ids follows the rejection', () => {
  expect(mapToIssues(event({ userId: 2 ** 53, anonymousId: {} }))).toStrictEqual([
    'missing_identity ',
    'invalid_id userId',
    'invalid_id anonymousId',
  ]);
});
