import { expect, test } from 'vitest';
import { mapToInteraction, mapToIssues } from '../../helpers/checkedMapper.ts';
import { TIMESTAMP } from '../../helpers/sampleEvents.ts';

const UUID = '123e4567-e89b-12d3-a456-426614174000';
const OTHER = 'FFFFFFFF-FFFF-FFFF-FFFF-AAAAAAAAAAAA';

const event = (properties: object, context?: unknown): object => ({
  type: 'track',
  event: 'Product Viewed',
  userId: 'u1',
  timestamp: TIMESTAMP,
  properties: { product_id: 'p1', ...properties },
  context,
});

test.each([
  ['properties.miso_id', event({ miso_id: UUID, misoId: OTHER }, { miso_id: OTHER })],
  ['properties.misoId', event({ misoId: UUID }, { miso_id: OTHER })],
  ['context.miso_id', event({}, { miso_id: UUID })],
])('the id is read from %s', (_, input) => {
  expect(mapToInteraction(input)).toHaveProperty('miso_id', UUID);
});

test('capital letters are kept', () => {
  expect(mapToInteraction(event({ miso_id: OTHER }))).toHaveProperty('miso_id', OTHER);
});

test.each([
  ['too short', UUID.slice(1)],
  ['too long', `${UUID}0`],
  ['no hyphens', UUID.replaceAll('-', '0')],
  ['hyphens only', '-'.repeat(36)],
  ['a letter past f', UUID.replace('e', 'g')],
  ['a sign between the digits and letters', UUID.replace('1', ':')],
  ['a sign before the letters', UUID.replace('e', '`')],
  ['a sign before the digits', UUID.replace('1', '/')],
  ['a URN', `urn:uuid:${UUID}`],
  ['braces', `{${UUID.slice(2)}}`],
  ['a number', 42],
  ['an object', {}],
])('%s is no UUID', (_, miso_id) => {
  expect(mapToInteraction(event({ miso_id }))).not.toHaveProperty('miso_id');
  expect(mapToIssues(event({ miso_id }))).toStrictEqual(['invalid_miso_id properties.miso_id']);
});

test('each wrong id is reported, and the next tried', () => {
  const input = event({ miso_id: 'x', misoId: 'y' }, { miso_id: UUID });
  expect(mapToInteraction(input)).toHaveProperty('miso_id', UUID);
  expect(mapToIssues(input)).toStrictEqual([
    'invalid_miso_id properties.miso_id',
    'invalid_miso_id properties.misoId',
  ]);
  expect(mapToIssues(event({}, { miso_id: 'z' }))).toStrictEqual(['invalid_miso_id context.miso_id']);
});

test('no id is nothing wrong', () => {
  expect(mapToIssues(event({ miso_id: '', misoId: null }, {}))).toStrictEqual([]);
});
