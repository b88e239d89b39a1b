// Compares two builds of the library on the demo's events: `node bench/compare.mjs OLD/index.js dist/index.js`.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROUNDS = 61;
const REPEATS = 200;

const [before, after] = process.argv.slice(2);
if (after === undefined) {
  process.stderr.write('usage: node bench/compare.mjs OLD/index.js NEW/index.js\n');
  process.exit(1);
}
const builds = await Promise.all([before, after].map((file) => import(pathToFileURL(resolve(file)).href)));
const sample = readFileSync(new URL('../examples/events.ndjson', import.meta.url), 'utf8');
const lines = sample.split('\n').filter((line) => line !== '');
const times = builds.map(() => []);

for (let round = 0; round < ROUNDS; round++) {
  // parsed anew for each round, as no event is mapped twice
  const events = Array.from({ length: REPEATS }, () => lines.map((line) => JSON.parse(line))).flat();
  const order = round % 2 === 0 ? [0, 1] : [1, 0];
  for (const build of order) {
    const { mapSegmentEvent } = builds[build];
    times[build].push(time(() => events.forEach((event) => mapSegmentEvent(event))) / events.length);
  }
}

const [old, now] = times.map(median);
console.log(`before ${format(old)}, after ${format(now)} an event; after / before ${(now / old).toFixed(3)}`);

function time(run) {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start);
}

function median(values) {
  return values.toSorted((one, other) => one - other)[values.length >> 1];
}

function format(nanoseconds) {
  return `${nanoseconds.toFixed(0)} ns`;
}
