// @ts-check
// Maps rows for Spark: a row as JSON in each line of the input, an interaction as {"interaction": "{...}"} in each line of the
// output.
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { map } from './mapper.mjs';
import { parseJson, readRow } from './row.mjs';

const counts = { mapped: 0, skipped: 0, rejected: 0 };
await pipeline(createInterface({ input: process.stdin, crlfDelay: Infinity }), mapRows, process.stdout);
console.error(`${counts.mapped} rows mapped, ${counts.skipped} skipped, ${counts.rejected} rejected`);

/** @param {AsyncIterable<string>} rows */
async function* mapRows(rows) {
  for await (const row of rows) {
    const { status, interactions } = map(readRow(parseJson(row)));
    counts[status] += 1;
    for (const interaction of interactions) {
      yield `${JSON.stringify({ interaction: JSON.stringify(interaction) })}\n`;
    }
  }
}
