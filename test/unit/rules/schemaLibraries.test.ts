import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type MapperOptions, type MapResult, withSchema } from '../../../src/index.ts';
import { mapWithOptions } from '../../helpers/checkedMapper.ts';
import { TIMESTAMP, createTrackEvent } from '../../helpers/sampleEvents.ts';
import { createFailedResult, getCause } from '../../helpers/failedRule.ts';

/** The result of each schema out: numbers made of texts, a name in capitals, and a piece where none is told. */
interface Order {
  sum: number;
  items: { sku: string; price: number; pieces: number }[];
  'ship to'?: { 'zip.code': string } | undefined;
}

const amount = v.pipe(v.string(), v.decimal(), v.transform(Number));

/** The same schema in each library: texts in, numbers out. */
const schemas: Readonly<Record<string, StandardSchemaV1<unknown, Order>>> = {
  zod: z.object({
    sum: z.coerce.number(),
    items: z.array(
      z.object({
        sku: z.string().toUpperCase(),
        price: z.coerce.number().positive(),
        pieces: z.number().default(1),
      }),
    ),
    'ship to': z.object({ 'zip.code': z.string() }).optional(),
  }),
  valibot: v.object({
    sum: amount,
    items: v.array(
      v.object({
        sku: v.pipe(v.string(), v.toUpperCase()),
        price: v.pipe(amount, v.gtValue(0)),
        pieces: v.optional(v.number(), 1),
      }),
    ),
    'ship to': v.optional(v.object({ 'zip.code': v.string() })),
  }),
  arktype: type({
    sum: 'string.numeric.parse',
    items: type({
      sku: 'string.upper',
      price: type('string.numeric.parse').to('number > 0'),
      pieces: 'number = 1',
    }).array(),
    'ship to?': { 'zip.code': 'string' },
  }),
};

const SECRET = 'secret-4711';

const item = { sku: 'p1', price: '10' };

/** Properties that each schema refuses -> where. */
const mismatches: Readonly<Record<string, readonly [properties: unknown, paths: readonly string[]]>> = {
  'a member that is absent': [{ items: [item] }, ['properties.sum']],
  'a wrong member': [{ sum: SECRET, items: [item] }, ['properties.sum']],
  'a wrong member of an item': [
    { sum: '1', items: [item, { sku: 'p2', price: SECRET }, item] },
    ['properties.items[1].price'],
  ],
  'an item that is none': [{ sum: '1', items: [item, item, SECRET] }, ['properties.items[2]']],
  'something else than a list': [{ sum: '1', items: SECRET }, ['properties.items']],
  'a result out of range': [
    { sum: '1', items: [{ sku: 'p1', price: '-4711' }] },
    ['properties.items[0].price'],
  ],
  'a member whose name is no word': [
    { sum: '1', items: [item], 'ship to': { 'zip.code': 4711 } },
    ['properties["ship to"]["zip.code"]'],
  ],
  several: [
    { sum: SECRET, items: [{ sku: 4711, price: '10' }, item, { sku: 'p3', price: SECRET }] },
    ['properties.items[0].sku', 'properties.items[2].price', 'properties.sum'],
  ],
  'no properties': [undefined, ['properties.items', 'properties.sum']],
  'properties that are no object': [SECRET, ['properties.items', 'properties.sum']],
};

describe.each(Object.entries(schemas))('%s', (_, schema) => {
  test('an event that matches is mapped from what the schema gives out', () => {
    const properties = { sum: '30.5', items: [item, { sku: 'p2', price: '20.5', pieces: 2 }] };
    expect(mapOrder(schema, properties)).toStrictEqual({
      status: 'mapped',
      interactions: [
        {
          type: 'checkout',
          user_id: 'u1',
          timestamp: TIMESTAMP,
          product_ids: ['P1', 'P2'],
          quantities: [1, 2],
          revenue: 30.5,
        },
      ],
      issues: [],
    });
  });

  test.each(Object.entries(mismatches))('%s is a mismatch', (_case, [properties, paths]) => {
    const result = mapOrder(schema, properties);
    expect(result.status).toBe('rejected');
    expect(result.issues.map(({ path }) => path).sort()).toStrictEqual(paths);
    for (const { code, severity, path, message } of result.issues) {
      expect({ code, severity, message }).toStrictEqual({
        code: 'schema_mismatch',
        severity: 'error',
        message: `${path} does not match the rule's schema; the event is rejected.`,
      });
    }
    expect(JSON.stringify(result)).not.toMatch(/4711/);
  });
});

