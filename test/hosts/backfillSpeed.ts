// How fast the backfill is, how much memory it takes, and whether a crash loses anything:
// npm ci --prefix bench && node scripts/run.mjs test/hosts/backfillSpeed.ts [EVENTS] [ROUNDS]
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { marked, markOf, occurrences, startBackfill } from './backfill.ts';
import { copyExamples } from './copy.ts';
import { startMiso } from './miso.ts';

const EVENTS = Number(process.argv[2] ?? 200_000);
const ROUNDS = Number(process.argv[3] ?? 5);
const BROKEN = 100;

// a shop's mix, as bench/tasks/stream.mjs has it, with some that cannot be sent
const PER_THOUSAND: Readonly<Record<string, number>> = {
  'Product Viewed': 540,
  'Products Searched': 160,
  'Product Added': 150,
  'Order Completed (2)': 78,
  'Product Reviewed': 40,
  'Product List Viewed (24)': 10,
  'Order Completed (50)': 2,
  unmapped: 15,
  nobody: 5,
};

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
import { chunksOf } from './backfill/input.mjs';
const start = { file: 0, bytes: 0, lines: 0 };
let size = 0;
for await (const { bytes } of chunksOf([process.argv[2]], start, new AbortController().signal)) {
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

const copy = await copyExamples();
try {
  await main(copy.path);
} finally {
  copy.remove();
}

async function main(path: string): Promise<void> {
  const events = join(path, 'speed.ndjson');
  const broken = join(path, 'broken.ndjson');
  const { mapped, skipped, rejected } = await writeEvents(events);
  writeFileSync(broken, '{"type":"track",\n'.repeat(BROKEN));
  const size = statSync(events).size / 1e6;
  const megabytes = size.toFixed(0);
  console.log(`${EVENTS} events, ${megabytes} MB; Node ${process.versions.node}, ${cpus().length} cores\n`);
  await measure(path, events, size);
  await crash(path, [events, broken], { mapped, skipped, rejected });
}

async function measure(path: string, events: string, size: number): Promise<void> {
  writeFileSync(join(path, 'figures.mjs'), FIGURES);
  writeFileSync(join(path, 'baseline.mjs'), BASELINE);
  writeFileSync(join(path, 'sink.mjs'), SINK);
  const sink = fork(join(path, 'sink.mjs'));
  const [port] = await once(sink, 'message');
  const sending = { MISO_API_KEY: 'key', MISO_URL: `http://127.0.0.1:${port}/` };
  const checkpoint = ['--checkpoint', 'speed.json'];
  const ways: Readonly<Record<string, () => Promise<Figures>>> = {
    'parse and stringify': () => figuresOf(path, ['baseline.mjs', events], {}),
    'dry run': () => figuresOf(path, ['backfill/backfill.mjs', '--dry-run', events], {}),
    'sent, with a checkpoint': async () => {
      rmSync(join(path, 'speed.json'), { force: true });
      return figuresOf(path, ['backfill/backfill.mjs', ...checkpoint, events], sending);
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

async function figuresOf(path: string, args: string[], environment: NodeJS.ProcessEnv): Promise<Figures> {
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

/** Kills it half-way, lets it go on, and counts what has come where. */
async function crash(
  path: string,
  files: readonly string[],
  { mapped, skipped, rejected }: Written,
): Promise<void> {
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
  const before = miso.stored.length;
  const { code, stdout } = await startBackfill(path, args, environment).ended;
  await miso.close();

  const counts = occurrences(miso.stored.map(markOf));
  const letters = readFileSync(join(path, 'crash.ndjson'), 'utf8').trim().split('\n');
  const fates = occurrences(letters.map((line): string => JSON.parse(line).fate));
  console.log(`
Killed when Miso had ${before} interactions, and gone on with; exit code ${code}.
mapped      ${mapped.size} sent, ${[...mapped].filter((mark) => !counts.has(mark)).length} lost
stored      ${counts.size} different ones, ${miso.stored.length - counts.size} twice
dead        ${fates.get('rejected')} of ${rejected} rejected, ${fates.get('broken')} of ${BROKEN} broken, ${letters.length} in all
skipped     ${/([\d,]+) {2}skipped/.exec(stdout)?.[1]} of ${skipped}`);
}

// --- events

interface Written {
  /** The marks of those that are for Miso. */
  readonly mapped: ReadonlySet<string>;
  readonly skipped: number;
  readonly rejected: number;
}

interface EventSource {
  readonly payload: (name: string) => object;
  readonly unmapped: () => object;
}

async function writeEvents(path: string): Promise<Written> {
  // the bench has its own packages, so it is loaded from where they are
  const { eventSource }: { eventSource: (seed: number) => EventSource } = await import(
    pathToFileURL(resolve('bench/payloads.mjs')).href
  );
  const { payload, unmapped } = eventSource(6);
  const names = Object.entries(PER_THOUSAND).flatMap(([name, count]) => new Array<string>(count).fill(name));
  const make: Readonly<Record<string, () => object>> = {
    unmapped,
    nobody: () => ({ ...payload('Product Viewed'), userId: null, anonymousId: '' }),
  };
  const mapped = new Set<string>();
  const counts = { unmapped: 0, nobody: 0 };
  const file = createWriteStream(path);
  for (let index = 0; index < EVENTS; index++) {
    // 377 and 1,000 have no common divisor: all of the thousand, well mixed
    const name = names[(index * 377) % 1000]!;
    const event = (make[name] ?? (() => payload(name)))();
    if (name === 'unmapped' || name === 'nobody') counts[name]++;
    else mapped.add(`e${index}`);
    if (!file.write(`${JSON.stringify(marked(event, `e${index}`))}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return { mapped, skipped: counts.unmapped, rejected: counts.nobody };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1]!;
}
