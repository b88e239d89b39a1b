import { describe, expect, test } from 'vitest';
import {
  canonicalMapping,
  ECOMMERCE_EVENTS,
  type EcommerceEventName,
  type MappingRow,
} from '../../../src/index.ts';
import { mapToInteraction, mapEvent } from '../../helpers/checkedMapper.ts';
import { createWebhookEvent, webhookFields } from '../../helpers/sampleEvents.ts';

/** Properties in, the fields of the interaction out. */
type Row = readonly [properties: object, interaction: object];

const shoe = {
  product_id: '507f1f77bcf86cd799439011',
  sku: 'G-32',
  category: 'Shoes',
  name: 'Runner: 3rd Edition',
  brand: 'Hasbro',
  variant: '200 pieces',
  price: 18.99,
  quantity: 2,
  coupon: 'MAYDEALS',
  position: 3,
  url: 'https://www.example.com/product/path',
  image_url: 'https://www.example.com/product/path.jpg',
};
const sock = { product_id: '505bd76785ebb509fc183733', sku: '46493-32', name: 'Sock', price: 3, quantity: 1 };
const legacyShoe = { id: '507f1f77bcf86cd799439011', sku: 'G-32', name: 'Runner', price: 18.99, quantity: 2 };

const shoeIds = { product_ids: ['507f1f77bcf86cd799439011'] };
const order = {
  checkout_id: 'fksdjfsdjfisjf9sdfjsd9f',
  order_id: '50314b8e9bcf000000000000',
  affiliation: 'Google Store',
  subtotal: 22.5,
  total: 27.5,
  revenue: 25.0,
  shipping: 3,
  tax: 2,
  discount: 2.5,
  coupon: 'hasbros',
  currency: 'USD',
  products: [shoe, sock],
};
const orderIds = { product_ids: ['507f1f77bcf86cd799439011', '505bd76785ebb509fc183733'] };

const rows: Readonly<Record<(typeof canonicalMapping)[number]['event'], Row>> = {
  'Products Searched': [{ query: 'blue roses' }, { type: 'search', search: { keywords: 'blue roses' } }],
  'Hit Search': [{ search_term: 'roses' }, { type: 'search', search: { keywords: 'roses' } }],
  'Site Searched': [
    { query: { keywords: 'roses', color: 'blue', size: ['S', 'M'] } },
    { type: 'search', search: { keywords: 'roses', filters: { color: ['blue'], size: ['S', 'M'] } } },
  ],
  'Product List Viewed': [
    { list_id: 'hot_deals_1', category: 'Home & Garden > Kitchen', products: [shoe, sock] },
    { type: 'category_page_view', category: ['Home & Garden', 'Kitchen'] },
  ],
  'Viewed Product Category': [{ category: 'Shoes' }, { type: 'category_page_view', category: ['Shoes'] }],
  'Product Viewed': [
    { ...shoe, currency: 'usd', value: 18.99 },
    { type: 'product_detail_page_view', ...shoeIds },
  ],
  'Viewed Product': [legacyShoe, { type: 'product_detail_page_view', ...shoeIds }],
  'Product Added': [
    { cart_id: 'skdjsidjsdkdj29j', ...shoe },
    { type: 'add_to_cart', ...shoeIds, quantities: [2] },
  ],
  'Added Product': [legacyShoe, { type: 'add_to_cart', ...shoeIds, quantities: [2] }],
  'Wishlist Product Added to Cart': [
    { wishlist_id: 'w1', wishlist_name: 'Loved', cart_id: 'c1', ...shoe },
    { type: 'add_to_cart', ...shoeIds, quantities: [2] },
  ],
  'Product Removed': [
    { cart_id: 'c1', ...shoe },
    { type: 'remove_from_cart', ...shoeIds },
  ],
  'Remove Product': [legacyShoe, { type: 'remove_from_cart', ...shoeIds }],
  'Removed Product': [legacyShoe, { type: 'remove_from_cart', ...shoeIds }],
  'Order Completed': [order, { type: 'checkout', ...orderIds, quantities: [2, 1], revenue: 27.5 }],
  'Completed Order': [
    { orderId: 'o1', total: 30, revenue: 25, shipping: 3, tax: 2, products: [legacyShoe] },
    { type: 'checkout', ...shoeIds, quantities: [2], revenue: 30 },
  ],
  'Checkout Completed': [
    { order_id: 'o1', revenue: 25, shipping: 3, tax: 2, products: [shoe] },
    { type: 'checkout', ...shoeIds, quantities: [2], revenue: 30 },
  ],
  'Order Refunded': [
    { order_id: 'o1', total: 30, currency: 'USD', products: [shoe, sock] },
    { type: 'refund', ...orderIds },
  ],
  'Product Added to Wishlist': [
    { wishlist_id: 'w1', wishlist_name: 'Loved', ...shoe },
    { type: 'add_to_collection', ...shoeIds },
  ],
  'Product Removed from Wishlist': [
    { wishlist_id: 'w1', wishlist_name: 'Loved', ...shoe },
    { type: 'remove_from_collection', ...shoeIds },
  ],
  'Product Shared': [
    { share_via: 'email', share_message: 'Look', recipient: 'friend@example.com', ...shoe },
    { type: 'share', ...shoeIds },
  ],
  'Product Reviewed': [
    { product_id: '507f1f77bcf86cd799439011', review_id: 'r1', review_body: 'Good', rating: '4.5' },
    { type: 'rate', ...shoeIds, rating: 4.5 },
  ],
};

