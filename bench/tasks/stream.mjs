// A stream of events, line by line: parsed, mapped and written as upload bodies of 1,000 records, against parsed and written
// as they came, 1,000 to a string. A round is 5,000 of the 20,000 events, enough to have collections of the heap in it. What
// counts is the processor's time; the collector has one thread, since several would also count as they wait for each other
// on a busy machine. The mix is a shop's: mostly small events, 1.6 kB on average.
import { processorTime } from '../measure.mjs';
import { eventSource } from '../payloads.mjs';

export const flags = ['--single-threaded-gc'];

const EVENTS = 20_000;
const ROUND = 5000;
const BODY = 1000;
const PER_THOUSAND = {
  'Product Viewed': 560,
  'Products Searched': 160,
  'Product Added': 150,
  'Order Completed (2)': 78,
  'Product Reviewed': 40,
  'Product List Viewed (24)': 10,
  'Order Completed (50)': 2,
};

export async function measure({ dist, rounds, warmup }) {
  const { mapSegmentEvent } = await import(dist);
  const lines = makeLines();
  const ways = {
    mapped: (line) => mapSegmentEvent(JSON.parse(line)).interactions[0],
    unchanged: (line) => JSON.parse(line),
  };
  const measured = [];
  for (let round = 0; round < warmup + rounds; round++) {
    const start = (round * ROUND) % EVENTS;
    const part = lines.slice(start, start + ROUND);
    const inTurn = round % 2 === 0 ? ['mapped', 'unchanged'] : ['unchanged', 'mapped'];
    measured.push(
      Object.fromEntries(inTurn.map((name) => [name, processorTime(() => send(part, ways[name]))])),
    );
  }
  return measured.slice(warmup);
}

function makeLines() {
  const names = Object.entries(PER_THOUSAND).flatMap(([name, count]) => new Array(count).fill(name));
  const { payload } = eventSource(6);
  // 377 and 1,000 have no common divisor: all of the thousand, well mixed
  return Array.from({ length: EVENTS }, (_, index) => JSON.stringify(payload(names[(index * 377) % 1000])));
}

function send(lines, read) {
  let characters = 0;
  for (let start = 0; start < lines.length; start += BODY) {
    const data = lines.slice(start, start + BODY).map(read);
    characters += JSON.stringify({ data }).length;
  }
  return characters;
}
