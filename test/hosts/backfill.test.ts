import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mapEvent } from '../helpers/checkedMapper.ts';
import { addMark, getMark, countOccurrences, startBackfill, type Ended } from './startBackfill.ts';
import { readCommands, copyExamples, runCommand, type Copy } from './copyExamples.ts';
import { startMiso, type Failure, type MisoOptions } from './misoServer.ts';

const KEY = 'the-secret-key';
const samples = readFileSync('examples/events.ndjson', 'utf8')
  .trim()
  .split('\n')
  .map((line): unknown => JSON.parse(line));

let copy: Copy;
beforeAll(async () => {
  copy = await copyExamples();
});
afterAll(() => {
  copy.remove();
});

/** A folder of files with these contents; the paths are relative to the copy. */
function writeFiles(contents: Readonly<Record<string, string | Buffer>>): (name: string) => string {
  const folder = mkdtempSync(join(copy.path, 'files-'));
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, name), content);
  return (name) => join(folder, name);
}

type Fate = 'mapped' | 'skipped' | 'rejected' | 'undated' | 'broken' | 'blank';

interface Line {
  readonly text: string;
  readonly fate: Fate;
  /** By what it is known at Miso. */
  readonly mark: string;
}

const fates = samples.map((event): Fate => {
  const { status, issues } = mapEvent(event);
  return status === 'mapped' && issues.some(({ code }) => code === 'missing_timestamp') ? 'undated' : status;
});

/** Lines with the sample events in turn, each with a mark of its own; some are blank, or no JSON. */
function createLines(count: number): Line[] {
  return Array.from({ length: count }, (_, index) => {
    const mark = `e${index}`;
    if (index % 50 === 20) return { text: '', fate: 'blank', mark };
    if (index % 50 === 30) return { text: `{"type":"track","userId":"${mark}`, fate: 'broken', mark };
    const at = index % samples.length;
    return { text: JSON.stringify(addMark(samples[at], mark)), fate: fates[at]!, mark };
  });
}

function joinLines(lines: readonly Line[], lineBreak = '\n'): string {
  return lines.map(({ text }) => text).join(lineBreak);
}

/** The marks of what must be stored. */
function listMappable(lines: readonly Line[]): string[] {
  return lines.filter(({ fate }) => fate === 'mapped').map(({ mark }) => mark);
}

/** What must be in the dead letters, of a file. */
function listUndeliverable(file: string, lines: readonly Line[]): object[] {
  return lines.flatMap(({ fate, text }, at) =>
    fate === 'rejected' || fate === 'undated' || fate === 'broken'
      ? [{ fate, file, line: at + 1, text }]
      : [],
  );
}

interface Letter {
  readonly fate: string;
  readonly file: string;
  readonly line: number;
  readonly issues: readonly { readonly code?: string; readonly path: string; readonly message: string }[];
  readonly text: string;
}

