import { describe, expect, test } from 'vitest';
import { mapToInteraction, mapToIssues, mapEvent } from '../../helpers/checkedMapper.ts';
import { createTrackEvent } from '../../helpers/sampleEvents.ts';
import { isShort } from '../../helpers/chooseRuns.ts';

/** Properties, the ids found, and the issues. */
type Row = readonly [
  name: string,
  properties: unknown,
  ids: readonly string[] | undefined,
  issues?: string[],
];

const missing = ['missing_product_id properties'];

function run(event: string, [, properties, ids, issues = []]: Row): void {
  const result = mapEvent(createTrackEvent(event, properties));
  const [interaction] = result.interactions;
  expect(interaction && 'product_ids' in interaction ? interaction.product_ids : undefined).toStrictEqual(
    ids,
  );
  expect(result.issues.map(({ code, path }) => `${code} ${path}`)).toStrictEqual(issues);
}

describe('an event about one product', () => {
  const rows: Row[] = [
    ['product_id', { product_id: 'p', productId: 'q', id: 'r', sku: 's' }, ['p']],
    ['productId', { productId: 'q', id: 'r', sku: 's' }, ['q']],
    ['id', { id: 'r', sku: 's' }, ['r']],
    ['sku', { sku: 's' }, ['s']],
    ['a number', { product_id: 7 }, ['7']],
    ['blanks around', { product_id: ' p ' }, ['p']],
    ['an empty one is passed over', { product_id: '', sku: 's' }, ['s']],
    ['a wrong one is reported', { product_id: {}, sku: 's' }, ['s'], ['invalid_id properties.product_id']],
    ['the longest', { product_id: 'x'.repeat(512) }, ['x'.repeat(512)]],
    [
      'one that is too long',
      { product_id: 'x'.repeat(513), id: 'i' },
      ['i'],
      ['invalid_id properties.product_id'],
    ],
    ['nested in product', { product: { id: 'p' } }, ['p']],
    ['flat goes before product', { product_id: 'flat', product: { id: 'p' } }, ['flat']],
    ['product goes before products', { product: { id: 'p' }, products: [{ id: 'q' }] }, ['p']],
    ['nested in products', { products: [{ id: 'p' }, { id: 'q' }] }, ['p', 'q']],
    ['products as one object', { products: { id: 'p' } }, ['p']],
    ['product as a list', { product: [{ id: 'p' }] }, ['p']],
    ['a product without id', { product: {} }, undefined, [...missing, 'product_dropped properties.product']],
    [
      'an id alone as product',
      { product: 'p1' },
      undefined,
      [...missing, 'invalid_products properties.product'],
    ],
    ['none', {}, undefined, missing],
    ['no properties', undefined, undefined, missing],
    ['properties of another kind', 'product_id=p', undefined, missing],
    ['properties as a list', [{ product_id: 'p' }], undefined, missing],
    ['properties as JSON', '{"product_id":"p"}', ['p']],
    ['inherited ids are read as any property is', Object.create({ product_id: 'p' }), ['p']],
  ];
  test.each(rows.map((row) => ({ name: row[0], row })))('$name', ({ row }) => {
    run('Product Viewed', row);
  });
});

