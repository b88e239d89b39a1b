// How fast the backfill is, how much memory it takes, and whether a crash loses anything
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseSize } from '../helpers/chooseSize.ts';
import { createWebhookEvent } from '../helpers/sampleEvents.ts';
import { addMark, getMark, countOccurrences, startBackfill } from './startBackfill.ts';
import { type Copy, copyExamples } from './copyExamples.ts';
import { startMiso } from './misoServer.ts';

const EVENTS = chooseSize(10_000, 200_000);
const ROUNDS = chooseSize(1, 5);
const BROKEN = 100;
const MINUTES = 60_000;

/** A shop's mix, in which some events cannot be sent: how many of a thousand, the event's name, and its number of products. */
const MIX: readonly (readonly [perThousand: number, event: string, products: number])[] = [
  [540, 'Product Viewed', 1],
  [160, 'Products Searched', 0],
  [150, 'Product Added', 1],
  [78, 'Order Completed', 2],
  [40, 'Product Reviewed', 1],
  [10, 'Product List Viewed', 24],
  [2, 'Order Completed', 50],
  [15, 'Size Guide Opened', 0],
  [5, 'Product Viewed', 0],
];

/** What one run took. */
interface Figures {
  readonly seconds: number;
  readonly processor: number;
  readonly megabytes: number;
}

// what a process writes when it ends; its threads count in it
const FIGURES = `
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const figures = { seconds: process.uptime(), processor: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
  writeFileSync(process.env.FIGURES, JSON.stringify(figures));
});`;

// the same file, read the same way
const BASELINE = `
import { readChunks } from './backfill/input.mjs';
const start = { file: 0, bytes: 0, lines: 0 };
let size = 0;
for await (const { bytes } of readChunks([process.argv[2]], start, new AbortController().signal)) {
  for (const line of new TextDecoder().decode(bytes).split('\\n')) {
    if (line !== '') size += JSON.stringify(JSON.parse(line)).length;
  }
}
if (size === 0) throw new Error('nothing was read');`;

// takes whatever comes: Miso's own work is not what is measured
const SINK = `
import { createServer } from 'node:http';
const server = createServer((request, response) => {
  request.resume().on('end', () => response.end('{"message":"success"}'));
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));`;

let copy: Copy;
let events: string;
let written: Written;

beforeAll(async () => {
  copy = await copyExamples();
  events = join(copy.path, 'speed.ndjson');
  written = await writeEvents(events);
}, 10 * MINUTES);

afterAll(() => {
  copy.remove();
});

test(
  `${EVENTS} events are read and sent`,
  async () => {
    const megabytes = statSync(events).size / 1e6;
    console.log(
      `${EVENTS} events, ${megabytes.toFixed(0)} MB; Node ${process.versions.node}, ${cpus().length} cores\n`,
    );
    await measure(copy.path, events, megabytes);
  },
  10 * MINUTES,
);

test(
  `killed half-way through ${EVENTS} events and gone on with, it loses none`,
  async () => {
    const broken = join(copy.path, 'broken.ndjson');
    writeFileSync(broken, '{"type":"track",\n'.repeat(BROKEN));
    const { sentBefore, code, skipped, stored, fates } = await crashAndResume(copy.path, [events, broken]);
    const counts = countOccurrences(stored);
    console.log(
      `killed when Miso had ${sentBefore} interactions; ${stored.length - counts.size} were stored twice`,
    );
    expect(code).toBe(0);
    expect(sentBefore).toBeLessThan(written.mapped.size);
    expect(new Set(counts.keys())).toStrictEqual(written.mapped);
    expect(skipped).toBe(written.skipped);
    expect(Object.fromEntries(fates)).toStrictEqual({ rejected: written.rejected, broken: BROKEN });
  },
  10 * MINUTES,
);

async function measure(path: string, events: string, size: number): Promise<void> {
  writeFileSync(join(path, 'figures.mjs'), FIGURES);
  writeFileSync(join(path, 'baseline.mjs'), BASELINE);
  writeFileSync(join(path, 'sink.mjs'), SINK);
  const sink = fork(join(path, 'sink.mjs'));
  const [port] = await once(sink, 'message');
  const sending = { MISO_API_KEY: 'key', MISO_URL: `http://127.0.0.1:${port}/` };
  const checkpoint = ['--checkpoint', 'speed.json'];
  const ways: Readonly<Record<string, () => Promise<Figures>>> = {
    'parse and stringify': () => measureRun(path, ['baseline.mjs', events], {}),
    'dry run': () => measureRun(path, ['backfill/backfill.mjs', '--dry-run', events], {}),
    'sent, with a checkpoint': async () => {
      rmSync(join(path, 'speed.json'), { force: true });
      return measureRun(path, ['backfill/backfill.mjs', ...checkpoint, events], sending);
    },
  };
  const names = Object.keys(ways);
  const taken: Record<string, Figures>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const figures: Record<string, Figures> = {};
    // each is first in turn
    for (let at = 0; at < names.length; at++) {
      const name = names[(at + round) % names.length]!;
      figures[name] = await ways[name]!();
    }
    taken.push(figures);
  }
  sink.kill();

  const [baseline] = names;
  console.log('                           seconds  processor  events/s   MB/s  times as fast  peak MB');
  for (const name of names) {
    const all = taken.map((figures) => figures[name]!);
    const seconds = median(all.map((figures) => figures.seconds));
    const faster = median(taken.map((figures) => figures[baseline!]!.seconds / figures[name]!.seconds));
    const columns: readonly (readonly [string, number])[] = [
      [seconds.toFixed(2), 8],
      [median(all.map(({ processor }) => processor)).toFixed(2), 11],
      [Math.round(EVENTS / seconds).toString(), 10],
      [(size / seconds).toFixed(0), 7],
      [faster.toFixed(2), 15],
      [Math.max(...all.map((figures) => figures.megabytes)).toFixed(0), 9],
    ];
    console.log(name.padEnd(26) + columns.map(([text, width]) => text.padStart(width)).join(''));
  }
}

