import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import * as library from '../../src/index.ts';
import { createWebhookEvent, TIMESTAMP } from '../helpers/sampleEvents.ts';

/** All that is read of any event. */
const EVERYTHING = {
  ...{ product_id: 'p1', productId: 'p1', id: 'p1', sku: 'p1', quantity: 2, value: 30 },
  ...{ total: 30, revenue: 25, subtotal: 25, shipping: 3, tax: 2, rating: 4 },
  ...{ query: 'shoes', filters: [{ type: 'color', attribute: 'color', value: 'red' }] },
  ...{ category: 'Shoes > Boots', list_id: 'l1' },
  ...{ miso_id: '123e4567-e89b-12d3-a456-426614174000', misoId: '123e4567-e89b-12d3-a456-426614174000' },
  product: { product_id: 'p1', quantity: 2 },
  products: [
    { product_id: 'p1', quantity: 2 },
    { product_id: 'p2', quantity: 1 },
  ],
};

/** Each event of the canonical table, as text, with all that is read of any. */
export const complete: readonly string[] = library.canonicalMapping.map(({ event }) =>
  JSON.stringify(createWebhookEvent(event, EVERYTHING)),
);

const visit = { type: 'track', userId: 'u1', timestamp: TIMESTAMP };
const many = 20_000;

/** What no honest client sends. */
const hostile: readonly string[] = [
  // names that mean something to JavaScript
  '{"type":"track","event":"__proto__"}',
  '{"type":"constructor","event":"toString"}',
  '{"type":"track","event":"Products Searched","userId":"u1","properties":{"query":{"__proto__":["x"],"constructor":{}}}}',
  '{"type":"track","event":"Products Searched","userId":"u1","properties":{"filters":{"__proto__":"x","valueOf":["y"],"toJSON":3}}}',
  '{"type":"track","event":"Product Viewed","__proto__":{"userId":"polluted"},"context":{"__proto__":{"locale":"polluted"}}}',
  // texts that engines read in different ways, or slowly
  ...['\ud800', '\u0000', ' \ufeff\u2028', '👟'.repeat(256), '👟'.repeat(513), 'İstanbul', 'ß'].map((text) =>
    JSON.stringify({ ...visit, event: 'Product Viewed', userId: text, properties: { product_id: text } }),
  ),
  ...['İ', 'ORDER\u00a0COMPLETED', 'ﬁnished', 'Σς'].map((event) => JSON.stringify({ ...visit, event })),
  ...['٣', '€ 5', '5 ₽', '₹1,234.5', '1,1'.repeat(many), '9'.repeat(400), '-0', '1e3', 1e308, 5e-324].map(
    (total) =>
      JSON.stringify({
        ...visit,
        event: 'Order Completed',
        properties: { revenue: total, tax: total, products: [{ id: 'p1', quantity: total }] },
      }),
  ),
  ...[
    ...['2026-02-30T12:00:00Z', '2024-02-29 23:59+14:00', '0000-01-01T00:00:00Z', '0001-01-01T00:00+23:59'],
    ...['2026-01-31', 'Sat, 31 Jan 2026', '2026-01-31T24:00:00Z', `2026-01-31T12:00:00.${'9'.repeat(many)}Z`],
    ...[0, -1, 1769860800.5, 99_999_999_999, 1e14, -62135596800, '1769860800', 8.64e15],
  ].map((timestamp) =>
    JSON.stringify({ ...visit, timestamp, event: 'Product Viewed', properties: { sku: 1 } }),
  ),
  ...['::ffff:203.0.113.7', '::FFFF:cb00:7107%eth0', '2001:db8::1', '1.2.3.04', ':'.repeat(many)].map((ip) =>
    JSON.stringify({
      ...visit,
      event: 'Product Viewed',
      properties: { sku: '1' },
      context: { ip, locale: [], page: {} },
    }),
  ),
  // a great deal
  JSON.stringify({ ...visit, event: ' '.repeat(many) }),
  JSON.stringify({ ...visit, event: 'Products Searched', properties: { query: createNested(500) } }),
  JSON.stringify({
    ...visit,
    event: 'Order Completed',
    properties: {
      products: Array.from({ length: 2000 }, (_, n) => (n % 3 === 0 ? null : { id: n, quantity: -n })),
    },
  }),
];

/** What is no event at all. */
const broken: readonly string[] = [
  'null',
  '7',
  '"Order Completed"',
  '[]',
  '{}',
  '{"type":{}}',
  '{"event":[]}',
];

/** The demo's, among which are all events of the spec. */
export const sample: readonly string[] = readFileSync('examples/events.ndjson', 'utf8').trim().split('\n');

/** Events of all kinds, each as text. */
export const lines: readonly string[] = [...sample, ...complete, ...broken, ...hostile];

/** What the library makes of events. */
export interface Outcome {
  readonly results: readonly library.MapResult[];
  readonly bodies: readonly library.UploadBody[];
  readonly deletions: library.DeletionRequest | null;
  readonly explained: readonly library.UploadError[];
  /** What `validateInteraction` says of all interactions. */
  readonly refusals: readonly unknown[];
}

/** A function of the library and of lines, as text for wherever it runs: uses all of the library, and writes the outcome. */
export const USE = `(library, lines) => {
  const events = lines.map((line) => JSON.parse(line));
  const results = events.map((event) => library.mapSegmentEvent(event));
  const mapper = library.createMapper({
    events: {
      ...library.extendedRules,
      'Song Played': 'listen',
      'Site Searched': library.withSchema({ '~standard': { version: 1, vendor: '', validate: (value) => ({ value }) } }, (event, { build }) => build('search')),
    },
    unmapped: 'custom',
    region: () => 'EU',
    customContext: { currency: 'properties.currency' },
  });
  const own = mapper.mapBatch({ batch: events });
  const interactions = [...results.flatMap((result) => result.interactions), ...own.interactions];
  const bodies = [...library.toUploadBodies(interactions, { maxRecords: 50 })];
  const records = bodies.flatMap(({ body }) => JSON.parse(body).data);
  return JSON.stringify({
    results: [...results, ...own.results],
    bodies,
    deletions: mapper.toDeletionRequest(events),
    explained: library.explainUploadError({ data: ['data.1.user_id is wrong'] }, { batch: own }),
    refusals: [...interactions, ...records].flatMap((record) => library.validateInteraction(record)),
  });
}`;

/** What the source makes of events, here. */
export function useLibrary(texts: readonly string[]): Outcome {
  const use = runInThisContext(USE) as (from: typeof library, texts: readonly string[]) => string;
  return JSON.parse(use(library, texts)) as Outcome;
}

function createNested(depth: number): unknown {
  return depth === 0 ? 'shoes' : { a: createNested(depth - 1) };
}
