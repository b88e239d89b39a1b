import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { getQuickJS, type QuickJSWASMModule } from 'quickjs-emscripten';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { canonicalMapping, type MapResult } from '../../src/index.ts';
import { checkResult, mapEvent } from '../helpers/checkedMapper.ts';
import { createWebhookEvent, createTrackEvent } from '../helpers/sampleEvents.ts';
import { readCommands, type Copy, copyExamples, runCommand } from './copyExamples.ts';
import { type Miso, startMiso } from './misoServer.ts';

const README = 'examples/warehouse/README.md';
const [UPLOAD, ...BUILD] = readCommands(README).reverse();

type Row = Readonly<Record<string, unknown>>;
type Event = Readonly<Record<string, unknown>>;

/** How a warehouse quotes the code and names its argument, and how it writes a row as JSON. */
interface Warehouse {
  readonly quote: string;
  readonly argument: string;
  readonly json: (row: Row) => string;
}

const warehouses: Readonly<Record<'bigquery' | 'snowflake', Warehouse>> = {
  // TO_JSON_STRING: a null is written, an integer past 2^53 is a string
  bigquery: { quote: '"""', argument: 'row_json', json: (row) => JSON.stringify(row) },
  // TO_JSON(OBJECT_CONSTRUCT(*)): names in capitals, no nulls, times as TIMESTAMP_NTZ_OUTPUT_FORMAT has them
  snowflake: {
    quote: '$$',
    argument: 'ROW_JSON',
    json: (row) =>
      JSON.stringify(
        Object.fromEntries(
          Object.entries(row)
            .filter(([, value]) => value !== null)
            .map(([name, value]) => [name.toUpperCase(), TIMES.includes(name) ? ntz(value) : value]),
        ),
      ),
  },
};

const TIMES = ['timestamp', 'original_timestamp', 'sent_at', 'received_at'];

function ntz(value: unknown): unknown {
  return typeof value === 'string' ? value.replace('T', ' ').replace('Z', '') : value;
}

const bothWarehouses = Object.keys(warehouses) as (keyof typeof warehouses)[];

let copy: Copy;
let quickJs: QuickJSWASMModule;

beforeAll(async () => {
  copy = await copyExamples(BUILD.reverse());
  quickJs = await getQuickJS();
}, 300_000);

afterAll(() => {
  copy.remove();
});

/** The code between the quotes of the SQL, as the warehouse has it. */
function readCode(warehouse: keyof typeof warehouses): string {
  const sql = readFileSync(join(copy.path, `warehouse/dist/${warehouse}.sql`), 'utf8');
  const [head, code, end, ...others] = sql.split(warehouses[warehouse].quote);
  expect(others).toStrictEqual([]);
  expect(head).toContain(`(${warehouses[warehouse].argument.toLowerCase()} `);
  expect(end).toBe(';\n');
  return code!;
}

/** Runs a script that has the function as `udf`, where there is nothing but the language. */
function evaluate(warehouse: keyof typeof warehouses, script: string): string {
  const udf = `const udf = function (${warehouses[warehouse].argument}) {${readCode(warehouse)}};`;
  return String(quickJs.evalCode(`${udf} ${script}`, { memoryLimitBytes: 16 * 2 ** 20 }));
}

/** What the function makes of rows, in one realm. */
function mapTexts(warehouse: keyof typeof warehouses, texts: readonly string[]): MapResult[] {
  const said = evaluate(warehouse, `'[' + ${JSON.stringify(texts)}.map((text) => udf(text)).join() + ']'`);
  const results: MapResult[] = JSON.parse(said);
  return results.map(checkResult);
}

function mapRow(warehouse: keyof typeof warehouses, row: Row): MapResult {
  return mapTexts(warehouse, [warehouses[warehouse].json(row)])[0]!;
}

// --- what Segment writes: https://segment.com/docs/connections/storage/warehouses/schema/

/** The columns that a row always has; a property of such a name is discarded. */
const RESERVED = ['id', 'event', 'event_text', 'user_id', 'anonymous_id', 'context', ...TIMES];

function createRow(event: Event): Row {
  return {
    // there for other events of the same name
    coupon: null,
    products: null,
    query: null,
    query_color: null,
    filters_color: null,
    product_sku: null,
    uuid_ts: '2026-01-31T12:30:00Z',
    ...createColumns('', removeReserved(event)),
    ...createColumns('context_', event['context']),
    id: event['messageId'] ?? null,
    event: toSnakeCase(String(event['event'])),
    event_text: event['event'],
    user_id: event['userId'] ?? null,
    anonymous_id: event['anonymousId'] ?? null,
    timestamp: event['timestamp'] ?? null,
    original_timestamp: event['originalTimestamp'] ?? null,
    sent_at: event['sentAt'] ?? null,
    received_at: event['receivedAt'] ?? null,
  };
}

