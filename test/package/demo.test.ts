import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  canonicalMapping,
  ECOMMERCE_EVENTS,
  type EcommerceEventName,
  type MisoInteractionType,
  validateInteraction,
} from '../../src/index.ts';

type CanonicalName = (typeof canonicalMapping)[number]['event'];
type Expected = MisoInteractionType | 'skipped';

// prettier-ignore
const V2: Readonly<Record<EcommerceEventName, Expected>> = {
  'Products Searched':              'search',
  'Product List Viewed':            'category_page_view',
  'Product List Filtered':          'skipped',
  'Promotion Viewed':               'skipped',
  'Promotion Clicked':              'skipped',
  'Product Clicked':                'skipped',
  'Product Viewed':                 'product_detail_page_view',
  'Product Added':                  'add_to_cart',
  'Product Removed':                'remove_from_cart',
  'Cart Viewed':                    'skipped',
  'Checkout Started':               'skipped',
  'Checkout Step Viewed':           'skipped',
  'Checkout Step Completed':        'skipped',
  'Payment Info Entered':           'skipped',
  'Order Updated':                  'skipped',
  'Order Completed':                'checkout',
  'Order Refunded':                 'refund',
  'Order Cancelled':                'skipped',
  'Coupon Entered':                 'skipped',
  'Coupon Applied':                 'skipped',
  'Coupon Denied':                  'skipped',
  'Coupon Removed':                 'skipped',
  'Product Added to Wishlist':      'add_to_collection',
  'Product Removed from Wishlist':  'remove_from_collection',
  'Wishlist Product Added to Cart': 'add_to_cart',
  'Product Shared':                 'share',
  'Cart Shared':                    'skipped',
  'Product Reviewed':               'rate',
};

// prettier-ignore
const ALIASES: Readonly<Record<Exclude<CanonicalName, EcommerceEventName>, Expected>> = {
  'Hit Search':              'search',
  'Site Searched':           'search',
  'Viewed Product Category': 'category_page_view',
  'Viewed Product':          'product_detail_page_view',
  'Added Product':           'add_to_cart',
  'Remove Product':          'remove_from_cart',
  'Removed Product':         'remove_from_cart',
  'Completed Order':         'checkout',
  'Checkout Completed':      'checkout',
};

// the events after those of the tables: name, status, and the issues in order
// prettier-ignore
const WILD: readonly (readonly [name: string, status: string, ...issues: string[]])[] = [
  ['Product Viewed',        'mapped',   'warning: invalid_id at userId'],
  ['Product Viewed',        'rejected', 'error: missing_identity'],
  ['Order Completed',       'mapped',   'warning: invalid_quantity at properties.products[1].quantity',
                                        'warning: invalid_revenue at properties.revenue'],
  ['Order Completed',       'mapped',   'warning: product_dropped at properties.products[1]',
                                        'warning: product_dropped at properties.products[2]'],
  ['Order Completed',       'mapped'],
  ['Products Searched',     'rejected', 'error: missing_keywords at properties'],
  ['Product List Viewed',   'rejected', 'error: missing_category at properties.category'],
  ['Product Reviewed',      'rejected', 'error: invalid_rating at properties.rating'],
  ['Product Added',         'mapped',   'warning: invalid_timestamp at timestamp',
                                        'warning: missing_timestamp at timestamp'],
  ['order_completed',       'mapped'],
  ['page: Home',            'skipped',  'info: unmapped_event at name'],
  ['identify',              'skipped',  'info: unsupported_call at type'],
  ['delete',                'skipped',  'info: deletion_request at type'],
  ['track',                 'rejected', 'error: missing_event_name at event'],
  ['Product Viewed',        'mapped'],
  ['Order Completed',       'mapped'],
  ['Product Viewed',        'rejected', 'error: missing_product_id at properties'],
  ['Product Viewed',        'mapped'],
  ['Newsletter Subscribed', 'skipped',  'info: unmapped_event at event'],
];

interface Row {
  readonly number: number;
  readonly name: string;
  readonly status: string;
  /** The cells of the interaction; none when there is only an issue. */
  readonly cells: readonly string[];
  readonly issues: string[];
}

const DEMO = 'scripts/demo.mjs';
const SAMPLE = readFileSync('examples/events.ndjson', 'utf8').trim().split('\n');
const HEADER = /^ +# {2}Event +Status +Miso type +Products, or what it is about +Revenue$/;
const ROW = /^ *(\d+) {2}(.{30}) {2}(mapped|skipped|rejected|not JSON) +(.+)$/;
const ISSUE = /^(?:error|warning|info): /;

function runDemo(args: readonly string[] = [], input = '') {
  return spawnSync(process.execPath, [DEMO, ...args], { input, encoding: 'utf8' });
}

