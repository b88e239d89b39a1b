import { expect, test } from 'vitest';
import { issueTable, kindOf, memberPath } from '../helpers/internals.ts';
import { ISSUE_CODES, type IssueCode, validateInteraction, withSchema } from '../../src/index.ts';
import { map, mapWith } from '../helpers/checkedMapper.ts';
import { schemaThat, track } from '../helpers/sampleEvents.ts';

const product = { product_id: 'p1' };
const validated = (value: unknown) => ({ issues: validateInteraction(value) });

/** For each code: what gives it, and the whole message that a person reads. */
const rows: Readonly<
  Record<
    IssueCode,
    readonly [found: () => { issues: readonly { code: string; message: string }[] }, message: string]
  >
> = {
  not_an_event: [
    () => map('Product Viewed'),
    'The event (a string of 14 characters) must be an object whose members can be read; the event is rejected.',
  ],
  missing_event_name: [
    () => map({ type: 'track', userId: 'u1' }),
    'event (undefined) must be a text that names what happened; the event is rejected.',
  ],
  missing_identity: [
    () => map({ event: 'Product Viewed', properties: product }),
    'The event must have a usable userId or anonymousId; the event is rejected.',
  ],
  missing_product_id: [
    () => map(track('Product Viewed', {})),
    'properties must hold a product with a usable id, such as product_id; the event is rejected.',
  ],
  missing_keywords: [
    () => map(track('Products Searched', {})),
    'properties must hold keywords, such as query, or filters; the event is rejected.',
  ],
  missing_category: [
    () => map(track('Product List Viewed', { list_id: 'l1' })),
    'properties.category must name a category; the event is rejected.',
  ],
  missing_rating: [
    () => map(track('Product Reviewed', product)),
    'properties.rating must be given; the event is rejected.',
  ],
  invalid_rating: [
    () => map(track('Product Reviewed', { ...product, rating: 11 })),
    'properties.rating (a number) must be a number within the rating scale; the event is rejected.',
  ],
  rule_failed: [
    () =>
      mapWith(
        {
          events: {
            'Song Played': () => {
              throw new Error('secret');
            },
          },
        },
        track('Song Played'),
      ),
    'events["Song Played"] threw an error, which is the cause of this issue; the event is rejected.',
  ],
  schema_mismatch: [
    () =>
      mapWith(
        {
          events: {
            'Song Played': withSchema(
              schemaThat({ issues: [{ message: 'secret', path: ['song'] }] }),
              () => null,
            ),
          },
        },
        track('Song Played', {}),
      ),
    'properties.song does not match the schema of the rule; the event is rejected.',
  ],
  ignored_by_rule: [
    () => mapWith({ events: { 'Song Played': false } }, track('Song Played')),
    'event "Song Played" is ignored by its rule; the event is skipped.',
  ],
  consent_denied: [
    () =>
      mapWith(
        { consent: { categories: ['Advertising'], whenAbsent: 'skip' } },
        {
          ...track('Product Viewed', product),
          context: { consent: { categoryPreferences: { Advertising: false } } },
        },
      ),
    'context.consent.categoryPreferences.Advertising is denied; the event is skipped.',
  ],
  consent_missing: [
    () =>
      mapWith(
        { consent: { categories: ['Advertising'], whenAbsent: 'skip' } },
        track('Product Viewed', product),
      ),
    'context.consent.categoryPreferences.Advertising is not told; the event is skipped.',
  ],
  integration_disabled: [
    () =>
      mapWith({ integration: 'Miso' }, { ...track('Product Viewed', product), integrations: { All: false } }),
    'integrations.All is switched off; the event is skipped.',
  ],
  invalid_duration: [
    () =>
      mapWith(
        { events: { 'Song Played': 'listen' }, fields: { duration: 'properties.seconds' } },
        track('Song Played', { ...product, seconds: -1 }),
      ),
    'properties.seconds (a number) must be a number of seconds, 0 or more; it is ignored.',
  ],
  invalid_interaction: [
    () => validated({ type: 'click', user_id: 'u1', product_ids: [1] }),
    'product_ids[0] (a number) must be a string of at most 512 characters; Miso would refuse the whole upload, or misread the record.',
  ],
  unsupported_call: [
    () => map({ type: 'identify', userId: 'u1' }),
    'type (a string of 8 characters) is not track, page or screen; the event is skipped.',
  ],
  unmapped_event: [
    () => map(track('Coupon Denied')),
    'event "Coupon Denied" has no mapping; the event is skipped.',
  ],
  deletion_request: [
    () => map({ type: 'delete', userId: 'u1' }),
    'type asks for a deletion, which toDeletionRequest answers; the event is skipped.',
  ],
  missing_timestamp: [
    () => map({ event: 'Product Viewed', userId: 'u1', properties: product }),
    'timestamp has no usable time; Miso takes the time of arrival.',
  ],
  invalid_timestamp: [
    () => map({ ...track('Product Viewed', product), timestamp: '2026-02-30' }),
    'timestamp (a string of 10 characters) must be a real date and time, such as 2026-01-31T12:00:00.000Z; it is ignored.',
  ],
  invalid_id: [
    () => map({ ...track('Product Viewed', product), anonymousId: {} }),
    'anonymousId (an object) must be a text or safe integer within the length that Miso allows; it is ignored.',
  ],
  invalid_products: [
    () => map(track('Order Refunded', { ...product, products: 'p1' })),
    'properties.products (a string of 2 characters) must be a list of product objects; it is ignored.',
  ],
  product_dropped: [
    () => map(track('Order Refunded', { products: [product, null] })),
    'properties.products[1] (null) must have a usable id, such as product_id; this product is left out.',
  ],
  invalid_quantity: [
    () => map(track('Order Completed', { products: [{ ...product, quantity: 'two' }] })),
    'properties.products[0].quantity (a string of 3 characters) must be a positive number; it counts as 1.',
  ],
  invalid_revenue: [
    () => map(track('Order Completed', { ...product, total: '12,50' })),
    'properties.total (a string of 5 characters) must be an amount, such as 12.5 or "$1,234.50"; neither it nor a sum with it is used.',
  ],
  invalid_keywords: [
    () => map(track('Products Searched', { query: true, q: 'x' })),
    'properties.query (a boolean) must be a text, a number or a list of texts; it is ignored.',
  ],
  invalid_filters: [
    () => map(track('Products Searched', { q: 'x', filters: { 'in stock': true } })),
    'properties.filters["in stock"] (a boolean) must be a text, a number or a list of them, of a named field; it is ignored.',
  ],
  invalid_category: [
    () => map(track('Product List Viewed', { category: { name: 'x' } })),
    'properties.category (an object) must be a text or a list of texts; it is ignored.',
  ],
  invalid_miso_id: [
    () => map(track('Product Viewed', { ...product, miso_id: 'x' })),
    'properties.miso_id (a string of 1 character) must be a UUID; it is ignored.',
  ],
  invalid_context: [
    () => map({ ...track('Product Viewed', product), context: { ip: 'localhost' } }),
    'context.ip (a string of 9 characters) must be a text, for page and campaign an object, for ip an IP address; it is ignored.',
  ],
};

