import { expect, test } from 'vitest';
import { validateInteraction } from '../src/index.ts';
import { issuesOf } from './checked.ts';
import { track } from './events.ts';

test('an address of 100 characters is read, one of 101 is not', () => {
  const issues = (length: number): string[] =>
    issuesOf({
      ...track('Product Viewed', { product_id: 'p1' }),
      context: { ip: '::1%'.padEnd(length, 'x') },
    });
  expect(issues(100)).toStrictEqual([]);
  expect(issues(101)).toStrictEqual(['invalid_context context.ip']);
});

test('one quantity may be alone', () => {
  const added = { type: 'add_to_cart', user_id: 'u1', product_ids: ['p1'] };
  expect(validateInteraction({ ...added, quantities: 2 })).toStrictEqual([]);
  expect(validateInteraction({ ...added, quantities: 0 })).toHaveLength(1);
});
