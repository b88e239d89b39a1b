import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { getQuickJS, type QuickJSWASMModule } from 'quickjs-emscripten';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { canonicalMapping, type MapResult } from '../../src/index.ts';
import { checkResult, mapEvent } from '../helpers/checkedMapper.ts';
import { createWebhookEvent, createTrackEvent } from '../helpers/sampleEvents.ts';
import { readCommands, type Copy, copyExamples, runCommand } from './copyExamples.ts';
import { type Miso, startMiso } from './misoServer.ts';
import { createRow, type Row, sample, TIMES, toSnakeCase, withoutReserved } from './warehouseRows.ts';

const README = 'examples/warehouse/README.md';
const COMMANDS = readCommands(README);

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

function ntz(value: unknown): unknown {
  return typeof value === 'string' ? value.replace('T', ' ').replace('Z', '') : value;
}

const bothWarehouses = Object.keys(warehouses) as (keyof typeof warehouses)[];

let copy: Copy;
let quickJs: QuickJSWASMModule;

beforeAll(async () => {
  copy = await copyExamples(COMMANDS.slice(0, -2));
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

/** Runs a script that has the function as `udf`, where there is nothing but the language, and a library of BigQuery's. */
function evaluate(warehouse: keyof typeof warehouses, script: string, library = ''): string {
  const udf = `const udf = function (${warehouses[warehouse].argument}) {${readCode(warehouse)}};`;
  return String(quickJs.evalCode(`${library}; ${udf} ${script}`, { memoryLimitBytes: 16 * 2 ** 20 }));
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

// --- the function

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
});

// --- the build

/** Runs the build with rules of the user's own, for whose description so many characters are needed. */
async function buildWithRules(options: string, size: number): Promise<{ code: number; stderr: string }> {
  const rules = `import { createMapper } from 'segment-to-miso';
const names = ${JSON.stringify('Song Played '.repeat(size / 12))};
export const { map } = createMapper({ events: { 'Song Played': 'listen', [names]: 'listen' } });`;
  const mapper = join(copy.path, 'warehouse/mapper.mjs');
  const own = readFileSync(mapper, 'utf8');
  writeFileSync(mapper, rules);
  try {
    const { stderr } = await runCommand(copy.path, `node warehouse/build.mjs ${options}`);
    return { code: 0, stderr };
  } catch (error) {
    return error as { code: number; stderr: string };
  } finally {
    writeFileSync(mapper, own);
  }
}

describe('the build', () => {
  const listDist = (): string[] => readdirSync(join(copy.path, 'warehouse/dist')).toSorted();
  const listened = createWebhookEvent('Song Played', { product_id: 'p1' });

  afterAll(async () => {
    await runCommand(copy.path, 'node warehouse/build.mjs');
  });

  test('keeps within the 32 kB of BigQuery', () => {
    expect(readCode('bigquery').length).toBeLessThanOrEqual(32 * 1024);
  });

  test('writes Snowflake’s function where the rules are too large for BigQuery, and asks for a library', async () => {
    const { code, stderr } = await buildWithRules('', 30_000);
    expect({ code, files: listDist() }).toStrictEqual({ code: 1, files: ['pipe.mjs', 'snowflake.sql'] });
    expect(stderr).toMatch(/^bigquery: the code has \d+ bytes, the limit is 32768; .*--library gs:\/\/…\n$/);
    expect(mapRow('snowflake', createRow(listened)).interactions).toMatchObject([{ type: 'listen' }]);
  });

  test('writes BigQuery’s function with the code in a library', async () => {
    const { code } = await buildWithRules('--library gs://shop/segment-to-miso.js', 30_000);
    expect({ code, files: listDist() }).toStrictEqual({
      code: 0,
      files: ['bigquery.sql', 'pipe.mjs', 'segment-to-miso.js', 'snowflake.sql'],
    });
    const sql = readFileSync(join(copy.path, 'warehouse/dist/bigquery.sql'), 'utf8');
    expect(sql).toContain("\nLANGUAGE js\nOPTIONS (library = ['gs://shop/segment-to-miso.js'])\nAS r");
    const library = readFileSync(join(copy.path, 'warehouse/dist/segment-to-miso.js'), 'utf8');
    const row = JSON.stringify(createRow(listened));
    const result: MapResult = JSON.parse(evaluate('bigquery', `udf(${JSON.stringify(row)})`, library));
    expect(result.interactions).toMatchObject([{ type: 'listen' }]);
  });

  test('writes BigQuery’s function where the rules are too large for Snowflake', async () => {
    const { code, stderr } = await buildWithRules('--library gs://shop/segment-to-miso.js', 100_000);
    expect({ code, files: listDist() }).toStrictEqual({
      code: 1,
      files: ['bigquery.sql', 'pipe.mjs', 'segment-to-miso.js'],
    });
    expect(stderr).toMatch(/^snowflake: the code has \d+ bytes, the limit is 100000; /);
  });

  test('takes no other address for a library', async () => {
    const failed: unknown = await runCommand(
      copy.path,
      'node warehouse/build.mjs --library s3://shop/a.js',
    ).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--library must be') as unknown,
    });
  });
});

