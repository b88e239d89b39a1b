import { describe, expect, test } from 'vitest';
import { validateInteraction } from '../../../src/index.ts';

const paths = (value: unknown): string[] => validateInteraction(value).map(({ path }) => path);
const click = { type: 'click', user_id: 'u1' };

describe('what is no interaction is said to be none', () => {
  test.each([
    ['null', null, 'The interaction (null) must be a plain object'],
    ['a text', 'click', 'The interaction (a string of length 5) must be a plain object'],
    ['an array', [click], 'The interaction (an array) must be a plain object'],
    [
      'an object that writes itself otherwise',
      { ...click, toJSON: () => 5 },
      'The interaction (an object) must be a plain object',
    ],
    ['a type of another kind', { type: 5 }, "type (a number) must be one of Miso's interaction types"],
    [
      'an unknown type',
      { type: 'constructor' },
      "type (a string of length 11) must be one of Miso's interaction types",
    ],
    ['one that inherits all', Object.create(click), 'The interaction (an object) must be a plain object'],
    ['one without a type', { user_id: 'u1' }, "type (undefined) must be one of Miso's interaction types"],
    [
      'a getter that throws',
      {
        ...click,
        get user_id() {
          throw new Error('no');
        },
      },
      'The interaction (an object) must be a readable object',
    ],
  ])('%s', (_, value, message) => {
    expect(validateInteraction(value)).toStrictEqual(
      [
        {
          code: 'invalid_interaction',
          severity: 'error',
          path: '',
          message: `${message}; Miso would refuse the whole upload, or misread the record.`,
        },
      ].map((issue) => ({ ...issue, path: message.startsWith('type') ? 'type' : '' })),
    );
  });
});

test('members that JSON does not write are not there', () => {
  expect(paths({ ...click, rating: undefined, custom: undefined, [Symbol('x')]: 1 })).toStrictEqual([]);
  expect(paths(Object.defineProperty({ ...click }, 'hidden', { value: 1, enumerable: false }))).toStrictEqual(
    [],
  );
});

test('an own member named __proto__ is a stray one', () => {
  expect(paths(JSON.parse('{"type":"click","user_id":"u1","__proto__":{},"a.b":1}'))).toStrictEqual([
    '__proto__',
    '["a.b"]',
  ]);
});

describe('identity', () => {
  test.each([
    [{ type: 'click' }],
    [{ type: 'click', user_id: '' }],
    [{ type: 'click', user_id: ' ', anonymous_id: '' }],
  ])('%j has none', (value) => {
    expect(paths(value)).toStrictEqual(['']);
  });

  test.each([[{ type: 'click', anonymous_id: 'a1' }], [{ type: 'click', user_id: '', anonymous_id: 'a1' }]])(
    '%j has one',
    (value) => {
      expect(paths(value)).toStrictEqual([]);
    },
  );
});

describe('what Miso takes beyond what it knows', () => {
  test.each([
    ['a list', []],
    ['null', null],
    ['an object', { deep: { deeper: [1, 'a', null] } }],
    ['a function, which JSON leaves out', () => 1],
  ])('%s in the context', (_, extra) => {
    expect(paths({ ...click, context: { extra } })).toStrictEqual([]);
  });

  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  test.each([
    ['a bigint', 5n],
    ['a cycle', cyclic],
    ['a list that claims billions', { list: Object.assign([], { 4294967294: 'q' }) }],
  ])('but not %s, which JSON cannot hold', (_, extra) => {
    expect(paths({ ...click, context: { extra, 'a b': 1 } })).toStrictEqual(['context.extra']);
  });

  test('a member of the context with the name of a method of objects is looked at as any other', () => {
    expect(
      paths({ ...click, context: JSON.parse('{"constructor":1,"__proto__":{"x":1},"toString":"x"}') }),
    ).toStrictEqual([]);
  });
});

