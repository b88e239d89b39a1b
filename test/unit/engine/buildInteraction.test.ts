import { describe, expect, test } from 'vitest';
import { listFields } from '../../helpers/internals.ts';
import { MISO_INTERACTION_TYPES, type MisoInteractionType } from '../../../src/index.ts';
import { mapEvent, mapWithOptions } from '../../helpers/checkedMapper.ts';
import { createWebhookEvent, webhookFields } from '../../helpers/sampleEvents.ts';

const properties = {
  products: [{ product_id: 'p1', quantity: 2 }],
  total: 5,
  rating: 4,
  category: 'Shoes',
  query: 'shoes',
};
const visitor = { userId: 'u1', timestamp: '2026-01-31T12:00:00Z' };

const products = { product_ids: ['p1'] };

/** What the usual interaction of each type has of the event above, beside what all have. */
const rows: Readonly<Record<MisoInteractionType, object>> = {
  product_detail_page_view: products,
  search: { search: { keywords: 'shoes' } },
  add_to_cart: { ...products, quantities: [2] },
  remove_from_cart: products,
  checkout: { ...products, quantities: [2], revenue: 5 },
  refund: products,
  subscribe: products,
  unsubscribe: products,
  add_to_collection: products,
  remove_from_collection: products,
  read: products,
  watch: products,
  listen: products,
  like: products,
  dislike: products,
  share: products,
  rate: { ...products, rating: 4 },
  bookmark: products,
  complete: products,
  feedback: {},
  impression: products,
  viewable_impression: products,
  click: products,
  submit: products,
  home_page_view: {},
  category_page_view: { category: ['Shoes'] },
  promo_page_view: products,
  product_image_view: products,
  custom: products,
};

/** What is missing of each type when there are no properties. */
const required: Readonly<Partial<Record<MisoInteractionType, string>>> = {
  search: 'missing_keywords',
  category_page_view: 'missing_category',
  ...Object.fromEntries(
    ['feedback', 'click', 'submit', 'home_page_view', 'promo_page_view', 'custom'].map((type) => [
      type,
      undefined,
    ]),
  ),
};

describe.each(MISO_INTERACTION_TYPES)('%s', (type) => {
  const mapper = { events: { Happened: type } };
  const createHappening = (event: object) => mapWithOptions(mapper, { ...event, event: 'Happened' });
  const named = type === 'custom' ? { custom_action_name: 'Happened' } : {};

  test('is made of an event that has all', () => {
    const { interactions, issues } = createHappening(createWebhookEvent('Order Completed', properties));
    expect(interactions).toStrictEqual([{ type, ...webhookFields, ...rows[type], ...named }]);
    expect(issues).toStrictEqual([]);
  });

  test('has no field that its blueprint does not name', () => {
    expect(listFields(type)).toStrictEqual(expect.arrayContaining(Object.keys(rows[type])));
  });

  test('lacks an identity first', () => {
    expect(createHappening({ type: 'track' }).issues[0]).toMatchObject({ code: 'missing_identity' });
  });

  test('lacks an identity, when it has all else', () => {
    const event = createWebhookEvent('Order Completed', properties);
    const { status, issues } = createHappening({ ...event, userId: undefined, anonymousId: undefined });
    expect({ status, codes: issues.map(({ code }) => code) }).toStrictEqual({
      status: 'rejected',
      codes: ['missing_identity'],
    });
  });

  test('says what it lacks of an event without properties', () => {
    const code = type in required ? required[type] : 'missing_product_id';
    expect(createHappening(visitor).issues[0]?.code).toBe(code);
  });
});

test('a product group stands in for a product', () => {
  const options = { events: { Liked: 'like' }, fields: { productGroupId: 'parent' } } as const;
  const event = { ...visitor, event: 'Liked', properties: { parent: 'g1' } };
  expect(mapWithOptions(options, event).interactions).toStrictEqual([
    { type: 'like', user_id: 'u1', timestamp: visitor.timestamp, product_group_ids: ['g1'] },
  ]);
});

test('a product group is beside the product, in an event that has all', () => {
  const options = { fields: { productGroupId: 'parent' } } as const;
  const event = createWebhookEvent('Product Viewed', { sku: 's', parent: 'g1' });
  expect(mapWithOptions(options, event).interactions).toStrictEqual([
    { type: 'product_detail_page_view', ...webhookFields, product_ids: ['s'], product_group_ids: ['g1'] },
  ]);
});

