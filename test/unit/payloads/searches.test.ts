import { describe } from 'vitest';
import { type Row, testProperties } from './rows.ts';

const found = (name: string, properties: object, search: object, ...issues: string[]): Row => [
  name,
  properties,
  { fields: { search }, issues },
];
const shoes = { keywords: 'shoes' };

describe('keywords', () => {
  testProperties('Products Searched', [
    found('are trimmed', { query: ' shoes ' }, shoes),
    found(
      'are trimmed of tabs and no-break spaces',
      { query: '\t\u00a0red shoes\u00a0\n' },
      { keywords: 'red shoes' },
    ),
    found('in camel case', { searchTerm: 'shoes' }, shoes),
    found('as searchQuery', { searchQuery: 'shoes' }, shoes),
    found('as searchString', { searchString: 'shoes' }, shoes),
    found('as text', { text: 'shoes' }, shoes),
    found('an array, trimmed', { query: [' red ', 'shoes', ''] }, { keywords: 'red shoes' }),
    found('in brackets are not JSON', { query: '[sale] shoes' }, { keywords: '[sale] shoes' }),
    found('in braces are not JSON', { query: '{shoes' }, { keywords: '{shoes' }),
    found('JSON of an array', { query: '["red","shoes"]' }, { keywords: 'red shoes' }),
    found('of joined emoji are kept', { query: '👨‍👩‍👧' }, { keywords: '👨‍👩‍👧' }),
    found('are trimmed of characters without a width', { query: '\u200b shoes\u2060' }, shoes),
    found('of no width are passed over', { query: '\u200b\u2060 \ufeff', q: 'shoes' }, shoes),
    [
      'of no width alone are none',
      { query: '\u200b' },
      { status: 'rejected', issues: ['missing_keywords@properties'] },
    ],
    [
      'of an empty array as JSON are none',
      { query: '[]' },
      { status: 'rejected', issues: ['missing_keywords@properties'] },
    ],
  ]);
});

describe('filters', () => {
  const red = { ...shoes, filters: { color: ['red'] } };
  testProperties('Products Searched', [
    found(
      'values in place of value',
      { query: 'shoes', filters: [{ type: 'color', values: ['red', 'blue'] }] },
      { ...shoes, filters: { color: ['red', 'blue'] } },
    ),
    ...['type', 'attribute', 'name', 'key', 'field'].map((key) =>
      found(`${key} names the field`, { query: 'shoes', filters: [{ [key]: 'color', value: 'red' }] }, red),
    ),
    found(
      'type goes before name',
      { query: 'shoes', filters: [{ name: 'facet', type: 'color', value: 'red' }] },
      red,
    ),
    found(
      'an empty name is passed over',
      { query: 'shoes', filters: [{ type: '', key: 'color', value: 'red' }] },
      red,
    ),
    found(
      'a value that is null is passed over',
      { query: 'shoes', filters: [{ type: 'color', value: null, values: ['red'] }] },
      red,
    ),
    found(
      'booleans and numbers',
      { query: 'shoes', filters: { sale: true, size: [41, false] } },
      { ...shoes, filters: { sale: ['true'], size: ['41', 'false'] } },
    ),
    found('JSON', { query: 'shoes', filters: '[{"type":"color","value":"red"}]' }, red),
    found('JSON of an object', { query: 'shoes', filters: '{"color":"red"}' }, red),
    found(
      'JSON that does not parse',
      { query: 'shoes', filters: '[{"type"' },
      shoes,
      'invalid_filters@properties.filters',
    ),
    found(
      'a filter without a value',
      { query: 'shoes', filters: [{ type: 'price', min: 1 }] },
      shoes,
      'invalid_filters@properties.filters[0]',
    ),
    found(
      'a filter of objects',
      { query: 'shoes', filters: [{ type: 'price', values: [{ min: 1 }] }] },
      shoes,
      'invalid_filters@properties.filters[0]',
    ),
    found(
      'null and empty strings are absent',
      { query: 'shoes', filters: { color: null, size: '', brand: [] } },
      shoes,
    ),
  ]);
});

describe('a query that is an object', () => {
  testProperties('Products Searched', [
    found(
      'with keywords and filters',
      { query: { keyword: 'shoes', filters: [{ type: 'color', value: 'red' }] } },
      { ...shoes, filters: { color: ['red'] } },
    ),
    found(
      'with filters as an object',
      { query: { q: 'shoes', filters: { color: ['red'] } } },
      { ...shoes, filters: { color: ['red'] } },
    ),
    found(
      'with filters beside filters',
      { query: { q: 'shoes', color: 'red', filters: { color: 'blue' } }, filters: { color: 'green' } },
      { ...shoes, filters: { color: ['red', 'blue', 'green'] } },
    ),
    found(
      'without what is no filter',
      { query: { q: 'shoes', page: 2, hitsPerPage: 20, sale: true } },
      { ...shoes, filters: { sale: ['true'] } },
    ),
    found(
      'with what a search page carries along',
      {
        query: {
          q: 'shoes',
          utm_source: 'news',
          gclid: 'x',
          _kx: 'y',
          queryID: 'z',
          userToken: 't',
          nbHits: 34,
          locale: 'en',
          category_id: 7,
        },
      },
      { ...shoes, filters: { category_id: ['7'] } },
    ),
    found(
      'with objects in it',
      { query: { q: 'shoes', price: { min: 1 } } },
      shoes,
      'invalid_filters@properties.query.price',
    ),
    found(
      'with arrays of objects in it',
      { query: { q: 'shoes', facets: [{ a: 1 }] } },
      shoes,
      'invalid_filters@properties.query.facets',
    ),
    found(
      'with invalid filters in it',
      { query: { q: 'shoes', filters: 5 } },
      shoes,
      'invalid_filters@properties.query.filters',
    ),
    found('with searchTerm', { query: { searchTerm: 'shoes' } }, shoes),
    found('with a query in it', { query: { query: 'shoes' } }, shoes),
    found('with nothing but paging', { query: { page: 2, sort: 'price' }, q: 'shoes' }, shoes),
    found('with null and empty values', { query: { q: 'shoes', color: null, size: '', brand: [] } }, shoes),
    found('as JSON', { query: '{"q":"shoes","color":"red"}' }, { ...shoes, filters: { color: ['red'] } }),
    found(
      'filters of a name of Object.prototype',
      { q: 'shoes', filters: { toString: 'b' } },
      { ...shoes, filters: { toString: ['b'] } },
    ),
    [
      'with filters alone',
      { query: { color: 'red' } },
      { fields: { search: { filters: { color: ['red'] } } } },
    ],
    [
      'with nothing of use',
      { query: { page: 2 } },
      { status: 'rejected', issues: ['missing_keywords@properties'] },
    ],
  ]);
});
