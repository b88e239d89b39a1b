import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainUploadError, MISO_INTERACTION_TYPES, validateInteraction } from '../../src/index.ts';
import { fieldsByType, listFields as listOwnFields } from '../helpers/internals.ts';
import { expectAccepted, findMisoErrors, findUploadErrors } from './misoErrors.ts';
import {
  type common,
  type ContractType,
  contractTypes,
  listFields,
  interactionSchema,
  type ownFields,
  listRequiredFields,
} from './schema.ts';
import { chooseRuns } from '../helpers/chooseRuns.ts';

const RUNS = chooseRuns(20_000);

type ContractField =
  keyof typeof common | { [Type in ContractType]: keyof (typeof ownFields)[Type] }[ContractType];

type Fields = Readonly<Record<string, unknown>>;

const UUID = '123e4567-e89b-12d3-a456-426614174000';
const TIMESTAMP = '2026-01-31T12:00:00.000Z';

/** Each field, filled with all that it may hold. */
const full: Readonly<Record<ContractField, unknown>> = {
  user_id: 'u1',
  anonymous_id: 'a1',
  timestamp: TIMESTAMP,
  miso_id: UUID,
  context: {
    campaign: { name: 'Summer', source: 'Google', medium: 'cpc', term: 'shoes', content: 'text' },
    truncated_ip: '203.0.113.0',
    locale: 'en-US',
    region: 'EU',
    page: { url: 'https://a.example/', referrer: 'https://b.example/', title: 'Home' },
    user_agent: 'Mozilla/5.0',
    custom_context: {
      yes: true,
      count: 3,
      ratio: -0.5,
      name: 'x',
      counts: [1, 2.5],
      names: ['x', ''],
      rows: [{ name: 'x', ratio: 0.5, count: 1, no: false }, {}],
      none: [],
    },
  },
  product_ids: ['p1', 'p2'],
  product_group_ids: ['g1'],
  quantities: [2, 0.5],
  revenue: 99.9,
  rating: 4.5,
  duration: 61.5,
  search: { keywords: 'shoes', filters: { color: ['red', 'blue'], size: [] } },
  category: ['Home & Garden', 'Kitchen'],
  question_id: 'q1',
  result_type: 'answer',
  value: 'yes',
  custom_action_name: 'vote',
};

const allFields = Object.keys(full);

/** A record with the given fields, each filled. */
function createRecord(type: ContractType, fields: readonly string[]): Fields {
  return { type, ...Object.fromEntries(Object.entries(full).filter(([field]) => fields.includes(field))) };
}

function createMinimalRecord(type: ContractType): Fields {
  return createRecord(type, ['user_id', ...listRequiredFields(type)]);
}

function expectBothAccept(record: unknown): void {
  expect(findMisoErrors(record)).toStrictEqual([]);
  expect(validateInteraction(record)).toStrictEqual([]);
}

/** Both refuse a record; the library names these places in it, and so do the lines of Miso's 422. */
function expectBothRefuse(record: unknown, places: readonly string[]): void {
  expect(findMisoErrors(record)).not.toStrictEqual([]);
  expect(listPaths(record)).toStrictEqual(places);
  const errors = explainUploadError({
    data: findUploadErrors({ data: [createMinimalRecord('click'), record] }),
  });
  expect(new Set(errors.map(({ index }) => index))).toStrictEqual(new Set([1]));
  expect(errors.map(({ path }) => path)).toEqual(expect.arrayContaining([...places]));
}

function listPaths(record: unknown): string[] {
  const issues = validateInteraction(record);
  expect(new Set(issues.map(({ code }) => code))).toStrictEqual(new Set(['invalid_interaction']));
  return issues.map(({ path }) => path);
}

describe('the library knows the types and fields of the contract', () => {
  test('29 types', () => {
    expect(contractTypes).toHaveLength(29);
    expect([...MISO_INTERACTION_TYPES].sort()).toStrictEqual([...contractTypes].sort());
    expect(Object.keys(fieldsByType).sort()).toStrictEqual([...contractTypes].sort());
  });

  test.each(interactionSchema.oneOf.map((schema) => [schema.properties.type.const, schema] as const))(
    'the fields of %s',
    (type, { properties, required, additionalProperties }) => {
      const fields = ['type', ...listOwnFields(type)];
      expect(Object.keys(properties).sort()).toStrictEqual(fields.sort());
      expect(required).toStrictEqual(['type', ...listRequiredFields(type)]);
      expect(additionalProperties).toBe(false);
    },
  );
});