test('a product group stands in for nothing else', () => {
  const options = { fields: { productGroupId: 'parent' } } as const;
  const event = { ...visitor, event: 'Product Reviewed', properties: { parent: 'g1' } };
  expect(mapWithOptions(options, event)).toMatchObject({
    status: 'rejected',
    issues: [{ code: 'missing_rating' }],
  });
});

test.each([
  [undefined, 'The event'],
  [null, 'The event'],
  [{}, 'The event'],
  ['{"sku":"s"', 'properties (a string of length 10)'],
  [[], 'properties (an array)'],
])(
  'of properties that are %j the message says what they are, where they cannot hold anything',
  (given, subject) => {
    const tried = '(tried product_id, productId, id, sku)';
    const problem = `has no product with a usable id ${tried}; the event is rejected.`;
    expect(mapEvent({ ...visitor, event: 'Product Viewed', properties: given }).issues[0]?.message).toBe(
      `${subject} ${problem}`,
    );
  },
);

describe('whatever is known of the visitor and the page, a record holds just that', () => {
  const kinds: readonly (readonly [event: string, properties: object, fields: object])[] = [
    ['Product Viewed', { sku: 's' }, { type: 'product_detail_page_view', product_ids: ['s'] }],
    [
      'Product Added',
      { sku: 's', quantity: 2 },
      { type: 'add_to_cart', product_ids: ['s'], quantities: [2] },
    ],
    ['Product Added', { sku: 's' }, { type: 'add_to_cart', product_ids: ['s'] }],
    [
      'Order Completed',
      { products: [{ sku: 's', quantity: 2 }], total: 0 },
      { type: 'checkout', product_ids: ['s'], quantities: [2], revenue: 0 },
    ],
    [
      'Order Completed',
      { products: [{ sku: 's' }], total: 5 },
      { type: 'checkout', product_ids: ['s'], revenue: 5 },
    ],
    ['Hit Search', { q: 'x' }, { type: 'search', search: { keywords: 'x' } }],
    ['Product List Viewed', { category: 'a' }, { type: 'category_page_view', category: ['a'] }],
    ['Product Reviewed', { sku: 's', rating: 0 }, { type: 'rate', product_ids: ['s'], rating: 0 }],
  ];
  const visitors: readonly (readonly [event: object, fields: object])[] = [
    [{ userId: 'u' }, { user_id: 'u' }],
    [{ anonymousId: 'a' }, { anonymous_id: 'a' }],
    [
      { userId: 'u', anonymousId: 'a' },
      { user_id: 'u', anonymous_id: 'a' },
    ],
  ];
  const surroundings: readonly (readonly [event: object, fields: object])[] = [
    [{}, {}],
    [{ timestamp: visitor.timestamp }, { timestamp: visitor.timestamp }],
    [{ context: { locale: 'en' } }, { context: { locale: 'en' } }],
    [
      { timestamp: visitor.timestamp, context: { locale: 'en' } },
      { timestamp: visitor.timestamp, context: { locale: 'en' } },
    ],
  ];

  test.each(kinds)('%s of %j', (event, given, fields) => {
    for (const [who, ids] of visitors) {
      for (const [around, rest] of surroundings) {
        const { interactions } = mapEvent({ event, ...who, ...around, properties: given });
        expect(interactions).toStrictEqual([{ ...fields, ...ids, ...rest }]);
      }
    }
  });

  test('without an id there is none, whatever else is there', () => {
    const event = {
      ...visitor,
      userId: null,
      context: { locale: 'en' },
      event: 'Hit Search',
      properties: { q: 'x' },
    };
    expect(mapEvent(event)).toMatchObject({ status: 'rejected', issues: [{ code: 'missing_identity' }] });
  });
});

test('groups stand in for products that have no id, each in its order', () => {
  const options = { events: { Liked: 'like' }, fields: { productGroupId: 'parent' } } as const;
  const liked = (products: object[]) =>
    mapWithOptions(options, { ...visitor, event: 'Liked', properties: { products } });
  expect(liked([{ parent: 'g1' }, { parent: 'g2' }]).interactions).toMatchObject([
    { product_group_ids: ['g1', 'g2'] },
  ]);
  expect(liked([{ sku: 's', parent: 'g1' }, {}, { parent: 'g2' }]).interactions).toMatchObject([
    { product_ids: ['s'], product_group_ids: ['g1', 'g2'] },
  ]);
});