function removeReserved(event: Event): Row {
  const properties = (event['properties'] ?? {}) as Row;
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !RESERVED.includes(name)));
}

function createColumns(prefix: string, value: unknown): Row {
  return Object.fromEntries(
    Object.entries((value ?? {}) as Row).flatMap(([name, member]) => {
      const column = prefix + toSnakeCase(name);
      if (Array.isArray(member)) return [[column, JSON.stringify(member)]];
      return isObject(member) ? Object.entries(createColumns(`${column}_`, member)) : [[column, member]];
    }),
  );
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}

function toSnakeCase(name: string): string {
  return name
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_')
    .replaceAll(/[ -]/g, '_')
    .toLowerCase();
}

// --- the function

/** The sample has all events of V2, V1 names, and broken ones as they occur; Segment has no table for what has no name. */
const sample: Event[] = readFileSync('examples/events.ndjson', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Event)
  .filter(({ type, event }) => type === 'track' && typeof event === 'string');

/** An event as a row has it: without the properties whose names are reserved. */
function withoutReserved(event: Event): Event {
  return { ...event, properties: removeReserved(event) };
}

test('the sample has every mapped event, and events that are skipped and rejected', () => {
  const results = sample.map((event) => mapEvent(withoutReserved(event)));
  const mapped = sample.filter((_, index) => results[index]!.status === 'mapped').map(({ event }) => event);
  expect(canonicalMapping.filter(({ event }) => !mapped.includes(event))).toStrictEqual([]);
  expect(new Set(results.map(({ status }) => status)).size).toBe(3);
});

/** Properties that a row holds in another form; each with the event's name. */
const spread: readonly (readonly [event: string, properties: Row])[] = [
  ['Site Searched', { query: { keywords: 'roses', color: 'blue', size: ['S', 'M'] } }],
  ['Products Searched', { query: 'roses', filters: { color: 'blue', size: ['S', 'M'] } }],
  ['Products Searched', { query: 'roses', filters: [{ type: 'color', value: 'blue' }] }],
  ['Products Searched', { query: 'roses', query_type: 'typed' }],
  ['Products Searched', { searchTerm: 'unread', search_term: ['blue', 'roses'] }],
  ['Product Added', { product: { product_id: 'p1', quantity: 2 } }],
  ['Product Added', { product_id: 'p1', product_name: 'Runner', quantity: 2 }],
  ['Order Completed', { product_id: 'p1', quantity: 2 }],
  ['Product Viewed', { productId: 'p1' }],
  ['Product Viewed', { product_id: 42 }],
  ['Product Viewed', { product_id: '[p1]' }],
  ['Product List Viewed', { category: ['Garden', 'Roses'] }],
  ['Order Completed', { orderId: 'o1', total: '27.50', products: [{ productId: 'p1', quantity: 2 }] }],
];

/** Times as warehouses write them, all of the same instant but for their precision. */
const times: readonly (readonly [source: string, written: unknown, timestamp: string])[] = [
  ['TO_JSON_STRING of BigQuery', '2026-01-31T12:00:00.310123Z', '2026-01-31T12:00:00.310123Z'],
  ['TO_JSON_STRING of BigQuery', '2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z'],
  ['CAST(… AS STRING) of BigQuery', '2026-01-31 12:00:00.310123+00', '2026-01-31T12:00:00.310123Z'],
  ['CAST(… AS STRING) of BigQuery', '2026-01-31 12:00:00+00', '2026-01-31T12:00:00Z'],
  ['DATETIME of BigQuery', '2026-01-31T12:00:00.310', '2026-01-31T12:00:00.310Z'],
  ['EXPORT DATA of BigQuery', '2026-01-31 12:00:00.310123 UTC', '2026-01-31T12:00:00.310123Z'],
  ['UNIX_MICROS of BigQuery', 1769860800310123, '2026-01-31T12:00:00.310123Z'],
  ['TIMESTAMP_NTZ of Snowflake', '2026-01-31 12:00:00.310', '2026-01-31T12:00:00.310Z'],
  ['TIMESTAMP_LTZ of Snowflake', '2026-01-31 04:00:00.310 -0800', '2026-01-31T12:00:00.310Z'],
  ['TIMESTAMP_TZ of Snowflake', '2026-01-31 17:30:00.310 +0530', '2026-01-31T12:00:00.310Z'],
  ['TIMESTAMP_TZ of Snowflake', '2026-01-31 12:00:00.310 Z', '2026-01-31T12:00:00.310Z'],
  ['TZH:TZM of Snowflake', '2026-01-31 04:00:00.310 -08:00', '2026-01-31T12:00:00.310Z'],
  ['nanoseconds of Snowflake', '1769860800310123456', '2026-01-31T12:00:00.310123456Z'],
  ['TIMESTAMP of Redshift', '2026-01-31 12:00:00.310123', '2026-01-31T12:00:00.310123Z'],
  ['TIMESTAMPTZ of Redshift', '2026-01-31 12:00:00.31+00', '2026-01-31T12:00:00.31Z'],
  ['TIMESTAMPTZ of Redshift', '2026-01-31 04:00:00-08', '2026-01-31T12:00:00Z'],
];

