import { describe, expect, test } from 'vitest';
import { mapToInteraction, mapToIssues, mapEvent } from '../../helpers/checkedMapper.ts';
import { createTrackEvent } from '../../helpers/sampleEvents.ts';
import { isShort } from '../../helpers/chooseRuns.ts';

const createSearchEvent = (properties: unknown): object => createTrackEvent('Products Searched', properties);

/** Properties, the search that comes out, and the issues. */
type Row = readonly [name: string, properties: unknown, search: object, issues?: string[]];

const keywordRows: Row[] = [
  ...['query', 'search_query', 'search_term', 'search_string', 'keywords', 'keyword', 'term', 'q'].map(
    (member, index, members): Row => [
      `${member} goes before those after it`,
      Object.fromEntries(members.slice(index).map((name) => [name, `by ${name}`])),
      { keywords: `by ${member}` },
    ],
  ),
  ['a string is trimmed, and else kept as it is', { query: ' Blue  roses ' }, { keywords: 'Blue  roses' }],
  ['a number', { query: 501 }, { keywords: '501' }],
  ['a list of texts', { query: ['blue', '', 'roses'] }, { keywords: 'blue roses' }],
  ['an empty one is passed over', { query: '', q: 'roses' }, { keywords: 'roses' }],
  ['an empty list is passed over', { query: [], q: 'roses' }, { keywords: 'roses' }],
  ['a list of blanks is passed over', { query: ['', ' '], q: 'roses' }, { keywords: 'roses' }],
  [
    'a wrong one is reported',
    { query: true, q: 'roses' },
    { keywords: 'roses' },
    ['invalid_keywords properties.query'],
  ],
  ['NaN', { query: NaN, q: 'roses' }, { keywords: 'roses' }, ['invalid_keywords properties.query']],
  [
    'a list of numbers',
    { query: [1, 2], q: 'roses' },
    { keywords: 'roses' },
    ['invalid_keywords properties.query'],
  ],
  [
    'an object elsewhere than in query',
    { keywords: { q: 'x' }, q: 'roses' },
    { keywords: 'roses' },
    ['invalid_keywords properties.keywords'],
  ],
];

const queryRows: Row[] = [
  ...['search_query', 'search_term', 'search_string', 'keywords', 'keyword', 'term', 'q'].map(
    (member, index, members): Row => [
      `beside it, ${member} goes before those after it`,
      {
        query: { color: 'x' },
        ...Object.fromEntries(members.slice(index).map((name) => [name, `by ${name}`])),
      },
      { keywords: `by ${member}`, filters: { color: ['x'] } },
    ],
  ),
  ['its query', { query: { query: 'roses', q: 'x' } }, { keywords: 'roses' }],
  ['its q', { query: { q: 'roses' } }, { keywords: 'roses' }],
  [
    'beside it',
    { query: { color: 'blue' }, q: 'roses' },
    { keywords: 'roses', filters: { color: ['blue'] } },
  ],
  [
    'its other members are filters',
    { query: { q: 'roses', color: 'blue', size: 40, brand: ['A', 2, ''], none: null, empty: '' } },
    { keywords: 'roses', filters: { color: ['blue'], size: ['40'], brand: ['A', '2'] } },
  ],
  [
    'invalid keywords and filters in it are reported',
    { query: { term: {}, q: 'roses', in_stock: true, 'a.b': {}, mixed: ['a', {}] } },
    { keywords: 'roses', filters: { in_stock: ['true'] } },
    [
      'invalid_filters properties.query.mixed',
      'invalid_filters properties.query["a.b"]',
      'invalid_keywords properties.query.term',
    ],
  ],
  [
    'wrong keywords beside it are reported',
    { query: { color: 'blue' }, term: true },
    { filters: { color: ['blue'] } },
    ['invalid_keywords properties.term'],
  ],
  [
    'an object in it',
    { query: { query: { q: 'x' } }, q: 'roses' },
    { keywords: 'roses' },
    ['invalid_keywords properties.query.query'],
  ],
];