/** Schemas that look at the whole, where nothing is wrong but what is said. */
const wholes: Readonly<Record<string, StandardSchemaV1>> = {
  zod: z.object({}).refine(() => false),
  valibot: v.pipe(
    v.object({}),
    v.check(() => false),
  ),
  arktype: type({ '[string]': 'unknown' }).narrow(() => false),
};

test.each(Object.entries(wholes))('%s: what is wrong with the whole is at the properties', (_, schema) => {
  expect(mapWithSchema(schema).issues).toMatchObject([{ code: 'schema_mismatch', path: 'properties' }]);
});

/** Schemas that answer later; arktype has none. */
const later: Readonly<Record<string, StandardSchemaV1>> = {
  zod: z.object({}).refine(async () => Promise.resolve(true)),
  'zod, refusing': z.object({}).refine(async () => Promise.resolve(false)),
  valibot: v.pipeAsync(
    v.object({}),
    v.checkAsync(async () => Promise.resolve(true)),
  ),
};

test.each(Object.entries(later))(
  '%s: an answer that comes later fails the rule, and says why',
  (_, schema) => {
    const result = mapWithSchema(schema);
    const failure = 'the schema returned a promise, but events are mapped synchronously';
    expect(result).toStrictEqual(createFailedResult(failure));
    expect(String(getCause(result))).toBe(`TypeError: ${failure}`);
  },
);

function fail(): never {
  throw new Error(SECRET);
}

const throwing: Readonly<Record<string, StandardSchemaV1>> = {
  valibot: v.pipe(v.object({}), v.check(fail)),
  arktype: type({ '[string]': 'unknown' }).narrow(fail),
};

test.each(Object.entries(throwing))('%s: a check that throws fails the rule', (_, schema) => {
  const result = mapWithSchema(schema);
  expect(result).toStrictEqual(createFailedResult('it threw Error (the cause of this issue)'));
  expect(getCause(result)).toStrictEqual(new Error(SECRET));
  expect(JSON.stringify(result)).not.toContain(SECRET);
});

/** Checks that throw where the library answers with a promise: zod does, if only one check threw. */
const rejecting: Readonly<Record<string, StandardSchemaV1>> = {
  'zod, at once': z.object({}).refine(fail),
  'valibot, later': v.pipeAsync(
    v.object({}),
    v.checkAsync(async () => Promise.reject(new Error(SECRET))),
  ),
};

// an async check of zod's is left out: zod itself abandons a promise of it before it answers
test.each(Object.entries(rejecting))('%s: a promise that is rejected ends no process', async (_, schema) => {
  const unhandled = await collectRejections(() => {
    const result = mapWithSchema(schema);
    expect(result.issues).toMatchObject([{ code: 'rule_failed', path: 'event' }]);
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });
  expect(unhandled).toStrictEqual([]);
});

function mapOrder(schema: StandardSchemaV1<unknown, Order>, properties: unknown): MapResult {
  const rule = withSchema(schema, ({ properties: { sum, items } }, { build }) =>
    build('checkout', {
      product_ids: items.map(({ sku }) => sku),
      quantities: items.map(({ pieces }) => pieces),
      revenue: sum,
    }),
  );
  // not frozen: arktype's own copy of a frozen object is frozen too, and cannot take what it transforms
  const event = structuredClone(createTrackEvent('Order', properties));
  const result = mapWithOptions({ events: { Order: rule } }, event);
  expect(event).toStrictEqual(createTrackEvent('Order', properties));
  return result;
}

function mapWithSchema(schema: StandardSchemaV1): MapResult {
  const options: MapperOptions = {
    events: { Order: withSchema(schema, (_, { build }) => build('click')) },
  };
  return mapWithOptions(options, createTrackEvent('Order', {}));
}

/** The rejections of promises that nobody took care of, which would end the process. */
async function collectRejections(run: () => void): Promise<unknown[]> {
  const rejections: unknown[] = [];
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason) => rejections.push(reason));
  try {
    run();
    // told once the queue of promises is empty
    await new Promise((resolve) => setTimeout(resolve, 10));
  } finally {
    process.removeAllListeners('unhandledRejection');
    listeners.forEach((listener) => process.on('unhandledRejection', listener));
  }
  return rejections;
}
