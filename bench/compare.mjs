// Compares two builds of the library on the seven payloads: `node bench/compare.mjs OLD/index.js NEW/index.js`.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ratio } from './goals.mjs';
import { interval } from './measure.mjs';
import { runTask } from './processes.mjs';
import { detailsTable, digits, mediansOf } from './report.mjs';

const [before, after] = process.argv.slice(2).map((file) => pathToFileURL(resolve(file)).href);
if (after === undefined) {
  process.stderr.write('usage: node bench/compare.mjs OLD/index.js NEW/index.js\n');
  process.exit(1);
}
const options = { before, after, rounds: 100, warmup: 60 };
const processes = await runTask({ module: 'compare', processes: 3, options });
const figure = (rounds) => ratio(rounds, 'after', 'before');
const [low, high] = interval(processes, figure).map(digits);
const title = `after / before ${digits(figure(processes.flat()))} (${low} - ${high}); nanoseconds for an event:`;
process.stdout.write(`${title}\n${detailsTable('', mediansOf(processes.flat()))}`);
