import fc from 'fast-check';
import { anything } from '../arbitraries.ts';
import {
  amount,
  category,
  filters,
  id,
  ip,
  junk,
  nestedProduct,
  often,
  orderLines,
  packed,
  product,
  productList,
  quantity,
  query,
  rating,
  some,
  time,
  url,
  uuid,
  words,
} from './values.arbitraries.ts';
import { ROWS } from './tables.ts';

const text = often(fc.oneof(fc.lorem({ maxCount: 2 }), fc.constantFrom(' ', ' x ', '')));
/** Also as PHP writes an empty object, and as JSON text. */
const object = (properties: fc.Arbitrary<object>): fc.Arbitrary<unknown> =>
  packed(often(properties, fc.oneof(junk, fc.constant([]))));
const context = object(
  some({
    ip,
    locale: text,
    userAgent: text,
    page: object(some({ url: fc.oneof(url, text), referrer: fc.oneof(url, text), title: text, path: text })),
    campaign: object(some({ name: text, source: text, medium: text, term: text, content: text, id: text })),
    miso_id: uuid,
    consent: often(
      some({
        categoryPreferences: often(
          some({ Ads: often(fc.boolean()), 'a.b': often(fc.boolean()), Analytics: fc.boolean() }),
        ),
      }),
    ),
    device: often(some({ id })),
  }),
);

const properties = fc
  .tuple(
    fc.oneof({ weight: 2, arbitrary: product }, { weight: 1, arbitrary: fc.constant({}) }),
    some({
      product: nestedProduct,
      products: fc.oneof({ weight: 3, arbitrary: productList }, { weight: 1, arbitrary: orderLines }),
      total: amount,
      revenue: amount,
      subtotal: amount,
      shipping: amount,
      tax: amount,
      value: amount,
    }),
    some({ category, rating, filters, query, miso_id: uuid, misoId: uuid }),
    some({
      search_query: query,
      searchQuery: words,
      search_term: words,
      searchTerm: words,
      search_string: words,
      searchString: words,
      keywords: words,
      keyword: words,
      term: words,
      text: words,
      q: words,
    }),
    // for options to name
    some({
      seconds: amount,
      when: time,
      order: often(product),
      list: often(fc.array(often(some({ b: fc.oneof(id, words, amount), product })), { maxLength: 3 })),
    }),
  )
  .map((parts): object => Object.assign({}, ...parts) as object);

/** Ways to write a name that fold alike, and some that do not. */
export const spelling = fc.constantFrom<(name: string) => string>(
  (name) => name,
  (name) => name,
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.replaceAll(' ', '_').toLowerCase(),
  (name) => name.replaceAll(' ', ''),
  (name) => ` ${name.replaceAll(' ', ' - . ')}\t`,
  (name) => name.replaceAll(' ', '\u00a0'),
  (name) => name.replaceAll(' ', '/'),
  (name) => name.replaceAll('i', 'ı').replaceAll('s', 'ſ'),
  (name) => name.toUpperCase().replaceAll('I', 'İ').replaceAll('K', '\u212a'),
  (name) => `${name}s`,
);
const written = (names: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...names), spelling).map(([name, spell]) => spell(name));

const envelope = {
  userId: id,
  anonymousId: id,
  timestamp: time,
  originalTimestamp: time,
  receivedAt: time,
  context,
  messageId: often(fc.constant('m1')),
  properties: packed(often(properties, fc.oneof(junk, properties, fc.constant([])))),
  traits: often(some({ id, list: fc.array(some({ id }), { maxLength: 2 }) })),
  integrations: often(
    some({
      All: often(fc.boolean()),
      all: often(fc.boolean()),
      ALL: fc.boolean(),
      Miso: often(fc.boolean()),
    }),
  ),
};

/** Calls of all kinds, mostly `track`. */
const call = (type: fc.Arbitrary<unknown>, event: fc.Arbitrary<unknown>): fc.Arbitrary<object> =>
  fc
    .tuple(
      fc.record(
        { ...envelope, type, event, action: type, name: event },
        { requiredKeys: ['event', 'properties'] },
      ),
      // most events have an identity, or little else would be compared
      fc.oneof(
        { weight: 3, arbitrary: fc.constant({ userId: 'u1' }) },
        { weight: 1, arbitrary: fc.constant({}) },
      ),
    )
    .map(([event, identity]) => ({ ...event, ...identity }));

const otherType = fc.oneof(
  fc.constantFrom<unknown>('TRACK ', 'page', 'Screen', 'identify', 'group', 'alias', 'DELETE', 'x', ''),
  junk,
);

/** Calls with one of these names in some spelling; some of other types and names. */
export const callOf = (names: readonly string[], types: readonly string[]): fc.Arbitrary<object> =>
  call(often(fc.constantFrom(...types), otherType), often(written(names)));

