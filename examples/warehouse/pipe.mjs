// @ts-check
// Maps rows for Spark: a row as JSON in each line of the input, an interaction as {"interaction": "{...}"} in each line of the
// output.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readChunks } from '../backfill/input.mjs';
import { splitLines } from '../backfill/splitLines.mjs';
import { map } from './mapper.mjs';
import { parseJson, readRow } from './row.mjs';

const counts = { mapped: 0, skipped: 0, rejected: 0 };
await pipeline(Readable.from(mapRows()), process.stdout);
console.error(`${counts.mapped} rows mapped, ${counts.skipped} skipped, ${counts.rejected} rejected`);

async function* mapRows() {
  const start = { file: 0, bytes: 0, lines: 0 };
  for await (const { bytes } of readChunks(['-'], start, new AbortController().signal)) {
    let output = '';
    for (const line of splitLines(bytes)) {
      const { status, interactions } = map(readRow(parseJson(line ?? '')));
      counts[status] += 1;
      for (const interaction of interactions) {
        output += `${JSON.stringify({ interaction: JSON.stringify(interaction) })}\n`;
      }
    }
    yield output;
  }
}
