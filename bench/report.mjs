// What is said of the figures: for a terminal, and for docs/performance.md.
import os from 'node:os';
import { changeCosts, MOST_COST } from './goals.mjs';

const NOTES = `A goal is passed or missed by the median of all rounds; the interval is where the median lies with 19 of 20 chances. The two
times of a ratio are taken in the same rounds, of events that are parsed just before. Several payloads give the geometric mean of
their ratios. The first fifth of each batch is not timed: it brings back what the contender before it pushed out of the processor's
caches. Import and stream are in processor time.

- **Mixture**: each event has one of 64 random shapes. A shape is one of eleven names, in the envelope of a browser, phone or server SDK;
  a quarter of the keys that an event can do without are missing, and one in three of its fields is absent or in another form.
- **Events of a new shape each**: the same, with a shape for each event. V8 reads the properties of such events slowly, for any
  mapper.
- **Unsafe mappers** check and convert nothing. Their records equal those of the library where that is right; this is asserted before
  anything is timed.
- **Seven payloads**: Product Viewed, Product Added, Order Completed with 2 and with 50 products, Products Searched, Product List Viewed
  with 24 and Product Reviewed (1.3-18 kB), with all properties, as browsers, phones and servers send them.
- **Peers** make the same records of these. What mapping-kit's directives cannot express (arrays of ids, grouped filters, a split
  category) is code after its validation. Facade clones the event even with cloning disabled. The schema for zod is the event with its
  documented properties, that for ajv the 29 types in the form that Miso publishes.`;

/** Where and when it was measured. */
export function circumstances() {
  const [{ model }] = os.cpus();
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${model}, ${os.availableParallelism()} cores, ${os.platform()} ${os.arch()}`;
  return `${date}, Node ${process.versions.node}, ${machine}`;
}

/** The goals, a line each. */
export function goalsTable(figures) {
  const rows = figures.map(({ name, value, low, high, unit, atMost, atLeast, isMissed }) => [
    name,
    withUnit(value, unit),
    digits(low) === digits(high) ? '' : `${digits(low)} - ${digits(high)}`,
    atMost === undefined ? `≥ ${withUnit(atLeast, unit)}` : `≤ ${withUnit(atMost, unit)}`,
    isMissed ? 'missed' : 'passed',
  ]);
  return table(['what', 'median', 'interval', 'goal', 'result'], rows);
}

/** What each change of a usual event costs, a line each. */
export function changesTable(medians) {
  const costs = changeCosts(medians);
  const events = ['Product Viewed', 'Product Added', 'Order Completed'];
  const rows = costs.map(({ name, status, byEvent }) => {
    const others = Object.keys(byEvent).filter((event) => !events.includes(event));
    const cells = [...events, others[0]].map((event) => byEvent[event]?.toFixed(2) ?? '');
    const isMissed = Object.values(byEvent).some((cost) => cost > MOST_COST[status]);
    const title = `${name}${others.length > 0 ? ` (${others[0]})` : ''}${status === 'rejected' ? ', rejected' : ''}`;
    return [title, ...cells, `≤ ${MOST_COST[status]}`, isMissed ? 'missed' : 'passed'];
  });
  return table(['change', ...events, 'other', 'goal', 'result'], rows);
}

/** The medians of a task: nanoseconds or bytes for an event, a batch a line. Empty for a task without batches. */
export function batchesTable(task, medians) {
  const batches = Object.entries(medians).filter(([, values]) => typeof values === 'object');
  if (batches.length === 0) return '';
  const rows = batches.map(([name, values]) => [
    name,
    ...Object.values(values).map((value) => value.toFixed(0)),
  ]);
  return table([task, ...Object.keys(batches[0][1])], rows);
}

/** All figures, for docs/performance.md. */
export function performanceBlock(figures, medians, command) {
  return [
    `Measured ${circumstances()}, by`,
    ['```sh', ...command, '```'].join('\n'),
    goalsTable(figures),
    'What one change of a usual event costs, as a multiple of what the event itself costs:',
    changesTable(medians.everyday),
    NOTES,
  ].join('\n\n');
}

function table(head, rows) {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column].length)));
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const aligned = ([first, ...cells]) =>
    line([first.padEnd(widths[0]), ...cells.map((cell, index) => cell.padStart(widths[index + 1]))]);
  const rule = line(
    widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)),
  );
  return [aligned(head), rule, ...rows.map(aligned)].join('\n');
}

function withUnit(value, unit) {
  return unit === undefined ? digits(value) : `${digits(value)} ${unit}`;
}

export function digits(value) {
  return Number(value.toPrecision(3)).toString();
}