test.each(Object.entries(rows))('%s becomes an interaction', (event, [properties, interaction]) => {
  const result = mapEvent(createWebhookEvent(event, properties));
  expect(result.issues).toStrictEqual([]);
  expect(result.interactions).toStrictEqual([{ ...webhookFields, ...interaction }]);
});

test.each(canonicalMapping)('the table says what becomes of $event', ({ event, to }) => {
  expect([rows[event][1]]).toMatchObject(to.map((type) => ({ type })));
});

test('the table has 21 rows, each name once', () => {
  expect(new Set(canonicalMapping.map(({ event }) => event)).size).toBe(21);
  expect(canonicalMapping).toHaveLength(21);
});

/** The names of the rows that are so. */
function names(are: (row: MappingRow) => boolean): string[] {
  return canonicalMapping.filter(are).map(({ event }) => event);
}

test('the table says where each name is from', () => {
  const from = (wanted: string) => names(({ origin }) => origin === wanted);
  expect(from('segment-v1')).toStrictEqual([
    'Viewed Product Category',
    'Viewed Product',
    'Added Product',
    'Removed Product',
    'Completed Order',
  ]);
  expect(from('miso-docs')).toStrictEqual([
    'Hit Search',
    'Site Searched',
    'Remove Product',
    'Checkout Completed',
  ]);
  expect(from('segment-v2')).toHaveLength(12);
});

test('the table says which are about products, one or many', () => {
  const about = (wanted: string) => names(({ products }) => products === wanted);
  expect(about('many')).toStrictEqual([
    'Order Completed',
    'Completed Order',
    'Checkout Completed',
    'Order Refunded',
  ]);
  expect(about('one')).toHaveLength(12);
  expect(names((row) => !Object.hasOwn(row, 'products'))).toStrictEqual([
    'Products Searched',
    'Hit Search',
    'Site Searched',
    'Product List Viewed',
    'Viewed Product Category',
  ]);
});

describe('the other events of V2', () => {
  const mapped: readonly string[] = canonicalMapping.map(({ event }) => event);
  const others = ECOMMERCE_EVENTS.filter((event) => !mapped.includes(event));

  test('are these', () => {
    const expected: EcommerceEventName[] = [
      'Product List Filtered',
      'Promotion Viewed',
      'Promotion Clicked',
      'Product Clicked',
      'Cart Viewed',
      'Checkout Started',
      'Checkout Step Viewed',
      'Checkout Step Completed',
      'Payment Info Entered',
      'Order Updated',
      'Order Cancelled',
      'Coupon Entered',
      'Coupon Applied',
      'Coupon Denied',
      'Coupon Removed',
      'Cart Shared',
    ];
    expect(others).toStrictEqual(expected);
  });

  test.each(others)('%s is skipped as unmapped', (event) => {
    const { status, issues } = mapEvent(createWebhookEvent(event, order));
    expect(status).toBe('skipped');
    expect(issues).toMatchObject([{ code: 'unmapped_event', path: 'event' }]);
  });
});

describe('names', () => {
  test.each([
    'product_viewed',
    'productViewed',
    ' PRODUCT VIEWED',
    'Product-Viewed',
    'product.viewed',
    'ProductViewed',
  ])('%s is Product Viewed', (event) => {
    expect(mapToInteraction(createWebhookEvent(event, shoe)).type).toBe('product_detail_page_view');
  });

  test.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'Product Viewed!',
    'Product  Seen',
    '__-.',
  ])('%s is no rule', (event) => {
    expect(mapEvent(createWebhookEvent(event, shoe)).issues).toMatchObject([{ code: 'unmapped_event' }]);
  });
});