function readDeadLetters(path: string): Letter[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

function withoutIssues(letters: readonly Letter[]): object[] {
  return letters.map(({ fate, file, line, text }) => ({ fate, file, line, text }));
}

/** What the command has counted, by the first words of a row. */
function readCount(stdout: string, words: string): number {
  const row = stdout.split('\n').find((line) =>
    line
      .trim()
      .replace(/^[\d,]+\s+/, '')
      .startsWith(words),
  );
  return Number(/[\d,]+/.exec(row ?? '')![0].replaceAll(',', ''));
}

async function withMiso<Result>(
  options: MisoOptions,
  use: (miso: Awaited<ReturnType<typeof startMiso>>, environment: NodeJS.ProcessEnv) => Promise<Result>,
): Promise<Result> {
  // it counts the calls that it is asked about
  const miso = await startMiso({ fail: () => undefined, ...options });
  try {
    return await use(miso, { MISO_URL: miso.url, MISO_API_KEY: KEY });
  } finally {
    await miso.close();
  }
}

const run = async (args: string[], environment: NodeJS.ProcessEnv, input?: string | Buffer): Promise<Ended> =>
  startBackfill(copy.path, args, environment, input).ended;

test('every command of the README does what it says, from the first to the last', async () => {
  await withMiso({}, async (miso, environment) => {
    const [install, dryRun, send, ...others] = readCommands('examples/backfill/README.md');
    expect(install).toBe('npm install');
    const { stdout } = await runCommand(copy.path, dryRun!);
    const shown = /^```\n([^`]*?)^\s+…\n```/m.exec(readFileSync('examples/backfill/README.md', 'utf8'))![1]!;
    expect(stdout.startsWith(shown)).toBe(true);
    expect(miso.calls).toBe(0);

    // the key is one that the stand-in takes; its address is the only thing that a reader does not need
    await runCommand(copy.path, send!, { MISO_URL: environment['MISO_URL'] });
    expect(miso.stored).toHaveLength(readCount(stdout, 'mapped, by the type'));
    for (const command of others) await runCommand(copy.path, command);
    expect(miso.calls).toBe(1);
  });
});

const ways: Readonly<
  Record<string, (all: Line[]) => { files: Record<string, string | Buffer>; input?: string | Buffer }>
> = {
  'a file': (all) => ({ files: { 'a.ndjson': joinLines(all) } }),
  'a file with line breaks of Windows, and a byte order mark': (all) => ({
    files: { 'a.ndjson': `\ufeff${joinLines(all, '\r\n')}\r\n` },
  }),
  'a gzipped file': (all) => ({ files: { 'a.ndjson.gz': gzipSync(joinLines(all)) } }),
  'a file that was gzipped in parts': (all) => ({
    files: {
      'a.gz': Buffer.concat([
        gzipSync(`${joinLines(all.slice(0, 70))}\n`),
        gzipSync(joinLines(all.slice(70))),
      ]),
    },
  }),
  'several files': (all) => ({
    files: {
      'a.ndjson': joinLines(all.slice(0, 70)),
      'b.gz': gzipSync(joinLines(all.slice(70, 90))),
      'c.ndjson': '',
      'd.ndjson': `${joinLines(all.slice(90))}\n`,
    },
  }),
  'standard input': (all) => ({ files: {}, input: joinLines(all) }),
  'a gzipped file by another name': (all) => ({ files: { 'a.ndjson': gzipSync(joinLines(all)) } }),
  'a file that only has the name of a gzipped one': (all) => ({ files: { 'a.ndjson.gz': joinLines(all) } }),
  'gzipped standard input': (all) => ({ files: {}, input: gzipSync(joinLines(all)) }),
};

test.each(Object.entries(ways))('%s is sent whole', async (_, way) => {
  await withMiso({ apiKey: KEY }, async (miso, environment) => {
    const all = createLines(3000);
    const { files, input } = way(all);
    const at = writeFiles(files);
    const names = input === undefined ? Object.keys(files).map(at) : ['-'];
    const { code, stderr } = await run(['--dead-letters', at('dead'), ...names], environment, input);
    expect({ code, stderr }).toStrictEqual({
      code: 0,
      stderr: expect.stringMatching(/^[^]*\d+ events, \d+ a second/),
    });
    expect(miso.stored.map(getMark).sort()).toStrictEqual(listMappable(all).sort());
  });
});

test('what cannot be sent is kept as it is, with its place and its reason', async () => {
  await withMiso({}, async (_miso, environment) => {
    const all = createLines(3000);
    const at = writeFiles({ 'a.ndjson': joinLines(all) });
    const { stdout } = await run(['--dead-letters', at('dead'), at('a.ndjson')], environment);
    const letters = readDeadLetters(at('dead'));
    expect(withoutIssues(letters)).toStrictEqual(listUndeliverable(at('a.ndjson'), all));
    expect(statSync(at('dead')).mode & 0o777).toBe(0o600);
    const codes = letters.map(({ issues }) => issues[0]!.code);
    expect([...new Set(codes)].sort()).toStrictEqual([
      'invalid_rating',
      'invalid_timestamp',
      'missing_category',
      'missing_event_name',
      'missing_identity',
      'missing_keywords',
      'missing_product_id',
      'not_json',
    ]);
    const counts = countOccurrences(all.map(({ fate }) => fate));
    const rows = {
      'mapped, by': 'mapped',
      skipped: 'skipped',
      rejected: 'rejected',
      'without a usable': 'undated',
      broken: 'broken',
    };
    for (const [words, fate] of Object.entries(rows)) expect(readCount(stdout, words)).toBe(counts.get(fate));
  });
});

test('a dry run says the same, and sends and writes nothing', async () => {
  await withMiso({}, async (_miso, environment) => {
    const at = writeFiles({ 'a.ndjson': joinLines(createLines(200)) });
    const before = readdirSync(copy.path);
    const dry = await run(['--dry-run', at('a.ndjson')], {});
    expect(dry.code).toBe(0);
    expect(readdirSync(copy.path)).toStrictEqual(before);
    expect(readdirSync(at('.'))).toStrictEqual(['a.ndjson']);
    const sent = await run(['--dead-letters', at('dead'), at('a.ndjson')], environment);
    expect(`${dry.stdout}\nThe dead letters are in ${at('dead')}.\n`).toBe(sent.stdout);
  });
});

test('a dry run with Miso reports what it would refuse, and nothing is stored or written', async () => {
  const all = createLines(400);
  const bad = new Set(listMappable(all).filter((_, index) => index % 30 === 0));
  await withMiso({ refuse: (record) => bad.has(getMark(record)) }, async (miso, environment) => {
    const at = writeFiles({ 'a.ndjson': joinLines(all) });
    const before = readdirSync(copy.path);
    const { code, stdout } = await run(['--dry-run=miso', at('a.ndjson')], environment);
    expect({ code, stored: miso.stored }).toStrictEqual({ code: 0, stored: [] });
    expect(miso.calls).toBeGreaterThan(0);
    expect(readCount(stdout, 'mapped, by the type')).toBe(listMappable(all).length);
    expect(readCount(stdout, 'mapped, but refused')).toBe(bad.size);
    expect(readdirSync(copy.path)).toStrictEqual(before);
    expect(readdirSync(at('.'))).toStrictEqual(['a.ndjson']);
  });
});

const failures: Readonly<Record<string, Failure>> = {
  'has no time': { answer: 429 },
  fails: { answer: 503 },
  'hangs up': { answer: 'cut' },
  'says nothing': { answer: 'none' },
};

test.each(Object.entries(failures))('when Miso %s, the upload is tried again', async (_, failure) => {
  await withMiso({ fail: (call) => (call === 1 ? failure : undefined) }, async (miso, environment) => {
    const all = createLines(100);
    const at = writeFiles({ 'a.ndjson': joinLines(all) });
    const args = ['--timeout', '1', '--dead-letters', at('dead'), at('a.ndjson')];
    const { code, stderr } = await run(args, environment);
    expect({ code, calls: miso.calls }).toStrictEqual({ code: 0, calls: 2 });
    expect(miso.stored.map(getMark)).toStrictEqual(listMappable(all));
    expect(stderr).not.toContain(KEY);
  });
});

test('a pause that Miso asks for is kept', async () => {
  const fail = (call: number): Failure | undefined =>
    call === 1 ? { answer: 429, retryAfter: '3' } : undefined;
  await withMiso({ fail }, async (miso, environment) => {
    const all = createLines(100);
    const at = writeFiles({ 'a.ndjson': joinLines(all) });
    const start = performance.now();
    const { code } = await run(['--dead-letters', at('dead'), at('a.ndjson')], environment);
    expect({ code, calls: miso.calls }).toStrictEqual({ code: 0, calls: 2 });
    expect(performance.now() - start).toBeGreaterThan(3000);
  });
});

test('what is too large for Miso alone is kept, and the rest is sent in smaller uploads', async () => {
  await withMiso({ maxBytes: 20_000 }, async (miso, environment) => {
    const all = createLines(400);
    const products = Array.from({ length: 2000 }, (_, index) => ({ product_id: `product-${index}` }));
    const large = {
      event: 'Order Completed',
      userId: 'u1',
      timestamp: '2026-01-31T12:00:00Z',
      properties: { products },
    };
    const at = writeFiles({ 'a.ndjson': `${JSON.stringify(large)}\n${joinLines(all)}` });
    const { code, stdout } = await run(['--dead-letters', at('dead'), at('a.ndjson')], environment);
    expect(code).toBe(0);
    expect(miso.stored.map(getMark).sort()).toStrictEqual(listMappable(all).sort());
    expect(readCount(stdout, 'mapped, but refused')).toBe(1);
    expect(readDeadLetters(at('dead')).filter(({ fate }) => fate === 'refused')).toMatchObject([
      { line: 1, issues: [{ message: 'is too large for Miso' }] },
    ]);
  });
});

test('what Miso refuses is kept with what it said, and the rest is stored', async () => {
  const all = createLines(400);
  const bad = new Set(listMappable(all).filter((_, index) => index % 30 === 0));
  await withMiso({ refuse: (record) => bad.has(getMark(record)) }, async (miso, environment) => {
    const at = writeFiles({ 'a.ndjson': joinLines(all) });
    const { code, stdout } = await run(['--dead-letters', at('dead'), at('a.ndjson')], environment);
    expect(code).toBe(0);
    expect(miso.stored.map(getMark)).toStrictEqual(listMappable(all).filter((mark) => !bad.has(mark)));
    const refused = readDeadLetters(at('dead')).filter(({ fate }) => fate === 'refused');
    expect(refused.map(({ text }) => JSON.parse(text).context.locale)).toStrictEqual([...bad]);
    expect(refused.map(({ line, text }) => all[line - 1]!.text === text)).not.toContain(false);
    expect(refused[0]!.issues).toStrictEqual([
      { path: '', message: 'is invalid. The record was not expected.' },
    ]);
    expect(readCount(stdout, 'mapped, but refused')).toBe(bad.size);
  });
});

// --- mistakes

const environments = {
  right: { MISO_API_KEY: KEY },
  none: {},
  'a broken key': { MISO_API_KEY: 'secret\u2019key' },
  'a broken address': { MISO_API_KEY: KEY, MISO_URL: 'askmiso' },
};

const mistakes: readonly (readonly [string[], keyof typeof environments, string])[] = [
  [[], 'right', 'the name of a file is missing; see --help'],
  [['--fast', 'events.ndjson'], 'right', "Unknown option '--fast'"],
  [['--concurrency', '0', 'events.ndjson'], 'right', '--concurrency must be an integer of at least 1'],
  [['--timeout', '1.5', 'events.ndjson'], 'right', '--timeout must be an integer of at least 1'],
  [['--retries', 'many', 'events.ndjson'], 'right', '--retries must be an integer of at least 0'],
  [['--rate', '0', 'events.ndjson'], 'right', '--rate must be an integer of at least 1'],
  [['--input', 'csv', 'events.ndjson'], 'right', '--input must be one of events, rows, interactions'],
  [['--since', 'yesterday', 'events.ndjson'], 'right', '--since must be a time such as'],
  [['--until', '2026-01-31T12:00', 'events.ndjson'], 'right', '--until must be a time such as'],
  [['--since', '2026-02-30T25:00Z', 'events.ndjson'], 'right', '--since must be a time such as'],
  [['--input', 'interactions', '--since', '2026-01-31', 'events.ndjson'], 'right', '--since and --until are'],
  [['--dry-run=yes', 'events.ndjson'], 'right', '--dry-run may only be =miso'],
  [['--dry-run=miso', 'events.ndjson'], 'none', 'MISO_API_KEY is not set'],
  [['--dry-run=miso', '--checkpoint', 'c', 'events.ndjson'], 'right', 'a dry run has no checkpoint'],
  [['nowhere.ndjson'], 'right', 'nowhere.ndjson cannot be read: ENOENT'],
  [['events.ndjson', 'nowhere.ndjson'], 'right', 'nowhere.ndjson cannot be read: ENOENT'],
  [['webhook'], 'right', 'webhook is not a file'],
  [['events.ndjson'], 'none', 'MISO_API_KEY is not set'],
  [['events.ndjson'], 'a broken key', 'MISO_API_KEY contains a character that no key has'],
  [['events.ndjson'], 'a broken address', 'MISO_URL is not a URL'],
  [['--checkpoint', 'c.json', '-'], 'right', 'standard input has no checkpoint'],
  [['--checkpoint', 'c.json', '--dry-run', 'events.ndjson'], 'right', 'a dry run has no checkpoint'],
  [['--checkpoint', 'package.json', 'events.ndjson'], 'right', 'package.json is not a checkpoint'],
  [['--checkpoint', 'nowhere/c.json', 'events.ndjson'], 'right', 'nowhere/c.json cannot be locked: ENOENT'],
  [['--dead-letters', 'nowhere/dead', 'events.ndjson'], 'right', 'nowhere/dead cannot be written: ENOENT'],
];

test.each(mistakes)(
  '%j with the environment %s: one line, and exit code 2',
  async (args, environment, said) => {
    const { code, stdout, stderr } = await run(args, environments[environment]);
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^backfill: [^\n]+\n$/);
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/secret/);
  },
);

test('a wrong key stops it at once', async () => {
  await withMiso({ apiKey: 'another' }, async (miso, environment) => {
    const at = writeFiles({ 'a.ndjson': joinLines(createLines(8000)) });
    const { code, stdout, stderr } = await run(['--dead-letters', at('dead'), at('a.ndjson')], environment);
    expect({ code, stdout, stored: miso.stored }).toStrictEqual({ code: 2, stdout: '', stored: [] });
    expect(stderr.split('\n').filter((line) => line.startsWith('backfill:'))).toStrictEqual([
      expect.stringMatching(
        /^backfill: Miso answered 401: the API key is .+\. All before \S+a\.ndjson:1 is done\.$/,
      ),
    ]);
    expect(stderr).not.toContain(KEY);
    // no more than were under way
    expect(miso.calls).toBeLessThanOrEqual(4);
  });
});

test('a damaged file is sent up to the damage', async () => {
  await withMiso({}, async (miso, environment) => {
    const all = createLines(6000);
    const packed = gzipSync(joinLines(all));
    const at = writeFiles({ 'a.gz': packed.subarray(0, packed.length - 100) });
    const { code, stderr } = await run(['--dead-letters', at('dead'), at('a.gz')], environment);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^backfill: \S+a\.gz cannot be read past line \d+: unexpected end of file\. All before \S+:\d+ is done\.$/m,
    );
    const stored = miso.stored.map(getMark);
    expect(stored.length).toBeGreaterThan(1000);
    expect(stored.sort()).toStrictEqual(listMappable(all).slice(0, stored.length).sort());
  });
});

// --- what is no event

test('a line over the limit is a dead letter, and all others are sent', async () => {
  await withMiso({}, async (miso, environment) => {
    const all = createLines(6000);
    const long = `{"type":"track","userId":"${'x'.repeat(6_000_000)}"}`;
    const text = [joinLines(all.slice(0, 100)), long, joinLines(all.slice(100)), long].join('\n');
    const at = writeFiles({ 'a.ndjson': text });
    const { code, stdout } = await run(['--dead-letters', at('dead'), at('a.ndjson')], environment);
    expect(code).toBe(0);
    expect(miso.stored.map(getMark).sort()).toStrictEqual(listMappable(all).sort());
    const tooLong = readDeadLetters(at('dead')).filter(({ issues }) => issues[0]!.code === 'too_long');
    expect(withoutIssues(tooLong)).toStrictEqual(
      [101, 6002].map((line) => ({ fate: 'broken', file: at('a.ndjson'), line, text: '' })),
    );
    expect(readCount(stdout, 'too_long')).toBe(2);
  });
});

test('a run continues behind a line over the limit', async () => {
  const all = createLines(8000);
  const long: Line = { text: 'x'.repeat(6_000_000), fate: 'broken', mark: 'long' };
  const { at, again, stored } = await stopAndResume([long, ...all], ({ child }) => child.kill('SIGTERM'));
  expect(again.code).toBe(0);
  expect(stored.sort()).toStrictEqual(listMappable(all).sort());
  const [first, ...others] = withoutIssues(readDeadLetters(at('dead')));
  expect(first).toMatchObject({ line: 1, text: '' });
  expect(others).toStrictEqual(listUndeliverable(at('a.ndjson'), [long, ...all]).slice(1));
});

const unreadable: Readonly<Record<string, string>> = {
  'an array in one line': `[${'{"type":"track"},'.repeat(300_000)}0]`,
  'indented JSON': JSON.stringify(samples.slice(0, 10), null, 2),
  CSV: 'event,user_id\nProduct Viewed,u1\n',
};

test.each(Object.entries(unreadable))('%s is no file of events: it says so, and fails', async (_, text) => {
  const at = writeFiles({ 'a.ndjson': text });
  const { code, stdout, stderr } = await run(['--dry-run', at('a.ndjson')], {});
  expect(code).toBe(2);
  expect(readCount(stdout, 'broken')).toBeGreaterThan(0);
  expect(stderr).toMatch(/^backfill: most lines are broken: .+$/m);
});

test('a long file of which most lines are broken is not read to its end, whatever came before', async () => {
  await withMiso({}, async (miso, environment) => {
    const all = createLines(3000);
    const at = writeFiles({ 'a.ndjson': joinLines(all), 'b.csv': 'Product Viewed,u1\n'.repeat(1_000_000) });
    const args = ['--dead-letters', at('dead'), at('a.ndjson'), at('b.csv')];
    const { code, stdout, stderr } = await run(args, environment);
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^backfill: most lines of \S+b\.csv are broken.* All before \S+b\.csv:\d+ is done\.$/m,
    );
    expect(miso.stored.map(getMark).sort()).toStrictEqual(listMappable(all).sort());
    expect(readDeadLetters(at('dead')).length).toBeLessThan(200_000);
  });
});

// --- which events are sent, and how

const received = (receivedAt: string, mark: string): string =>
  JSON.stringify(
    addMark({ event: 'Product Viewed', userId: 'u1', receivedAt, properties: { sku: 's1' } }, mark),
  );

test.each<[options: string[], marks: string[]]>([
  [
    ['--since', '2026-01-31T12:00:00Z'],
    ['at noon', 'later'],
  ],
  [
    ['--until', '2026-01-31T12:00:00Z'],
    ['earlier', 'a minute earlier'],
  ],
  [
    ['--since', '2026-01-31', '--until', '2026-01-31T12:00:00.001+00:00'],
    ['a minute earlier', 'at noon'],
  ],
])('%j leaves out what Segment received at another time', async (options, marks) => {
  await withMiso({}, async (miso, environment) => {
    const at = writeFiles({
      'a.ndjson': [
        received('2025-12-31T12:00:00Z', 'earlier'),
        received('2026-01-31T11:59:00.000Z', 'a minute earlier'),
        received('2026-01-31T12:00:00.000Z', 'at noon'),
        received('2026-02-01T00:00:00.000Z', 'later'),
      ].join('\n'),
    });
    const args = [...options, '--dead-letters', at('dead'), at('a.ndjson')];
    const { code, stdout } = await run(args, environment);
    expect({ code, marks: miso.stored.map(getMark) }).toStrictEqual({ code: 0, marks });
    expect(readCount(stdout, 'outside_period')).toBe(4 - marks.length);
  });
});

test('rows of a warehouse are mapped, and left out by time in all of its forms', async () => {
  await withMiso({}, async (miso, environment) => {
    const times = [
      '2026-01-31 11:59:59.310123',
      '2026-01-31T11:59:59+00:00',
      '2026-01-31 12:00:00',
      '2026-01-31 12:00:00 UTC',
    ];
    const rows = times.map((received_at, index) =>
      JSON.stringify({ event: 'product_viewed', user_id: `u${index}`, sku: 's1', received_at }),
    );
    const at = writeFiles({ 'a.json': rows.join('\n') });
    const options = ['--input', 'rows', '--until', '2026-01-31T12:00:00Z', '--dead-letters', at('dead')];
    const elsewhere = { ...environment, TZ: 'America/New_York' };
    const { code } = await run([...options, at('a.json')], elsewhere);
    expect(code).toBe(0);
    expect(miso.stored).toMatchObject([{ user_id: 'u0', product_ids: ['s1'] }, { user_id: 'u1' }]);
    expect(miso.stored).toHaveLength(2);
  });
});

test('interactions of a warehouse are sent as they are; what is none is a dead letter', async () => {
  await withMiso({}, async (miso, environment) => {
    const { interactions } = mapEvent(samples[0]);
    const lines = [...interactions, { ...interactions[0], timestamp: undefined }, 7].map((interaction) =>
      JSON.stringify({ interaction: JSON.stringify(interaction) }),
    );
    const at = writeFiles({ 'a.json': [...lines, lines[0], '{}', 'null'].join('\n') });
    const args = ['--input', 'interactions', '--dead-letters', at('dead'), at('a.json')];
    const { stdout } = await run(args, environment);
    expect(miso.stored).toStrictEqual([...interactions, ...interactions]);
    expect(readCount(stdout, 'not_an_interaction')).toBe(3);
    expect(readCount(stdout, 'without a usable time')).toBe(1);
  });
});

test('--rate holds the events back', async () => {
  await withMiso({}, async (miso, environment) => {
    const all = createLines(3000);
    const at = writeFiles({ 'a.ndjson': joinLines(all) });
    const start = performance.now();
    const { code } = await run(['--rate', '1000', '--dead-letters', at('dead'), at('a.ndjson')], environment);
    // the last chunk is sent when those before it have taken their time
    const last =
      Math.floor(statSync(at('a.ndjson')).size / 2 ** 20) / (statSync(at('a.ndjson')).size / 2 ** 20);
    expect(performance.now() - start).toBeGreaterThan(3000 * last);
    expect({ code, stored: miso.stored.length }).toStrictEqual({ code: 0, stored: listMappable(all).length });
  });
});

test('an interruption does not wait for --rate', async () => {
  await withMiso({}, async (miso, environment) => {
    const at = writeFiles({ 'a.ndjson': joinLines(createLines(3000)) });
    const args = ['--rate', '1', '--dead-letters', at('dead'), at('a.ndjson')];
    const { child, ended } = startBackfill(copy.path, args, environment);
    while (miso.calls === 0) await setTimeout(20);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
  });
});

test('more files than may be open at a time are sent', async () => {
  await withMiso({}, async (miso, environment) => {
    const all = createLines(500);
    const at = writeFiles(Object.fromEntries(all.map(({ text, mark }) => [`${mark}.ndjson`, text])));
    const command = `ulimit -n 128 && node backfill/backfill.mjs --dead-letters ${at('dead')} ${at('.')}/*.ndjson`;
    await runCommand(copy.path, command, environment);
    expect(miso.stored.map(getMark).sort()).toStrictEqual(listMappable(all).sort());
  });
});

// --- a disk that is full, and a second run

test('dead letters that cannot be written stop it', async () => {
  await withMiso({}, async (_, environment) => {
    const at = writeFiles({ 'a.ndjson': joinLines(createLines(100)) });
    const { code, stdout, stderr } = await run(['--dead-letters', '/dev/full', at('a.ndjson')], environment);
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^backfill: \/dev\/full cannot be written: ENOSPC.+ All before \S+:1 is done\.$/m);
    expect(stderr).not.toContain('    at ');
  });
});

test('a checkpoint that cannot be written stops it', async () => {
  await withMiso({}, async (_, environment) => {
    const at = writeFiles({ 'a.ndjson': joinLines(createLines(100)) });
    // where the next checkpoint is written, before it takes the place of the last one
    symlinkSync('/dev/full', at('c.json.next'));
    const args = ['--checkpoint', at('c.json'), '--dead-letters', at('dead'), at('a.ndjson')];
    const { code, stdout, stderr } = await run(args, environment);
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^backfill: \S+c\.json\.next cannot be written: ENOSPC.+ is done\.$/m);
    expect(stderr).not.toContain('    at ');
  });
});

test('a second run on the same checkpoint is refused, and the first is not disturbed', async () => {
  await withMiso(
    { fail: (call) => (call === 1 ? { answer: 'none' } : undefined) },
    async (miso, environment) => {
      const all = createLines(3000);
      const at = writeFiles({ 'a.ndjson': joinLines(all) });
      const args = [
        '--timeout',
        '15',
        '--checkpoint',
        at('c.json'),
        '--dead-letters',
        at('dead'),
        at('a.ndjson'),
      ];
      const first = startBackfill(copy.path, args, environment);
      while (miso.calls === 0) await setTimeout(20);
      const second = await run(args, environment);
      expect(second).toStrictEqual({
        code: 2,
        stdout: '',
        stderr: `backfill: ${at('c.json')} is in use by another run\n`,
      });
      expect((await first.ended).code).toBe(0);
      expect(miso.stored.map(getMark).sort()).toStrictEqual(listMappable(all).sort());
      expect(readdirSync(at('.')).toSorted()).toStrictEqual(['a.ndjson', 'c.json', 'dead']);
    },
  );
});

// --- stopped, and gone on

/** Runs with a checkpoint, is stopped at a call, and runs again until it is through. */
async function stopAndResume(
  all: readonly Line[],
  stop: (running: ReturnType<typeof startBackfill>) => void,
  name = 'a.ndjson',
): Promise<{ at: (name: string) => string; ended: Ended; again: Ended; stored: string[]; before: number }> {
  const content = joinLines(all);
  const at = writeFiles({ [name]: name.endsWith('.gz') ? gzipSync(content) : content });
  const args = ['--checkpoint', at('c.json'), '--dead-letters', at('dead'), '--concurrency', '2', at(name)];
  let running: ReturnType<typeof startBackfill> | undefined;
  const fail = (call: number): undefined => {
    if (call === 5) stop(running!);
  };
  return withMiso({ fail }, async (miso, environment) => {
    running = startBackfill(copy.path, args, environment);
    const ended = await running.ended;
    const before = miso.stored.length;
    const again = await run(args, environment);
    return { at, ended, again, stored: miso.stored.map(getMark), before };
  });
}

test.each(['a.ndjson', 'a.gz'])('killed half-way, %s is gone on with, and nothing is lost', async (name) => {
  const all = createLines(8000);
  const { at, ended, again, stored, before } = await stopAndResume(
    all,
    ({ child }) => child.kill('SIGKILL'),
    name,
  );
  expect(ended.code).toBe(null);
  expect(again.code).toBe(0);
  const marks = listMappable(all);
  const counts = countOccurrences(stored);
  expect([...counts.keys()].sort()).toStrictEqual(marks.sort());
  // what was under way: the one at which it was killed, at least
  expect(before).toBeLessThan(marks.length);
  expect(stored.length - marks.length).toBeGreaterThan(0);
  // the checkpoint is of the first upload, at least
  expect(stored.length).toBeLessThan(before + marks.length);
  expect(withoutIssues(readDeadLetters(at('dead')))).toStrictEqual(listUndeliverable(at(name), all));
  // the report is of both runs
  expect(readCount(again.stdout, 'mapped, by')).toBe(marks.length);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('at %s it finishes what is under way', async (signal, exitCode) => {
  const all = createLines(8000);
  const { at, ended, again, stored } = await stopAndResume(all, ({ child }) => child.kill(signal));
  expect({ code: ended.code, stdout: ended.stdout }).toStrictEqual({ code: exitCode, stdout: '' });
  expect(ended.stderr).toMatch(
    /^backfill: interrupted\. All before \S+:\d+ is done; the same command continues from there\.$/m,
  );
  expect(again.code).toBe(0);
  // each once
  expect(stored.sort()).toStrictEqual(listMappable(all).sort());
  expect(withoutIssues(readDeadLetters(at('dead')))).toStrictEqual(listUndeliverable(at('a.ndjson'), all));
});

test('a second signal ends it immediately, and leaves the checkpoint unlocked', async () => {
  await withMiso({ fail: () => ({ answer: 'none' }) }, async (miso, environment) => {
    const at = writeFiles({ 'a.ndjson': joinLines(createLines(100)) });
    const args = ['--checkpoint', at('c.json'), '--dead-letters', at('dead'), at('a.ndjson')];
    const { child, ended } = startBackfill(copy.path, args, environment);
    while (miso.calls === 0) await setTimeout(20);
    child.kill('SIGINT');
    await setTimeout(500);
    expect(child.exitCode).toBe(null);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(readdirSync(at('.')).toSorted()).toStrictEqual(['a.ndjson', 'dead']);
  });
});

test('standard input that stays open does not keep it', async () => {
  await withMiso({ apiKey: 'another' }, async (_, environment) => {
    const { child, ended } = startBackfill(copy.path, ['-'], environment, null);
    child.stdin!.write(`${joinLines(createLines(3000))}\n`);
    expect((await ended).code).toBe(2);
  });
});

test('when Miso stays away it gives up, and goes on when it is told to', async () => {
  let isAway = true;
  await withMiso(
    { fail: (call) => (isAway && call > 2 ? { answer: 500 } : undefined) },
    async (miso, environment) => {
      const all = createLines(6000);
      const at = writeFiles({ 'a.ndjson': joinLines(all) });
      const args = [
        '--retries',
        '0',
        '--concurrency',
        '1',
        '--checkpoint',
        at('c.json'),
        '--dead-letters',
        at('dead'),
        at('a.ndjson'),
      ];
      const first = await run(args, environment);
      expect({ code: first.code, stdout: first.stdout }).toStrictEqual({ code: 1, stdout: '' });
      expect(first.stderr).toMatch(
        /^backfill: Miso answered 500\. All before \S+:\d+ is done; the same command continues from there\.$/m,
      );
      isAway = false;
      expect((await run(args, environment)).code).toBe(0);
      expect(miso.stored.map(getMark)).toStrictEqual(listMappable(all));
      const { calls } = miso;
      // there is nothing left to do
      expect((await run(args, environment)).code).toBe(0);
      expect(miso.calls).toBe(calls);
    },
  );
});

const changes: Readonly<Record<string, (at: (name: string) => string) => readonly [string[], string]>> = {
  'a longer file': (at) => {
    appendFileSync(at('a.ndjson'), '{}\n');
    return [[at('a.ndjson'), at('b.ndjson')], 'a.ndjson is not as it was when'];
  },
  'a file written anew': (at) => {
    writeFileSync(at('b.ndjson'), readFileSync(at('b.ndjson')));
    return [[at('a.ndjson'), at('b.ndjson')], 'b.ndjson is not as it was when'];
  },
  'another order': (at) => [[at('b.ndjson'), at('a.ndjson')], 'b.ndjson is not as it was when'],
  'a file less': (at) => [[at('a.ndjson')], 'is of more files than the command names'],
  'a file more': (at) => [
    [at('a.ndjson'), at('b.ndjson'), 'events.ndjson'],
    'events.ndjson is not as it was when',
  ],
  'other dead letters': (at) => [
    ['--dead-letters', at('others'), at('a.ndjson'), at('b.ndjson')],
    'the dead letters are in',
  ],
};

test.each(Object.entries(changes))('a checkpoint is refused with %s', async (_, change) => {
  await withMiso({}, async (miso, environment) => {
    const at = writeFiles({
      'a.ndjson': `${joinLines(createLines(60))}\n`,
      'b.ndjson': joinLines(createLines(60)),
    });
    const always = ['--checkpoint', at('c.json'), '--dead-letters', at('dead')];
    expect((await run([...always, at('a.ndjson'), at('b.ndjson')], environment)).code).toBe(0);
    const { calls } = miso;
    const checkpoint = readFileSync(at('c.json'), 'utf8');
    const [args, said] = change(at);
    const { code, stdout, stderr } = await run([...always, ...args], environment);
    expect({ code, stdout, calls: miso.calls }).toStrictEqual({ code: 2, stdout: '', calls });
    expect(stderr).toMatch(/^backfill: [^\n]+\n$/);
    expect(stderr).toContain(said);
    expect(readFileSync(at('c.json'), 'utf8')).toBe(checkpoint);
  });
});