const filterRows: Row[] = [
  ['type and value', { filters: [{ type: 'color', value: 'red' }] }, { filters: { color: ['red'] } }],
  [
    'attribute and value',
    { filters: [{ attribute: 'color', value: 'red' }] },
    { filters: { color: ['red'] } },
  ],
  [
    'type goes before attribute',
    { filters: [{ type: 't', attribute: 'a', value: 1 }] },
    { filters: { t: ['1'] } },
  ],
  [
    'the same type twice',
    {
      filters: [
        { type: 'color', value: 'red' },
        { type: 'color', value: ['blue', 3] },
      ],
    },
    { filters: { color: ['red', 'blue', '3'] } },
  ],
  [
    'an object',
    { filters: { color: 'red', size: [40, '41'] } },
    { filters: { color: ['red'], size: ['40', '41'] } },
  ],
  ['in an object, keyword names are fields', { filters: { q: 'x' } }, { filters: { q: ['x'] } }],
  [
    'with those of an object query',
    { query: { color: 'red' }, filters: { color: 'blue' } },
    { filters: { color: ['red', 'blue'] } },
  ],
  [
    'nothing selected',
    {
      q: 'x',
      filters: [
        { type: 'color', value: '' },
        { type: 'size', value: [] },
        { type: 'brand', values: null },
        null,
      ],
    },
    { keywords: 'x' },
  ],
  [
    'wrong ones in a list',
    {
      filters: [
        { type: 'color', value: 'red' },
        { type: 'size', value: {} },
        { value: 'x' },
        { type: 7, value: 'x' },
        'color:red',
        { type: 'brand' },
      ],
    },
    { filters: { color: ['red'] } },
    [1, 2, 3, 4, 5].map((index) => `invalid_filters properties.filters[${index}]`),
  ],
  [
    'wrong ones in an object',
    { filters: { color: 'red', size: {}, 'top level': [{}] } },
    { filters: { color: ['red'] } },
    ['invalid_filters properties.filters.size', 'invalid_filters properties.filters["top level"]'],
  ],
  ['a text', { q: 'x', filters: 'color:red' }, { keywords: 'x' }, ['invalid_filters properties.filters']],
  ['a text of blanks', { q: 'x', filters: ' ' }, { keywords: 'x' }],
  ['an empty list', { q: 'x', filters: [] }, { keywords: 'x' }],
];

describe.each([
  ['keywords', keywordRows],
  ['an object query', queryRows],
  ['filters', filterRows],
] as const)('%s', (_, rows) => {
  test.each(rows.map((row) => ({ name: row[0], row })))('$name', ({ row }) => {
    const [, properties, search, issues = []] = row;
    expect(mapToInteraction(createSearchEvent(properties))).toHaveProperty('search', search);
    expect(mapToIssues(createSearchEvent(properties)).toSorted()).toStrictEqual(issues.toSorted());
  });
});

test('a filter may have any name', () => {
  const properties = JSON.parse('{"filters":{"__proto__":"a","constructor":"b","toString":"c"}}');
  const { interactions } = mapEvent(createSearchEvent(properties));
  expect(JSON.stringify(interactions[0])).toContain(
    '"search":{"filters":{"__proto__":["a"],"constructor":["b"],"toString":["c"]}}',
  );
});

test('a filter named as something of all objects is as the others are', () => {
  const { search } = mapToInteraction(createSearchEvent({ filters: { constructor: 'b', color: 'red' } })) as {
    search: { filters: object };
  };
  const { constructor: odd, color } = Object.getOwnPropertyDescriptors<object>(search.filters);
  expect(odd).toStrictEqual({ ...color, value: ['b'] });
});

test.skipIf(isShort)('thousands of values of one filter are kept', () => {
  const values = Array.from({ length: 300_000 }, (_, index) => index);
  const filters = [
    { type: 'id', value: 0 },
    { type: 'id', value: values.slice(1) },
  ];
  expect(mapToInteraction(createSearchEvent({ filters }))).toHaveProperty('search', {
    filters: { id: values.map(String) },
  });
});

test.each([
  ['nothing', {}],
  ['no properties', undefined],
  ['an empty query', { query: '' }],
  ['an object query without words', { query: {} }],
])('a search for %s is rejected', (_, properties) => {
  expect(mapEvent(createSearchEvent(properties))).toMatchObject({
    status: 'rejected',
    issues: [{ code: 'missing_keywords', path: 'properties' }],
  });
});
