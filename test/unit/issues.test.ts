import { expect, test } from 'vitest';
import { issueTable, describeType, appendKey } from '../helpers/internals.ts';
import { ISSUE_CODES, type IssueCode, validateInteraction, withSchema } from '../../src/index.ts';
import { mapEvent, mapWithOptions } from '../helpers/checkedMapper.ts';
import { createSchema, createTrackEvent } from '../helpers/sampleEvents.ts';

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
    () => mapEvent('Product Viewed'),
    'The event (a string of length 14) must be one Segment call, such as { type: "track", event: …, properties: … }; the event is rejected.',
  ],
  missing_event_name: [
    () => mapEvent({ type: 'track', userId: 'u1' }),
    'event (undefined) must be a non-empty string; the event is rejected.',
  ],
  missing_identity: [
    () => mapEvent({ event: 'Product Viewed', properties: product }),
    'The event has no usable id of a user or a visitor (tried userId, anonymousId); the event is rejected.',
  ],
  missing_product_id: [
    () => mapEvent(createTrackEvent('Product Viewed', {})),
    'The event has no product with a usable id (tried product_id, productId, id, sku); the event is rejected.',
  ],
  missing_keywords: [
    () => mapEvent(createTrackEvent('Products Searched', {})),
    'The event has no usable keywords or filters (tried query, search_query, searchQuery, search_term, searchTerm, search_string, searchString, keywords, keyword, term, text, q, filters); the event is rejected.',
  ],
  missing_category: [
    () => mapEvent(createTrackEvent('Product List Viewed', { list_id: 'l1' })),
    'The event has no usable category (tried category, products[].category); the event is rejected.',
  ],
  missing_rating: [
    () => mapEvent(createTrackEvent('Product Reviewed', product)),
    'The event has no rating (tried rating); the event is rejected.',
  ],
  invalid_rating: [
    () => mapEvent(createTrackEvent('Product Reviewed', { ...product, rating: 11 })),
    'properties.rating (a number) must be a number within the rating scale; the event is rejected.',
  ],
  rule_failed: [
    () =>
      mapWithOptions(
        {
          events: {
            'Song Played': () => {
              throw new Error('secret');
            },
          },
        },
        createTrackEvent('Song Played'),
      ),
    'events["Song Played"] failed: it threw Error (the cause of this issue); the event is rejected.',
  ],
  schema_mismatch: [
    () =>
      mapWithOptions(
        {
          events: {
            'Song Played': withSchema(
              createSchema({ issues: [{ message: 'secret', path: ['song'] }] }),
              () => null,
            ),
          },
        },
        createTrackEvent('Song Played', {}),
      ),
    "properties.song does not match the rule's schema; the event is rejected.",
  ],
  ignored_by_rule: [
    () => mapWithOptions({ events: { 'Song Played': false } }, createTrackEvent('Song Played')),
    'event "Song Played" is ignored by events["Song Played"]; the event is skipped.',
  ],
  consent_denied: [
    () =>
      mapWithOptions(
        { consent: { categories: ['Advertising'], whenAbsent: 'skip' } },
        {
          ...createTrackEvent('Product Viewed', product),
          context: { consent: { categoryPreferences: { Advertising: false } } },
        },
      ),
    'context.consent.categoryPreferences.Advertising is denied; the event is skipped.',
  ],
  consent_missing: [
    () =>
      mapWithOptions(
        { consent: { categories: ['Advertising'], whenAbsent: 'skip' } },
        createTrackEvent('Product Viewed', product),
      ),
    'context.consent.categoryPreferences.Advertising is not set; the event is skipped.',
  ],
  integration_disabled: [
    () =>
      mapWithOptions(
        { integration: 'Miso' },
        { ...createTrackEvent('Product Viewed', product), integrations: { All: false } },
      ),
    'integrations.All is disabled; the event is skipped.',
  ],
  invalid_duration: [
    () =>
      mapWithOptions(
        { events: { 'Song Played': 'listen' }, fields: { duration: 'properties.seconds' } },
        createTrackEvent('Song Played', { ...product, seconds: -1 }),
      ),
    'properties.seconds (a number) must be a number of seconds, 0 or more; it is ignored.',
  ],
  invalid_interaction: [
    () => validated({ type: 'click', user_id: 'u1', product_ids: [1] }),
    'product_ids[0] (a number) must be a string of at most 512 characters; Miso would refuse the whole upload, or misread the record.',
  ],
  unsupported_call: [
    () => mapEvent({ type: 'identify', userId: 'u1' }),
    'type (a string of length 8) is not track, page or screen; the event is skipped.',
  ],
  unmapped_event: [
    () => mapEvent(createTrackEvent('Coupon Denied')),
    'event "Coupon Denied" has no mapping; the event is skipped.',
  ],
  deletion_request: [
    () => mapEvent({ type: 'delete', userId: 'u1' }),
    'type is a deletion request: see toDeletionRequest; the event is skipped.',
  ],
  missing_timestamp: [
    () => mapEvent({ event: 'Product Viewed', userId: 'u1', properties: product }),
    'The event has no usable time (tried timestamp, originalTimestamp, receivedAt); Miso uses the time of arrival.',
  ],
  invalid_timestamp: [
    () => mapEvent({ ...createTrackEvent('Product Viewed', product), timestamp: '2026-02-30' }),
    'timestamp (a string of length 10) must be a real date and time, such as 2026-01-31T12:00:00.000Z; it is ignored.',
  ],
  invalid_id: [
    () => mapEvent({ ...createTrackEvent('Product Viewed', product), anonymousId: {} }),
    "anonymousId (an object) must be a string or a safe integer within Miso's length limit, and not a placeholder such as null; it is ignored.",
  ],
  invalid_products: [
    () => mapEvent(createTrackEvent('Order Refunded', { ...product, products: 'p1' })),
    'properties.products (a string of length 2) must be an array of product objects; it is ignored.',
  ],
  product_dropped: [
    () => mapEvent(createTrackEvent('Order Refunded', { products: [product, null] })),
    'properties.products[1] (null) has no usable id, such as product_id, or was not bought; this product is left out.',
  ],
  invalid_quantity: [
    () => mapEvent(createTrackEvent('Order Completed', { products: [{ ...product, quantity: 'two' }] })),
    'properties.products[0].quantity (a string of length 3) must be a positive number; it counts as 1.',
  ],
  invalid_revenue: [
    () => mapEvent(createTrackEvent('Order Completed', { ...product, total: '12,50' })),
    'properties.total (a string of length 5) must be an amount, such as 12.5 or "$1,234.50"; it is ignored, and so is a sum with it.',
  ],
  invalid_keywords: [
    () => mapEvent(createTrackEvent('Products Searched', { query: true, q: 'x' })),
    'properties.query (a boolean) must be a string, a number or an array of strings; it is ignored.',
  ],
  invalid_filters: [
    () => mapEvent(createTrackEvent('Products Searched', { q: 'x', filters: { 'in stock': {} } })),
    'properties.filters["in stock"] (an object) must be a string, a number, a boolean or an array of them, under a field name; it is ignored.',
  ],
  invalid_category: [
    () => mapEvent(createTrackEvent('Product List Viewed', { category: { name: 'x' } })),
    'properties.category (an object) must be a string or an array of strings; it is ignored.',
  ],
  invalid_miso_id: [
    () => mapEvent(createTrackEvent('Product Viewed', { ...product, miso_id: 'x' })),
    'properties.miso_id (a string of length 1) must be a UUID; it is ignored.',
  ],
  invalid_context: [
    () => mapEvent({ ...createTrackEvent('Product Viewed', product), context: { ip: 'localhost' } }),
    'context.ip (a string of length 9) must be a string, an object (page, campaign) or an IP address (ip); it is ignored.',
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
])('appendKey(%j, %j) is %s', (path, member, expected) => {
  expect(appendKey(path, member)).toBe(expected);
});

test.each([
  ['', 'a string of length 0'],
  ['a', 'a string of length 1'],
  ['abc', 'a string of length 3'],
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
  expect(describeType(value)).toBe(expected);
});