describe('each type takes its own fields and no others', () => {
  test.each(contractTypes)('a minimal %s is accepted', (type) => {
    expectBothAccept(createMinimalRecord(type));
  });

  test.each(contractTypes)('a full %s is accepted', (type) => {
    const record = createRecord(type, listFields(type));
    expect(Object.keys(record)).toHaveLength(1 + listFields(type).length);
    expectBothAccept(record);
  });

  test.each(contractTypes)('a %s with a field of another type is refused', (type) => {
    const foreign = allFields.filter((field) => !listFields(type).includes(field));
    expect(foreign).not.toStrictEqual([]);
    for (const field of foreign) {
      const record = { ...createMinimalRecord(type), ...createRecord(type, [field]) };
      expect(findMisoErrors(record)).toContain(`/${field} must be absent`);
      // a foreign `quantities` is misaligned as well
      expect(new Set(listPaths(record))).toStrictEqual(new Set([field]));
    }
  });

  test.each(contractTypes)('a %s without a field that it needs is refused', (type) => {
    for (const field of listRequiredFields(type)) expectBothRefuse({ type, user_id: 'u1' }, [field]);
    expectBothRefuse({ ...createMinimalRecord(type), type: undefined }, ['type']);
  });
});

// --- what a field may hold

/** Field -> values that it may not hold: [value, where the library says so (the field itself unless given)]. */
// prettier-ignore
const wrongValues: Readonly<Record<ContractField, readonly (readonly [value: unknown, place?: string])[]>> = {
  user_id:            [[null], [5], [true], [['u1']], [{ id: 'u1' }], ['x'.repeat(513)], ['👟'.repeat(513)]],
  anonymous_id:       [[null], [5], [true], [['a1']], [{ id: 'a1' }], ['x'.repeat(1025)], ['👟'.repeat(1025)]],
  timestamp: [
    [null], [1_769_860_800_000], [['2026-01-31']], [{}], [''], ['today'], ['1769860800'],
    ['2026-01-31'], ['2026-01-31T12:00Z'], ['2026-01-31T12:00:00'], ['2026-01-31T12:00:00.Z'], ['12:00:00Z'],
    ['2026-02-29T12:00:00Z'], ['2026-02-30T12:00:00Z'], ['1900-02-29T12:00:00Z'],
    ['2026-04-31T12:00:00Z'], ['2026-06-31T12:00:00Z'], ['2026-09-31T12:00:00Z'], ['2026-11-31T12:00:00Z'],
    ['2026-00-10T12:00:00Z'], ['2026-13-10T12:00:00Z'], ['2026-01-00T12:00:00Z'], ['2026-01-32T12:00:00Z'],
    ['2026-01-31T24:00:00Z'], ['2026-01-31T12:60:00Z'], ['2026-01-31T12:00:00+24:00'], ['2026-01-31T12:00:00+01:60'],
    ['26-01-31T12:00:00Z'], ['+002026-01-31T12:00:00Z'], ['-2026-01-31T12:00:00Z'], ['2026-1-31T12:00:00Z'],
    [' 2026-01-31T12:00:00Z'], ['2026-01-31T12:00:00Z '], ['2026-01-31T12:00:00Z\n'], ['2026-01-31T12:00:00,5Z'],
    // ajv-formats takes these
    ['2026-01-31t12:00:00Z'], ['2026-01-31T12:00:00z'], ['2026-01-31 12:00:00Z'], ['2026-01-31\n12:00:00Z'],
    ['2026-12-31T23:59:60Z'], ['2026-01-31T12:00:00+0100'], ['2026-01-31T12:00:00+01'], ['0000-01-31T12:00:00Z'],
    ['2026-01-31T24:59:00+01:00'],
  ],
  miso_id: [
    [null], [5], [[UUID]], [{}], [''], ['m1'], [UUID.slice(1)], [`${UUID}0`], [`{${UUID}}`], [`${UUID}\n`],
    [UUID.replaceAll('-', '')], [UUID.replace('e', 'g')], [UUID.replace('-', '0')], [UUID.replace('3', '-')],
    // ajv-formats takes this
    [`urn:uuid:${UUID}`],
  ],
  context: [
    [null], ['x'], [5], [true], [[]], [[{}]],
    [{ campaign: null },              'context.campaign'],
    [{ campaign: 'Summer' },          'context.campaign'],
    [{ campaign: [] },                'context.campaign'],
    [{ campaign: { name: 1 } },       'context.campaign.name'],
    [{ campaign: { source: null } },  'context.campaign.source'],
    [{ campaign: { medium: {} } },    'context.campaign.medium'],
    [{ campaign: { term: ['x'] } },   'context.campaign.term'],
    [{ campaign: { content: true } }, 'context.campaign.content'],
    [{ truncated_ip: null },          'context.truncated_ip'],
    [{ truncated_ip: 3_405_803_776 }, 'context.truncated_ip'],
    [{ truncated_ip: '' },            'context.truncated_ip'],
    [{ truncated_ip: '1.1.1' },       'context.truncated_ip'],
    [{ truncated_ip: '1.1.1.' },      'context.truncated_ip'],
    [{ truncated_ip: '1.1..0' },      'context.truncated_ip'],
    [{ truncated_ip: '.1.1.0' },      'context.truncated_ip'],
    [{ truncated_ip: '1.1.1.1.0' },   'context.truncated_ip'],
    [{ truncated_ip: '1.1.1.256' },   'context.truncated_ip'],
    [{ truncated_ip: '1.1.01.0' },    'context.truncated_ip'],
    [{ truncated_ip: '1.1.00.0' },    'context.truncated_ip'],
    [{ truncated_ip: '1.1.1.0/24' },  'context.truncated_ip'],
    [{ truncated_ip: '1.1.1.0\n' },   'context.truncated_ip'],
    [{ truncated_ip: '0x1.1.1.0' },   'context.truncated_ip'],
    [{ truncated_ip: '١.1.1.0' },     'context.truncated_ip'],
    [{ truncated_ip: '::1' },         'context.truncated_ip'],
    [{ truncated_ip: '::ffff:1.1.1.0' }, 'context.truncated_ip'],
    [{ locale: 5 },                   'context.locale'],
    [{ locale: null },                'context.locale'],
    [{ region: ['EU'] },              'context.region'],
    [{ region: null },                'context.region'],
    [{ user_agent: {} },              'context.user_agent'],
    [{ user_agent: null },            'context.user_agent'],
    [{ page: null },                  'context.page'],
    [{ page: 'https://a.example/' },  'context.page'],
    [{ page: {} },                    'context.page.url'],
    [{ page: { url: undefined } },    'context.page.url'],
    [{ page: { title: 'Home' } },     'context.page.url'],
    [{ page: { url: null } },         'context.page.url'],
    [{ page: { url: ['x'] } },        'context.page.url'],
    [{ page: { url: 'x', title: 5 } }, 'context.page.title'],
    [{ page: { url: 'x', referrer: null } }, 'context.page.referrer'],
    [{ custom_context: null },                  'context.custom_context'],
    [{ custom_context: 'x' },                   'context.custom_context'],
    [{ custom_context: ['x'] },                 'context.custom_context'],
    [{ custom_context: { a: null } },           'context.custom_context.a'],
    [{ custom_context: { a: Number.NaN } },     'context.custom_context.a'],
    [{ custom_context: { a: {} } },             'context.custom_context.a'],
    [{ custom_context: { a: { b: 'c' } } },     'context.custom_context.a'],
    [{ custom_context: { a: ['x', 1] } },       'context.custom_context.a'],
    [{ custom_context: { a: [1, {}] } },        'context.custom_context.a'],
    [{ custom_context: { a: [true] } },         'context.custom_context.a'],
    [{ custom_context: { a: [null] } },         'context.custom_context.a'],
    [{ custom_context: { a: [undefined] } },    'context.custom_context.a'],
    [{ custom_context: { a: ['x', undefined] } }, 'context.custom_context.a'],
    [{ custom_context: { a: new Array(2) } },   'context.custom_context.a'],
    [{ custom_context: { a: [1, Infinity] } },  'context.custom_context.a'],
    [{ custom_context: { a: [['x']] } },        'context.custom_context.a'],
    [{ custom_context: { a: [{ b: null }] } },  'context.custom_context.a'],
    [{ custom_context: { a: [{ b: {} }] } },    'context.custom_context.a'],
    [{ custom_context: { a: [{ b: ['c'] }] } }, 'context.custom_context.a'],
    [{ custom_context: { a: [{ b: Infinity }] } }, 'context.custom_context.a'],
  ],
  product_ids: [
    [null], ['p1'], [5], [{}], [{ 0: 'p1' }],
    [[null], 'product_ids[0]'], [['p1', 5], 'product_ids[1]'], [[{ id: 'p1' }], 'product_ids[0]'],
    [[['p1']], 'product_ids[0]'], [['p1', undefined], 'product_ids[1]'],
    // the first hole alone: a list may claim billions
    [new Array(3), 'product_ids[0]'],
    [['x'.repeat(513)], 'product_ids[0]'], [['p1', '👟'.repeat(513)], 'product_ids[1]'],
  ],
  product_group_ids: [
    [null], ['g1'], [5], [{}],
    [[null], 'product_group_ids[0]'], [['g1', 5], 'product_group_ids[1]'],
    [['x'.repeat(513)], 'product_group_ids[0]'], [['g1', '👟'.repeat(513)], 'product_group_ids[1]'],
  ],
  quantities: [
    [null], ['2'], [true], [{}], [0], [-0], [-1], [-0.5], [Number.NaN], [Infinity],
    // one number for each of no products
    [[1]], [[1, 2]],
  ],
  revenue:            [[null], ['9.5'], [true], [[9.5]], [{}], [Number.NaN], [Infinity], [-Infinity]],
  rating:             [[null], ['4'], [true], [[4]], [{}], [5.1], [5.000000000000001], [-0.1], [6], [Number.NaN]],
  duration:           [[null], ['61'], [true], [[61]], [{}], [Number.NaN], [Infinity]],
  search: [
    [null], ['shoes'], [5], [['shoes']],
    [{ keywords: null },                'search.keywords'],
    [{ keywords: 5 },                   'search.keywords'],
    [{ keywords: ['shoes'] },           'search.keywords'],
    [{ filters: null },                 'search.filters'],
    [{ filters: 'red' },                'search.filters'],
    [{ filters: [{ color: ['red'] }] }, 'search.filters'],
    [{ filters: { color: null } },      'search.filters.color'],
    [{ filters: { color: 'red' } },     'search.filters.color'],
    [{ filters: { color: { 0: 'x' } } }, 'search.filters.color'],
    [{ filters: { color: ['red', 5] } }, 'search.filters.color[1]'],
    [{ filters: { color: [null] } },    'search.filters.color[0]'],
    [{ filters: { color: [['red']] } }, 'search.filters.color[0]'],
  ],
  category:           [[null], ['Home'], [5], [{}], [['Home', 5], 'category[1]'], [[null], 'category[0]']],
  question_id:        [[null], [5], [['q1']], [{}], ['x'.repeat(513)], ['👟'.repeat(513)]],
  result_type:        [[null], [5], [['x']], [{}]],
  value:              [[null], [5], [true], [['x']], [{}]],
  custom_action_name: [[null], [5], [true], [['x']], [{}]],
};

