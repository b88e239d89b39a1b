import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMapper, MISO_INTERACTION_TYPES } from '../../../src/index.ts';
import { findNearest } from '../../helpers/internals.ts';
import { chooseRuns } from '../../helpers/chooseRuns.ts';

const RUNS = chooseRuns(20_000);

const SOURCE =
  'a path such as "traits.id", "items[0].id" or "items[].id" (at most 1,000 characters), a function, or an array of them';
const PATH = 'a path such as "traits.id", "items[0].id" or "items[].id" (at most 1,000 characters)';
const RULE =
  'an interaction type, an array of them, false, { to, products, fields, customActionName }, or a function';
const TEXT = 'a non-empty string';
const OPTIONS =
  'events, pages, screens, beforeMap, unmapped, matching, fields, categorySeparator, ratingScale, region, customContext, consent, pageQuery, integration';
const FIELDS =
  'userId, anonymousId, timestamp, misoId, products, productId, productGroupId, quantity, keywords, filters, category, revenue, rating, duration';

describe('a wrong option throws a TypeError that names it, what was given and what is allowed', () => {
  test.each<[options: unknown, message: string]>([
    [null, 'options is null, but must be a plain object'],
    ['events', 'options is "events", but must be a plain object'],
    [[], 'options is an array, but must be a plain object'],
    [() => 1, 'options is a function, but must be a plain object'],
    [{ event: {} }, `event is an unknown option (did you mean "events"?). Allowed here: ${OPTIONS}`],
    [{ colour: 1 }, `colour is an unknown option. Allowed here: ${OPTIONS}`],
    [{ 'a b': 1 }, `["a b"] is an unknown option. Allowed here: ${OPTIONS}`],
    [JSON.parse('{"__proto__":{}}'), `__proto__ is an unknown option. Allowed here: ${OPTIONS}`],
    [{ constructor: {} }, `constructor is an unknown option. Allowed here: ${OPTIONS}`],
    [{ events: new Map([['a', 'like']]) }, 'events is an object, but must be a plain object'],
    [Object.create({ events: {} }), 'options is an object, but must be a plain object'],
    [{ events: [] }, 'events is an array, but must be a plain object'],
    [{ events: null }, 'events is null, but must be a plain object'],
    [
      { events: { 'Song Played': 'lisen' } },
      'events["Song Played"] is "lisen", but must be one of Miso\'s interaction types (did you mean "listen"?)',
    ],
    [{ events: { a: 'zzz' } }, 'events.a is "zzz", but must be one of Miso\'s interaction types'],
    [
      { events: { a: 'x'.repeat(101) } },
      "events.a is a string of length 101, but must be one of Miso's interaction types",
    ],
    [
      { events: { a: 'x'.repeat(100) } },
      `events.a is "${'x'.repeat(100)}", but must be one of Miso's interaction types`,
    ],
    [{ events: { a: true } }, `events.a is a boolean, but must be ${RULE}`],
    [{ events: { a: null } }, `events.a is null, but must be ${RULE}`],
    [{ events: { a: [] } }, `events.a is an array, but must be ${RULE}`],
    [
      { events: { a: ['like', 'lik'] } },
      'events.a[1] is "lik", but must be one of Miso\'s interaction types (did you mean "like"?)',
    ],
    [
      { events: { a: ['like', 'share', 'like'] } },
      'events.a[2] is "like", but must be a type that is not in the array already',
    ],
    [{ events: { a: {} } }, 'events.a.to is required: it has no default'],
    [{ events: { a: { to: 5 } } }, "events.a.to is 5, but must be one of Miso's interaction types"],
    [
      { events: { a: { too: 'like' } } },
      'events.a.too is an unknown option (did you mean "to"?). Allowed here: to, products, fields, customActionName',
    ],
    [
      { events: { a: { to: 'like', customActionName: 'x' } } },
      'events.a.customActionName is "x", but must be absent: a "like" has no name',
    ],
    [
      { events: { a: { to: 'search', products: 'one' } } },
      'events.a.products is "one", but must be absent: a "search" has no products',
    ],
    [
      { events: { a: { to: 'share', products: 'some' } } },
      'events.a.products is "some", but must be "one" or "many"',
    ],
    [
      { events: { a: { to: 'custom', customActionName: '' } } },
      `events.a.customActionName is "", but must be ${TEXT}`,
    ],
    [{ events: { a: { to: 'like', fields: 5 } } }, 'events.a.fields is 5, but must be a plain object'],
    [
      { events: { a: { to: 'like', fields: { revenue: 'x' } } } },
      'events.a.fields.revenue is an unknown option. Allowed here: userId, anonymousId, timestamp, misoId, products, productId, productGroupId',
    ],
    [
      { events: { a: { to: 'search', fields: { keyword: 'x' } } } },
      'events.a.fields.keyword is an unknown option (did you mean "keywords"?). Allowed here: userId, anonymousId, timestamp, misoId, keywords, filters',
    ],
    [
      { events: { a: { to: 'rate', fields: { rating: '' } } } },
      `events.a.fields.rating is "", but must be ${SOURCE}`,
    ],
    [{ events: { ' ': 'like' } }, 'events[" "] is "like", but must be under a non-empty name'],
    [
      { events: { 'Song Played': 'like', songPlayed: 'read' } },
      'events.songPlayed is the same name as events["Song Played"] when case, spaces and _ - . are ignored; remove one, or match names exactly with matching: "exact"',
    ],
    [
      { events: { a: new Array(1) } },
      "events.a[0] is undefined, but must be one of Miso's interaction types",
    ],
    [{ pages: { Home: 'home' } }, 'pages.Home is "home", but must be one of Miso\'s interaction types'],
    [
      { pages: { Home: 'like', home: 'like' } },
      'pages.home is the same name as pages.Home when case, spaces and _ - . are ignored; remove one, or match names exactly with matching: "exact"',
    ],
    [{ screens: 5 }, 'screens is 5, but must be a plain object'],
    [
      { unmapped: 'customs' },
      'unmapped is "customs", but must be "skip", "custom" or a rule function (did you mean "custom"?)',
    ],
    [{ unmapped: false }, 'unmapped is a boolean, but must be "skip", "custom" or a rule function'],
    [
      { matching: 'normalised' },
      'matching is "normalised", but must be "normalized" or "exact" (did you mean "normalized"?)',
    ],
    [{ fields: 'userId' }, 'fields is "userId", but must be a plain object'],
    [
      { fields: { userid: 'x' } },
      `fields.userid is an unknown option (did you mean "userId"?). Allowed here: ${FIELDS}`,
    ],
    ...['', '.', 'a.', '.a', 'a..b', 'a[', 'a[x]', '[0]', 'a[0]b', 'a]b', 'a[-1]', []].map(
      (userId): [unknown, string] => [
        { fields: { userId } },
        `fields.userId is ${Array.isArray(userId) ? 'an array' : JSON.stringify(userId)}, but must be ${SOURCE}`,
      ],
    ),
    [
      { fields: { userId: 'a'.repeat(1001) } },
      `fields.userId is a string of length 1001, but must be ${SOURCE}`,
    ],
    [{ fields: { userId: new Array(1) } }, `fields.userId[0] is undefined, but must be ${SOURCE}`],
    [{ fields: { userId: ['userId', 5] } }, `fields.userId[1] is 5, but must be ${SOURCE}`],
    [{ fields: { userId: null } }, `fields.userId is null, but must be ${SOURCE}`],
    [{ categorySeparator: '' }, `categorySeparator is "", but must be ${TEXT}`],
    [{ categorySeparator: /\// }, `categorySeparator is an object, but must be ${TEXT}`],
    [{ categorySeparator: ' ' }, `categorySeparator is " ", but must be ${TEXT}`],
    [{ ratingScale: 0 }, 'ratingScale is 0, but must be a positive number'],
    [{ ratingScale: '10' }, 'ratingScale is "10", but must be a positive number'],
    [{ ratingScale: Infinity }, 'ratingScale is Infinity, but must be a positive number'],
    [{ region: ' ' }, `region is " ", but must be ${TEXT}`],
    [{ region: 5 }, `region is 5, but must be ${TEXT}`],
    [{ customContext: 'x' }, 'customContext is "x", but must be a plain object'],
    [{ customContext: { currency: 'a..b' } }, `customContext.currency is "a..b", but must be ${SOURCE}`],
    [
      { customContext: { store: 'nl-1' } },
      'customContext.store is "nl-1", but must be a path that starts with a key of the event, such as properties, context or traits (did you mean "properties.nl-1"?), or { value: "nl-1" } for a constant',
    ],
    ...[{}, { value: '' }, { value: {} }, { value: undefined }, { value: [] }, { value: 1, of: 2 }].map(
      (store): [unknown, string] => [
        { customContext: { store } },
        `customContext.store is an object, but must be ${PATH}, a function, an array of them, or { value: … }`,
      ],
    ),
    ...(
      [
        ['amount', 'properties.amount'],
        ['items[].id', 'properties.items[].id'],
        ['propertys.amount', 'properties.amount'],
        ['contex.page.url', 'context.page.url'],
        ['user_id', 'userId'],
      ] as const
    ).map(([revenue, meant]): [unknown, string] => [
      { fields: { revenue } },
      `fields.revenue is "${revenue}", but must be a path that starts with a key of the event, such as properties, context or traits (did you mean "${meant}"?)`,
    ]),
    ...(
      [
        ['$.traits.id', 'traits.id'],
        ['$', ''],
        ['/properties/items/0/id', 'properties.items.0.id'],
        ['properties.items.*.id', 'properties.items[].id'],
        ['$.properties.items[*].id', 'properties.items[].id'],
      ] as const
    ).map(([userId, meant]): [unknown, string] => [
      { fields: { userId } },
      `fields.userId is "${userId}", but must be ${PATH} (did you mean "${meant}"?), a function, or an array of them`,
    ]),
    ...(
      [
        ['properties.variant_id', 'variant_id'],
        ['properties.products[0].sku', 'sku'],
        ['properties.products.sku', 'sku'],
        ['properties.product.id', 'id'],
        ['context.id', 'id'],
        ['traits.a.b', 'a.b'],
      ] as const
    ).map(([productId, meant]): [unknown, string] => [
      { fields: { productId: ['sku', productId] } },
      `fields.productId[1] is "${productId}", but must be a path that starts at the product (did you mean "${meant}"?)`,
    ]),
    [
      { events: { X: { to: 'listen', fields: { duration: 'seconds' } } } },
      'events.X.fields.duration is "seconds", but must be a path that starts with a key of the event, such as properties, context or traits (did you mean "properties.seconds"?)',
    ],
    [
      { events: { 'Product *': 'click' } },
      'events["Product *"] has a *, but names are matched whole: decide by the name in beforeMap, or in unmapped as a function',
    ],
    [
      { pages: { '/product/*': false } },
      'pages["/product/*"] has a *, but names are matched whole: decide by the name in beforeMap, or in unmapped as a function',
    ],
    [{ beforeMap: 'trim' }, 'beforeMap is "trim", but must be a function'],
    [{ consent: true }, 'consent is a boolean, but must be a plain object'],
    [{ consent: { categories: ['Ads'] } }, 'consent.whenAbsent is required: it has no default'],
    [{ consent: { whenAbsent: 'skip' } }, 'consent.categories is required: it has no default'],
    [
      { consent: { categories: 'Ads', whenAbsent: 'skip' } },
      'consent.categories is "Ads", but must be an array of categories',
    ],
    [
      { consent: { categories: [], whenAbsent: 'skip' } },
      'consent.categories is an array, but must be an array of categories',
    ],
    [
      { consent: { categories: ['Ads', ''], whenAbsent: 'skip' } },
      `consent.categories[1] is "", but must be ${TEXT}`,
    ],
    [
      { consent: { categories: new Array(2), whenAbsent: 'skip' } },
      `consent.categories[0] is undefined, but must be ${TEXT}`,
    ],
    [
      { consent: { categories: ['Ads'], whenAbsent: 'sent' } },
      'consent.whenAbsent is "sent", but must be "skip" or "send" (did you mean "send"?)',
    ],
    [
      { consent: { category: ['Ads'] } },
      'consent.category is an unknown option (did you mean "categories"?). Allowed here: categories, whenAbsent',
    ],
    [{ integration: '' }, `integration is "", but must be ${TEXT}`],
    [
      { pageQuery: 'all' },
      'pageQuery is "all", but must be "keep", "drop" or an array of names of query parameters',
    ],
    [
      { pageQuery: 'dropp' },
      'pageQuery is "dropp", but must be "keep", "drop" or an array of names of query parameters (did you mean "drop"?)',
    ],
    [
      { pageQuery: true },
      'pageQuery is a boolean, but must be "keep", "drop" or an array of names of query parameters',
    ],
    [{ pageQuery: ['page', ''] }, `pageQuery[1] is "", but must be ${TEXT}`],
    [{ pageQuery: ['page', 5] }, `pageQuery[1] is 5, but must be ${TEXT}`],
    [{ integration: true }, `integration is a boolean, but must be ${TEXT}`],
  ])('%j', (options, message) => {
    expect(() => createMapper(options as never)).toThrow(new TypeError(message));
  });
});

test.each([
  [undefined],
  [{}],
  [{ events: undefined, fields: undefined, consent: undefined, ratingScale: undefined }],
  [{ fields: { userId: undefined } }],
  [{ matching: 'exact', events: { a: 'like', A: 'read' } }],
  [{ fields: { userId: 'properties.a b.c-d[0][1].ä[]', keywords: ['properties.x', 'traits[]'] } }],
  [{ events: { a: undefined }, pages: { a: undefined }, customContext: { a: undefined } }],
  [{ fields: { userId: 'rudderId', productId: ['variant.id', '$id', 'a/b', 'properties'] } }],
  [{ fields: { userId: [() => 1, 'userId'], productId: [() => 1, 'id'] } }],
  [{ fields: { userId: 'shop.user' }, beforeMap: () => null }],
  [{ customContext: { a: { value: 'x' }, b: { value: [1, 2] }, c: { value: false } } }],
  [{ unmapped: () => null }],
])('%j is nothing wrong', (options) => {
  expect(() => createMapper(options as never)).not.toThrow();
});

test.each([
  ['lisen', 'listen'],
  ['LISTEN', 'listen'],
  ['checkuot', 'checkout'],
  ['add_to_card', 'add_to_cart'],
  ['x'.repeat(51), undefined],
  ['song', undefined],
  ['', undefined],
])('nearest to %s is %s', (written, expected) => {
  expect(findNearest(written, MISO_INTERACTION_TYPES)).toBe(expected);
});

const invalid = fc.oneof(
  fc.anything({ withNullPrototype: true }),
  fc.constantFrom('like', 'a.b', 'custom', 5, true),
);
const names = fc.oneof(
  fc.constantFrom(...OPTIONS.split(', '), ...FIELDS.split(', '), 'to', 'categories'),
  fc.string({ maxLength: 4 }),
);
const options = fc.dictionary(
  names,
  fc.oneof(
    invalid,
    fc.dictionary(names, fc.oneof(invalid, fc.dictionary(names, invalid, { maxKeys: 2 })), { maxKeys: 3 }),
  ),
  { maxKeys: 3 },
);

test('whatever the options, what is thrown is a TypeError that says what is wrong', () => {
  let thrown = 0;
  fc.assert(
    fc.property(fc.oneof(invalid, options), (drawn) => {
      try {
        createMapper(drawn as never);
      } catch (error) {
        thrown++;
        expect(error).toBeInstanceOf(TypeError);
        expect((error as TypeError).message).toMatch(
          / (but must be|is an unknown option|is the same name as|is required|has a \*) ?/,
        );
      }
    }),
    { numRuns: RUNS },
  );
  expect(thrown).toBeGreaterThan(RUNS / 4);
});

test('what two names have in common at their starts is not counted again at their ends', () => {
  expect(findNearest('aa', ['aaaa'])).toBeUndefined();
  expect(findNearest('aaaa', ['aa'])).toBeUndefined();
});

test('of two near names the nearer is meant', () => {
  expect(findNearest('events', ['event', 'events'])).toBe('events');
  expect(findNearest('kart', ['car', 'cart'])).toBe('cart');
});
