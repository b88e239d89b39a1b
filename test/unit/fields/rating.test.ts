import { expect, test } from 'vitest';
import { mapToInteraction, mapToIssues } from '../../helpers/checkedMapper.ts';
import { createTrackEvent } from '../../helpers/sampleEvents.ts';

const reviewed = (rating: unknown): object =>
  createTrackEvent('Product Reviewed', { product_id: 'p1', rating });

test.each([
  [0, 0],
  [5, 5],
  ['4.5', 4.5],
  ['5', 5],
  ['1.2345678901234567', 1.2345678901234567],
  [' 3 ', 3],
  [2.75, 2.75],
])('%j is a rating', (rating, expected) => {
  expect(mapToInteraction(reviewed(rating))).toHaveProperty('rating', expected);
  expect(mapToIssues(reviewed(rating))).toStrictEqual([]);
});

test.each([undefined, null, '', ' '])('%j is missing', (rating) => {
  expect(mapToIssues(reviewed(rating))).toStrictEqual(['missing_rating properties.rating']);
});

test.each([-0.1, 5.1, '11', 'good', NaN, Infinity, true, {}, [5]])('%s is wrong', (rating) => {
  expect(mapToIssues(reviewed(rating))).toStrictEqual(['invalid_rating properties.rating']);
});

test('what else was wrong follows', () => {
  const event = {
    event: 'Product Reviewed',
    userId: {},
    anonymousId: 'a1',
    properties: { id: 'p1', rating: 9 },
  };
  expect(mapToIssues(event)).toStrictEqual([
    'invalid_rating properties.rating',
    'invalid_id userId',
    'missing_timestamp timestamp',
  ]);
});

test('a missing product goes before a wrong rating', () => {
  expect(mapToIssues(createTrackEvent('Product Reviewed', { rating: 4 }))).toStrictEqual([
    'missing_product_id properties',
  ]);
});