/** Field -> further values that it may hold, at the limits. */
// prettier-ignore
const rightValues: Readonly<Record<ContractField, readonly unknown[]>> = {
  // the other id is there
  user_id:            ['', ' ', 'x'.repeat(512), '👟'.repeat(512), '\uD83D'.repeat(512), undefined],
  anonymous_id:       ['', ' ', 'x'.repeat(1024), '👟'.repeat(1024), undefined],
  timestamp: [
    '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999Z', '2024-02-29T12:00:00Z', '2000-02-29T12:00:00Z',
    '2026-01-31T12:00:00+23:59', '2026-01-31T12:00:00-00:00', '2026-04-30T12:00:00.0Z', '2026-07-31T12:00:00Z',
    '2026-08-31T12:00:00Z', undefined,
  ],
  miso_id:            [UUID.toUpperCase(), '00000000-0000-0000-0000-000000000000', undefined],
  context: [
    {}, { more: null }, { campaign: {}, more: [{ deep: [null] }] }, { campaign: { more: 5 } }, { page: { url: '', more: [] } },
    { truncated_ip: '0.0.0.0' }, { truncated_ip: '255.255.255.255' }, { custom_context: {} }, { locale: undefined },
    { custom_context: { 'a.b/c~d': '', a: undefined } },
    // own members, as JSON may hold them
    JSON.parse('{"__proto__":null,"custom_context":{"__proto__":[{"__proto__":1}],"constructor":"x"}}'),
    undefined,
  ],
  product_ids:        [[], ['', 'p1', 'p1'], ['x'.repeat(512), '👟'.repeat(512)], undefined],
  product_group_ids:  [[], [''], ['👟'.repeat(512)], undefined],
  quantities:         [1, 0.001, Number.MAX_VALUE, [], undefined],
  revenue:            [0, -0, -12.5, 1e300, undefined],
  rating:             [0, -0, 5, 0.1, undefined],
  duration:           [0, 1e9, -1, undefined],
  search:             [{}, { keywords: '' }, { filters: {}, more: 5 }, JSON.parse('{"filters":{"__proto__":["x"]}}'), undefined],
  category:           [[], [''], ['👟'.repeat(2000)], undefined],
  question_id:        ['', 'x'.repeat(512), '👟'.repeat(512), undefined],
  result_type:        ['', 'x'.repeat(5000), undefined],
  value:              ['', 'x'.repeat(5000), undefined],
  custom_action_name: ['', 'x'.repeat(5000)],
};

