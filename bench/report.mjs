// What is told of the figures: as text, as Markdown for the README, and for programs.
import os from 'node:os';
import { median } from './measure.mjs';

const NOTE = `Times are of the same events in the same rounds; where there are several payloads, the figure is the geometric mean
of Product Viewed, Product Added, Order Completed with 2 and with 50 products, Products Searched, Product List Viewed with
24 and Product Reviewed (1.3-18 kB each, as browsers, phones and servers send them). The spread is the 95 % interval of the
median. The first fifth of each batch is not timed: it brings back what the contender before pushed out of the caches. Import
and stream are in processor time.

Each peer makes the same record; that is checked before anything is timed. What mapping-kit's directives cannot say (lists
of ids, grouped filters, a split category) is code after its validation. Facade clones the event once whatever it is told.
The schema for zod is the event with its documented properties, that for ajv the 29 types in the form that Miso publishes;
leaner ones, of nothing but what a record is made of and with the type told, take half and a third of the time.
`;

/** Where and when it was measured. */
export function circumstances() {
  const [{ model }] = os.cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${model}, ${os.availableParallelism()} cores, ${os.platform()} ${os.arch()}`,
    node: process.version,
  };
}

/** The table for a terminal. */
export function textTable(figures, { date, machine, node }) {
  const width = Math.max(...figures.map(({ name }) => name.length));
  const rows = figures.map((figure) => {
    const { name, value, spread, goal } = cells(figure);
    const mark = figure.holds ? '' : '  missed';
    return `${name.padEnd(width)}  ${value.padStart(10)}  ${spread.padStart(17)}  ${goal.padStart(9)}${mark}`;
  });
  return [
    `${date}, Node ${node.slice(1)}, ${machine}`,
    '',
    `${''.padEnd(width)}  ${'measured'.padStart(10)}  ${'spread'.padStart(17)}  ${'goal'.padStart(9)}`,
    ...rows,
  ].join('\n');
}

/** The README's block. */
export function markdown(figures, { date, machine, node }) {
  const rows = figures.map((figure) => {
    const { name, value, spread, goal } = cells(figure);
    return `| ${name} | ${value} | ${spread} | ${goal}${figure.holds ? '' : ', missed'} |`;
  });
  return [
    '| what | measured | spread | goal |',
    '| --- | --: | --: | --: |',
    ...rows,
    '',
    `Made by \`npm ci --prefix bench && npm run bench\`: ${date}, Node ${node.slice(1)}, ${machine}.`,
    NOTE,
  ].join('\n');
}

/** The median of each number in a task's rounds. */
export function mediansOf(rounds) {
  if (typeof rounds[0] === 'number') return median(rounds);
  return Object.fromEntries(
    Object.keys(rounds[0]).map((name) => [name, mediansOf(rounds.map((round) => round[name]))]),
  );
}

/** The medians of a task, a line a payload: nanoseconds or bytes for an event. Empty for a task that has no payloads. */
export function detailsTable(task, medians) {
  const payloads = Object.entries(medians).filter(([, of]) => typeof of === 'object');
  if (payloads.length === 0) return '';
  const line = (title, columns) =>
    `${title.padEnd(26)}${columns.map((text) => text.padStart(17)).join('')}\n`;
  const rows = payloads.map(([payload, of]) =>
    line(
      payload,
      Object.values(of).map((value) => value.toFixed(0)),
    ),
  );
  return `\n${line(task, Object.keys(payloads[0][1]))}${rows.join('')}`;
}

function cells({ name, value, low, high, unit, atMost, atLeast }) {
  return {
    name,
    value: shown(value, unit),
    spread: digits(low) === digits(high) ? '' : `${digits(low)} - ${digits(high)}`,
    goal: atMost === undefined ? `≥ ${shown(atLeast, unit)}` : `≤ ${shown(atMost, unit)}`,
  };
}

function shown(value, unit) {
  return unit === undefined ? digits(value) : `${digits(value)} ${unit}`;
}

export function digits(value) {
  return Number(value.toPrecision(3)).toString();
}
