import fc from 'fast-check';
import { anything } from '../arbitraries.ts';

/** Where something else was meant. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  anything,
  fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    ' ',
    '\u00a0\n',
    '\ufeff',
    0,
    -0,
    -1,
    1.5,
    2 ** 53 - 1,
    2 ** 53,
    1e21,
    5e-324,
    NaN,
    Infinity,
    true,
    false,
    7n,
    10n ** 511n,
    10n ** 512n,
    [],
    [[]],
    [null],
    ['a', 1],
    ['a', null, ' '],

    ['a', , 'b'],
    {},
    '\ud800',
    '[object Object]',
  ),
  fc.date({ noInvalidDate: false }),
  fc.constant(new Map([['id', 'm1']])),
  fc.constant(() => 'f'),
  fc.constant(Symbol('s')),
);

export const often = <Value>(
  usual: fc.Arbitrary<Value>,
  other: fc.Arbitrary<unknown> = junk,
): fc.Arbitrary<unknown> => fc.oneof({ weight: 7, arbitrary: usual }, { weight: 1, arbitrary: other });

/** Some of these members. */
export const some = (members: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> =>
  fc.record(members, { requiredKeys: [] });

const word = fc.constantFrom('red', 'shoes', 'Ölfarbe', 'a b', ' c ', '👟', '5');
const blanks = fc.constantFrom('', '', '', ' ', '\t', '\u00a0', '\n ');

/** Ids near the limits of length, counted in characters of one or two units. */
const longId = fc
  .tuple(
    blanks,
    fc.constantFrom('x', '👟', '\ud800'),
    fc.constantFrom(511, 512, 513, 1023, 1024, 1025),
    blanks,
  )
  .map(([before, character, length, after]) => `${before}${character.repeat(length - 1)}y${after}`);
export const id = often(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<unknown>('p1', ' p2 ', 7, 0, -0, -3, 'é', 12n) },
    { weight: 2, arbitrary: longId },
    { weight: 1, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.integer() },
  ),
);

const sign = fc.constantFrom('', '', '', '+', '-');
const currency = fc.constantFrom('', '', '', '$', '€', 'USD', 'kr', 'eur', 'US$', 'ſek', '%', '₿');
const digits = fc.constantFrom(
  '5',
  '0',
  '007',
  '1234',
  '1,234',
  '12,34',
  '1,234,567',
  '0,5',
  '1,23,456',
  '1234,567',
  '9'.repeat(309),
  '',
);
const decimals = fc.constantFrom('', '', '.5', '.50', '.', ',5', '.5.5', 'e5', '.000000000000001');
/** Texts that are nearly numbers, or are. */
const money = fc
  .tuple(blanks, sign, currency, blanks, digits, decimals, blanks, currency, blanks)
  .map((parts) => parts.join(''));
export const amount = often(
  fc.oneof(
    fc.constantFrom<unknown>('$1,234.50', '79.95 USD', '-5', 26.5, 0.09, 3, 0, -0, 1e308, 0.1, 0.2),
    fc.double({ min: -1e4, max: 1e4, noNaN: true }),
    fc.double(),
    money,
  ),
);
const quantity = often(fc.oneof(fc.constantFrom<unknown>(1, 2, '3', 0.5, ' 4 '), amount));

/** The parts of a time: what they usually are, and what no clock, calendar or form has. */
const TIME_PARTS: readonly (readonly [usual: readonly string[], odd: readonly string[]])[] = [
  [
    ['', '', '', ' '],
    ['\t', '\ufeff', "'"],
  ],
  [
    ['2026', '2024', '1900', '2000', '0001', '0099', '9999'],
    ['0000', '10000', '26', '+2026', '-2026'],
  ],
  [['-'], ['/', '', '.']],
  [
    ['01', '02', '04', '12'],
    ['00', '13', '1'],
  ],
  [['-'], ['/', '']],
  [
    ['01', '28', '29', '30', '31'],
    ['00', '32', '1'],
  ],
  [
    ['T', 'T', ' '],
    ['t', '  ', '\t', '', '_'],
  ],
  [
    ['00', '01', '12', '23'],
    ['24', '25', '5'],
  ],
  [
    [':00', ':01', ':30', ':59'],
    [':60', ':5', ''],
  ],
  [
    ['', ':00', ':00', ':01', ':59'],
    [':60', ':61', ':', '00'],
  ],
  [
    ['', '', '.5', '.123', '.123456789'],
    ['.', ',5', '.5.5'],
  ],
  [
    ['', 'Z', 'Z', '+02:00', '-00:00', '-23:59', '+14:30'],
    ['z', ' Z', ' UTC', '+24:00', '+02:60', '+0200', '+02', ' +02:00', '02:00'],
  ],
  [
    ['', '', '', ' '],
    ['\n', '\u00a0', '.'],
  ],
];
const oddPart = fc
  .nat(TIME_PARTS.length - 1)
  .chain((place) => fc.tuple(fc.constant(place), fc.constantFrom(...TIME_PARTS[place]![1])));
/** A time, often with one odd part. */
const writtenTime = fc
  .tuple(fc.tuple(...TIME_PARTS.map(([usual]) => fc.constantFrom(...usual))), fc.option(oddPart))
  .map(([parts, odd]) => parts.map((usual, place) => (odd?.[0] === place ? odd[1] : usual)).join(''));
const YEAR_1 = -62_135_596_800;
const YEAR_10000 = 253_402_300_800;
const near = (...edges: number[]): fc.Arbitrary<number> =>
  fc
    .tuple(fc.constantFrom(...edges), fc.constantFrom(-1, -0.5, -0.0004, 0, 0.0005, 0.4996, 1))
    .map(([edge, off]) => edge + off);