/** A record of each type that has the field, with that value in it and both ids beside it. */
function createRecords(field: string, value: unknown): Fields[] {
  return contractTypes
    .filter((type) => listFields(type).includes(field))
    .map((type) => ({ ...createMinimalRecord(type), user_id: 'u1', anonymous_id: 'a1', [field]: value }));
}

describe('each field holds what the contract says', () => {
  test.each(Object.entries(wrongValues))('wrong values of %s are refused', (field, values) => {
    for (const [value, place = field] of values) {
      for (const record of createRecords(field, value)) expectBothRefuse(record, [place]);
    }
  });

  test.each(Object.entries(rightValues))('right values of %s are accepted', (field, values) => {
    for (const value of values) createRecords(field, value).forEach(expectBothAccept);
  });

  test('each field is of some type', () => {
    for (const field of allFields) expect(createRecords(field, null)).not.toStrictEqual([]);
  });
});

// --- what a record may be

/** What is wrong -> [record, where the library says so]. */
// prettier-ignore
const brokenRecords: Readonly<Record<string, readonly [record: unknown, ...places: string[]]>> = {
  'null':                           [null, ''],
  'nothing':                        [undefined, ''],
  'a text':                         ['click', ''],
  'a number':                       [5, ''],
  'a list':                         [[{ type: 'click', user_id: 'u1' }], ''],
  'an empty object':                [{}, 'type'],
  'no type':                        [{ user_id: 'u1' }, 'type'],
  'a type of null':                 [{ type: null, user_id: 'u1' }, 'type'],
  'a list of types':                [{ type: ['click'], user_id: 'u1' }, 'type'],
  'an unknown type':                [{ type: 'purchase', user_id: 'u1' }, 'type'],
  'a type in capitals':             [{ type: 'Click', user_id: 'u1' }, 'type'],
  'a type of no letters':           [{ type: '', user_id: 'u1' }, 'type'],
  'an inherited name as type':      [{ type: 'constructor', user_id: 'u1' }, 'type'],
  'a prototype as type':            [{ type: '__proto__', user_id: 'u1' }, 'type'],
  'a stray field':                  [{ type: 'click', user_id: 'u1', url: 'x' }, 'url'],
  'a stray field of null':          [{ type: 'click', user_id: 'u1', url: null }, 'url'],
  'a stray field that all inherit': [{ type: 'click', user_id: 'u1', toString: 'x' }, 'toString'],
  'a stray prototype':              [JSON.parse('{"type":"click","user_id":"u1","__proto__":{}}'), '__proto__'],
  'a field in camelCase':           [{ type: 'click', user_id: 'u1', productIds: ['p1'] }, 'productIds'],
  'a field of null':                [{ type: 'click', user_id: 'u1', product_ids: null }, 'product_ids'],
  'no identity':                    [{ type: 'click' }, ''],
  'an empty identity':              [{ type: 'click', user_id: '' }, ''],
  'a blank identity':               [{ type: 'click', user_id: ' \t', anonymous_id: '\u00A0\u2003\uFEFF' }, ''],
  'an identity of undefined':       [{ type: 'click', user_id: undefined, anonymous_id: undefined }, ''],
  'a wrong identity':               [{ type: 'click', user_id: 5 }, 'user_id', ''],
  'a nameless custom action':       [{ type: 'custom', user_id: 'u1' }, 'custom_action_name'],
  'a custom action of undefined':   [{ type: 'custom', user_id: 'u1', custom_action_name: undefined }, 'custom_action_name'],
  'fewer quantities than products': [cart(['p1', 'p2'], [1]), 'quantities'],
  'more quantities than products':  [cart(['p1'], [1, 1]), 'quantities'],
  'no quantity for a product':      [cart(['p1'], []), 'quantities'],
  'quantities for no products':     [cart([], [1]), 'quantities'],
  'quantities without products':    [cart(undefined, [1]), 'quantities'],
  'quantities for groups':          [{ ...cart(undefined, [1]), product_group_ids: ['g1'] }, 'quantities'],
  'a quantity of zero':             [cart(['p1', 'p2'], [1, 0]), 'quantities[1]'],
  'a negative quantity':            [cart(['p1', 'p2'], [-1, 1]), 'quantities[0]'],
  'a quantity of null':             [cart(['p1'], [null]), 'quantities[0]'],
  'a quantity of no number':        [cart(['p1'], [Number.NaN]), 'quantities[0]'],
  'an infinite quantity':           [cart(['p1'], [Infinity]), 'quantities[0]'],
  'a quantity as text':             [cart(['p1'], ['2']), 'quantities[0]'],
  'a list as quantity':             [cart(['p1'], [[1]]), 'quantities[0]'],
  'no products but a text':         [cart('p1', [1]), 'product_ids', 'quantities'],
  'several faults':                 [{ type: 'rate', url: 'x', product_ids: ['p1', 2], rating: 9 }, 'url', 'product_ids[1]', 'rating', ''],
  'faults in depth':                [
    { type: 'search', user_id: 'u1', context: { page: {}, locale: 1 }, search: { filters: { a: [1], b: 2 } } },
    'context.locale', 'context.page.url', 'search.filters.a[0]', 'search.filters.b',
  ],
};