test.each(ISSUE_CODES)('%s is reported, and its message can be read alone', (code) => {
  const [found, message] = rows[code];
  expect(found().issues.find((issue) => issue.code === code)?.message).toBe(message);
});

test('each code of the table is in the list', () => {
  expect(ISSUE_CODES).toStrictEqual(Object.keys(issueTable));
  expect(Object.keys(rows).toSorted()).toStrictEqual(ISSUE_CODES.toSorted());
});

test.each([
  ['', 'userId', 'userId'],
  ['properties', 'a', 'properties.a'],
  ['properties', '$a_1', 'properties.$a_1'],
  ['properties', 'a.b', 'properties["a.b"]'],
  ['properties', '1', 'properties["1"]'],
  ['', 'a b', '["a b"]'],
  ['properties', '', 'properties[""]'],
  ['properties', 'ä', 'properties["ä"]'],
  ['properties', 'a"b', 'properties["a\\"b"]'],
])('memberPath(%j, %j) is %s', (path, member, expected) => {
  expect(memberPath(path, member)).toBe(expected);
});

test.each([
  ['', 'a string of 0 characters'],
  ['a', 'a string of 1 character'],
  ['abc', 'a string of 3 characters'],
  [null, 'null'],
  [undefined, 'undefined'],
  [[], 'an array'],
  [{}, 'an object'],
  [1, 'a number'],
  [true, 'a boolean'],
  [1n, 'a bigint'],
  [Symbol('x'), 'a symbol'],
  [() => 1, 'a function'],
])('%s is %s', (value, expected) => {
  expect(kindOf(value)).toBe(expected);
});
