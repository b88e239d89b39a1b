// What is measured, and what it must come to.
import { geometricMean, median } from './measure.mjs';

/** What runs, in how many processes, and with which options of its module in tasks/. */
export const TASKS = {
  map: { module: 'map', processes: 3, options: { peers: ['unsafe'], rounds: 100, warmup: 60 } },
  peers: {
    module: 'map',
    processes: 3,
    options: { peers: ['mapping-kit', 'facade', 'zod', 'ajv'], rounds: 50, warmup: 30 },
  },
  orders: { module: 'orders', processes: 3, options: { rounds: 80, warmup: 40 } },
  rules: { module: 'rules', processes: 3, options: { rounds: 60, warmup: 60 } },
  skipped: { module: 'skipped', processes: 3, options: { rounds: 100, warmup: 60 } },
  bytes: { module: 'bytes', processes: 1, options: { rounds: 9, warmup: 100 } },
  size: { module: 'size', processes: 1, options: {} },
  import: { module: 'import', processes: 1, options: { rounds: 40, warmup: 2 } },
  stream: { module: 'stream', processes: 3, options: { rounds: 28, warmup: 8 } },
};

/** The rows of the table: the figure that a task's rounds give, and the most that it may be, or the least. */
export const ROWS = [
  {
    name: 'mapSegmentEvent / JSON.parse of the event',
    task: 'map',
    figure: (rounds) => ratio(rounds, 'ours', 'parse'),
    atMost: 0.08,
  },
  {
    name: 'mapSegmentEvent / an unsafe mapper written by hand',
    task: 'map',
    figure: (rounds) => ratio(rounds, 'ours', 'unsafe'),
    atMost: 3,
  },
  {
    name: "faster than Segment's mapping-kit and its validation",
    task: 'peers',
    figure: (rounds) => ratio(rounds, 'mapping-kit', 'ours'),
    unit: '×',
    atLeast: 65,
  },
  {
    name: "faster than Segment's facade (clone and traverse off)",
    task: 'peers',
    figure: (rounds) => ratio(rounds, 'facade', 'ours'),
    unit: '×',
    atLeast: 14,
  },
  {
    name: 'faster than zod 4, then the unsafe mapper',
    task: 'peers',
    figure: (rounds) => ratio(rounds, 'zod', 'ours'),
    unit: '×',
    atLeast: 7,
  },
  {
    name: 'faster than the unsafe mapper, then ajv on its record',
    task: 'peers',
    figure: (rounds) => ratio(rounds, 'ajv', 'ours'),
    unit: '×',
    atLeast: 3,
  },
  {
    name: 'a product of an order of 1,000 / one of an order of 10',
    task: 'orders',
    figure: (rounds) => median(rounds.map((of) => of['of 1,000'].ours / 1000 / (of['of 10'].ours / 10))),
    atMost: 1.1,
  },
  {
    name: 'a mapper with 500 custom rules / createMapper()',
    task: 'rules',
    figure: (rounds) => ratio(rounds, 'rules', 'default'),
    atMost: 1.15,
  },
  {
    name: 'a mapper with 500 custom rules / mapSegmentEvent',
    task: 'rules',
    figure: (rounds) => ratio(rounds, 'rules', 'mapSegmentEvent'),
    atMost: 1.15,
  },
  {
    name: 'a track call that is not mapped / JSON.parse of it',
    task: 'skipped',
    figure: (rounds) => median(rounds.map(({ unmapped }) => unmapped.ours / unmapped.parse)),
    atMost: 0.02,
  },
  {
    name: 'an identify or page call / JSON.parse of it',
    task: 'skipped',
    figure: (rounds) =>
      geometricMean(
        ['identify', 'page'].map((call) => median(rounds.map((of) => of[call].ours / of[call].parse))),
      ),
    atMost: 0.02,
  },
  {
    name: 'bytes allocated for an event, beyond record and result',
    task: 'bytes',
    figure: (rounds) => mean(byPayload(rounds, ({ ours, unsafe }) => ours - unsafe)),
    unit: 'B',
    atMost: 64,
  },
  {
    name: 'import { mapSegmentEvent }, min + gzip',
    task: 'size',
    figure: ([{ mapSegmentEvent }]) => mapSegmentEvent / 1000,
    unit: 'kB',
    atMost: 5,
  },
  {
    name: 'everything exported, min + gzip',
    task: 'size',
    figure: ([{ everything }]) => everything / 1000,
    unit: 'kB',
    atMost: 8,
  },
  {
    name: 'importing the ESM build, beyond an empty module',
    task: 'import',
    figure: (rounds) => median(rounds.map(({ ours, empty }) => (ours - empty) / 1000)),
    unit: 'ms',
    atMost: 2,
  },
  {
    name: 'parse, map, stringify of a stream / parse, stringify',
    task: 'stream',
    figure: (rounds) => median(rounds.map(({ mapped, unchanged }) => mapped / unchanged)),
    atMost: 0.82,
  },
];

// the median of each payload
function byPayload(rounds, figure) {
  return Object.keys(rounds[0]).map((payload) => median(rounds.map((round) => figure(round[payload]))));
}

/** The ratio of two contenders' times: the geometric mean of each payload's median. */
export function ratio(rounds, one, other) {
  return geometricMean(byPayload(rounds, (times) => times[one] / times[other]));
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
