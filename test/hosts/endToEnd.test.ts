import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Analytics } from '@segment/analytics-node';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ECOMMERCE_EVENTS, type EcommerceEventName } from '../../src/index.ts';
import { mapToInteraction } from '../helpers/checkedMapper.ts';
import { type Copy, copyExamples } from './copyExamples.ts';
import { type Miso, startMiso } from './misoServer.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { type Relay, type SegmentCall, startRelay } from './segmentRelay.ts';
import { CHROMIUM, hasChromium } from '../helpers/chromium.ts';

const SHARED_SECRET = 'a-long-random-text';

/** All that an event of the spec needs to become an interaction. */
const PROPERTIES = {
  ...{ product_id: 'p1', sku: 's1', name: 'Runner', price: 12.5, quantity: 2, rating: 4 },
  ...{ query: 'shoes', category: 'Shoes', order_id: 'o1', total: 30 },
  products: [
    { product_id: 'p1', quantity: 2, price: 12.5 },
    { product_id: 'p2', quantity: 1, price: 5 },
  ],
};

/** What each event of the spec becomes; `undefined` where it is not for Miso. */
const TYPES: Readonly<Record<EcommerceEventName, string | undefined>> = {
  'Products Searched': 'search',
  'Product List Viewed': 'category_page_view',
  'Product List Filtered': undefined,
  'Promotion Viewed': undefined,
  'Promotion Clicked': undefined,
  'Product Clicked': undefined,
  'Product Viewed': 'product_detail_page_view',
  'Product Added': 'add_to_cart',
  'Product Removed': 'remove_from_cart',
  'Cart Viewed': undefined,
  'Checkout Started': undefined,
  'Checkout Step Viewed': undefined,
  'Checkout Step Completed': undefined,
  'Payment Info Entered': undefined,
  'Order Updated': undefined,
  'Order Completed': 'checkout',
  'Order Refunded': 'refund',
  'Order Cancelled': undefined,
  'Coupon Entered': undefined,
  'Coupon Applied': undefined,
  'Coupon Denied': undefined,
  'Coupon Removed': undefined,
  'Product Added to Wishlist': 'add_to_collection',
  'Product Removed from Wishlist': 'remove_from_collection',
  'Wishlist Product Added to Cart': 'add_to_cart',
  'Product Shared': 'share',
  'Cart Shared': undefined,
  'Product Reviewed': 'rate',
};

const mapped = ECOMMERCE_EVENTS.filter((event) => TYPES[event] !== undefined);
const others = ECOMMERCE_EVENTS.filter((event) => TYPES[event] === undefined);

let copy: Copy;
let miso: Miso;
let receiver: Receiver;

beforeAll(async () => {
  copy = await copyExamples();
}, 300_000);

afterAll(() => {
  copy.remove();
});

beforeEach(async () => {
  miso = await startMiso({ apiKey: 'k1' });
  receiver = await startReceiver(copy.path, {
    SEGMENT_SHARED_SECRET: SHARED_SECRET,
    MISO_API_KEY: 'k1',
    MISO_URL: miso.url,
    KEEP_SKIPPED: '1',
  });
});

afterEach(async () => {
  await receiver.kill();
  await miso.close();
  rmSync(getDeadLettersPath(), { force: true });
});

/** Emits all events of the spec by a client of Segment's, and two that are not of it. */
type Emit = (relay: Relay) => Promise<void>;

const clients: readonly (readonly [
  client: string,
  emit: Emit,
  identity: Readonly<Record<string, unknown>>,
])[] = [
  ['@segment/analytics-node', emitOnNode, { user_id: 'u1' }],
  [
    '@segment/analytics-next, in Chromium',
    emitInChromium,
    { user_id: 'u1', anonymous_id: expect.any(String) },
  ],
];

