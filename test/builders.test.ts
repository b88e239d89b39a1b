import { describe, expect, test } from 'vitest';
import { builders } from '../src/builders.ts';
import type { Input } from '../src/fields/input.ts';
import { blueprints } from '../src/miso/blueprints.ts';
import { MISO_INTERACTION_TYPES, type MisoInteractionType } from '../src/index.ts';
import { check } from './checked.ts';
import { delivered, deliveredFields } from './events.ts';
import { input } from './sampleInput.ts';

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
  custom: { ...products, custom_action_name: 'Order Completed' },
};

/** What is missing of each type when there are no properties. */
const required: Readonly<Partial<Record<MisoInteractionType, string>>> = {
  search: 'missing_keywords',
  category_page_view: 'missing_category',
  ...Object.fromEntries(
    [
      'feedback',
      'impression',
      'viewable_impression',
      'click',
      'submit',
      'home_page_view',
      'promo_page_view',
      'custom',
    ].map((type) => [type, undefined]),
  ),
};

const reading = (event: object, of: object): Input => ({ ...input, event, properties: of, issues: [] });

describe.each(MISO_INTERACTION_TYPES)('%s', (type) => {
  const { build, lacks } = builders[type];

  test('is built from an event that has all', () => {
    const event = delivered('Order Completed', properties);
    const record = build(reading(event, properties));
    expect(record).toStrictEqual({ type, ...deliveredFields, ...rows[type] });
    expect(lacks(record, reading(event, properties))).toBeUndefined();
    check({ status: 'mapped', interactions: [record], issues: [] });
  });

  test('has no field that its blueprint does not name', () => {
    expect(blueprints[type]).toStrictEqual(expect.arrayContaining(Object.keys(rows[type])));
  });

  test('lacks an identity first', () => {
    const bare = reading({}, {});
    expect(lacks(build(bare), bare)).toMatchObject({ code: 'missing_identity' });
  });

  test('says what it lacks of an event without properties', () => {
    const empty = reading(visitor, {});
    expect(lacks(build(empty), empty)?.code).toBe(type in required ? required[type] : 'missing_product_id');
  });
});

test('a product group stands in for a product', () => {
  const record = { type: 'like', user_id: 'u1', product_group_ids: ['g1'] } as const;
  expect(builders.like.lacks(record, input)).toBeUndefined();
});
