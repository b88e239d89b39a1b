import fc from 'fast-check';
import { anything } from '../arbitraries.ts';
import { IGNORED_KEYS, KEYWORDS } from './search.ts';

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

/** Mostly as it is, else as JSON text, which may be broken. */
export const packed = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(values, fc.nat(15), fc.constantFrom('', '', ' '))
    .map(([value, way, after]) =>
      way > 4 ? value : way === 0 ? stringify(value).slice(0, -1) : stringify(value) + after,
    );

function stringify(value: unknown): string {
  // nothing of a function
  const text = JSON.stringify(value, (_, inside: unknown) =>
    typeof inside === 'bigint' ? String(inside) : inside,
  ) as string | undefined;
  return text ?? '[';
}

/** Some of these members. */
export const some = (members: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> =>
  fc.record(members, { requiredKeys: [] });

const word = fc.constantFrom('red', 'shoes', 'Ölfarbe', 'a b', ' c ', '👟', '5');
const blanks = fc.constantFrom('', '', '', ' ', '\t', '\u00a0', '\n ');
const zeroWidth = fc.constantFrom(
  '',
  '',
  '',
  ' ',
  '\u200b',
  '\u200d ',
  '\ufeff',
  ' \u2060',
  '\u200c',
  '\u200e',
);

/** Ids near the limits of length, counted in characters of one or two units. */
const longId = fc
  .tuple(
    blanks,
    fc.constantFrom('x', '👟', '\ud800'),
    fc.constantFrom(511, 512, 513, 1023, 1024, 1025),
    blanks,
  )
  .map(([before, character, length, after]) => `${before}${character.repeat(length - 1)}y${after}`);
// prettier-ignore
const placeholder = fc.constantFrom<unknown>(
  'null', 'NULL', 'Null', 'undefined', 'NaN', 'nan', 'None', 'none', 'nil', '<nil>', '(null)', '<null>', '<NA>', '\\N', 'N',
  '[object Object]', '[object Undefined]', '[object Object],[object Object]', '[object]', '[object x', ' null ',
  '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000001', '00000000', '0000000', '0x00000000',
  '0x0000000', '0X00000000', '0000-0000', '-00000000-', '0'.repeat(32), '00000000 0', 0, -0, -1, 0n, -1n, '0', '-1', '-0', '00', '+0',
  'anonymous', 'guest', 'unknown', 'Guest', 'anonymousx',
);
/** In the quotes of a cookie, or half of them. */
const quoted = fc
  .tuple(
    blanks,
    fc.constantFrom('"', '"', '%22', '%22', '', '""'),
    fc.oneof(fc.constantFrom('a-1', '', ' a ', '"', 'a"b', '%22'), placeholder.map(String)),
    fc.constantFrom('"', '"', '%22', '%22', '', '""'),
    blanks,
  )
  .map((parts) => parts.join(''));
export const id = often(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<unknown>('p1', ' p2 ', 7, 0, -0, -3, 'é', 12n) },
    { weight: 3, arbitrary: placeholder },
    { weight: 2, arbitrary: quoted },
    { weight: 2, arbitrary: longId },
    { weight: 1, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.integer() },
  ),
);

const sign = fc.constantFrom('', '', '', '+', '-');
const currency = fc.constantFrom(
  '',
  '',
  '',
  '$',
  'pts',
  'gms',
  ' gm',
  '€',
  'USD',
  'kr',
  'eur',
  'US$',
  'ſek',
  '%',
  '₿',
);
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
const decimals = fc.constantFrom(
  '',
  '',
  '.5',
  '.50',
  '.',
  ',5',
  '.5.5',
  'e5',
  '.25E2',
  'e-1',
  'e+2',
  'e',
  'e999',
  '.000000000000001',
);
/** Texts that are nearly numbers, or are. */
const money = fc
  .tuple(blanks, sign, currency, blanks, digits, decimals, blanks, currency, blanks)
  .map((parts) => parts.join(''));