for (const [client, emit, identity] of clients) {
  test.skipIf(emit === emitInChromium && !hasChromium).each([1, 7, 100])(
    `what ${client} emits arrives at Miso once, or is in the dead letters with its reason; in batches of %i`,
    async (batchSize) => {
      const relay = await startRelay({ url: () => receiver.url, sharedSecret: SHARED_SECRET }, batchSize);
      await emit(relay);
      await relay.idle();
      await relay.close();
      const emitted = ECOMMERCE_EVENTS.length + 2;
      expect(relay.events).toHaveLength(emitted);
      expect(new Set(relay.deliveries.map(({ status }) => status))).toStrictEqual(new Set([200]));

      const events = relay.events.filter(({ event }) => mapped.includes(event as EcommerceEventName));
      const records = events.filter((event) => !isBroken(event));
      // Miso takes only what is valid; the requests of a browser may overtake each other
      expect(miso.stored).toStrictEqual(records.map(mapToInteraction));
      expect(listTypes(miso.stored)).toStrictEqual(mapped.map((event) => TYPES[event]).sort());
      for (const record of miso.stored) expect(record).toMatchObject(identity);

      const broken = { event: 'Order Refunded', fate: 'rejected', code: 'missing_product_id' };
      expect(readDeadLetters().sort(groupByName)).toStrictEqual(
        [
          ...others.map((event) => ({ event, fate: 'skipped', code: 'unmapped_event' })),
          { event: 'identify', fate: 'skipped', code: 'unsupported_call' },
          broken,
        ].sort(groupByName),
      );
    },
  );
}

async function emitOnNode(relay: Relay): Promise<void> {
  const analytics = new Analytics({ writeKey: 'w1', host: relay.url, flushAt: 9 });
  analytics.on('error', ({ code }) => {
    throw new Error(code);
  });
  analytics.identify({ userId: 'u1', traits: { email: 'someone@example.com' } });
  ECOMMERCE_EVENTS.forEach((event) => {
    analytics.track({ userId: 'u1', event, properties: PROPERTIES });
  });
  analytics.track({ userId: 'u1', event: 'Order Refunded', properties: { order_id: 'broken' } });
  await analytics.closeAndFlush();
}

async function emitInChromium(relay: Relay): Promise<void> {
  const page = `
    import { AnalyticsBrowser } from '@segment/analytics-next';
    const analytics = AnalyticsBrowser.load(
      { writeKey: 'w1', cdnSettings: { integrations: { 'Segment.io': {} } } },
      { integrations: { 'Segment.io': { apiHost: location.host + '/v1', protocol: 'http' } } },
    );
    const emit = async () => {
      await analytics.identify('u1', { email: 'someone@example.com' });
      for (const event of ${JSON.stringify(ECOMMERCE_EVENTS)}) {
        await analytics.track(event, ${JSON.stringify(PROPERTIES)});
      }
      await analytics.track('Order Refunded', { order_id: 'broken' });
    };
    window.emitted = emit();
  `;
  const { outputFiles } = await build({
    stdin: { contents: page, resolveDir: '.' },
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'error',
  });
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const shop = await browser.newPage();
    const answers: number[] = [];
    shop.on('response', (response) => {
      if (response.url().includes('/v1/')) answers.push(response.status());
    });
    // a page of the relay's own origin, which needs no leave to call it
    await shop.route('**/shop', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><script>${outputFiles[0]!.text}</script>`,
      }),
    );
    await shop.goto(`${relay.url}/shop`);
    await shop.evaluate('window.emitted');
    await expect.poll(() => answers.length, { timeout: 30_000 }).toBe(ECOMMERCE_EVENTS.length + 2);
    expect(new Set(answers)).toStrictEqual(new Set([200]));
  } finally {
    await browser.close();
  }
}

function isBroken({ properties }: SegmentCall): boolean {
  return (properties as { order_id?: string }).order_id === 'broken';
}

function listTypes(records: readonly unknown[]): unknown[] {
  return records.map((record) => (record as { type: string }).type).sort();
}

function getDeadLettersPath(): string {
  return join(copy.path, 'dead-letters.ndjson');
}

interface Letter {
  readonly event: { readonly type: string; readonly event?: string };
  readonly fate: string;
  readonly issues: readonly { readonly code: string }[];
}

/** What is in the dead letters: the name of each event, or its call, and why it is there. */
function readDeadLetters(): { event: string; fate: string; code: string | undefined }[] {
  const lines = readFileSync(getDeadLettersPath(), 'utf8').split('\n').slice(0, -1);
  return lines
    .map((line) => JSON.parse(line) as Letter)
    .map(({ event, fate, issues }) => ({ event: event.event ?? event.type, fate, code: issues[0]?.code }));
}

function groupByName(one: { readonly event: string }, other: { readonly event: string }): number {
  return one.event < other.event ? -1 : Number(one.event > other.event);
}