function printed(args: readonly string[] = [], input = ''): string {
  const { status, stdout, stderr } = runDemo(args, input);
  expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' });
  return stdout;
}

// the lines below a title, up to the next blank one
function findSection(output: string, title: RegExp | string): string[] {
  const lines = output.split('\n');
  const start = lines.findIndex((line) => (typeof title === 'string' ? line === title : title.test(line)));
  expect(start, `${String(title)} is printed`).toBeGreaterThanOrEqual(0);
  return lines.slice(start + 1, lines.indexOf('', start));
}

// each line is a row, or an issue of the row before: nothing else is passed over
function parseRows(output: string): Row[] {
  const rows: Row[] = [];
  for (const line of findSection(output, HEADER)) {
    const [, number, name = '', status = '', rest = line.trim()] = ROW.exec(line) ?? [];
    const isIssue = ISSUE.test(rest);
    if (number === undefined) expect(line).toMatch(/^ {48}(?:error|warning): /);
    else {
      const cells = isIssue ? [] : rest.split(/ {2,}/);
      rows.push({ number: Number(number), name: name.trimEnd(), status, cells, issues: [] });
    }
    if (isIssue) rows.at(-1)!.issues.push(rest);
  }
  return rows;
}

function parseCounts(output: string, title: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of findSection(output, title)) {
    // a line without a count goes on with the text of the one before
    const [, count, name] = /^ +(\d+) {2}(not JSON|\w+)/.exec(line) ?? [];
    if (name !== undefined) counts[name] = Number(count);
  }
  return counts;
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

describe('with the sample', () => {
  let output = '';
  let rows: Row[] = [];
  beforeAll(() => {
    output = printed();
    rows = parseRows(output);
  });

  test('each event has its row', () => {
    expect(output.split('\n')[0]).toBe(`${SAMPLE.length} events from examples/events.ndjson`);
    expect(rows.map(({ number }) => number)).toStrictEqual(SAMPLE.map((_, index) => index + 1));
  });

  test('the sample begins with all names of the spec and of the table', () => {
    const names = rows.slice(0, 37).map(({ name }) => name);
    expect(names).toStrictEqual([...ECOMMERCE_EVENTS, ...Object.keys(ALIASES)]);
    expect(names).toEqual(expect.arrayContaining(canonicalMapping.map(({ event }) => event)));
  });

  test.each(Object.entries({ ...V2, ...ALIASES }))('%s: %s', (name, expected) => {
    const { status, cells, issues } = rows.find((row) => row.name === name)!;
    expect({ status, type: cells[0], issues }).toStrictEqual(
      expected === 'skipped'
        ? { status: 'skipped', type: undefined, issues: ['info: unmapped_event at event'] }
        : { status: 'mapped', type: expected, issues: [] },
    );
  });

  test('broken events say what is wrong with them', () => {
    const wild = rows.slice(37).map(({ name, status, issues }) => [name, status, ...issues]);
    expect(wild).toStrictEqual(WILD);
  });

  test('products, what else it is about, and revenue are shown', () => {
    const cells = (number: number) => rows[number - 1]!.cells;
    expect(cells(1)).toStrictEqual(['search', '"cast iron skillet"']);
    expect(cells(2)).toStrictEqual(['category_page_view', 'Kitchen > Cookware']);
    expect(cells(16)).toStrictEqual(['checkout', '1042 ×2, 1319', '112.67']);
    expect(cells(28)).toStrictEqual(['rate', '1042 rated 5']);
    expect(cells(53)).toStrictEqual(['checkout', '1187 ×10, 1203 ×5, 1319 ×21', '1234.50']);
  });

  test('the counts of the summary are those of the rows', () => {
    const statuses = parseCounts(output, 'By status');
    expect(Object.values(statuses).reduce((sum, count) => sum + count)).toBe(SAMPLE.length);
    expect(statuses).toStrictEqual(tally(rows.map(({ status }) => status)));
    const types = rows.flatMap(({ cells }) => cells.slice(0, 1));
    expect(parseCounts(output, 'By Miso type')).toStrictEqual(tally(types));
    const codes = rows.flatMap(({ issues }) => issues.map((issue) => issue.split(' ')[1]!));
    expect(parseCounts(output, 'By issue')).toStrictEqual(tally(codes));
  });

  test('the first upload body is JSON, as large as it is told to be, and Miso accepts its records', () => {
    const [told, ...more] = findSection(output, 'Upload bodies, each for one POST /v1/interactions');
    const [, records, bytes] = /^ +1 {2}(\d+) records, ([\d,]+) bytes$/.exec(told!)!;
    const body: unknown = JSON.parse(findSection(output, 'The first of them, a record a line').join('\n'));
    expect(body).toStrictEqual({ data: expect.any(Array) });
    const { data } = body as { data: unknown[] };
    expect(data).toHaveLength(Number(records));
    expect(Buffer.byteLength(JSON.stringify(body))).toBe(Number(bytes!.replaceAll(',', '')));
    expect(data.flatMap((record) => validateInteraction(record))).toStrictEqual([]);
    expect(more).toStrictEqual([]);
    expect(data).toHaveLength(parseCounts(output, 'By status')['mapped']!);
  });

  test('whom to delete is told', () => {
    expect(findSection(output, 'For DELETE /v1/interactions')).toStrictEqual(['{"user_ids":["kunde-1893"]}']);
  });

  test('all but the records fits into 120 columns, and is not coloured in a pipe', () => {
    const text = output.slice(0, output.indexOf('{"data":['));
    expect(text.split('\n').filter((line) => line.length > 120)).toStrictEqual([]);
    expect(output).not.toContain('\u001b');
  });
});

