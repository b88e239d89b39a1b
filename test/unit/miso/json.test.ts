import { expect, test } from 'vitest';
import { isReadableArray, toArray, stringifyJson } from '../../helpers/internals.ts';

test.each([
  ['items', 100_001, (length: number) => new Array<number>(length).fill(0), true],
  ['holes', 100_000, (length: number) => new Array<number>(length), true],
  ['holes', 100_001, (length: number) => new Array<number>(length), false],
])('whether a list of %s that claims %d is one: %o', (_, length, make, expected) => {
  const list = make(length);
  expect(isReadableArray(list)).toBe(expected);
  expect(toArray(list)).toHaveLength(expected ? length : 1);
});

test('JSON is not written of a list that claims more than it has', () => {
  expect(() => stringifyJson({ a: [new Array(100_001)] })).toThrow(new TypeError('a sparse array'));
  expect(stringifyJson({ a: [new Array(2)] })).toBe('{"a":[[null,null]]}');
});