/** Nested values as a string of JSON: in a table that a replay or a query has filled, rather than Segment. */
const nested: readonly (readonly [event: string, column: string, value: unknown])[] = [
  ['Order Completed', 'products', [{ product_id: 'p1', quantity: 2 }, { sku: 'p2' }]],
  ['Product Added', 'product', { product_id: 'p1', quantity: 2 }],
  ['Site Searched', 'query', { keywords: 'roses', color: 'blue', size: ['S', 'M'] }],
  ['Product List Viewed', 'category', ['Garden', 'Roses']],
];

describe.each(bothWarehouses)('the function of %s', (warehouse) => {
  test('makes the same of each row as the library of its event', () => {
    const texts = sample.map((event) => warehouses[warehouse].json(createRow(event)));
    const expected = sample.map((event) => mapEvent(withoutReserved(event)));
    expect(mapTexts(warehouse, texts)).toStrictEqual(expected);
  });

  test.each(spread)('makes it for %s of %j', (event, properties) => {
    const expected = mapEvent(createWebhookEvent(event, properties));
    expect(mapRow(warehouse, createRow(createWebhookEvent(event, properties)))).toStrictEqual(expected);
    expect(expected.status).toBe('mapped');
  });

  test('does not take the id of the message for that of a product', () => {
    const row = createRow(createWebhookEvent('Viewed Product', { id: 'p1' }));
    expect(row['id']).toBeTypeOf('string');
    expect(mapRow(warehouse, row).issues).toMatchObject([{ code: 'missing_product_id' }]);
  });

  test('finds the event by its table where its name is missing', () => {
    const row = { ...createRow(createWebhookEvent('Product Viewed', { sku: 7 })), event_text: null };
    expect(mapRow(warehouse, row).interactions).toMatchObject([{ product_ids: ['7'] }]);
  });

  test('reads products that are not a string', () => {
    const row = { ...createRow(createWebhookEvent('Order Completed', {})), products: [{ product_id: 'p1' }] };
    expect(mapRow(warehouse, row).interactions).toMatchObject([{ product_ids: ['p1'] }]);
  });

  test('reports products that have been truncated', () => {
    const row = {
      ...createRow(createWebhookEvent('Order Completed', {})),
      products: '[{"product_id":"p1"},{"prod',
    };
    expect(mapRow(warehouse, row).issues).toMatchObject([
      { code: 'missing_product_id', severity: 'error' },
      { code: 'invalid_products', path: 'properties.products' },
    ]);
  });

  test('rejects a row of nulls', () => {
    const row = Object.fromEntries(
      Object.keys(createRow(createWebhookEvent('Product Viewed', {}))).map((name) => [name, null]),
    );
    expect(mapRow(warehouse, row).issues).toMatchObject([{ code: 'missing_event_name' }]);
  });

  test.each(['', '{', 'null', '7', '"row"'])('rejects the string %j', (text) => {
    expect(mapTexts(warehouse, [text])).toMatchObject([{ issues: [{ code: 'not_an_event' }] }]);
  });

  test('rejects the null of a query', () => {
    expect(evaluate(warehouse, 'udf(null) + udf(undefined)')).toMatch(/not_an_event.*not_an_event/);
  });

  test.each(times)('reads a time of %s: %j', (_, written, timestamp) => {
    const row = { ...createRow(createTrackEvent('Product Viewed', { sku: 7 })), timestamp: written };
    const result = mapTexts(warehouse, [JSON.stringify(row)])[0]!;
    expect(result.issues).toStrictEqual([]);
    expect(result.interactions).toMatchObject([{ timestamp }]);
  });

  test.each(['0001-01-01 00:00:00', '1970-01-01 00:00:00+00', '2026-02-30 12:00:00 UTC'])(
    'takes the next time instead of %s',
    (written) => {
      const row = {
        ...createRow(createTrackEvent('Product Viewed', { sku: 7 })),
        timestamp: written,
        original_timestamp: null,
        received_at: '2026-01-31 12:00:00.310123+00',
      };
      const { interactions, issues } = mapTexts(warehouse, [JSON.stringify(row)])[0]!;
      expect(interactions).toMatchObject([{ timestamp: '2026-01-31T12:00:00.310123Z' }]);
      expect(issues).toMatchObject([{ code: 'invalid_timestamp', path: 'timestamp' }]);
    },
  );

  test.each(nested)('reads for %s the JSON in %s', (event, column, value) => {
    const expected = mapEvent(createWebhookEvent(event, { [column]: value }));
    const row = { ...createRow(createWebhookEvent(event, {})), [column]: JSON.stringify(value) };
    expect(mapRow(warehouse, row)).toStrictEqual(expected);
    expect(expected.status).toBe('mapped');
  });

  test.each(['timestamp', 'original_timestamp', 'received_at'])('reads the time of %s alone', (column) => {
    const none = { timestamp: null, original_timestamp: null, received_at: null };
    const row = {
      ...createRow(createTrackEvent('Product Viewed', { sku: 7 })),
      ...none,
      [column]: '2026-01-31T12:00:00Z',
    };
    const { interactions, issues } = mapRow(warehouse, row);
    expect(interactions).toMatchObject([
      { timestamp: expect.stringContaining('2026-01-31T12:00:00') as unknown },
    ]);
    expect(issues).toStrictEqual([]);
  });

  test('sets itself up once, not for each row', () => {
    const script = `udf('{}'); const first = mapSegmentRow; udf('{}'); first === mapSegmentRow`;
    expect(evaluate(warehouse, script)).toBe('true');
  });

  test('is asked for every mapped event', () => {
    const sql = readFileSync(`examples/warehouse/${warehouse}/map.sql`, 'utf8');
    const asked = [...sql.matchAll(/FROM shop\.(\w+)/g)].map(([, table]) => table);
    expect(asked.toSorted()).toStrictEqual(
      canonicalMapping.map(({ event }) => toSnakeCase(event)).toSorted(),
    );
  });
});

