import { expect, test } from 'vitest';
import { mapToInteraction, mapToIssues } from '../../helpers/checkedMapper.ts';
import { createTrackEvent } from '../../helpers/sampleEvents.ts';

const viewed = (category: unknown): object =>
  createTrackEvent('Product List Viewed', { list_id: 'l1', category });

test.each([
  ['a text', 'Shoes', ['Shoes']],
  ['levels in a text', 'Home & Garden > Kitchen > Knives', ['Home & Garden', 'Kitchen', 'Knives']],
  ['a list', ['Home & Garden', 'Kitchen'], ['Home & Garden', 'Kitchen']],
  ['a list is not split', ['A > B'], ['A > B']],
  ['an empty level', 'A >  > B', ['A', 'B']],
  ['empty members of a list', ['A', '', null, ' '], ['A']],
])('%s', (_, category, expected) => {
  expect(mapToInteraction(viewed(category))).toHaveProperty('category', expected);
  expect(mapToIssues(viewed(category))).toStrictEqual([]);
});

test.each([
  ['absent', undefined],
  ['null', null],
  ['empty', ''],
  ['an empty list', []],
  ['a list of blanks', ['', ' ']],
  ['separators', ' > '],
])('a category that is %s rejects the event', (_, category) => {
  expect(mapToIssues(viewed(category))).toStrictEqual(['missing_category properties.category']);
});

test.each([
  ['a number', 7],
  ['an object', { name: 'Shoes' }],
  ['a list with a number in it', ['Home', 7, 'Kitchen']],
  ['a list of objects', [{ name: 'Shoes' }]],
  ['a sparse list of billions', Object.assign([], { 4294967294: 'Shoes' })],
])('%s is reported', (_, category) => {
  expect(mapToIssues(viewed(category))).toStrictEqual([
    'missing_category properties.category',
    'invalid_category properties.category',
  ]);
});
