import { describe, expect, test } from 'vitest';
import type { MapperOptions } from '../../../src/index.ts';
import { mapWithOptions } from '../../helpers/checkedMapper.ts';

const message = (event: object, options: MapperOptions = {}): string => {
  const { issues } = mapWithOptions(options, {
    type: 'track',
    event: 'Product Viewed',
    timestamp: '2026-01-31T12:00:00Z',
    ...event,
  });
  return `${issues[0]?.path}: ${issues[0]?.message}`;
};
const REJECTED = '; the event is rejected.';
const PRODUCT = 'has no product with a usable id';
const IDENTITY = 'has no usable id of a user or a visitor';

describe('what is missing is named as it was configured', () => {
  test.each<[name: string, options: MapperOptions, expected: string]>([
    ['the usual ids', {}, '(tried userId, anonymousId)'],
    [
      'a path',
      { fields: { userId: 'traits.customer_id' } },
      '(tried traits.customer_id by fields.userId, anonymousId)',
    ],
    [
      'several paths',
      { fields: { anonymousId: ['context.device.id', 'anonymousId'] } },
      '(tried userId, context.device.id by fields.anonymousId, anonymousId by fields.anonymousId)',
    ],
    [
      'a function',
      { fields: { userId: () => undefined } },
      '(tried a function by fields.userId, anonymousId)',
    ],
    [
      'a rule of its own',
      { events: { 'Product Viewed': { to: 'like', fields: { userId: 'traits.id' } } } },
      '(tried traits.id by events["Product Viewed"].fields.userId, anonymousId)',
    ],
  ])('an identity: %s', (_, options, tried) => {
    const properties = { product_id: 'p1' };
    expect(message({ properties }, options)).toBe(`: The event ${IDENTITY} ${tried}${REJECTED}`);
  });

  const user = { userId: 'u1' };

  test.each<[event: string, options: MapperOptions, expected: string]>([
    [
      'Product Viewed',
      { fields: { productId: 'variant_id' } },
      `properties: The event ${PRODUCT} (tried variant_id by fields.productId)`,
    ],
    [
      'Product Viewed',
      { fields: { products: ['properties.a', 'properties.b'] } },
      `properties: The event ${PRODUCT} (tried properties.a by fields.products, properties.b by fields.products, product_id, productId, id, sku)`,
    ],
    [
      'Product List Viewed',
      { fields: { category: 'context.page.category' } },
      'properties.category: The event has no usable category (tried context.page.category by fields.category)',
    ],
    [
      'Products Searched',
      { fields: { keywords: 'properties.phrase' } },
      'properties: The event has no usable keywords or filters (tried properties.phrase by fields.keywords, filters)',
    ],
    [
      'Product Reviewed',
      { fields: { products: 'properties', rating: 'properties.stars' } },
      'properties.rating: The event has no rating (tried properties.stars by fields.rating)',
    ],
  ])('of %s with %j', (event, options, expected) => {
    const properties = event === 'Product Reviewed' ? { product_id: 'p1' } : {};
    expect(message({ ...user, event, properties }, options)).toBe(expected + REJECTED);
  });

  test('a time', () => {
    const options = { fields: { timestamp: 'properties.at' } } as const;
    const { issues } = mapWithOptions(options, {
      ...user,
      event: 'Product Viewed',
      properties: { product_id: 'p1' },
    });
    expect(issues[0]?.message).toBe(
      'The event has no usable time (tried properties.at by fields.timestamp); Miso uses the time of arrival.',
    );
  });
});

describe('what is there and of no use is named', () => {
  const user = { userId: 'u1' };
  const tried = '(tried product_id, productId, id, sku)';

  test.each([
    ['an array', [{ name: 'Boots' }], 'an array'],
    ['an object', {}, 'an object'],
    ['a string', 'p1', 'a string of length 2'],
    ['a number', 7, 'a number'],
  ])('products: %s', (_, products, type) => {
    const expected = `properties.products: properties.products (${type}) ${PRODUCT} ${tried}${REJECTED}`;
    expect(message({ ...user, properties: { products } })).toBe(expected);
    expect(message({ ...user, event: 'Order Completed', properties: { products } })).toBe(expected);
  });

  test.each([[[]], [null], ['[]'], [' ']])('not products of %j', (products) => {
    expect(message({ ...user, properties: { products } })).toBe(
      `properties: The event ${PRODUCT} ${tried}${REJECTED}`,
    );
  });

  test('products that an option names, and not those that it does not', () => {
    const properties = { products: [{}] };
    const named = { fields: { products: ['properties.items', 'properties.products'] } } as const;
    expect(message({ ...user, properties }, named)).toMatch(
      /^properties\.products: properties\.products \(an array\)/,
    );
    expect(message({ ...user, properties }, { fields: { products: 'properties.items' } })).toMatch(
      /^properties: The event/,
    );
  });

  test.each([
    ['items', { items: [{ sku: 's1' }] }, 'properties.items'],
    ['line_items after others', { tags: ['a'], total: 5, line_items: [{}] }, 'properties.line_items'],
    [
      'an array in an object',
      { order: null, ecommerce: { coupon: 'x', items: [{}] } },
      'properties.ecommerce.items',
    ],
    ['a string of JSON', { items: '[{"sku":"s1"}]' }, 'properties.items'],
    ['an array before one in an object', { ecommerce: { items: [{}] }, items: [{}] }, 'properties.items'],
  ])('an array of objects under another name: %s', (_, properties, path) => {
    expect(message({ ...user, properties })).toBe(
      `properties: The event ${PRODUCT} ${tried}; if ${path} holds the products, set fields.products: '${path}'${REJECTED}`,
    );
  });

  test.each([
    ['arrays of other things', { tags: ['a'], sizes: [], nested: { tags: [1] } }],
    ['deeper arrays', { a: { b: { items: [{}] } } }],
    ['names that no path has', { 'a.b': [{}], 'a[0]': [{}], 'a]': [{}] }],
  ])('no array under another name: %s', (_, properties) => {
    expect(message({ ...user, properties })).toBe(`properties: The event ${PRODUCT} ${tried}${REJECTED}`);
  });

  test('no array where an option names the products', () => {
    const options = { fields: { products: 'properties.lines' } } as const;
    expect(message({ ...user, properties: { items: [{}] } }, options)).not.toContain('properties.items');
  });

  test.each([
    ['user_id', { user_id: 'u1', anonymous_id: 'a1' }, '; user_id must be called userId'],
    ['anonymous_id', { user_id: '', anonymous_id: 'a1' }, '; anonymous_id must be called anonymousId'],
    ['neither', { user_id: null }, ''],
  ])('the columns of a row: %s', (_, row, hint) => {
    expect(message({ ...row, properties: { product_id: 'p1' } })).toBe(
      `: The event ${IDENTITY} (tried userId, anonymousId)${hint}${REJECTED}`,
    );
  });

  test('they are named for an identity only', () => {
    expect(message({ ...user, user_id: 'u2', properties: {} })).not.toContain('user_id');
  });
});