test('BigQuery takes at most 32 KB of code', () => {
  expect(readCode('bigquery').length).toBeLessThanOrEqual(32 * 1024);
});

// --- the upload

describe('the upload', () => {
  const API_KEY = 'the-secret-api-key';
  const view = mapEvent(createTrackEvent('Product Viewed', { product_id: 'p1' })).interactions[0]!;
  const bodies = [0, 1, 2].map((body) => [0, 1].map((at) => ({ ...view, user_id: `user-${body}-${at}` })));
  const interactions = bodies.flat();
  let miso: Miso | undefined;

  afterEach(async () => {
    await miso?.close();
  });

  /** Runs the command of the README on bodies as the warehouses export them. */
  async function upload(lines: readonly string[], server: Miso): Promise<{ stdout: string; stderr: string }> {
    miso = server;
    const folder = join(copy.path, 'bodies');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    writeFileSync(join(folder, '000.ndjson.gz'), gzipSync(lines.map((line) => `${line}\n`).join('')));
    return runCommand(copy.path, UPLOAD!, { MISO_API_KEY: API_KEY, MISO_URL: server.url });
  }

  const exported = bodies.map((data) => JSON.stringify({ body: JSON.stringify({ data }) }));

  test('sends each interaction once', async () => {
    const server = await startMiso({ apiKey: API_KEY });
    const { stdout, stderr } = await upload(exported, server);
    expect(server.stored).toStrictEqual(interactions);
    expect([stdout, stderr]).toStrictEqual(['6 interactions sent, 0 refused, in 3 bodies\n', '']);
  });

  test('sends again what Miso does not take at once', async () => {
    const server = await startMiso({ fail: (call) => (call === 2 ? { answer: 503 } : undefined) });
    await upload(exported, server);
    expect(server.stored).toStrictEqual(interactions);
  });

  test('names what Miso refuses, and sends the rest', async () => {
    const server = await startMiso({ refuse: (record) => JSON.stringify(record).includes('user-1-0') });
    const { stdout, stderr } = await upload(exported, server);
    expect(server.stored).toStrictEqual(interactions.filter(({ user_id }) => user_id !== 'user-1-0'));
    expect(stdout).toBe('5 interactions sent, 1 refused, in 3 bodies\n');
    expect(stderr).toMatch(/^line 2, interaction 0: .+\n$/);
    expect(stderr).not.toContain('user-');
  });

  test.each([
    ['the key is wrong', exported, { apiKey: 'another' }, 1, 'line 1: Miso answered 401'],
    ['a line is cut', [exported[0]!, exported[1]!.slice(0, 60)], {}, 2, 'line 2: is not of the form'],
  ])('stops when %s, and says how to go on', async (_, lines, options, next, message) => {
    const failed: unknown = await upload(lines, await startMiso(options)).catch((error: unknown) => error);
    const { stdout, stderr } = failed as { stdout: string; stderr: string };
    expect(failed).toMatchObject({ code: 1 });
    expect(stderr).toContain(message);
    expect(stderr).toContain(`tail -n +${next} `);
    expect(stdout + stderr).not.toMatch(/user-|secret/);
  });
});