function cart(product_ids: unknown, quantities: unknown): Fields {
  return { type: 'add_to_cart', user_id: 'u1', product_ids, quantities };
}

describe('a record is whole', () => {
  test.each(Object.entries(brokenRecords))('%s is refused', (_, [record, ...places]) => {
    const paths = listPaths(record);
    expectBothRefuse(record, paths);
    expect([...paths].sort()).toStrictEqual([...places].sort());
  });

  test.each(contractTypes)('one identity is enough for %s', (type) => {
    expectBothAccept({ ...createMinimalRecord(type), user_id: undefined, anonymous_id: 'a1' });
    expectBothAccept({ ...createMinimalRecord(type), user_id: ' ', anonymous_id: 'a1' });
    expectBothRefuse({ ...createMinimalRecord(type), user_id: undefined }, ['']);
  });

  test('one quantity may stand for several products', () => {
    expectBothAccept(cart(['p1', 'p2'], 2));
    expectBothAccept(cart(['p1', 'p2'], [2, 1]));
  });
});

describe('what JSON cannot hold', () => {
  const circle: { extra?: unknown } = {};
  circle.extra = circle;
  const unwritable: Readonly<Record<string, unknown>> = {
    'a circle': circle,
    'a bigint': { extra: 1n },
    'a toJSON that throws': { extra: { toJSON: fail } },
    'a getter that throws': Object.defineProperty({}, 'extra', { enumerable: true, get: fail }),
  };

  function fail(): never {
    throw new Error('unreadable');
  }

  test.each(Object.entries(unwritable))('%s is refused', (_, context) => {
    const record = { ...createMinimalRecord('click'), context };
    expect(findMisoErrors(record)).toStrictEqual(['the record must be object']);
    expect(listPaths(record)).toHaveLength(1);
  });

  // of one kind for JavaScript, of another for JSON
  const boxed: Readonly<Record<string, Fields>> = {
    'a Date among flat objects': { context: { custom_context: { a: [{ b: 1 }, new Date(0)] } } },
    'a boxed text among flat objects': { context: { custom_context: { a: [{ b: 1 }, Object('x')] } } },
    'a boxed text for an object': { context: Object('x') },
    'a boxed number for an object': { type: 'search', search: { filters: Object(1) } },
    'a boxed bigint for an object': { context: Object(1n) },
    'a list with its own JSON': { product_ids: Object.assign(['p1'], { toJSON: () => 5 }) },
    'a list of values with its own JSON': {
      context: { custom_context: { a: Object.assign(['p1'], { toJSON: () => null }) } },
    },
  };

  test.each(Object.entries(boxed))('both refuse %s', (_, fields) => {
    const record = { ...createMinimalRecord('click'), ...fields };
    expect(findMisoErrors(record)).not.toStrictEqual([]);
    expect(listPaths(record)).toHaveLength(1);
  });

  test('a member named toJSON that is no function is one as any other', () => {
    expectBothAccept({ ...createMinimalRecord('click'), context: { toJSON: 'x' } });
    expectBothAccept({ ...createMinimalRecord('search'), search: { filters: { toJSON: ['x'] } } });
  });

  // JSON leaves it out or writes something else for it, so that Miso would never see it
  const rewritten: Readonly<Record<string, Fields>> = {
    'a Date for a timestamp': { timestamp: new Date(TIMESTAMP) },
    'a function for a field': { product_ids: fail },
    'a symbol for a field': { context: { locale: Symbol('en') } },
    'a stray function': { extra: fail },
    'an object with its own JSON': { context: { toJSON: () => ({}) } },
    'an instance of a class': {
      context: new (class {
        readonly locale = 'en';
      })(),
    },
  };

  test.each(Object.entries(rewritten))('the library alone refuses %s', (_, fields) => {
    const record = { ...createMinimalRecord('click'), ...fields };
    expect(findMisoErrors(record)).toStrictEqual([]);
    expect(listPaths(record)).toHaveLength(1);
  });
});