const epoch = fc.oneof(
  near(0, 1e11, -1e11, 1e14, -1e14, YEAR_1, YEAR_1 * 1000, 1_769_860_800, 1_769_860_800_123),
  fc.double({ min: -2e14, max: 2e14, noNaN: true }),
  fc.double({ min: -2e11, max: 2e11, noNaN: true }),
);
export const time = often(
  fc.oneof(
    fc.constantFrom('2026-01-31T12:00:00Z', '2026-01-31T12:00:00.310+01:00'),
    writtenTime,
    writtenTime,
    writtenTime,
    epoch,
    epoch.map(String),
    epoch.map((number) => String(Math.round(Math.abs(number)))),
    near(YEAR_1 * 1000, YEAR_10000 * 1000, 0).map((number) => new Date(number)),
    fc.date({ noInvalidDate: true }),
  ),
);

export const uuid = often(
  fc.oneof(
    fc.uuid(),
    fc.uuid().map((text) => text.toUpperCase()),
    fc.uuid().map((text) => ` ${text}`),
    fc.uuid().map((text) => `{${text}}`),
    fc.uuid().map((text) => text.replaceAll('-', '')),
    fc.uuid().map((text) => `${text.slice(0, -1)}g`),
    fc.constant('00000000-0000-0000-0000-000000000000'),
  ),
);

export const product = some({
  product_id: id,
  productId: id,
  id,
  sku: id,
  variant_id: id,
  group: id,
  ids: often(fc.array(id, { maxLength: 2 })),
  a: some({ b: id }),
  quantity,
  n: quantity,
});
const sparse = fc
  .array(often(product), { maxLength: 3 })
  .map((list) => Object.assign(new Array<unknown>(4), list));
export const productList = often(
  fc.oneof(
    { weight: 6, arbitrary: fc.array(often(product), { maxLength: 4 }) },
    { weight: 3, arbitrary: product },
    { weight: 1, arbitrary: fc.array(fc.array(product, { maxLength: 2 }), { maxLength: 2 }) },
    { weight: 1, arbitrary: sparse },
  ),
);

export const words = often(
  fc.oneof(
    word,
    fc.constantFrom<unknown>(5, -0, 1e21, 1e-7),
    fc.array(often(word), { maxLength: 3 }),
    fc.array(fc.oneof(word, fc.nat(9)), { maxLength: 3 }),
  ),
);
const field = fc.constantFrom(
  'color',
  'a.b',
  'a b',
  'é',
  '0',
  '$x',
  '',
  ' ',
  '__proto__',
  'constructor',
  'q',
);
/** Members of any name, `__proto__` among them. */
const selections = fc
  .array(fc.tuple(field, words), { maxLength: 3 })
  .map((entries): object => Object.fromEntries(entries));
const filter = some({
  type: often(fc.constantFrom('color', 'size', ' ', '__proto__')),
  attribute: often(fc.constantFrom('color', 'brand')),
  value: words,
});
export const filters = often(fc.oneof(fc.array(often(filter), { maxLength: 4 }), selections, filter));
export const query = fc.oneof(
  { weight: 3, arbitrary: words },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        some({ query: words, search_term: words, keywords: words, keyword: words, q: words, filters }),
        selections,
      )
      .map(([known, others]) => ({ ...others, ...known })),
  },
);

export const category = often(
  fc.oneof(
    fc
      .array(fc.constantFrom('Home', 'Home', ' > ', 'A > B', ' ', '', '>', '/', ' / '), { maxLength: 5 })
      .map((parts) => parts.join('')),
    fc.constantFrom('Home > Kitchen', 'Home', 'A/B'),
    fc.array(often(word), { maxLength: 3 }),
  ),
);
export const rating = often(
  fc.oneof(
    fc.constantFrom<unknown>(4, '4.5', 0, -0, 5, 5.01, -0.01, 10, '$3', 1 / 3),
    fc.double({ min: -1, max: 11, noNaN: true }),
    amount,
  ),
);

const group = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('0', '0', '0', 'ffff', 'FFFF', '0000', '0db8', '1', 'c0a8') },
  { weight: 1, arbitrary: fc.constantFrom('12345', 'g', '', ':') },
);
const ipV6 = fc
  .tuple(
    fc.array(group, { minLength: 1, maxLength: 9 }),
    fc.nat(9),
    fc.constantFrom('', '', '', '%eth0', '%', '/64'),
  )
  .map(([groups, place, scope]) => {
    // one of them is left out: `::`
    const parts = groups.map((group, index) => (index !== place ? group : index === 0 ? ':' : ''));
    return `${parts.join(':')}${scope}`;
  });
const octets = fc
  .array(fc.constantFrom('0', '0', '1', '255', '256', '01', '203', ''), { minLength: 4, maxLength: 4 })
  .map((parts) => parts.join('.'));
const mappedPrefix = fc.constantFrom(
  '::ffff:',
  '::FFFF:',
  '0:0:0:0:0:ffff:',
  '::',
  '::ffff:0:',
  '0::ffff:',
  '64:ff9b::',
  '::0:ffff:',
);
const address = fc.oneof(fc.ipV4(), octets);
export const ip = often(
  fc.oneof(
    address,
    fc.ipV4Extended(),
    fc.ipV6(),
    ipV6,
    fc.tuple(mappedPrefix, address).map((parts) => parts.join('')),
    fc
      .tuple(fc.constantFrom('::ffff:', '0:0:0:0:0:ffff:', '::0:ffff:'), group, group)
      .map(([prefix, high, low]) => `${prefix}${high}:${low}`),
    fc.constantFrom('0.0.0.0', '::ffff:0.0.0.0', '::ffff:0:0', ' 1.2.3.4', '1.2.3.4:80', '[::1]', '0.0.0.7'),
  ),
);
