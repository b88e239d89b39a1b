import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pMap from 'p-map';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ECOMMERCE_EVENTS, type MapResult } from '../../src/index.ts';
import { mapEvent } from '../helpers/checkedMapper.ts';
import { chooseSize } from '../helpers/chooseSize.ts';
import { createWebhookEvent } from '../helpers/sampleEvents.ts';
import { type Copy, copyExamples } from './copyExamples.ts';
import { type Failure, type Miso, startMiso } from './misoServer.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { deliver, type Delivery } from './segmentRelay.ts';
import { mountSmallDisk } from './smallDisk.ts';

const COUNT = chooseSize(4000, 24_000);
const BATCH = 20;
/** How many times something happens to the receiver, in turn. */
const TROUBLES = chooseSize(3, 9);
const AT_ONCE = 4;
const SHARED_SECRET = 'a-long-random-text';

/** How Miso fails, in turn; three calls of ten. */
const FAILURES: readonly Failure[] = [
  { answer: 500 },
  { answer: 'cut' },
  { answer: 429, retryAfter: '1' },
  { answer: 413 },
  { answer: 301 },
  { answer: 'reset' },
  { answer: 'slow' },
  { answer: 'refusal' },
  { answer: 503 },
  { answer: 'cut', done: true },
  { answer: 401 },
  { answer: 'refusal' },
  { answer: 502, done: true },
  { answer: 403 },
  { answer: 'none' },
  { answer: 500 },
  { answer: 'none', done: true },
];

let copy: Copy;
const disk = mountSmallDisk(64 * 1024);

beforeAll(async () => {
  copy = await copyExamples();
}, 300_000);

afterAll(() => {
  disk?.remove();
  copy.remove();
});

test(`nothing of ${COUNT} events is lost while Miso fails, and the receiver is killed or stopped, or its disk is full`, async () => {
  const events = Array.from({ length: COUNT }, (_, index) => createEvent(index));
  const { miso, deliveries, troubles, failures, seconds } = await deliverInChaos(events);

  const { letters, broken } = readDeadLetters();
  const stored = new Set(miso.stored.map((record) => (record as { user_id: string }).user_id));
  const dead = new Set(letters.map(({ event }) => event.messageId));
  const skipped = sum(deliveries.map(({ body }) => countSkipped(body)));
  console.log({
    ...{ sent: COUNT, stored: stored.size, deadLettered: dead.size, skipped },
    // refused at one time and stored at another
    both: [...dead].filter((name) => stored.has(name)).length,
    ...{ storedAgain: miso.stored.length - stored.size, deadLetteredAgain: letters.length - dead.size },
    brokenLines: broken,
    requests: sum(deliveries.map(({ attempts }) => attempts)),
    ...{ callsOfMiso: miso.calls, failures, troubles, seconds },
  });

  expect(new Set(deliveries.map(({ status }) => status))).toStrictEqual(new Set([200]));
  const statuses = events.map((event) => mapEvent(event).status);
  const fated = (fate: MapResult['status']): Event[] => events.filter((_, at) => statuses[at] === fate);
  expect(new Set([...stored, ...dead])).toStrictEqual(listNames([...fated('mapped'), ...fated('rejected')]));
  expect(skipped).toBe(fated('skipped').length);
  expect(
    listNames(letters.filter(({ fate }) => fate === 'rejected').map(({ event }) => event)),
  ).toStrictEqual(listNames(fated('rejected')));
  expect(new Set(miso.deleted)).toStrictEqual(listNames(events.filter(({ type }) => type === 'delete')));
  // and there was chaos
  expect(troubles).toBe(TROUBLES);
  expect(failures).toBeGreaterThan(FAILURES.length);
  expect(failures / miso.calls).toBeGreaterThan(0.25);
  expect(miso.stored.length).toBeGreaterThan(stored.size);
}, 600_000);

interface Chaos {
  readonly miso: Miso;
  readonly deliveries: readonly Delivery[];
  readonly troubles: number;
  readonly failures: number;
  readonly seconds: number;
}

