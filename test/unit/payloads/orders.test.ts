import { describe } from 'vitest';
import { type Row, testProperties } from './rows.ts';

const products = [{ product_id: 'p1' }];
const revenue = (name: string, amounts: object, expected: number | undefined, ...issues: string[]): Row => [
  name,
  { products, ...amounts },
  { fields: { product_ids: ['p1'], revenue: expected }, issues },
];

describe('revenue includes shipping and tax, and excludes discounts', () => {
  testProperties('Order Completed', [
    revenue(
      "Segment's own example without its total",
      { subtotal: 22.5, revenue: 25, shipping: 3, tax: 2, discount: 2.5 },
      27.5,
    ),
    revenue('subtotal goes before revenue', { subtotal: 20, revenue: 25, shipping: 3, tax: 2 }, 25),
    revenue(
      'total goes before both',
      { total: 27.5, subtotal: 22.5, revenue: 25, shipping: 3, tax: 2 },
      27.5,
    ),
    revenue('revenue alone', { revenue: 25, shipping: 3, tax: 2 }, 30),
    revenue('false is 0', { revenue: 25, shipping: false }, 25),
    revenue('false for both', { subtotal: 25, shipping: false, tax: false }, 25),
    revenue('true is not an amount', { revenue: 25, tax: true }, undefined, 'invalid_revenue@properties.tax'),
    revenue('an exponent', { total: '0.25e2' }, 25),
    revenue('a negative exponent', { total: '2500E-2' }, 25),
    revenue('an exponent and a currency', { total: 'EUR 0.25e+2' }, 25),
    revenue('subtotal of 0', { subtotal: 0, revenue: 25, shipping: 3 }, 3),
    revenue('empty strings', { subtotal: '', revenue: 25, shipping: '', tax: '' }, 25),
    revenue(
      'an invalid subtotal',
      { subtotal: {}, revenue: 25, tax: 1 },
      26,
      'invalid_revenue@properties.subtotal',
    ),
    revenue('currency signs in a sum', { subtotal: '$20.00', shipping: '$3.50', tax: '1 USD' }, 24.5),
    revenue('value is the last', { value: 9, shipping: 3 }, 9),
    revenue('an amount too large', { total: '1e400', value: 5 }, 5, 'invalid_revenue@properties.total'),
  ]);
});

describe('a currency belongs to amounts only', () => {
  testProperties('Product Added', [
    ...['500 gms', '2 USD', '$2', '2 €', '2pcs', '0x2', '1.234,5', '1,5'].map((quantity): Row => [
      `quantity: ${quantity}`,
      { product_id: 'p1', quantity },
      { fields: { product_ids: ['p1'] }, issues: ['invalid_quantity@properties.quantity'] },
    ]),
    ...(
      [
        ['2', 2],
        [' 2.0 ', 2],
        ['+2', 2],
        ['1,000', 1000],
        ['2e0', 2],
        ['20E-1', 2],
      ] as const
    ).map(([quantity, count]): Row => [
      `quantity: ${quantity}`,
      { product_id: 'p1', quantity },
      { fields: { product_ids: ['p1'], quantities: [count] } },
    ]),
  ]);
  testProperties('Product Reviewed', [
    ...['4pts', '4 EUR', '$4', '4 stars', 'four'].map((rating): Row => [
      `rating: ${rating}`,
      { product_id: 'p1', rating },
      { status: 'rejected', issues: ['invalid_rating@properties.rating'] },
    ]),
    [
      'rating: 45e-1',
      { product_id: 'p1', rating: '45e-1' },
      { fields: { product_ids: ['p1'], rating: 4.5 } },
    ],
  ]);
});

const two = { product_id: 'p1', quantity: 2 };
const dropped = (...indices: (number | string)[]): string[] =>
  indices.map((index) => `product_dropped@properties.products[${index}]`);
const invalid = (...indices: number[]): string[] =>
  indices.map((index) => `invalid_quantity@properties.products[${index}].quantity`);

describe('what was not bought is left out', () => {
  testProperties('Order Completed', [
    [
      '0 and -1 beside 2',
      { total: 20, products: [two, { product_id: 'p2', quantity: 0 }, { product_id: 'p3', quantity: -1 }] },
      { fields: { product_ids: ['p1'], quantities: [2], revenue: 20 }, issues: dropped(1, 2) },
    ],
    [
      'as strings',
      { products: [{ product_id: 'p2', quantity: '0' }, two, { product_id: 'p3', quantity: ' -1.0 ' }] },
      { fields: { product_ids: ['p1'], quantities: [2] }, issues: dropped(0, 2) },
    ],
    [
      'one without a quantity stays',
      { products: [two, { product_id: 'p2' }, { product_id: 'p3', quantity: 0 }] },
      { fields: { product_ids: ['p1', 'p2'], quantities: [2, 1] }, issues: dropped(2) },
    ],
    [
      'one with an invalid quantity stays',
      { products: [two, { product_id: 'p2', quantity: 'some' }, { product_id: 'p3', quantity: 0 }] },
      { fields: { product_ids: ['p1', 'p2'], quantities: [2, 1] }, issues: [...invalid(1), ...dropped(2)] },
    ],
    [
      'all of 0 stay',
      {
        products: [
          { product_id: 'p1', quantity: 0 },
          { product_id: 'p2', quantity: -2 },
        ],
      },
      { fields: { product_ids: ['p1', 'p2'] }, issues: invalid(0, 1) },
    ],
    [
      'one of 0 stays',
      { products: [{ product_id: 'p1', quantity: 0 }] },
      { fields: { product_ids: ['p1'] }, issues: invalid(0) },
    ],
    [
      'its group goes too',
      {
        products: [
          { ...two, parent: 'g1' },
          { product_id: 'p2', parent: 'g2', quantity: 0 },
        ],
      },
      {
        options: { fields: { productGroupId: 'parent' } },
        fields: { product_ids: ['p1'], product_group_ids: ['g1'], quantities: [2] },
        issues: dropped(1),
      },
    ],
    [
      'under another name',
      {
        products: [
          { product_id: 'p1', qty: 2 },
          { product_id: 'p2', qty: 0 },
        ],
      },
      {
        options: { fields: { quantity: ['qty', 'quantity'] } },
        fields: { product_ids: ['p1'], quantities: [2] },
        issues: dropped(1),
      },
    ],
    [
      'an invalid id of it is reported',
      { products: [two, { product_id: {}, sku: 's', quantity: 0 }] },
      {
        fields: { product_ids: ['p1'], quantities: [2] },
        issues: ['invalid_id@properties.products[1].product_id', ...dropped(1)],
      },
    ],
  ]);
  testProperties('Product Added', [
    [
      'not in a cart',
      { products: [two, { product_id: 'p2', quantity: 0 }] },
      { fields: { product_ids: ['p1', 'p2'], quantities: [2, 1] }, issues: invalid(1) },
    ],
  ]);
});
