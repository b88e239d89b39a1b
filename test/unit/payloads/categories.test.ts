import { describe } from 'vitest';
import { type Row, testProperties } from './rows.ts';

const category = (name: string, properties: object, expected: string[], ...issues: string[]): Row => [
  name,
  properties,
  { fields: { category: expected }, issues },
];
const missing = (name: string, properties: object, ...issues: string[]): Row => [
  name,
  properties,
  { status: 'rejected', issues: ['missing_category@properties.category', ...issues] },
];
const menShoes = ['Men', 'Shoes'];

describe('the levels of a category', () => {
  testProperties('Product List Viewed', [
    category('without spaces', { category: 'Men>Shoes' }, menShoes),
    category('with many spaces', { category: ' Men  > Shoes ' }, menShoes),
    category('with a level that is empty', { category: 'Men > > Shoes >' }, menShoes),
    category('with a level that is a placeholder', { category: 'Men > undefined > Shoes' }, menShoes),
    category('as an array, trimmed', { category: [' Men', 'Shoes ', 'null', ' '] }, menShoes),
    category('as JSON', { category: '["Men","Shoes"]' }, menShoes),
    category('in brackets that are not JSON', { category: '[Men] > Shoes' }, ['[Men]', 'Shoes']),
    category('with entities', { category: 'Men &gt; Bags &amp; Shoes' }, ['Men', 'Bags & Shoes']),
    category('with all entities', { category: '&lt;a&gt; &quot;b&quot; &#39;c&#039;' }, ['<a', '"b" \'c\'']),
    category('decoded once', { category: 'Men &amp;gt; Shoes' }, ['Men &gt; Shoes']),
    category('with other entities as they are', { category: 'Caf&eacute; &AMP; Tea' }, [
      'Caf&eacute; &AMP; Tea',
    ]),
    category('in an array are decoded, and not split', { category: ['Men &gt; Women', 'A &amp; B'] }, [
      'Men > Women',
      'A & B',
    ]),
    [
      'by another separator',
      { category: 'Men/Shoes' },
      { options: { categorySeparator: ' / ' }, fields: { category: menShoes } },
    ],
    missing('that is a placeholder', { category: 'undefined' }),
    missing('that is all separators', { category: ' > ' }),
    missing('that is an object', { category: '{"name":"Men"}' }, 'invalid_category@properties.category'),
    missing('of a list id', { list_id: 'todays_deals_may_11' }),
  ]);
});

const product = (of: unknown): object => ({ product_id: 'p1', category: of });

describe('the category of a list is the one that all of its products have', () => {
  testProperties('Product List Viewed', [
    category('the same', { list_id: 'all', products: [product('Shoes'), product('Shoes')] }, ['Shoes']),
    category(
      'the same, written differently',
      { products: [product('Men>Shoes'), product(['Men', 'Shoes']), product('Men &gt; Shoes')] },
      menShoes,
    ),
    category('JSON', { products: JSON.stringify([product('Shoes')]) }, ['Shoes']),
    category('numbered by PHP', { products: { 1: product('Shoes'), 4: product('Shoes') } }, ['Shoes']),
    category('a single product', { products: product('Shoes') }, ['Shoes']),
    category("the list's own goes first", { category: 'Men', products: [product('Shoes')] }, ['Men']),
    category(
      "the list's own is invalid",
      { category: 5, products: [product('Shoes')] },
      ['Shoes'],
      'invalid_category@properties.category',
    ),
    missing('two', { list_id: 'all', products: [product('Shoes'), product('Hats')] }),
    missing('one within the other', { products: [product('Men'), product('Men > Shoes')] }),
    missing('one within the other, the other way round', {
      products: [product('Men > Shoes'), product('Men')],
    }),
    missing('not of all products', { products: [product('Shoes'), product(undefined)] }),
    missing('not of the first product', { products: [product(''), product('Shoes')] }),
    missing('of something else than a product', { products: [product('Shoes'), 'p2'] }),
    missing('an invalid one', { products: [product('Shoes'), product(5)] }),
    missing('of no products', { products: [] }),
    missing('of products that are not an array', { products: 5 }),
  ]);
});
