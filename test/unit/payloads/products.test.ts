import { describe } from 'vitest';
import { testEvents, testProperties } from './rows.ts';

describe('one product: product_id, then product, then id and sku, then products', () => {
  testProperties('Product Viewed', [
    [
      "the event's own id beside related products",
      { id: 'p1', products: [{ product_id: 'r1' }] },
      { fields: { product_ids: ['p1'] } },
    ],
    ['id goes before sku', { id: 'p1', sku: 's1' }, { fields: { product_ids: ['p1'] } }],
    [
      'product_id goes before product',
      { product_id: 'p1', product: { product_id: 'p2' } },
      { fields: { product_ids: ['p1'] } },
    ],
    [
      'productId goes before product',
      { productId: 'p1', product: { product_id: 'p2' } },
      { fields: { product_ids: ['p1'] } },
    ],
    ['product goes before sku', { sku: 's1', product: { id: 'p1' } }, { fields: { product_ids: ['p1'] } }],
    [
      'an empty product is passed over',
      { id: 'p1', product: {} },
      { fields: { product_ids: ['p1'] }, issues: ['product_dropped@properties.product'] },
    ],
    ['a product that is null', { id: 'p1', product: null }, { fields: { product_ids: ['p1'] } }],
    [
      'a name in place of a product',
      { id: 'p1', product: 'Boots' },
      { fields: { product_ids: ['p1'] }, issues: ['invalid_products@properties.product'] },
    ],
    [
      'an option of its own: flat goes first',
      { variant: 'v1', id: 'l1', product: { variant: 'v2' } },
      { options: { fields: { productId: 'variant' } }, fields: { product_ids: ['v1'] } },
    ],
    [
      'an option of its own: then product',
      { id: 'l1', product: { variant: 'v2' } },
      { options: { fields: { productId: 'variant' } }, fields: { product_ids: ['v2'] } },
    ],
    [
      'an option of its own: then products',
      { id: 'l1', products: [{ variant: 'v3' }] },
      { options: { fields: { productId: 'variant' } }, fields: { product_ids: ['v3'] } },
    ],
    [
      'an option of its own: id is not tried',
      { id: 'l1' },
      {
        options: { fields: { productId: 'variant' } },
        status: 'rejected',
        issues: ['missing_product_id@properties'],
      },
    ],
  ]);
  testProperties('Product Added to Wishlist', [
    ["a wishlist's id", { id: 'wl1', product: { id: 'p1' } }, { fields: { product_ids: ['p1'] } }],
  ]);
  testProperties('Product Added', [
    [
      "a cart line's id, and its quantity",
      { id: 'line-9', product: { product_id: 'p1' }, quantity: 3 },
      { fields: { product_ids: ['p1'], quantities: [3] } },
    ],
    [
      "the product's own quantity goes first",
      { product: { product_id: 'p1', quantity: 2 }, quantity: 3 },
      { fields: { product_ids: ['p1'], quantities: [2] } },
    ],
    [
      'a list of one',
      { products: [{ product_id: 'p1' }], quantity: 3 },
      { fields: { product_ids: ['p1'], quantities: [3] } },
    ],
    [
      'a list of two',
      { products: [{ product_id: 'p1' }, { product_id: 'p2' }], quantity: 3 },
      { fields: { product_ids: ['p1', 'p2'] } },
    ],
    [
      'an invalid flat quantity',
      { product: { product_id: 'p1' }, quantity: 'some' },
      { fields: { product_ids: ['p1'] }, issues: ['invalid_quantity@properties.quantity'] },
    ],
    [
      'a flat quantity of 0',
      { product: { product_id: 'p1' }, quantity: 0 },
      { fields: { product_ids: ['p1'] }, issues: ['invalid_quantity@properties.quantity'] },
    ],
    [
      'an option for the quantity has no fallback',
      { product: { product_id: 'p1' }, quantity: 3 },
      { options: { fields: { quantity: 'qty' } }, fields: { product_ids: ['p1'] } },
    ],
  ]);
  testProperties('Order Completed', [
    [
      'a list of one in an order',
      { products: [{ product_id: 'p1' }], quantity: '3' },
      { fields: { product_ids: ['p1'], quantities: [3] } },
    ],
  ]);
});

describe('a group may stand in for a product, but not for one that is elsewhere', () => {
  const options = { fields: { productGroupId: 'parent' } };
  testProperties('Product Viewed', [
    [
      'beside an id',
      { parent: 'g1', id: 'p1' },
      { options, fields: { product_ids: ['p1'], product_group_ids: ['g1'] } },
    ],
    [
      'beside a product',
      { parent: 'g1', product: { product_id: 'p1' } },
      { options, fields: { product_ids: ['p1'] } },
    ],
    ['alone', { parent: 'g1' }, { options, fields: { product_group_ids: ['g1'] } }],
  ]);
});

