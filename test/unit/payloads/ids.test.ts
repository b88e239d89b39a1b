import { describe, expect, test } from 'vitest';
import { mapper } from '../../helpers/checkedMapper.ts';
import { type Row, testEvents, testProperties } from './rows.ts';

const NIL_UUID = '00000000-0000-0000-0000-000000000000';
const properties = { product_id: 'p1' };

// prettier-ignore
const placeholders = [
  'null', 'NULL', 'undefined', 'NaN', 'nan', 'None', 'nil', '<nil>', '(null)', '<null>', '<NA>', '\\N',
  '[object Object]', '[object Undefined]', NIL_UUID,
];

describe('a placeholder is not the id of a user', () => {
  const fields = { user_id: undefined, anonymous_id: 'a1', product_ids: ['p1'] };
  const rows = [
    ...placeholders,
    ' undefined ',
    '"null"',
    '0',
    '-1',
    0,
    -1,
    '0x0000000000000000',
    '00000000',
    '0000-0000',
    `0x${'0'.repeat(8)}`,
  ].map((userId): Row => [
    `userId: ${JSON.stringify(userId)}`,
    { userId, anonymousId: 'a1', properties },
    { fields, issues: ['invalid_id@userId'] },
  ]);
  testEvents('Product Viewed', rows);
});

describe('a placeholder is not the id of a visitor', () => {
  const rows = [...placeholders, 'anonymous', 'guest', 'unknown', '00000000', '%22undefined%22'].map(
    (anonymousId): Row => [
      `anonymousId: ${JSON.stringify(anonymousId)}`,
      { userId: null, anonymousId, properties },
      { status: 'rejected', issues: ['missing_identity@', 'invalid_id@anonymousId'] },
    ],
  );
  testEvents('Product Viewed', rows);
});

describe('what only looks like a placeholder is an id', () => {
  const asUser = [
    'anonymous',
    'guest',
    'Null',
    'nullable',
    'n',
    'NONE',
    '-2',
    '00',
    '0000000',
    '0x0',
    '000000001',
    '[object',
  ];
  testEvents(
    'Product Viewed',
    asUser.map((userId): Row => [
      `userId: ${userId}`,
      { userId, properties },
      { fields: { user_id: userId, product_ids: ['p1'] } },
    ]),
  );
  const asVisitor = ['0', '-1', 'Anonymous', 'guest-1', 'x00000000', '00000000x', '0x'];
  testEvents(
    'Product Viewed',
    asVisitor.map((anonymousId): Row => [
      `anonymousId: ${anonymousId}`,
      { anonymousId, properties },
      { fields: { anonymous_id: anonymousId, product_ids: ['p1'] } },
    ]),
  );
});

describe('a placeholder is not the id of a product: the next name is tried', () => {
  const rows = placeholders.map((id): Row => [
    `product_id: ${id}`,
    { product_id: id, sku: 'S1' },
    { fields: { product_ids: ['S1'] }, issues: ['invalid_id@properties.product_id'] },
  ]);
  testProperties('Product Viewed', [
    ...rows,
    ['0', { product_id: 0 }, { fields: { product_ids: ['0'] } }],
    ['-1', { product_id: '-1' }, { fields: { product_ids: ['-1'] } }],
    ['eight zeros', { product_id: '00000000' }, { fields: { product_ids: ['00000000'] } }],
    ['unknown', { product_id: 'unknown' }, { fields: { product_ids: ['unknown'] } }],
    ['in quotes', { product_id: '"p1"' }, { fields: { product_ids: ['"p1"'] } }],
    [
      'nothing else',
      { product_id: '[object Object]' },
      { status: 'rejected', issues: ['missing_product_id@properties', 'invalid_id@properties.product_id'] },
    ],
    [
      'as the id of a group',
      { product_id: 'p1', parent: 'undefined' },
      {
        options: { fields: { productGroupId: 'parent' } },
        fields: { product_ids: ['p1'] },
        issues: ['invalid_id@properties.parent'],
      },
    ],
  ]);
});

describe("a cookie's quotes are not part of an id", () => {
  const quoted: readonly (readonly [written: string, id: string])[] = [
    ['"a-1"', 'a-1'],
    ['%22a-1%22', 'a-1'],
    [' "a-1" ', 'a-1'],
    ['" a-1 "', 'a-1'],
    ['""a-1""', '"a-1"'],
    ['"a-1', '"a-1'],
    ['a-1"', 'a-1"'],
    ['%22a-1"', '%22a-1"'],
    ['%2', '%2'],
    ['"', '"'],
    ['%22', '%22'],
  ];
  testEvents(
    'Product Viewed',
    quoted.flatMap(([written, id]): Row[] => [
      [
        `anonymousId: ${written}`,
        { userId: null, anonymousId: written, properties },
        { fields: { user_id: undefined, anonymous_id: id, product_ids: ['p1'] } },
      ],
      [
        `userId: ${written}`,
        { userId: written, properties },
        { fields: { user_id: id, product_ids: ['p1'] } },
      ],
    ]),
  );
  testEvents('Product Viewed', [
    [
      'nothing between them',
      { userId: '""', anonymousId: '%22%22', properties },
      { status: 'rejected', issues: ['missing_identity@'] },
    ],
  ]);
});

test('no placeholder is asked to be deleted', () => {
  const userIds = ['null', 0, '-1', '"undefined"', NIL_UUID, 'u1', '"u2"'];
  const calls = userIds.map((userId) => ({ type: 'delete', userId }));
  expect(mapper.toDeletionRequest(calls)).toStrictEqual({ user_ids: ['u1', 'u2'] });
});