const click: Fields = { type: 'click', user_id: 'u1' };

describe('what is said of a refused record', () => {
  // prettier-ignore
  const rows: readonly (readonly [error: string, record: unknown, ...further: string[]])[] = [
    ['/product_ids/0 must be string',               { ...click, product_ids: [1] }],
    ['/product_ids must be array',                  { ...click, product_ids: 'p1' }],
    ['/context must be object',                     { ...click, context: [] }],
    ['/rating must be absent',                      { ...click, rating: 4 }],
    ['/a~1b~0c.d must be absent',                   { ...click, 'a/b~c.d': 4 }],
    ['/custom_action_name must be given',           { ...click, type: 'custom' }],
    ['/context/page/url must be given',             { ...click, context: { page: {} } }],
    ['/type must be the name of an interaction type', { ...click, type: 'clack' }],
    ['/user_id must be at most 512 characters long', { ...click, user_id: 'x'.repeat(513) }],
    ['/miso_id must be of format uuid',             { ...click, miso_id: UUID.replace('e', 'g') }],
    ['/miso_id must be of the form 8-4-4-4-12',     { ...click, miso_id: `urn:uuid:${UUID}` }],
    ['/timestamp must be of format date-time',      { ...click, timestamp: '2026-02-30T12:00:00Z' }],
    ['/timestamp must be of the form 2026-01-31T12:00:00.000Z', { ...click, timestamp: '2026-01-31 12:00:00Z' }],
    ['/context/truncated_ip must be of format ipv4', { ...click, context: { truncated_ip: '::1' } }],
    ['/rating must be from 0 to 5',                 { ...click, type: 'rate', rating: 5.1 }],
    ['/quantities must be positive',                cart(['p1'], 0)],
    ['/quantities/0 must be positive',              cart(['p1'], [0])],
    ['/quantities must be one number for each of product_ids', cart(['p1'], [1, 1])],
    ['/quantities must be array',                   cart(['p1'], '2'), '/quantities must be number', '/quantities must be one of these'],
    ['the record must be identified by user_id or anonymous_id', { type: 'click' }],
    ['the record must be object',                   null],
  ];

  test.each(rows)('%s', (error, record, ...further) => {
    expect(findMisoErrors(record)).toStrictEqual([error, ...further]);
  });

  test('expectAccepted names the type and all errors', () => {
    expect(() => {
      expectAccepted({ type: 'rate', rating: 9 });
    }).toThrow(
      'Miso refuses this record of type "rate": the record must be identified by user_id or anonymous_id; /rating must be from 0 to 5',
    );
    expect(() => {
      expectAccepted(undefined);
    }).toThrow('Miso refuses this record of type unknown: the record must be object');
  });

  test('expectAccepted lets an accepted record pass', () => {
    expect(() => {
      expectAccepted(click);
    }).not.toThrow();
  });
});