describe('with events of your own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'));
  const file = join(folder, 'own.ndjson');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const searched = { type: 'track', event: 'Products Searched', userId: 'u1', properties: { query: 'mug' } };
  const identified = { type: 'identify', userId: 'u1' };
  const names = (output: string) => parseRows(output).map(({ number, name }) => `${number} ${name}`);

  test.each([
    ['a JSON array', JSON.stringify([searched, identified], null, 2)],
    ['a batch', JSON.stringify({ batch: [searched, identified] })],
    ['NDJSON', `${JSON.stringify(searched)}\n${JSON.stringify(identified)}\n`],
    [
      'NDJSON of Windows, with a byte order mark',
      `\ufeff${[searched, identified].map((event) => JSON.stringify(event)).join('\r\n')}`,
    ],
  ])('%s comes through standard input', (_, input) => {
    for (const args of [[], ['-']]) {
      const output = printed(args, input);
      expect(output).toMatch(/^2 events from standard input\n/);
      expect(names(output)).toStrictEqual(['1 Products Searched', '2 identify']);
    }
  });

  test('a single event comes through standard input', () => {
    expect(names(printed([], JSON.stringify(searched, null, 2)))).toStrictEqual(['1 Products Searched']);
  });

  test('a file is read, whatever stands on standard input', () => {
    writeFileSync(file, JSON.stringify(searched));
    const output = printed([file], JSON.stringify([identified, identified]));
    expect(output).toContain(`1 event from ${file}\n`);
    expect(names(output)).toStrictEqual(['1 Products Searched']);
  });

  test('a broken line is told by its number, and the others are mapped', () => {
    const line = JSON.stringify(searched);
    writeFileSync(file, `${line}\n\n${line.slice(0, -10)}\n${line}\n`);
    const output = printed([file]);
    const [first, broken, last] = parseRows(output);
    expect(broken).toMatchObject({ number: 3, status: 'not JSON', issues: [] });
    expect(broken!.cells[0]).toMatch(/^line 3: ./);
    expect([first!.status, last!.status, last!.number]).toStrictEqual(['mapped', 'mapped', 4]);
    expect(parseCounts(output, 'By status')).toStrictEqual({ mapped: 2, 'not JSON': 1 });
  });

  test('an event cannot move the cursor', () => {
    const output = printed([], JSON.stringify({ type: 'track', event: 'a\u001b[2J\nb', userId: 'u1' }));
    expect(names(output)).toStrictEqual(['1 a [2J b']);
    expect(output).not.toContain('\u001b');
  });

  test('no interaction, no upload body', () => {
    expect(printed(['-'], '')).toMatch(/^0 events from standard input\n/);
    expect(printed(['-'], '[]')).toContain('\nNo upload body: no event was mapped\n');
  });

  test('the usage is printed on request', () => {
    expect(printed(['--help'])).toMatch(/^Usage: npm run demo /);
  });

  test.each([
    ['a missing file', [join(folder, 'nowhere.ndjson')], '', /cannot read .*nowhere\.ndjson: ENOENT/],
    ['an unknown flag', ['--colour'], '', /--colour/],
    ['two files', [file, file], '', /one FILE/],
    ['a broken array', ['-'], '[\n  {},\n  {"type":\n]', /standard input is not JSON/],
  ])('%s is an error of one line', (_, args, input, message) => {
    const { status, stdout, stderr } = runDemo(args, input);
    expect({ status, stdout }).toStrictEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^demo: [^\n]+\n$/);
    expect(stderr).toMatch(message);
  });

  test('with standard input open and nothing coming, the sample is shown', async () => {
    const child = spawn(process.execPath, [DEMO], { stdio: 'pipe' });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(0);
    expect(output).toMatch(/^\d+ events from examples\/events\.ndjson\n/);
  });
});
