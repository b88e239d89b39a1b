// Maps as many random events as time allows, and checks what must hold of each: `npm run fuzz -- --help`.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { saveCase } from './saveCase.ts';
import type { Outcome, Task } from './runTask.ts';

const USAGE = `Usage: npm run fuzz -- [OPTIONS]

Maps random events and checks what must hold of each. A case that fails is made small and saved under test/property/regressions.

  --minutes N   Stops after so many minutes; 1 unless given, or unless --events is.
  --events N    Stops after so many events.
  --seed N      The same events again; the seed of a run is printed at its start.
  --help        Prints this.
`;

interface Limits {
  readonly seed: number;
  readonly events: number;
  readonly milliseconds: number;
}

async function main(): Promise<void> {
  try {
    const limits = readLimits();
    if (limits === undefined) process.stdout.write(USAGE);
    else await run(limits);
  } catch (error) {
    // of what `parseArgs` says, the first line says it all
    process.stderr.write(`fuzz: ${getMessage(error).split('\n')[0]}\n`);
    process.exitCode = 1;
  }
}

function readLimits(): Limits | undefined {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string' },
      events: { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return undefined;
  const events = parseWholeNumber('events', values.events, 1);
  const seed = parseWholeNumber('seed', values.seed, 0);
  const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
  if (minutes !== undefined && !(minutes > 0 && minutes < Infinity)) {
    throw new Error(`--minutes is ${JSON.stringify(values.minutes)}, but must be a number above 0`);
  }
  return {
    seed: seed ?? Date.now() % 2 ** 31,
    events: events ?? Infinity,
    milliseconds: (minutes ?? (events === undefined ? 1 : Infinity)) * 60_000,
  };
}

function parseWholeNumber(flag: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const given = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(given) && given >= least) return given;
  throw new Error(`--${flag} is ${JSON.stringify(text)}, but must be a whole number of at least ${least}`);
}

function getMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Tally {
  events: number;
  faults: number;
  readonly saved: Set<string>;
}

/** Where `regressions.test.ts` finds the cases. */
const FOLDER = 'test/property/regressions';

/** Events of one task: about a second. */
const TASK = 10_000;

async function run(limits: Limits): Promise<void> {
  process.stdout.write(`seed ${limits.seed}\n`);
  const start = performance.now();
  const tasks = createTasks(limits);
  const tally: Tally = { events: 0, faults: 0, saved: new Set() };
  await Promise.all(
    Array.from({ length: availableParallelism() }, () =>
      workThrough(tasks, async ({ events, faults, cases }) => {
        tally.events += events;
        tally.faults += faults;
        for (const failing of cases) tally.saved.add(await saveCase(failing, FOLDER));
        showProgress(`${tally.events} events, ${formatRate(tally.events, start)}`);
      }),
    ),
  );
  showProgress('');
  for (const file of tally.saved) process.stdout.write(`saved ${file}\n`);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(
    `${tally.events} events in ${seconds} s, ${formatRate(tally.events, start)}, ${tally.faults} faults\n`,
  );
  if (tally.faults > 0) process.exitCode = 1;
}

/** The tasks of a run: the same for the same seed, whoever works on them. */
function* createTasks({ seed, events, milliseconds }: Limits): Generator<Task, void, undefined> {
  const until = Date.now() + milliseconds;
  for (let first = 0; first < events && Date.now() < until; first += TASK) {
    // times an odd number, so that no two are the same
    const own = (seed + Math.imul(first / TASK, 0x9e3779b9)) | 0;
    yield { seed: own, events: Math.min(TASK, events - first), until };
  }
}

/** Has a thread of its own work on the tasks, until there are none. */
function workThrough(
  tasks: Generator<Task, void>,
  onOutcome: (outcome: Outcome) => Promise<void>,
): Promise<void> {
  // with room for what is thrown away at once, or a tenth of the time goes into collecting it
  const worker = new Worker(fileURLToPath(import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
  return new Promise<void>((resolve, reject) => {
    const fail = (error: Error): void => {
      // the other threads stop, too
      tasks.return();
      reject(error);
    };
    const next = (): void => {
      const task = tasks.next();
      if (task.done) resolve();
      else worker.postMessage(task.value);
    };
    worker.on('error', fail);
    worker.on('message', (outcome: Outcome) => {
      onOutcome(outcome).then(next, fail);
    });
    next();
  }).finally(() => worker.terminate());
}

function formatRate(events: number, start: number): string {
  return `${Math.round(events / ((performance.now() - start) / 1000))} events/s`;
}

function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

if (isMainThread) await main();
else {
  // not in the other thread, as it takes seconds
  const { runTask: work } = await import('./runTask.ts');
  parentPort?.on('message', (task: Task) => {
    parentPort?.postMessage(work(task));
  });
}
