// Bytes allocated for a mapped event, beyond those of the unsafe mapper's record in the same kind of result:
// `{ status: 'mapped', interactions: [record], issues: [] }`. The heap's size is read before and after events are mapped
// that are parsed already. Both mappers are compiled by then, and the results are kept. The young generation is so large
// that hardly ever a collection comes in between; where one does, the batch counts again.
import v8 from 'node:v8';
import { mapAll as mapAllByUs } from '../loop.mjs?for=ours';
import { mapAll as mapAllUnsafely } from '../loop.mjs?for=unsafe';
import { BATCHES } from '../batches.mjs';
import unsafe from '../peers/unsafe.mjs';

export const flags = ['--min-semi-space-size=128', '--max-semi-space-size=128'];

/** The bytes for an event in each round, by payload and mapper. */
export async function measure({ dist, rounds, warmup }) {
  const { mapSegmentEvent } = await import(dist);
  const payloads = Object.entries(BATCHES.payloads());
  const measured = [];
  for (let round = 0; round < warmup + rounds; round++) {
    const bytes = payloads.map(([name, [batch]]) => [
      name,
      {
        ours: measureAllocation(batch, (events, results) => mapAllByUs(mapSegmentEvent, events, results)),
        unsafe: measureAllocation(batch, (events, results) => mapAllUnsafely(mapUnsafely, events, results)),
      },
    ]);
    measured.push(Object.fromEntries(bytes));
  }
  return measured.slice(warmup);
}

function mapUnsafely(event) {
  return { status: 'mapped', interactions: [unsafe(event)], issues: [] };
}

function measureAllocation(batch, map) {
  const events = batch.map(({ json }) => JSON.parse(json));
  const results = new Array(events.length).fill(undefined);
  const profiler = new v8.GCProfiler();
  profiler.start();
  const before = process.memoryUsage().heapUsed;
  map(events, results);
  const bytes = process.memoryUsage().heapUsed - before;
  const collections = profiler.stop().statistics.length;
  return collections === 0 ? bytes / events.length : measureAllocation(batch, map);
}