describe('an event about many products', () => {
  const rows: Row[] = [
    ['a list', { products: [{ product_id: 'p' }, { sku: 's' }] }, ['p', 's']],
    ['in it, id is the product’s', { products: [{ id: 'p' }] }, ['p']],
    ['one object', { products: { id: 'p' } }, ['p']],
    ['product', { product: { id: 'p' } }, ['p']],
    ['products goes before product', { product: { id: 'q' }, products: [{ id: 'p' }] }, ['p']],
    ['flat', { product_id: 'p' }, ['p']],
    ['flat goes last', { product_id: 'q', product: { id: 'p' } }, ['p']],
    ['a flat id may be the order’s', { id: 'o1' }, undefined, missing],
    ['a flat sku is the product’s', { id: 'o1', sku: 's' }, ['s']],
    ['an empty list', { products: [] }, undefined, missing],
    ['null', { products: null, product: { id: 'p' } }, ['p']],
    [
      'those without id are dropped',
      { products: [{ id: 'p' }, {}, null, 'q', ['r'], { id: '' }, { id: 's' }] },
      ['p', 's'],
      [1, 2, 3, 4, 5].map((index) => `product_dropped properties.products[${index}]`),
    ],
    [
      'a wrong id is reported',
      { products: [{ product_id: true, sku: 's' }, { id: [] }] },
      ['s'],
      [
        'invalid_id properties.products[0].product_id',
        'invalid_id properties.products[1].id',
        'product_dropped properties.products[1]',
      ],
    ],
    [
      'a list without a usable one counts as absent',
      { products: [{}], product: { id: 'p' } },
      ['p'],
      ['product_dropped properties.products[0]'],
    ],
    [
      'a list that is a string',
      { products: '[{"id":"p"}' },
      undefined,
      ['missing_product_id properties.products', 'invalid_products properties.products'],
    ],
    ['a text of blanks', { products: ' ', product_id: 'p' }, ['p']],
    ['a number', { products: 3, product_id: 'p' }, ['p'], ['invalid_products properties.products']],

    ['a hole', { products: [, { id: 'p' }] }, ['p'], ['product_dropped properties.products[0]']],
    [
      'a sparse list of billions',
      { products: Object.assign([], { 4294967294: { id: 'p' } }) },
      undefined,
      ['missing_product_id properties.products', 'invalid_products properties.products'],
    ],
    ['the same twice', { products: [{ id: 'p' }, { id: 'p' }] }, ['p', 'p']],
  ];
  test.each(rows.map((row) => ({ name: row[0], row })))('$name', ({ row }) => {
    run('Order Refunded', row);
  });

  test.skipIf(isShort)('200,000 products are mapped', () => {
    const products = Array.from({ length: 200_000 }, (_, index) => ({
      product_id: `p${index}`,
      quantity: 1,
    }));
    expect(mapToInteraction(createTrackEvent('Order Completed', { products }))).toMatchObject({
      product_ids: products.map(({ product_id }) => product_id),
      quantities: products.map(() => 1),
    });
  });
});

describe('quantities', () => {
  const quantitiesOf = (event: string, properties: object): unknown =>
    Object.entries(mapToInteraction(createTrackEvent(event, properties))).find(
      ([field]) => field === 'quantities',
    )?.[1];

  test.each([
    [
      'one for each product',
      [
        { id: 'p', quantity: 2 },
        { id: 'q', quantity: 3 },
      ],
      [2, 3],
    ],
    ['text', [{ id: 'p', quantity: ' 2 ' }], [2]],
    ['fractions', [{ id: 'p', quantity: 0.5 }], [0.5]],
    [
      'an absent one counts as 1',
      [{ id: 'p' }, { id: 'q', quantity: 3 }, { id: 'r', quantity: null }],
      [1, 3, 1],
    ],
    ['none at all', [{ id: 'p' }, { id: 'q', quantity: '' }], undefined],
    ['that of a dropped product goes with it', [{ quantity: 9 }, { id: 'q', quantity: 3 }], [3]],
  ])('%s', (_, products, expected) => {
    expect(quantitiesOf('Order Completed', { products })).toStrictEqual(expected);
  });

  test.each(['two', NaN, Infinity, true, {}, '1,5'])('%s is wrong and counts as 1', (quantity) => {
    const properties = {
      products: [
        { id: 'p', quantity: 2 },
        { id: 'q', quantity },
      ],
    };
    expect(quantitiesOf('Order Completed', properties)).toStrictEqual([2, 1]);
    expect(mapToIssues(createTrackEvent('Order Completed', properties))).toStrictEqual([
      'invalid_quantity properties.products[1].quantity',
    ]);
  });

  test('are left out when all are wrong', () => {
    expect(quantitiesOf('Product Added', { id: 'p', quantity: 0 })).toBeUndefined();
    expect(mapToIssues(createTrackEvent('Product Added', { id: 'p', quantity: 0 }))).toStrictEqual([
      'invalid_quantity properties.quantity',
    ]);
  });

  test('of one product are in it', () => {
    expect(quantitiesOf('Product Added', { product: { id: 'p', quantity: 4 }, quantity: 5 })).toStrictEqual([
      4,
    ]);
    expect(
      mapToIssues(createTrackEvent('Product Added', { product: { id: 'p', quantity: -4 } })),
    ).toStrictEqual(['invalid_quantity properties.product.quantity']);
  });

  test.each(['Product Viewed', 'Product Removed', 'Order Refunded', 'Product Reviewed'])(
    'are not read of %s',
    (event) => {
      const properties = { product_id: 'p', quantity: 'wrong', rating: 5 };
      expect(quantitiesOf(event, properties)).toBeUndefined();
      expect(mapToIssues(createTrackEvent(event, properties))).toStrictEqual([]);
    },
  );
});