const bought = { fields: { product_ids: ['p1', 'p2'], quantities: [2, 1] } };
const list = [{ product_id: 'p1', quantity: 2 }, { product_id: 'p2' }];

describe('an option may name the properties themselves', () => {
  const options = { fields: { products: 'properties' } };
  testProperties('Product Viewed', [
    ['with an id', { id: 'p1' }, { options, fields: { product_ids: ['p1'] } }],
  ]);
  testProperties('Order Refunded', [
    [
      'whose id may be that of the order',
      { id: 'o1', sku: 's1' },
      { options, fields: { product_ids: ['s1'] } },
    ],
  ]);
});

describe('a list of products, however it is written', () => {
  testProperties('Order Completed', [
    ['JSON', { products: JSON.stringify(list) }, bought],
    ['JSON on several lines', { products: `${JSON.stringify(list, undefined, 2)}\n` }, bought],
    ['numbered by PHP', { products: { 0: list[0], 2: list[1] } }, bought],
    [
      'numbered, with an inherited key',
      { products: Object.assign(Object.create({ x: 1 }) as object, { 0: list[0], 2: list[1] }) },
      bought,
    ],
    ['JSON of what PHP numbered', { products: JSON.stringify({ 1: list[0], 3: list[1] }) }, bought],
    [
      'numbered, with one that is of no use',
      { products: { 1: list[0], 3: {}, 7: list[1] } },
      { ...bought, issues: ['product_dropped@properties.products["3"]'] },
    ],
    [
      'JSON of a single product',
      { products: '{"product_id":"p1","quantity":2}' },
      { fields: { product_ids: ['p1'], quantities: [2] } },
    ],
    [
      'JSON of product',
      { product: '[{"product_id":"p1","quantity":2}]' },
      { fields: { product_ids: ['p1'], quantities: [2] } },
    ],
    [
      'broken JSON',
      { products: '[{"product_id":"p1"', product_id: 'p9' },
      { fields: { product_ids: ['p9'] }, issues: ['invalid_products@properties.products'] },
    ],
    [
      'JSON of a list of strings',
      { products: '["p1","p2"]' },
      {
        status: 'rejected',
        issues: [
          'missing_product_id@properties.products',
          'product_dropped@properties.products[0]',
          'product_dropped@properties.products[1]',
        ],
      },
    ],
    [
      'JSON in JSON is not read',
      { products: JSON.stringify([JSON.stringify(list[0])]), product_id: 'p9' },
      { fields: { product_ids: ['p9'] }, issues: ['product_dropped@properties.products[0]'] },
    ],
    ['an empty list of PHP', { products: [], product_id: 'p9' }, { fields: { product_ids: ['p9'] } }],
  ]);
});

describe('JSON in the place of an object is read', () => {
  testEvents('Product Added', [
    [
      'all properties',
      { properties: '{"product_id":"p1","quantity":2}' },
      { fields: { product_ids: ['p1'], quantities: [2] } },
    ],
    [
      'properties, by a path of an option',
      { properties: '{"item":{"code":"p1"}}' },
      {
        options: { fields: { products: 'properties.item', productId: 'code' } },
        fields: { product_ids: ['p1'] },
      },
    ],
    [
      'properties, in a rule function',
      { properties: '{"code":"p1"}' },
      {
        options: {
          events: {
            'Product Added': ({ properties }, { build }) =>
              build('add_to_cart', { product_ids: [String(properties['code'])] }),
          },
        },
        fields: { product_ids: ['p1'] },
      },
    ],
    [
      'the context',
      {
        properties: { product_id: 'p1' },
        context: '{"locale":"en-US","page":"{\\"url\\":\\"https://s.example/\\"}"}',
      },
      { fields: { product_ids: ['p1'], context: { locale: 'en-US', page: { url: 'https://s.example/' } } } },
    ],
    [
      'the campaign',
      { properties: { product_id: 'p1' }, context: { campaign: '{"source":"news"}' } },
      { fields: { product_ids: ['p1'], context: { campaign: { source: 'news' } } } },
    ],
    [
      'a context that is an array',
      { properties: { product_id: 'p1' }, context: '[1]' },
      { fields: { product_ids: ['p1'] }, issues: ['invalid_context@context'] },
    ],
    [
      'properties that do not parse',
      { properties: '{"product_id":"p1"' },
      { status: 'rejected', issues: ['missing_product_id@properties'] },
    ],
    [
      'an array for properties',
      { properties: '[{"product_id":"p1"}]' },
      { status: 'rejected', issues: ['missing_product_id@properties'] },
    ],
  ]);
});