const body = fc.constantFrom<object>(
  {},
  { type: 'track', event: 'Product Viewed', userId: 'u1', properties: { sku: 's1' } },
);
/** What is no call of Segment's, or only just: bodies around events, and calls without what calls have. */
export const notCall: fc.Arbitrary<unknown> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('events', 'detail', 'Records', 'body', 'data', 'batch', 'message', 'value'),
      fc.oneof(
        body,
        fc.array(body, { maxLength: 2 }),
        body.map((one) => JSON.stringify(one)),
      ),
      fc.constantFrom<object>(
        {},
        {},
        { type: 'x.y' },
        { type: 'track' },
        { 'detail-type': 'track' },
        { event: 'x' },
      ),
    )
    .map(([key, inside, others]) => ({ ...others, [key]: inside })),
  body.map((one) => JSON.stringify(one)),
  fc.constantFrom<unknown>(
    {},
    [],
    { type: 'Buffer', data: [123] },
    { specversion: '1.0', type: 'a.b', id: '1', data: {} },
  ),
  some({
    type: fc.oneof(otherType, fc.constantFrom(null, 'Buffer', 'track', 5)),
    action: fc.constantFrom<unknown>('track', 'x', null),
    event: fc.constantFrom<unknown>('', 'Product Viewed', 5, null),
    userId: fc.constantFrom<unknown>('u1', null, undefined),
    anonymousId: id,
    messageId: fc.constantFrom<unknown>('m1', '', undefined),
    traits: fc.constantFrom<unknown>({}, undefined),
    properties: fc.constantFrom<unknown>({}, null, '{}'),
    data: body,
  }),
);

/** Damaged, and as realistic as it gets: each canonical name, and each member that is read. */
export const canonicalCall = call(fc.constant('track'), fc.constantFrom(...Object.keys(ROWS)));

/** As above in other spellings and with other calls. */
export const anyCall = callOf(
  [...Object.keys(ROWS), 'Checkout Started', 'constructor', '__proto__', 'Home'],
  ['track', 'Track'],
);

export const callOfAnything = fc
  .tuple(canonicalCall, fc.record({ properties: anything, context: anything }, { requiredKeys: [] }))
  .map(([event, others]) => ({ ...event, ...others }));

const valued = (member: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<object> =>
  value.map((drawn) => ({ [member]: drawn }));
const withProperties = (names: readonly string[], members: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc.tuple(fc.constantFrom(...names), members).map(([event, properties]) => ({ event, properties }));
const about = (members: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  members.map((drawn) => ({ event: 'Product Viewed', properties: { product_id: 'p1' }, ...drawn }));

/** One thing at a time, so that each is tried often. */
export const callAboutOneThing = fc
  .oneof(
    about(valued('timestamp', time)),
    about(valued('timestamp', time)),
    about(valued('userId', id)),
    about(valued('anonymousId', id)),
    about(valued('context', valued('ip', ip))),
    about(valued('context', valued('page', some({ url, referrer: url })))),
    about(valued('context', context)),
    withProperties(['Product Viewed'], product),
    withProperties(
      ['Product Viewed', 'Order Refunded'],
      some({ products: productList, product: nestedProduct, product_id: id, sku: id, id }),
    ),
    withProperties(['Product Added', 'Order Completed'], product),
    withProperties(['Product Added', 'Order Completed'], some({ products: productList, quantity })),
    withProperties(['Product Added', 'Order Completed'], some({ product: nestedProduct, id, quantity })),
    withProperties(['Order Completed', 'Order Refunded'], valued('products', orderLines)),
    withProperties(['Product List Viewed'], some({ products: productList, category })),
    about(packed(properties).map((given) => ({ event: 'Product Viewed', properties: given }))),
    withProperties(
      ['Order Completed'],
      some({
        total: amount,
        revenue: amount,
        subtotal: amount,
        shipping: amount,
        tax: amount,
        value: amount,
      }).map((amounts) => ({ sku: 's1', ...amounts })),
    ),
    withProperties(
      ['Products Searched'],
      some({ query, search_query: words, searchTerm: words, keyword: words, text: words, q: words, filters }),
    ),
    withProperties(['Products Searched'], valued('query', query)),
    withProperties(['Products Searched'], valued('filters', filters)),
    withProperties(['Product List Viewed'], valued('category', category)),
    withProperties(
      ['Product Reviewed'],
      rating.map((stars) => ({ sku: 's1', rating: stars })),
    ),
    withProperties(
      ['Product Viewed'],
      uuid.map((given) => ({ sku: 's1', miso_id: given })),
    ),
  )
  .map((event): object => ({ anonymousId: 'a1', timestamp: '2026-01-31T12:00:00Z', ...event }));
