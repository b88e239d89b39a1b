import { expect, test } from 'vitest';
import { isList, itemsOf, jsonOf } from '../../helpers/internals.ts';

test.each([
  ['items', 100_001, (length: number) => new Array<number>(length).fill(0), true],
  ['holes', 100_000, (length: number) => new Array<number>(length), true],
  ['holes', 100_001, (length: number) => new Array<number>(length), false],
])('whether a list of %s that claims %d is one: %o', (_, length, make, expected) => {
  const list = make(length);
  expect(isList(list)).toBe(expected);
  expect(itemsOf(list)).toHaveLength(expected ? length : 1);
});

test('JSON is not written of a list that claims more than it has', () => {
  expect(() => jsonOf({ a: [new Array(100_001)] })).toThrow(new TypeError('a list with holes'));
  expect(jsonOf({ a: [new Array(2)] })).toBe('{"a":[[null,null]]}');
});
