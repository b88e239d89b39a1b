import { expect, test } from 'vitest';
import { followPath, isPath, parsePath } from '../../helpers/internals.ts';

test.each([
  ['a', ['a']],
  ['a.b', ['a', 'b']],
  ['a[0].b', ['a', 0, 'b']],
  ['a[].b[1][]', ['a', null, 'b', 1, null]],
  ['a b.c-d', ['a b', 'c-d']],
  ['a'.repeat(1000), ['a'.repeat(1000)]],
])('%s is a path', (written, expected) => {
  expect(isPath(written)).toBe(true);
  expect(parsePath(written)).toStrictEqual(expected);
});

test.each([
  '',
  '.',
  'a.',
  '.a',
  'a..b',
  '[0]',
  'a[',
  'a]',
  'a[x]',
  'a[-1]',
  'a[0]b',
  'a[[0]]',
  'a'.repeat(1001),
])('%s is none', (written) => {
  expect(isPath(written)).toBe(false);
});

const from = { a: { b: [{ c: 1, d: [2, 3] }, { d: [4] }, 5] }, s: 'text', n: null };

test.each([
  ['a.b[0].c', 1],
  ['a.b[9].c', undefined],
  ['a.b.c', undefined],
  ['a[0]', undefined],
  ['s.length', undefined],
  ['s[0]', undefined],
  ['n.a', undefined],
  ['a.b[].c', [1, undefined, undefined]],
  ['a.b[].d[]', [2, 3, 4, undefined]],
  ['a.b[].d', [[2, 3], [4], undefined]],
  ['a[].b', undefined],
  ['a.constructor.name', undefined],
])('%s leads to %j', (written, expected) => {
  expect(followPath(from, parsePath(written))).toStrictEqual(expected);
});
