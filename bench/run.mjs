// Measures the library against its goals: `npm run bench`, or `npm run bench -- --help`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { GOALS, ratio, SLOW_TASKS, TASKS } from './goals.mjs';
import { interval, takeMedians } from './measure.mjs';
import { runTask } from './processes.mjs';
import {
  batchesTable,
  changesTable,
  circumstances,
  digits,
  goalsTable,
  performanceBlock,
} from './report.mjs';

const USAGE = `Usage: npm run bench [-- OPTIONS]
       node bench/run.mjs --dist FILE [OPTIONS]

Measures the library against its goals.

  --check           Fails when a goal is missed.
  --quick           Leaves out ${SLOW_TASKS.join(', ')}, and runs two processes for each of the other tasks.
  --only TASKS      Some of the tasks, with the times of each batch:
                    ${Object.keys(TASKS).join(',')}.
  --dist FILE       Another ESM build than dist/index.js.
  --against FILE    Also times that build, in the same rounds.
  --json FILE       Writes the figures, and the times of each batch, to a file.
  --write           Writes the figures to docs/performance.md.
  -h, --help        Prints this.
`;

const COMMAND = ['npm ci --prefix bench', 'npm run bench -- --write'];
const PERFORMANCE = fileURLToPath(new URL('../docs/performance.md', import.meta.url));
const BLOCK = /(?<=<!-- bench:start -->\n)[^]*(?=<!-- bench:end -->)/;

try {
  const options = readOptions();
  if (options.help) process.stdout.write(USAGE);
  else await run(options);
} catch (error) {
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = 1;
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean' },
      quick: { type: 'boolean' },
      only: { type: 'string' },
      dist: { type: 'string', default: fileURLToPath(new URL('../dist/index.js', import.meta.url)) },
      against: { type: 'string' },
      json: { type: 'string' },
      write: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const { quick, only, dist, against, write } = values;
  const tasks = only?.split(',') ?? Object.keys(TASKS).filter((task) => !quick || !SLOW_TASKS.includes(task));
  const unknown = tasks.find((task) => !Object.hasOwn(TASKS, task));
  if (unknown !== undefined)
    throw new Error(`unknown task ${unknown}; the tasks are ${Object.keys(TASKS).join(', ')}`);
  if (write && (only || quick)) throw new Error('--write needs all figures: leave out --only and --quick');
  if (!existsSync(new URL('node_modules', import.meta.url))) {
    throw new Error('the peers are not installed: npm ci --prefix bench');
  }
  return { ...values, tasks, dist: toUrl(dist), against: against && toUrl(against) };
}

function toUrl(file) {
  if (!existsSync(file)) throw new Error(`no file ${file}; build it first: npm run build`);
  return pathToFileURL(resolve(file)).href;
}

async function run({ check, quick, only, dist, against, json, write, tasks }) {
  const measured = {};
  for (const task of tasks) {
    progress(`${task} ...`);
    const { module, processes, options } = TASKS[task];
    measured[task] = await runTask({
      module,
      processes: quick ? Math.min(processes, 2) : processes,
      options: { ...options, dist, against },
    });
  }
  progress('');
  const figures = GOALS.filter(({ task }) => tasks.includes(task)).map((goal) =>
    computeFigure(goal, measured[goal.task]),
  );
  const medians = Object.fromEntries(tasks.map((task) => [task, takeMedians(measured[task].flat())]));
  print(`${circumstances()}\n`, goalsTable(figures));
  if (medians.everyday) print('', changesTable(medians.everyday));
  if (only || against) for (const task of tasks) printBatches(task, measured[task], medians[task]);
  if (json)
    writeFileSync(json, `${JSON.stringify({ measured: circumstances(), figures, medians }, null, 2)}\n`);
  if (write) {
    writeBlock(PERFORMANCE, performanceBlock(figures, medians, COMMAND));
  }
  const missed = figures.filter(({ isMissed }) => isMissed);
  const names = missed.map(({ name }) => `\n  ${name}`).join('');
  const verdict = `${missed.length} of ${figures.length} goals missed${names ? `:${names}` : ''}`;
  if (check && missed.length > 0) throw new Error(verdict);
  print('', verdict);
}

function computeFigure({ figure, ...goal }, processes) {
  const value = figure(processes.flat());
  const [low, high] = interval(processes, figure);
  const isMissed = goal.atMost === undefined ? value < goal.atLeast : value > goal.atMost;
  return { ...goal, value, low, high, isMissed };
}

function printBatches(task, processes, medians) {
  const text = batchesTable(task, medians);
  if (text) print('', text);
  if (!text.includes(' against ')) return;
  const figure = (rounds) => ratio(rounds, 'ours', 'against');
  const [low, high] = interval(processes, figure).map(digits);
  print(`ours / against: ${digits(figure(processes.flat()))} (${low} - ${high})`);
}

function writeBlock(file, block) {
  const text = readFileSync(file, 'utf8');
  if (!BLOCK.test(text)) throw new Error(`${file} has no <!-- bench:start --> and <!-- bench:end -->`);
  // a function, as `$` in a replacement has a meaning
  writeFileSync(
    file,
    text.replace(BLOCK, () => `${block}\n`),
  );
}

function print(...lines) {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}