describe('custom_context', () => {
  const custom = (value: unknown): string[] => paths({ ...click, context: { custom_context: { value } } });

  test.each([[true], [1], ['a'], [[]], [[1, 2.5]], [['a', 'b']], [[{ a: 1, b: 'x', c: false }, {}]]])(
    'takes %j',
    (value) => {
      expect(custom(value)).toStrictEqual([]);
    },
  );

  test.each([
    [null],
    [NaN],
    [{}],
    [[1, 'a']],
    [[true]],
    [[null]],
    [[[1]]],
    [[{ a: null }]],
    [[{ a: [1] }]],
    [new Array(3)],
  ])('does not take %j', (value) => {
    expect(custom(value)).toStrictEqual(['context.custom_context.value']);
  });
});

describe('a sparse array', () => {
  test('is wrong at its first hole', () => {
    const product_ids = Object.assign([], { 0: 'p', 4294967294: 'q' });
    expect(paths({ ...click, product_ids })).toStrictEqual(['product_ids[1]']);
  });

  test('is no list for custom_context', () => {
    const value = Object.assign([], { 4294967294: 'q' });
    expect(paths({ ...click, context: { custom_context: { value } } })).toStrictEqual([
      'context.custom_context.value',
    ]);
  });
});

describe('a message says what was wrong and what it must be', () => {
  const click = { type: 'click', user_id: 'u1' };
  test.each([
    [
      'click',
      { anonymous_id: 'a1', user_id: 5 },
      'user_id (a number) must be a string of at most 512 characters',
    ],
    ['click', { anonymous_id: 5 }, 'anonymous_id (a number) must be a string of at most 1024 characters'],
    [
      'click',
      { timestamp: 'now' },
      'timestamp (a string of length 3) must be a real date and time, such as 2026-01-31T12:00:00.000Z',
    ],
    ['click', { miso_id: '5' }, 'miso_id (a string of length 1) must be a UUID'],
    ['click', { product_ids: 'p1' }, 'product_ids (a string of length 2) must be an array'],
    ['click', { context: [] }, 'context (an array) must be a plain object'],
    ['click', { context: { locale: 5 } }, 'context.locale (a number) must be a string'],
    [
      'click',
      { context: { truncated_ip: '::1' } },
      'context.truncated_ip (a string of length 3) must be an IPv4 address',
    ],
    ['click', { context: { page: {} } }, 'context.page.url (undefined) is required'],
    [
      'click',
      { context: { custom_context: { a: null } } },
      'context.custom_context.a (null) must be a string, a number, a boolean, or an array of strings, of numbers or of flat objects',
    ],
    ['click', { context: { more: 5n } }, 'context.more (a bigint) must be a value that JSON can represent'],
    ['click', { revenue: 5 }, 'revenue (a number) is not a field of click'],
    ['checkout', { revenue: '5' }, 'revenue (a string of length 1) must be a finite number'],
    ['checkout', { revenue: NaN }, 'revenue (NaN) must be a finite number'],
    [
      'checkout',
      { product_ids: ['p1'], quantities: [0] },
      'quantities[0] (a number) must be a positive number',
    ],
    [
      'checkout',
      { product_ids: ['p1'], quantities: [1, 2] },
      'quantities (an array) must have one number for each of product_ids',
    ],
    ['rate', { rating: 6 }, 'rating (a number) must be a number from 0 to 5'],
    ['custom', {}, 'custom_action_name (undefined) must be a string'],
    ['click', { user_id: ' ' }, 'The interaction (an object) must have a user_id or an anonymous_id'],
  ])('%s: %o', (type, fields, message) => {
    expect(validateInteraction({ ...click, type, ...fields }).map((issue) => issue.message)).toStrictEqual([
      `${message}; Miso would refuse the whole upload, or misread the record.`,
    ]);
  });
});

test('one quantity may be alone', () => {
  const added = { type: 'add_to_cart', user_id: 'u1', product_ids: ['p1'] };
  expect(paths({ ...added, quantities: 2 })).toStrictEqual([]);
  expect(paths({ ...added, quantities: 0 })).toStrictEqual(['quantities']);
});