describe('what is said of a refused upload', () => {
  // prettier-ignore
  const rows: Readonly<Record<string, readonly [body: unknown, ...lines: string[]]>> = {
    'no records':      [{ data: [] }],
    'right records':   [{ data: [click, createMinimalRecord('custom')] }],
    'null':            [null, 'The body is invalid. The attribute was expected to be of type object.'],
    'nothing':         [undefined, 'The body is invalid. The attribute was expected to be of type object.'],
    'a bare list':     [[click], 'The body is invalid. The attribute was expected to be of type object.'],
    'no data':         [{}, 'data is invalid. The attribute was expected to be given.'],
    'a single record': [{ data: click }, 'data is invalid. The attribute was expected to be of type array.'],
    'a null record':   [{ data: [click, null] }, 'data.1 is invalid. The attribute was expected to be of type object.'],
    'wrong records': [
      { data: [{ ...click, product_ids: ['p1', 5] }, click, { type: 'rate', rating: 9, 'a/b': 1 }] },
      'data.0.product_ids.1 is invalid. The attribute was expected to be of type string.',
      'data.2.a/b is invalid. The attribute was expected to be absent.',
      'data.2 is invalid. The attribute was expected to be identified by user_id or anonymous_id.',
      'data.2.rating is invalid. The attribute was expected to be from 0 to 5.',
    ],
  };

  test.each(Object.entries(rows))('%s', (_, [body, ...lines]) => {
    expect(findUploadErrors(body)).toStrictEqual(lines);
  });
});

// --- any record

// prettier-ignore
const kinds = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, '', ' ', '1', 'shoes', 0, -0, 1, Number.NaN, Infinity),
  fc.constantFrom<unknown>([], {}, [null], [[]], [{}], [undefined], [1, 'x'], ['x', null], { a: null }, new Array(2)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Mostly the given, sometimes anything. */
function mostly(good: fc.Arbitrary<unknown>, weight = 24): fc.Arbitrary<unknown> {
  return fc.oneof({ weight, arbitrary: good }, { weight: 1, arbitrary: kinds });
}

/** Mostly no members. */
function seldom(value: fc.Arbitrary<object>, weight = 12): fc.Arbitrary<object> {
  return fc.oneof({ weight, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: value });
}

/** A text with one character changed, added or taken away: near enough to the form to try its edges. */
function nearly(form: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const character = fc.constantFrom(...Array.from('0123459:-+.,TtZz /afgF{\n٣'), '');
  return fc
    .tuple(form, fc.nat(50), character, fc.nat(1))
    .map(([value, at, put, taken]) => value.slice(0, at) + put + value.slice(at + taken));
}

function createFormattedStrings(form: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 4, arbitrary: form }, { weight: 1, arbitrary: nearly(form) });
}

// not the unit `binary`, which takes half a second to make
const anyCharacter = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));
const word = fc.oneof(fc.string({ maxLength: 8 }), fc.string({ unit: anyCharacter, maxLength: 8 }));
const text = mostly(word);

// around the limits, in code units and in code points
const longId = fc
  .tuple(
    fc.constantFrom('x', 'é', '👟', '\uD83D', '\uDC5F', 'x👟'),
    fc.constantFrom(255, 256, 257, 512, 513, 1024, 1025),
  )
  .map(([unit, times]) => unit.repeat(times));
const id = mostly(fc.oneof({ weight: 12, arbitrary: word }, { weight: 1, arbitrary: longId }), 25);

function digits(max: number, width: number): fc.Arbitrary<string> {
  return fc.nat(max).map((value) => String(value).padStart(width, '0'));
}

const dateTime = fc.oneof(
  fc
    .date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString()),
  // days and hours that may not exist
  fc
    .tuple(
      fc.oneof(digits(9999, 4), fc.constantFrom('0000', '1900', '2000', '2023', '2024')),
      fc.oneof(digits(13, 2), fc.constant('02')),
      fc.oneof(digits(32, 2), fc.constantFrom('28', '29', '30', '31')),
      fc.constantFrom('T', 'T', 'T', 't', ' '),
      fc.oneof(digits(24, 2), fc.constant('23')),
      fc.oneof(digits(60, 2), fc.constant('59')),
      fc.oneof(digits(59, 2), fc.constant('60')),
      fc.constantFrom('', '.0', '.123456789', '.'),
      fc.constantFrom('Z', 'Z', 'z', '', '+01:00', '-23:59', '+24:00', '+00:60', '+0100', '+01', '-00:00'),
    )
    .map(([year, month, day, t, hour, minute, second, fraction, zone]) =>
      [year, '-', month, '-', day, t, hour, ':', minute, ':', second, fraction, zone].join(''),
    ),
);
const uuid = fc.oneof(
  { weight: 6, arbitrary: fc.uuid() },
  { weight: 2, arbitrary: fc.uuid().map((value) => value.toUpperCase()) },
  { weight: 1, arbitrary: fc.uuid().map((value) => `urn:uuid:${value}`) },
);
const address = fc.oneof(
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.array(fc.nat(300), { minLength: 3, maxLength: 5 }).map((octets) => octets.join('.')),
);

const amount = mostly(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -1, max: 6 })));
const quantity = mostly(
  fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0.001, max: 99, noNaN: true })),
  25,
);