async function measureRun(path: string, args: string[], environment: NodeJS.ProcessEnv): Promise<Figures> {
  const file = join(path, 'figures.json');
  const env = { PATH: process.env['PATH'], FIGURES: file, ...environment };
  const child = spawn(process.execPath, ['--import', './figures.mjs', ...args], {
    cwd: path,
    env,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${args.join(' ')} has ended with ${code}`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

interface Crashed {
  readonly sentBefore: number;
  readonly code: number | null;
  /** As the command has counted. */
  readonly skipped: number;
  /** The mark of each stored interaction. */
  readonly stored: readonly string[];
  /** How many dead letters have each fate. */
  readonly fates: ReadonlyMap<string, number>;
}

/** Kills the command half-way, and lets it go on. */
async function crashAndResume(path: string, files: readonly string[]): Promise<Crashed> {
  const args = ['--checkpoint', 'crash.json', '--dead-letters', 'crash.ndjson', ...files];
  const half = Math.ceil(statSync(files[0]!).size / 2 ** 21);
  const first: { child?: ChildProcess } = {};
  const miso = await startMiso({
    fail: (call) => {
      if (call === half) first.child?.kill('SIGKILL');
      return undefined;
    },
  });
  const environment = { MISO_API_KEY: 'key', MISO_URL: miso.url };
  const { child, ended } = startBackfill(path, args, environment);
  first.child = child;
  await ended;
  const sentBefore = miso.stored.length;
  const { code, stdout } = await startBackfill(path, args, environment).ended;
  await miso.close();
  const letters = readFileSync(join(path, 'crash.ndjson'), 'utf8').trim().split('\n');
  return {
    sentBefore,
    code,
    skipped: Number(/([\d,]+) {2}skipped/.exec(stdout)?.[1]?.replaceAll(',', '')),
    stored: miso.stored.map(getMark),
    fates: countOccurrences(letters.map((line): string => JSON.parse(line).fate)),
  };
}

// --- events

interface Written {
  /** The marks of those that are for Miso. */
  readonly mapped: ReadonlySet<string>;
  readonly skipped: number;
  readonly rejected: number;
}

async function writeEvents(path: string): Promise<Written> {
  const kinds = MIX.flatMap((kind) => new Array<(typeof MIX)[number]>(kind[0]).fill(kind));
  const mapped = new Set<string>();
  let skipped = 0;
  let rejected = 0;
  const file = createWriteStream(path);
  for (let index = 0; index < EVENTS; index++) {
    // 377 and 1,000 have no common divisor: all of the thousand, well mixed
    const [, name, products] = kinds[(index * 377) % 1000]!;
    if (name === 'Size Guide Opened') skipped++;
    else if (name === 'Product Viewed' && products === 0) rejected++;
    else mapped.add(`e${index}`);
    const event = createWebhookEvent(name, createProperties(index, products));
    if (!file.write(`${JSON.stringify(addMark(event, `e${index}`))}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return { mapped, skipped, rejected };
}

function createProperties(index: number, count: number): object {
  const products = Array.from({ length: count }, (_, at) => ({
    product_id: `p${(index * 31 + at) % 5000}`,
    sku: `SKU-${index % 977}-${at}`,
    category: 'Shoes',
    name: `Trail runner ${index % 613}`,
    brand: 'Lindqvist & Co',
    variant: 'dark blue',
    price: 49.95 + (index % 50),
    quantity: 1 + (index % 4),
    position: at + 1,
    url: `https://shop.example.com/products/p${index}`,
    image_url: `https://cdn.example.com/images/p${index}.jpg`,
  }));
  const more = { category: 'Shoes', query: `blue shoes ${index % 101}`, rating: index % 6, currency: 'USD' };
  if (count === 1) return { ...products[0], ...more };
  return { ...more, order_id: `o${index}`, total: 50 * count, products };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1]!;
}