/** Delivers events as Segment does, several batches at once, and makes trouble for the receiver now and then. */
async function deliverInChaos(events: readonly Event[]): Promise<Chaos> {
  let failures = 0;
  const miso = await startMiso({
    fail: (call) => (call % 10 < 3 ? FAILURES[failures++ % FAILURES.length] : undefined),
  });
  const environment = {
    ...{ SEGMENT_SHARED_SECRET: SHARED_SECRET, MISO_API_KEY: 'k1', MISO_URL: miso.url },
    DEAD_LETTERS: getDeadLettersPath(),
  };
  let receiver: Receiver = await startReceiver(copy.path, environment);
  let ongoing = Promise.resolve();
  let troubles = 0;

  async function restart(end: () => Promise<unknown>): Promise<void> {
    await end();
    // on another port
    receiver = await startReceiver(copy.path, environment);
  }

  async function fillDisk(): Promise<void> {
    disk?.fill();
    await pause(1500);
    disk?.free();
  }

  const kinds = [
    fillDisk,
    () => restart(() => receiver.kill()),
    () =>
      restart(async () => {
        expect(await receiver.stop()).toBe(0);
      }),
  ];

  const start = performance.now();
  let delivered = 0;
  const deliveries = await pMap(
    Array.from({ length: COUNT / BATCH }, (_, batch) => events.slice(batch * BATCH, (batch + 1) * BATCH)),
    async (batch) => {
      const delivery = await deliver(batch, { url: () => receiver.url, sharedSecret: SHARED_SECRET });
      delivered += batch.length;
      if (troubles < TROUBLES && delivered >= ((troubles + 1) * COUNT) / (TROUBLES + 1)) {
        ongoing = ongoing.then(kinds[troubles++ % kinds.length]);
      }
      return delivery;
    },
    { concurrency: AT_ONCE },
  );
  await ongoing;
  const seconds = Math.round((performance.now() - start) / 1000);
  await receiver.kill();
  await miso.close();
  return { miso, deliveries, troubles, failures, seconds };
}

interface Event {
  readonly type: string;
  readonly messageId: string;
  readonly userId: string | undefined;
  readonly anonymousId?: undefined;
}

/** Each event of the spec in turn. Some have no one who did it: they are rejected if they are mapped. Some are deletions. */
function createEvent(index: number): Event {
  const messageId = `e${index}`;
  if (index % 500 === 0) return { type: 'delete', userId: messageId, messageId };
  const event = createWebhookEvent(ECOMMERCE_EVENTS[index % ECOMMERCE_EVENTS.length]!, {
    ...{ product_id: 'p1', quantity: 2, rating: 4, query: 'shoes', category: 'Shoes', total: 30 },
    products: [{ product_id: 'p1', quantity: 2 }],
  });
  const userId = index % 21 === 0 ? undefined : messageId;
  return { ...event, type: 'track', messageId, userId, anonymousId: undefined };
}

function listNames(events: readonly Event[]): Set<string> {
  return new Set(events.map(({ messageId }) => messageId));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** How many events of a delivery the receiver has skipped, as its answer says. */
function countSkipped(body: string): number {
  const counts = Object.entries(JSON.parse(body) as Record<string, number>);
  return sum(counts.filter(([fate]) => fate.startsWith('skipped ')).map(([, count]) => count));
}

interface Letter {
  readonly fate: string;
  readonly event: Event;
}

function getDeadLettersPath(): string {
  return join(disk?.path ?? copy.path, 'dead-letters.ndjson');
}

/** The dead letters, and how many lines a crash has cut off. */
function readDeadLetters(): { letters: Letter[]; broken: number } {
  const path = getDeadLettersPath();
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  const letters: Letter[] = [];
  for (const line of lines) {
    try {
      letters.push(JSON.parse(line));
    } catch {
      // of events that were sent again
    }
  }
  return { letters, broken: lines.length - letters.length };
}
