import type { StandardSchemaV1 } from '@standard-schema/spec';
import { describe, expect, test } from 'vitest';
import { type MapResult, withSchema } from '../../../src/index.ts';
import { mapWithOptions } from '../../helpers/checkedMapper.ts';
import { createSchema, TIMESTAMP, createTrackEvent } from '../../helpers/sampleEvents.ts';
import { createFailedResult, getCause } from '../../helpers/failedRule.ts';

const gives = createSchema({ value: { sum: 5 } });

function mapWithSchema(schema: StandardSchemaV1): MapResult {
  const rule = withSchema(schema, (_, { build }) => build('click'));
  return mapWithOptions({ events: { Order: rule } }, createTrackEvent('Order', {}));
}

describe('an event that does not match is rejected, with the path of', () => {
  test.each<[name: string, path: StandardSchemaV1.Issue['path'], expected: string]>([
    ['a member', ['sum'], 'properties.sum'],
    ['a member of an item', ['items', 1, 'price'], 'properties.items[1].price'],
    ['members whose names are no words', ['ship to', 'zip.code'], 'properties["ship to"]["zip.code"]'],
    ['segments that are objects', [{ key: 'items' }, { key: 0 }], 'properties.items[0]'],
    ['a symbol', [Symbol('s')], 'properties["Symbol(s)"]'],
    ['the whole', [], 'properties'],
    ['nothing', undefined, 'properties'],
  ])('%s', (_, path, expected) => {
    expect(mapWithSchema(createSchema({ issues: [{ message: 'secret', path }] }))).toStrictEqual({
      status: 'rejected',
      interactions: [],
      issues: [
        {
          code: 'schema_mismatch',
          severity: 'error',
          path: expected,
          message: `${expected} does not match the rule's schema; the event is rejected.`,
        },
      ],
    });
  });

  test('each of several things', () => {
    const issues = ['a', 'b', 'c'].map((name) => ({ message: '', path: [name] }));
    expect(mapWithSchema(createSchema({ issues })).issues.map(({ path }) => path)).toStrictEqual([
      'properties.a',
      'properties.b',
      'properties.c',
    ]);
  });

  test('the whole, when the schema says of nothing that it is wrong', () => {
    expect(mapWithSchema(createSchema({ issues: [] })).issues).toMatchObject([
      { code: 'schema_mismatch', path: 'properties' },
    ]);
  });
});

describe('the rule fails, and says why, when', () => {
  const failures: Readonly<Record<string, readonly [result: MapResult, cause: Error, failure: string]>> = {
    'the schema throws': [
      mapWithSchema({ '~standard': { version: 1, vendor: 'test', validate: fail } }),
      new Error('secret'),
      'it threw Error (the cause of this issue)',
    ],
    'the schema answers later': [
      mapWithSchema(createSchema(Promise.resolve({ value: {} }))),
      new TypeError('the schema returned a promise, but events are mapped synchronously'),
      'the schema returned a promise, but events are mapped synchronously',
    ],
    'the rule function throws': [
      mapWithOptions({ events: { Order: withSchema(gives, fail) } }, createTrackEvent('Order')),
      new Error('secret'),
      'it threw Error (the cause of this issue)',
    ],
  };

  test.each(Object.entries(failures))('%s', (_, [result, cause, failure]) => {
    expect(result).toStrictEqual(createFailedResult(failure));
    expect(String(getCause(result))).toBe(String(cause));
    expect(JSON.stringify(result)).not.toContain('secret');
  });
});

describe('the rest of the event', () => {
  test('is as it was, and so is the event', () => {
    const seen: unknown[] = [];
    const rule = withSchema(gives, ({ properties, ...rest }, { build }) => {
      seen.push(rest, properties);
      return build('click');
    });
    const { properties, ...rest } = createTrackEvent('Order', { sum: '5', stray: true });
    mapWithOptions({ events: { Order: rule } }, { ...rest, properties });
    expect(seen).toStrictEqual([{ ...rest, context: {} }, { sum: 5 }]);
    expect(properties).toStrictEqual({ sum: '5', stray: true });
  });

  test('is read as usual by build, properties too', () => {
    const rule = withSchema(gives, (_, { build }) => build('click'));
    expect(
      mapWithOptions({ events: { Order: rule } }, createTrackEvent('Order', { sku: 'p1' })).interactions,
    ).toStrictEqual([{ type: 'click', user_id: 'u1', timestamp: TIMESTAMP, product_ids: ['p1'] }]);
  });
});

test('a schema may be a function', () => {
  const schema: StandardSchemaV1 = Object.assign(() => false, gives);
  expect(mapWithSchema(schema).status).toBe('mapped');
});

describe('withSchema throws at once', () => {
  test.each([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'zod'],
    ['a number', 1],
    ['an object', {}],
    ['a function', () => true],
    ['a list of schemas', [gives]],
    ['the schema itself without its wrapping', gives['~standard']],
    ['a wrapping that is none', { '~standard': null }],
    ['a wrapping that is a text', { '~standard': 'test' }],
    ['a wrapping that cannot validate', { '~standard': { version: 1, validate: true } }],
  ])('for %s as a schema', (_, given) => {
    expect(() => withSchema(given as never, () => null)).toThrow(
      new TypeError('withSchema: the schema must implement the Standard Schema spec'),
    );
  });

  test.each([
    ['undefined', undefined],
    ['null', null],
    ['an interaction type', 'click'],
    ['an object', { to: 'click' }],
  ])('for %s as a rule', (_, given) => {
    expect(() => withSchema(gives, given as never)).toThrow(
      new TypeError('withSchema: the rule must be a function'),
    );
  });
});

function fail(): never {
  throw new Error('secret');
}