// --- the SQL of BigQuery and Snowflake, which nothing here can run

describe.each(bothWarehouses)('map.sql of %s', (warehouse) => {
  const sql = readFileSync(`examples/warehouse/${warehouse}/map.sql`, 'utf8');

  test('names every table of a mapped event', () => {
    const tables = [...sql.matchAll(/FROM shop\.(\w+)/g)].map(([, table]) => table);
    expect(tables.toSorted()).toStrictEqual(
      canonicalMapping.map(({ event }) => toSnakeCase(event)).toSorted(),
    );
  });

  test('leaves out what was received since live events began, and has no such time of its own', () => {
    expect(sql).toMatch(/WHERE received_at < \$?live_since/);
    expect(sql).toContain("'YYYY-MM-DD HH:MM:SS");
  });

  test('leaves out the users who asked to be erased', () => {
    expect(sql).toMatch(
      /NOT EXISTS \(\s*SELECT 1 FROM miso\.erased_users AS erased\s+WHERE erased\.user_id = /,
    );
  });
});

// --- from the export to Miso

describe('what is exported', () => {
  const [SEND, SEND_ROWS] = COMMANDS.slice(-2);
  let miso: Miso | undefined;

  afterEach(async () => {
    await miso?.close();
  });

  /** Runs a command of the README where a folder has these objects. */
  async function runWith(
    command: string,
    folder: string,
    objects: Readonly<Record<string, string>>,
  ): Promise<string> {
    miso = await startMiso();
    const path = join(copy.path, folder);
    mkdirSync(path);
    for (const [name, text] of Object.entries(objects)) {
      writeFileSync(join(path, name), name.endsWith('.gz') ? gzipSync(text) : text);
    }
    const environment = { MISO_API_KEY: 'key', MISO_URL: miso.url };
    return (await runCommand(copy.path, command, environment)).stdout;
  }

  const expected = sample
    .flatMap((event) => mapEvent(withoutReserved(event)).interactions)
    .filter(({ timestamp }) => timestamp !== undefined);
  const rows = sample.map((event) => `${JSON.stringify(createRow(event))}\n`).join('');

  test('by the pipe of Spark is sent to Miso, once', async () => {
    // a line separator, which JSON does not escape, ends no row
    const separated = { ...createRow(sample[0]!), name: 'two\u2028lines' };
    writeFileSync(join(copy.path, 'rows.ndjson'), `${JSON.stringify(separated)}\n{"cut":\n${rows}`);
    const pipe = 'node warehouse/dist/pipe.mjs < rows.ndjson';
    const { stdout: piped, stderr } = await runCommand(copy.path, pipe);
    const results = [...sample, sample[0]!].map((event) => mapEvent(withoutReserved(event)));
    const [mapped, skipped, rejected] = ['mapped', 'skipped', 'rejected'].map(
      (status) => results.filter((result) => result.status === status).length,
    );
    expect(stderr).toBe(`${mapped!} rows mapped, ${skipped!} skipped, ${rejected! + 1} rejected\n`);
    const lines = piped.trim().split('\n').slice(1);
    const objects = {
      '000.ndjson.gz': lines.slice(0, 5).join('\n'),
      '001.ndjson.gz': lines.slice(5).join('\n'),
    };
    const first = await runWith(SEND!, 'interactions', objects);
    expect(first).toContain(`${expected.length}  mapped`);
    expect(miso!.stored).toHaveLength(expected.length);
    expect(miso!.stored).toStrictEqual(expect.arrayContaining(expected));
    const { calls } = miso!;
    const again = { MISO_API_KEY: 'key', MISO_URL: miso!.url };
    expect((await runCommand(copy.path, SEND!, again)).stdout).toBe(first);
    expect(miso!.calls).toBe(calls);
  });

  test('as rows is mapped by the backfill', async () => {
    const stdout = await runWith(SEND_ROWS!, 'rows', { 'all.ndjson': rows });
    expect(miso!.calls).toBe(0);
    const results = sample.map((event) => mapEvent(withoutReserved(event)));
    const statuses = results.map(({ status, issues }) =>
      issues.some(({ code }) => code === 'missing_timestamp') ? 'without a usable time' : status,
    );
    for (const status of ['mapped', 'skipped', 'rejected', 'without a usable time']) {
      const count = statuses.filter((other) => other === status).length;
      expect(stdout).toMatch(new RegExp(`^ +${count}  ${status}\\b`, 'm'));
    }
  });
});
