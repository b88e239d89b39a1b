// Measures the library against its goals: `npm run bench`, or `npm run bench -- --help`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ROWS, TASKS } from './goals.mjs';
import { interval } from './measure.mjs';
import { runTask } from './processes.mjs';
import { circumstances, detailsTable, markdown, mediansOf, textTable } from './report.mjs';

const USAGE = `Usage: npm run bench [-- OPTIONS]

Measures the library against its goals, in about two minutes.

  --check         Fails when a figure is past its goal by more than the spread of its rounds.
  --only TASKS    Some of the tasks, with the times of each payload: ${Object.keys(TASKS).join(',')}.
  --dist FILE     Another ESM build than dist/index.js.
  --json FILE     Writes the figures, and the times of each payload, there.
  --readme        Writes the table into README.md.
  -h, --help      Prints this.
`;

const README = fileURLToPath(new URL('../README.md', import.meta.url));
const README_BLOCK = /(?<=<!-- bench:start -->\n)[^]*(?=<!-- bench:end -->)/;

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
      only: { type: 'string' },
      dist: { type: 'string', default: fileURLToPath(new URL('../dist/index.js', import.meta.url)) },
      json: { type: 'string' },
      readme: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const { only, dist, readme } = values;
  const tasks = only?.split(',') ?? Object.keys(TASKS);
  const unknown = tasks.find((task) => !Object.hasOwn(TASKS, task));
  if (unknown !== undefined)
    throw new Error(`no task ${unknown}; there are ${Object.keys(TASKS).join(', ')}`);
  if (readme && only) throw new Error('--readme needs the whole table: leave out --only');
  if (readme && !README_BLOCK.test(readFileSync(README, 'utf8'))) {
    throw new Error('README.md has no <!-- bench:start --> and <!-- bench:end -->');
  }
  if (!existsSync(dist)) throw new Error(`no file ${dist}; build it first: npm run build`);
  if (!existsSync(new URL('node_modules', import.meta.url))) {
    throw new Error('the peers are not installed: npm ci --prefix bench');
  }
  return { ...values, tasks, dist: pathToFileURL(resolve(dist)).href };
}

async function run({ check, only, dist, json, readme, tasks }) {
  const measured = {};
  for (const task of tasks) {
    progress(`${task} ...`);
    const { options, ...how } = TASKS[task];
    measured[task] = await runTask({ ...how, options: { ...options, dist } });
  }
  progress('');
  const figures = ROWS.filter(({ task }) => tasks.includes(task)).map((row) =>
    figureOf(row, measured[row.task]),
  );
  const at = circumstances();
  const medians = Object.fromEntries(tasks.map((task) => [task, mediansOf(measured[task].flat())]));
  process.stdout.write(`${textTable(figures, at)}\n`);
  if (only) for (const task of tasks) process.stdout.write(detailsTable(task, medians[task]));
  if (json) writeFileSync(json, `${JSON.stringify({ ...at, figures, medians }, null, 2)}\n`);
  // a function, as `$` in a replacement text means something
  if (readme)
    writeFileSync(
      README,
      readFileSync(README, 'utf8').replace(README_BLOCK, () => markdown(figures, at)),
    );
  const missed = figures.filter(({ holds }) => !holds);
  if (check && missed.length > 0)
    throw new Error(`past the goal: ${missed.map(({ name }) => name).join('; ')}`);
}

function figureOf({ figure, ...row }, processes) {
  const [low, high] = interval(processes, figure);
  const holds = row.atMost === undefined ? high >= row.atLeast : low <= row.atMost;
  return { ...row, value: figure(processes.flat()), low, high, holds };
}

function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}
