import { expect, test } from 'vitest';
import { isEqual } from './isEqual.ts';

test.each<[what: string, one: unknown, other: unknown, is: boolean]>([
  ['plain values', { a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }, true],
  ['members in another order', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
  ['NaN', [NaN], [NaN], true],
  ['invalid dates', [new Date(NaN)], [new Date(NaN)], true],
  ['maps', new Map([['a', {}]]), new Map([['a', {}]]), true],
  ['objects of one class', new URL('a:b'), new URL('a:b'), true],
  ['another value', { a: [1, { b: 'x' }] }, { a: [1, { b: 'y' }] }, false],
  ['0 and -0', [0], [-0], false],
  ['a hole and undefined', [, 1], [undefined, 1], false],
  ['a member that is undefined and none', { a: undefined }, {}, false],
  ['members of other names', { a: undefined }, { b: undefined }, false],
  ['a list and an object', [], {}, false],
  ['lists of other lengths', [1], [1, 2], false],
  ['a list with a further member', [1], Object.assign([1], { a: 1 }), false],
  ['an object without a prototype', {}, Object.create(null), false],
  ['members by symbols', { [Symbol.iterator]: 1 }, { [Symbol.iterator]: 2 }, false],
  ['other dates', new Date(0), new Date(1), false],
])('equal or not: %s', (_, one, other, is) => {
  expect(isEqual(one, other)).toBe(is);
  expect(isEqual(other, one)).toBe(is);
});