export const amount = often(
  fc.oneof(
    fc.constantFrom<unknown>(
      '$1,234.50',
      '79.95 USD',
      '0.25e2',
      false,
      '-5',
      26.5,
      0.09,
      3,
      0,
      -0,
      1e308,
      0.1,
      0.2,
    ),
    fc.double({ min: -1e4, max: 1e4, noNaN: true }),
    fc.double(),
    money,
  ),
);
export const quantity = often(
  fc.oneof(fc.constantFrom<unknown>(1, 2, '3', 0.5, ' 4 ', '1e1', 0, -1, '0', '-2.0', '500 gms', ''), amount),
);

/** The parts of a time: what they usually are, and what no clock, calendar or form has. */
const TIME_PARTS: readonly (readonly [usual: readonly string[], odd: readonly string[]])[] = [
  [
    ['', '', '', ' '],
    ['\t', '\ufeff', "'"],
  ],
  [
    ['2026', '2026', '2024', '2000', '2100'],
    ['1970', '1999', '2101', '2569', '1900', '0000', '0001', '0099', '9999', '10000', '26', '+2026', '-2026'],
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
    ['T', 'T', ' ', 't'],
    ['  ', '\t', '', '_'],
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
    ['', '', '.5', '.123', '.123456789', ',5', ',123456', '.000'],
    ['.', ',', '.5.5', ',5,5', '.5,5', ':5'],
  ],
  [
    // prettier-ignore
    ['', 'Z', 'Z', 'z', ' Z', ' z', ' UTC', '+02:00', '-00:00', '-23:59', '+14:30', '+0200', '-0800', '+00', '-08', ' +02:00',
     ' +0000', ' -08'],
    // prettier-ignore
    ['UTC', ' utc', ' GMT', '  Z', '\tZ', '+24:00', '+02:60', '+2400', '+24', '+0260', '+2', '+020', '02:00', '+02:', '+-02', ' UTC+02',
     '[Europe/Amsterdam]'],
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
  .tuple(fc.tuple(...TIME_PARTS.map(([usual]) => fc.constantFrom(...usual))), fc.option(oddPart, { freq: 1 }))
  .map(([parts, odd]) => parts.map((usual, place) => (odd?.[0] === place ? odd[1] : usual)).join(''));
// in seconds
const YEAR_2000 = 946_684_800;
const YEAR_2101 = 4_133_980_800;
const near = (...edges: number[]): fc.Arbitrary<number> =>
  fc
    .tuple(fc.constantFrom(...edges), fc.constantFrom(-1, -0.5, -0.0004, 0, 0.0005, 0.4996, 1))
    .map(([edge, off]) => edge + off);
/** A time within the limits, in each unit. */
const epochNow = fc
  .tuple(fc.integer({ min: YEAR_2000, max: YEAR_2101 }), fc.constantFrom(1, 1e3, 1e6, 1e9))
  .map(([seconds, unit]) => seconds * unit);
const epoch = fc.oneof(
  near(
    0,
    1e11,
    1e14,
    1e17,
    1e20,
    YEAR_2000,
    YEAR_2101,
    YEAR_2000 * 1000,
    YEAR_2101 * 1000,
    20_260_131_120_000,
  ),
  fc.tuple(epochNow, fc.constantFrom(0, 0, 0.5, 0.123, 0.123456, 123)).map(([time, part]) => time + part),
  fc.double({ min: -2e14, max: 2e20, noNaN: true }),
);
const writtenEpoch = fc
  .tuple(
    blanks,
    fc.constantFrom('', '', '', '', '+', '-', '0', '1,'),
    fc.oneof(
      epochNow.map((time) => String(BigInt(time))),
      fc.constantFrom('20260131120000', '0', '946684799', '4133980799999999999'),
    ),
    fc.constantFrom(
      '',
      '',
      '.123',
      '.5',
      '.000',
      '.100',
      '.123456789',
      '.1234567890123',
      '.',
      ',5',
      'e0',
      '.1.1',
    ),
    blanks,
  )
  .map((parts) => parts.join(''));
export const time = often(
  fc.oneof(
    // prettier-ignore
    fc.constantFrom<unknown>(
      '2026-01-31T12:00:00Z', '2026-01-31T12:00:00.310+01:00', '0001-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z', 0, '0',
      '2569-01-31T12:00:00.000Z', '2000-01-01T00:00:00+02:00', '2100-12-31T23:59:59.999Z', '2100-12-31T23:59:59-00:01',
    ),
    writtenTime,
    writtenTime,
    writtenTime,
    epoch,
    epoch.map(String),
    writtenEpoch,
    writtenEpoch,
    near(YEAR_2000 * 1000, YEAR_2101 * 1000, 0).map((number) => new Date(number)),
    fc.date({ min: new Date('1999-01-01'), max: new Date('2102-01-01'), noInvalidDate: true }),
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

// prettier-ignore
const level = fc.constantFrom(
  'Home', 'Home', 'Men', ' Shoes ', ' > ', '>', 'A > B', 'A>B', ' ', '', '/', ' / ', '::', ' &gt; ', 'Bags &amp; Shoes', '&amp;gt;',
  '&quot;a&quot;', '&#39;', '&#039;', '&lt;', '&GT;', '&#62;', '&amp;', 'undefined', 'null', ' None ', '[object Object]', '0', '[x]',
);
export const category = packed(
  often(
    fc.oneof(
      fc.array(level, { maxLength: 5 }).map((parts) => parts.join('')),
      fc.array(level, { maxLength: 3 }).map((parts) => parts.join(' > ')),
      fc.constantFrom('Home > Kitchen', 'Home', 'A/B'),
      fc.array(often(fc.oneof(word, level)), { maxLength: 3 }),
    ),
  ),
);
const fewCategories = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>('Shoes', 'Shoes', ' Shoes', ['Shoes'], '["Shoes"]', 'Hats'),
  },
  { weight: 1, arbitrary: category },
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
  category: fewCategories,
});
/** As PHP writes a list that had other keys, and what looks so. */
const numbered = fc
  .array(fc.tuple(fc.constantFrom('0', '1', '2', '07', '10', 'x', '-1', ' 1', ''), often(product)), {
    maxLength: 4,
  })
  .map((entries) => entries.filter(([key], index) => index > 0 || /^\d/.test(key)))
  .map((entries): object => Object.fromEntries(entries));
const sparse = fc
  .array(often(product), { maxLength: 3 })
  .map((list) => Object.assign(new Array<unknown>(4), list));
export const productList = packed(
  often(
    fc.oneof(
      { weight: 6, arbitrary: fc.array(often(product), { maxLength: 4 }) },
      { weight: 2, arbitrary: fc.array(product, { minLength: 1, maxLength: 1 }) },
      { weight: 3, arbitrary: product },
      { weight: 2, arbitrary: numbered },
      { weight: 1, arbitrary: fc.array(fc.array(product, { maxLength: 2 }), { maxLength: 2 }) },
      { weight: 1, arbitrary: sparse },
    ),
  ),
);
export const nestedProduct = packed(
  often(
    fc.oneof(
      { weight: 5, arbitrary: product },
      { weight: 1, arbitrary: numbered },
      { weight: 1, arbitrary: fc.array(product, { maxLength: 2 }) },
    ),
  ),
);
/** Lines of an order of which some were not bought. */
export const orderLines = packed(
  fc.array(
    fc.record(
      {
        product_id: fc.constantFrom<unknown>('p1', 'p2', 'null'),
        group: fc.constantFrom('g1', 'g2'),
        quantity,
      },
      { requiredKeys: ['quantity'] },
    ),
    { minLength: 1, maxLength: 4 },
  ),
);

export const words = often(
  fc.oneof(
    word,
    fc.tuple(zeroWidth, word, zeroWidth, word, zeroWidth).map((parts) => parts.join('')),
    fc.tuple(zeroWidth, zeroWidth).map((parts) => parts.join('')),
    fc.constantFrom<unknown>(
      5,
      -0,
      1e21,
      1e-7,
      true,
      false,
      '[sale] shoes',
      '["a","b"]',
      '{"q":"x"}',
      '[1]',
      '{}',
      '{"a"',
    ),
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
const otherField = fc.oneof(
  field,
  fc.constantFrom(
    ...KEYWORDS,
    ...IGNORED_KEYS,
    'utm_source',
    'utm_',
    'utmx',
    'gclid',
    'clid',
    'clidx',
    '_kx',
    '_',
    'x_',
    'Page',
    'category_id',
  ),
);
const selection = fc.oneof(
  { weight: 5, arbitrary: words },
  { weight: 1, arbitrary: fc.constant({ min: 1 }) },
);
/** Properties of any name, `__proto__` among them. */
const selections = (fields: fc.Arbitrary<string>): fc.Arbitrary<object> =>
  fc
    .array(fc.tuple(fields, selection), { maxLength: 4 })
    .map((entries): object => Object.fromEntries(entries));
const filterName = often(fc.constantFrom('color', 'size', ' ', '__proto__', 5));
const filter = fc.oneof(
  some({ type: filterName, attribute: filterName, value: words }),
  some({
    type: filterName,
    name: filterName,
    key: filterName,
    field: filterName,
    value: selection,
    values: selection,
  }),
  fc.record({ name: fc.constantFrom('color', 'size'), values: words }),
);
export const filters = packed(
  often(fc.oneof(fc.array(often(filter), { maxLength: 4 }), selections(field), filter)),
);
export const query = fc.oneof(
  { weight: 3, arbitrary: packed(words) },
  {
    weight: 3,
    arbitrary: packed(
      fc
        .tuple(
          some({ ...Object.fromEntries(KEYWORDS.map((key) => [key, words])), filters }),
          selections(otherField),
          fc.nat(3),
        )
        // one in four has all of them, which leaves no keyword to a later name
        .map(([known, others, nth]) => (nth === 0 ? { ...others, ...known } : others)),
    ),
  },
  {
    weight: 2,
    arbitrary: packed(
      fc
        .tuple(fc.constantFrom(...KEYWORDS), words, some({ filters }), selections(otherField))
        .map(([key, keywords, rest, others]) => ({ ...others, ...rest, [key]: keywords })),
    ),
  },
);

const userInfo = fc.constantFrom('', '', 'u:pw@', 'u@', '@', 'u:p@w@', 'a%40b:p%2Fw@', ':@');
const urlEnd = fc
  .array(
    // prettier-ignore
    fc.constantFrom(
      '?', '?', '#', '&', 'page=2', 'email=a%40b.example', 'token', '=', 'a%5B%5D=1', 'x+y=1', '%zz=1', 'page', 'PAGE=3',
      '/', '@', '//u:p@h', ' ',
    ),
    { maxLength: 7 },
  )
  .map((parts) => parts.join(''));
/** An address of a page, or nearly one. */
export const url = often(
  fc
    .tuple(
      fc.constantFrom(
        'https://',
        'https://',
        'https://',
        '//',
        'HTTP://',
        ' https://',
        'https:/',
        'https:\\\\',
        'https:///',
        'blob:https://',
        '',
      ),
      userInfo,
      fc.constantFrom('s.example', 's.example:80', '', '[::1]'),
      fc.constantFrom('', '/', '/p', '/a@b', '\\p'),
      urlEnd,
    )
    .map((parts) => parts.join('')),
);

export const rating = often(
  fc.oneof(
    fc.constantFrom<unknown>(4, '4.5', '4pts', '0.4e1', 0, -0, 5, 5.01, -0.01, 10, '$3', 1 / 3),
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
    // as proxies write it
    fc
      .tuple(
        blanks,
        fc.oneof(address, fc.constantFrom('0.0.0.0', '203.0.113.7', '::1', '::ffff:1.2.3.4', 'unknown', '')),
        fc.constantFrom('', ':8080', ':0', ':', ':x', ':1:2'),
        fc.constantFrom('', ', 10.0.0.1', ',', ' ,x', ';1.2.3.4', ' 1.2.3.4'),
      )
      .map((parts) => parts.join('')),
  ),
);