const name = fc.oneof(
  word,
  fc.constantFrom('a', 'a.b', '__proto__', 'constructor', 'length', 'url', 'toJSON'),
);

/** An object with members of any names; also `__proto__` is a member, as JSON makes it one. */
function arbitraryObject(value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc.array(fc.tuple(name, value), { maxLength: 3 }).map((members) => Object.fromEntries(members));
}

/** An object with some of the members, and seldom some of any name. */
function arbitraryOpenObject(members: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> {
  return fc
    .tuple(seldom(arbitraryObject(kinds), 4), fc.record(members, { requiredKeys: [] }))
    .map(([more, known]) => ({ ...more, ...known }));
}

function arbitraryArray(item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return mostly(fc.array(item, { maxLength: 3 }));
}

const flat = fc.oneof(word, fc.double(), fc.boolean());
const flatMember = fc.oneof(
  { weight: 15, arbitrary: flat },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: fc.constant(undefined) },
);
const customValue = mostly(
  fc.oneof(
    flat,
    fc.array(word, { maxLength: 3 }),
    fc.array(fc.double(), { maxLength: 3 }),
    fc.array(flat, { maxLength: 2 }),
    fc.array(arbitraryObject(flatMember), { maxLength: 2 }),
  ),
);

const page = arbitraryOpenObject({ url: text, referrer: text, title: text });

/** Field -> values, most of them such as it may hold. */
const values: Readonly<Record<ContractField, fc.Arbitrary<unknown>>> = {
  user_id: id,
  anonymous_id: id,
  timestamp: mostly(createFormattedStrings(dateTime)),
  miso_id: mostly(createFormattedStrings(uuid)),
  context: mostly(
    arbitraryOpenObject({
      campaign: mostly(
        arbitraryOpenObject({ name: text, source: text, medium: text, term: text, content: text }),
      ),
      truncated_ip: mostly(createFormattedStrings(address)),
      locale: text,
      region: text,
      page: fc.oneof(
        { weight: 9, arbitrary: page.map((members) => ({ url: '', ...members })) },
        { weight: 1, arbitrary: mostly(page) },
      ),
      user_agent: text,
      custom_context: mostly(arbitraryObject(customValue)),
    }),
  ),
  product_ids: arbitraryArray(id),
  product_group_ids: arbitraryArray(id),
  quantities: fc.oneof(quantity, arbitraryArray(quantity)),
  revenue: amount,
  rating: mostly(
    fc.oneof(fc.integer({ min: -1, max: 6 }), fc.double({ min: -0.01, max: 5.01, noNaN: true })),
  ),
  duration: amount,
  search: mostly(
    arbitraryOpenObject({ keywords: text, filters: mostly(arbitraryObject(arbitraryArray(text))) }),
  ),
  category: arbitraryArray(text),
  question_id: id,
  result_type: text,
  value: text,
  custom_action_name: text,
};

/** Some of the fields of a type, and seldom one of another or of none. */
function arbitraryFields(type: ContractType): fc.Arbitrary<Fields> {
  const pick = (fields: readonly string[]) =>
    Object.fromEntries(Object.entries(values).filter(([field]) => fields.includes(field)));
  const own = fc.subarray(listFields(type)).chain((fields) => fc.record(pick(fields)));
  const any = fc.subarray(allFields, { maxLength: 1 }).chain((fields) => fc.record(pick(fields)));
  const others = seldom(fc.oneof(any, arbitraryObject(kinds)));
  return fc.tuple(own, others).map(([fields, other]) => ({ ...fields, ...other }));
}

/** The first quantity for each product. */
function alignQuantities(fields: Fields): Fields {
  const { product_ids: ids, quantities } = fields;
  if (!Array.isArray(quantities)) return fields;
  const first: unknown = quantities[0] ?? 1;
  return { ...fields, quantities: Array.isArray(ids) ? ids.map(() => first) : 1 };
}

const anyRecord = fc.constantFrom(...contractTypes).chain((type) =>
  fc
    .record({
      type: fc.oneof({ weight: 60, arbitrary: fc.constant(type) }, { weight: 1, arbitrary: kinds }),
      fields: arbitraryFields(type),
      needed: fc.constantFrom(
        ...Array<Fields>(9).fill(createMinimalRecord(type)),
        { user_id: 'u1' },
        createRecord(type, listRequiredFields(type)),
      ),
      isAligned: fc.integer({ min: 0, max: 4 }).map((chance) => chance > 0),
    })
    .map(({ type, fields, needed, isAligned }): Fields => ({
      ...needed,
      ...(isAligned ? alignQuantities(fields) : fields),
      type,
    })),
);

test('the library accepts exactly the records that Miso accepts', () => {
  const tried = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(anyRecord, (record) => {
      const isAccepted = findMisoErrors(record).length === 0;
      tried[isAccepted ? 'accepted' : 'refused']++;
      return (validateInteraction(record).length === 0) === isAccepted;
    }),
    { numRuns: RUNS },
  );
  // neither side is tried in vain
  expect(tried.accepted).toBeGreaterThan(RUNS / 4);
  expect(tried.refused).toBeGreaterThan(RUNS / 4);
});
