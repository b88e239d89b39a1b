// What is measured, and what it must come to.
import { geometricMean, median, takeMedians } from './measure.mjs';
import { CHANGES, findUsualEvents } from './shapes.mjs';

/** The tasks: the module in tasks/, in how many processes it runs, and its options. */
export const TASKS = {
  mixture: map('mixture', { peers: ['assigning'] }),
  rejected: map('rejected'),
  distinct: map('distinct', { peers: ['assigning'] }),
  'distinct-rejected': map('distinct-rejected'),
  everyday: map('everyday', { rounds: 60, warmup: 30 }),
  payloads: map('payloads', { peers: ['unsafe'] }),
  peers: map('payloads', { peers: ['mapping-kit', 'facade', 'zod', 'ajv'], rounds: 50, warmup: 30 }),
  orders: map('orders', { rounds: 80, warmup: 40, leadIn: 0.5 }),
  skipped: map('skipped'),
  rules: { module: 'rules', processes: 3, options: { rounds: 60, warmup: 60 } },
  bytes: { module: 'bytes', processes: 1, options: { rounds: 9, warmup: 100 } },
  size: { module: 'size', processes: 1, options: {} },
  import: { module: 'import', processes: 1, options: { rounds: 40, warmup: 2 } },
  stream: { module: 'stream', processes: 3, options: { rounds: 28, warmup: 8 } },
};

/** What `--quick` leaves out: what takes long, and what depends on the machine's disk and memory. */
export const SLOW_TASKS = ['peers', 'import', 'stream'];

function map(batches, options) {
  return { module: 'map', processes: 3, options: { batches, rounds: 100, warmup: 60, ...options } };
}

/** The most that a change of a usual event may cost, as a multiple of what the event costs, by whether it is rejected. */
export const MOST_COST = { mapped: 2, rejected: 2.5 };

/** The goals: the figure that the rounds of a task give, and the most that it may be, or the least. */
// prettier-ignore
export const GOALS = [
  { task: 'mixture', name: 'mixture of 64 shapes / JSON.parse', figure: against('parse'), atMost: 0.12 },
  { task: 'mixture', name: 'mixture of 64 shapes / an unsafe mapper of assignments', figure: against('assigning'), atMost: 3 },
  { task: 'rejected', name: 'mixture of 64 rejected shapes / JSON.parse', figure: against('parse'), atMost: 0.2 },
  { task: 'distinct', name: 'events of a new shape each / JSON.parse', figure: against('parse'), atMost: 0.45 },
  { task: 'distinct', name: 'events of a new shape each / an unsafe mapper of assignments', figure: against('assigning'), atMost: 3 },
  { task: 'distinct-rejected', name: 'rejected events of a new shape each / JSON.parse', figure: against('parse'), atMost: 0.5 },
  { task: 'everyday', name: 'usual event with its costliest change / without', figure: highestCost('mapped'), unit: '×', atMost: MOST_COST.mapped },
  { task: 'everyday', name: 'usual event with its costliest reason to reject it / without', figure: highestCost('rejected'), unit: '×', atMost: MOST_COST.rejected },
  { task: 'payloads', name: 'seven complete payloads / JSON.parse', figure: against('parse'), atMost: 0.08 },
  { task: 'payloads', name: 'seven complete payloads / an unsafe mapper of literals', figure: against('unsafe'), atMost: 3 },
  { task: 'peers', name: "faster than Segment's mapping-kit and its validation", figure: timesFasterThan('mapping-kit'), unit: '×', atLeast: 65 },
  { task: 'peers', name: "faster than Segment's facade (clone and traverse off)", figure: timesFasterThan('facade'), unit: '×', atLeast: 14 },
  { task: 'peers', name: 'faster than zod 4, then the unsafe mapper', figure: timesFasterThan('zod'), unit: '×', atLeast: 7 },
  { task: 'peers', name: 'faster than the unsafe mapper, then ajv on its record', figure: timesFasterThan('ajv'), unit: '×', atLeast: 3 },
  { task: 'orders', name: 'a product in an order of 1,000 / in one of 10', figure: costOfThousand, atMost: 1.1 },
  { task: 'rules', name: 'mapper with 500 custom rules / createMapper()', figure: (rounds) => ratio(rounds, 'rules', 'default'), atMost: 1.15 },
  { task: 'rules', name: 'mapper with 500 custom rules / mapSegmentEvent', figure: (rounds) => ratio(rounds, 'rules', 'mapSegmentEvent'), atMost: 1.15 },
  { task: 'skipped', name: 'track call that is not mapped / JSON.parse', figure: against('parse', ['unmapped']), atMost: 0.02 },
  { task: 'skipped', name: 'identify or page call / JSON.parse', figure: against('parse', ['identify', 'page']), atMost: 0.02 },
  { task: 'bytes', name: 'bytes allocated for an event, beyond record and result', figure: bytesBeyondUnsafe, unit: 'B', atMost: 64 },
  { task: 'size', name: 'import { mapSegmentEvent }, min + gzip', figure: ([{ mapSegmentEvent }]) => mapSegmentEvent / 1000, unit: 'kB', atMost: 7.5 },
  { task: 'size', name: 'everything exported, min + gzip', figure: ([{ everything }]) => everything / 1000, unit: 'kB', atMost: 15 },
  { task: 'import', name: 'importing the ESM build, beyond an empty module', figure: (rounds) => median(rounds.map(({ ours, empty }) => (ours - empty) / 1000)), unit: 'ms', atMost: 2 },
  { task: 'stream', name: 'parse, map and stringify a stream / parse and stringify it', figure: (rounds) => median(rounds.map(({ mapped, unchanged }) => mapped / unchanged)), atMost: 0.82 },
];

/** The ratio of two contenders' times: the median of the rounds, and of several batches the geometric mean. */
export function ratio(rounds, one, other, batches = Object.keys(rounds[0])) {
  return geometricMean(
    batches.map((name) => median(rounds.map(({ [name]: times }) => times[one] / times[other]))),
  );
}

function against(contender, batches) {
  return (rounds) => ratio(rounds, 'ours', contender, batches);
}

function timesFasterThan(peer) {
  return (rounds) => ratio(rounds, peer, 'ours');
}

function highestCost(status) {
  return (rounds) => {
    const costs = changeCosts(takeMedians(rounds)).filter((change) => change.status === status);
    return Math.max(...costs.flatMap(({ byEvent }) => Object.values(byEvent)));
  };
}

/** What each change costs, by event: as a multiple of what the usual event costs. Takes the medians of `everyday`. */
export function changeCosts(medians) {
  return CHANGES.map((change) => ({
    name: change.name,
    status: change.outcome === 'rejected' ? 'rejected' : 'mapped',
    byEvent: Object.fromEntries(
      findUsualEvents(change).map((event) => [
        event,
        medians[`${event}: ${change.name}`].ours / medians[`${event}: as usual`].ours,
      ]),
    ),
  }));
}

function costOfThousand(rounds) {
  return median(rounds.map((of) => of['of 1,000'].ours / 1000 / (of['of 10'].ours / 10)));
}

function bytesBeyondUnsafe(rounds) {
  const differences = Object.values(takeMedians(rounds)).map(({ ours, unsafe }) => ours - unsafe);
  return differences.reduce((sum, value) => sum + value, 0) / differences.length;
}
