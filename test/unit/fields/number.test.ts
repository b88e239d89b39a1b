import { expect, test } from 'vitest';
import { parseAmount, parseNumber } from '../../helpers/internals.ts';

test.each([
  [0, 0],
  [-1.5, -1.5],
  [-0, 0],
  ['-0', 0],
  ['12', 12],
  ['12.50', 12.5],
  [' 12.5 ', 12.5],
  ['+5', 5],
  ['-5', -5],
  ['007', 7],
  ['1,234', 1234],
  ['1,234.50', 1234.5],
  ['12,345,678.9', 12345678.9],
  ['1e3', 1000],
  ['0.25e2', 25],
  ['25E-1', 2.5],
  ['1,000e+1', 10000],
  ['1e-400', 0],
])('%j is %d', (written, expected) => {
  expect(parseNumber(written)).toBe(expected);
  expect(parseAmount(written)).toBe(expected);
});

test.each([
  ['$1,234.50', 1234.5],
  ['-$5', -5],
  ['$ 5', 5],
  ['€12.5', 12.5],
  ['12.5€', 12.5],
  ['12.5 €', 12.5],
  ['79.95 USD', 79.95],
  ['USD 79.95', 79.95],
  ['usd79.95', 79.95],
  ['-1,000 SEK', -1000],
  ['5\u00a0₺', 5],
  ['USD 0.25e2', 25],
  ['2.5E1€', 25],
  ['5EUR', 5],
])('%j is an amount of %d, and no other number', (written, expected) => {
  expect(parseAmount(written)).toBe(expected);
  expect(parseNumber(written)).toBeNull();
});

test.each([
  '1.234,50',
  '12,34',
  '1,2345',
  '0,500',
  '1234,567',
  ',123',
  '1,,234',
  '0x10',
  '1e',
  'e3',
  '1e1.5',
  '1e 3',
  '1e400',
  '$5',
  '5 USD',
  '500 gms',
  '4pts',
  '.5',
  '5.',
  '1.2.3',
  '- 5',
  '--5',
  '5-',
  '1 234',
  '١٢',
  'NaN',
  'Infinity',
  'free',
  '9'.repeat(400),
  NaN,
  Infinity,
  -Infinity,
  5n,
  true,
  {},
  [5],
  new Number(5),
])('%s is not a number', (written) => {
  expect(parseNumber(written)).toBeNull();
});

test.each([
  '$-5',
  '$5 USD',
  'USD 5 $',
  '$$5',
  'US 5',
  'EURO 5',
  '5 euros',
  '500 gms of',
  '$',
  'USD',
  '€1.234,50',
  '$1e400',
  '1e EUR',
  {},
  NaN,
])('%s is not an amount', (written) => {
  expect(parseAmount(written)).toBeNull();
});

test.each([undefined, null, '', ' \t'])('%j is absent', (written) => {
  expect(parseNumber(written)).toBeUndefined();
  expect(parseAmount(written)).toBeUndefined();
});

test.each([
  ['digits', '9'.repeat(1e6)],
  ['groups', `1${',111'.repeat(250_000)}x`],
  ['blanks', `5${' '.repeat(1e6)}x`],
  ['blanks after a sign', `$${' '.repeat(1e6)}x`],
  ['fractions', `1.${'1'.repeat(1e6)}x`],
])('a megabyte of %s takes no time', (_, written) => {
  const start = performance.now();
  expect(parseAmount(written)).toBeNull();
  expect(performance.now() - start).toBeLessThan(500);
});
