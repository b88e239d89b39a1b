// What the consumers withstand, and how fast they are: crashes, outages of Miso and of Kafka. Nothing may be lost
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { chooseSize } from '../helpers/chooseSize.ts';
import { createTrackEvent, createWebhookEvent } from '../helpers/sampleEvents.ts';
import { KafkaFixture, SECRET, send } from './kafkaFixture.ts';
import { deliver } from './segmentRelay.ts';

const kafka = new KafkaFixture(true);

/** As a supervisor does: the mock cluster refuses some requests of a group that changes, at which kafkajs gives up. */
const RESTARTING = 'while ! node kafka/consumer.mjs; do sleep 1; done';
const MINUTES = 60_000;
const WAIT = { timeout: MINUTES, interval: 20 };

/** As Segment sends them, of some 1.5 kB. */
function createEvents(count: number): object[] {
  const event = createWebhookEvent('Product Viewed', { product_id: 'p1', price: 12.5 });
  return Array.from({ length: count }, (_, index) => ({
    ...event,
    anonymousId: `a${index}`,
    userId: `u${index}`,
  }));
}

/** Of some 150 bytes. */
function createSmallEvents(count: number): object[] {
  const event = createTrackEvent('Product Viewed', { product_id: 'p1' });
  return Array.from({ length: count }, (_, index) => ({ ...event, userId: `u${index}` }));
}

/** Produces events, and checks that the cluster has them all: it keeps only a part of a large topic. */
async function queue(events: readonly object[]): Promise<void> {
  for (let at = 0; at < events.length; at += 2000) await kafka.produce(events.slice(at, at + 2000));
  expect(kafka.readEvents()).toHaveLength(events.length);
}

/** Waits until all events are stored; how many are stored twice. */
async function expectStored(count: number): Promise<number> {
  await expect.poll(() => new Set(kafka.storedUsers).size, WAIT).toBe(count);
  return kafka.storedUsers.length - count;
}

/** Seconds from the first stored event to the last, so without the time to join the group. */
async function measure(count: number): Promise<number> {
  await expect.poll(() => kafka.miso.stored.length, { ...WAIT, interval: 1 }).toBeGreaterThan(0);
  const [start, before] = [performance.now(), kafka.miso.stored.length];
  await expect.poll(() => kafka.miso.stored.length, { ...WAIT, interval: 5 }).toBe(count);
  return ((performance.now() - start) / 1000) * (count / (count - before));
}

function report(figure: string): void {
  console.info(`kafka: ${figure}`);
}

test.each([
  ['events as Segment sends them', createEvents(chooseSize(4000, 10_000))],
  ['small events', createSmallEvents(chooseSize(10_000, 60_000))],
])(
  'the speed of a consumer: %s',
  async (name, events) => {
    await queue(events);
    await kafka.startConsumer();
    const seconds = await measure(events.length);
    report(`${Math.round(events.length / seconds)} events/s, ${name}`);
    expect(await expectStored(events.length)).toBe(0);
    expect(events.length / seconds).toBeGreaterThan(1000);
  },
  5 * MINUTES,
);

test(
  'two consumers are faster than one',
  async () => {
    // a second for each upload
    kafka.fail = { answer: 'slow' };
    const count = chooseSize(8000, 24_000);
    const seconds: number[] = [];
    for (const consumers of [1, 2]) {
      kafka.nextTopic();
      kafka.miso.stored.length = 0;
      await queue(createSmallEvents(count));
      const group = Array.from({ length: consumers }, () =>
        kafka.startConsumer({ KAFKA_CONCURRENCY: '1' }, RESTARTING),
      );
      await Promise.all(group);
      seconds.push(await measure(count));
      expect(await expectStored(count)).toBe(0);
      await Promise.all(group.map(async (consumer) => (await consumer).kill()));
    }
    const [one, two] = seconds.map((each) => Math.round(count / each));
    report(`${one} events/s with one consumer, ${two} with two, while each upload takes a second`);
    expect(two! / one!).toBeGreaterThan(1.5);
  },
  5 * MINUTES,
);

test(
  'a consumer that is killed in the middle of its uploads loses nothing',
  async () => {
    const count = chooseSize(3000, 10_000);
    await queue(createEvents(count));
    kafka.fail = { answer: 'slow' };
    const victim = await kafka.startConsumer();
    const kills = chooseSize(1, 3);
    let consumer = victim;
    for (let kill = 0; kill < kills; kill++) {
      const { calls } = kafka.miso;
      await expect.poll(() => kafka.miso.calls, WAIT).toBeGreaterThan(calls);
      await consumer.kill();
      consumer = await kafka.startConsumer();
    }
    kafka.fail = undefined;
    const duplicates = await expectStored(count);
    report(`${kills} × kill -9 in mid-batch: ${count} events, 0 lost, ${duplicates} twice`);
    // at most what was in flight: an upload of each partition
    expect(duplicates).toBeLessThanOrEqual(kills * 4 * 1000);
  },
  10 * MINUTES,
);

test(
  'an outage of Miso loses and doubles nothing',
  async () => {
    const events = createEvents(chooseSize(1000, 8000));
    kafka.fail = { answer: 503 };
    const consumer = await kafka.startConsumer();
    await queue(events);
    await pause(chooseSize(8000, MINUTES));
    expect(consumer.log()).toContain('"reason":"Miso answered 503"');
    expect(kafka.miso.stored).toHaveLength(0);
    kafka.fail = undefined;
    const start = performance.now();
    const duplicates = await expectStored(events.length);
    const seconds = Math.round((performance.now() - start) / 1000);
    report(
      `Miso down for ${chooseSize(8, 60)} s: ${events.length} events, 0 lost, ${duplicates} twice, all stored ${seconds} s later`,
    );
    expect(duplicates).toBe(0);
  },
  5 * MINUTES,
);

test(
  'refused connections lose nothing',
  async () => {
    let isRefusing = false;
    let refused = 0;
    let connections = 0;
    const sockets = new Set<Socket>();
    const socketFactory = ({ host, port, onConnect }: SocketOptions): Socket => {
      const isRefused = isRefusing || ++connections % 5 === 0;
      if (isRefused) refused++;
      const socket = connect({ host, port: isRefused ? 1 : port }, onConnect);
      sockets.add(socket);
      return socket;
    };
    const client = kafka.examples.createKafka(kafka.kafkaSettings, {
      ...{ socketFactory, requestTimeout: 4000, logLevel: 0 },
    });
    const target = await kafka.examples.openKafkaTarget(kafka.kafkaSettings, client);
    const stop = await kafka.examples.startConsumer({ ...kafka.consumerSettings, log: () => {} }, client);
    const events = createEvents(chooseSize(2000, 6000));
    let failed = 0;
    for (let at = 0; at < events.length; at += 100) {
      if (at % 1000 === 500) {
        // all connections end, and no new one is accepted for a while
        isRefusing = true;
        for (const socket of sockets) socket.destroy(new Error('reset'));
        sockets.clear();
        setTimeout(() => (isRefusing = false), 3000);
      }
      const some = events.slice(at, at + 100);
      const produceSome = async (): Promise<void> => {
        await target.accept(some).catch(async () => {
          failed++;
          await pause(500);
          await produceSome();
        });
      };
      await produceSome();
    }
    const duplicates = await expectStored(events.length);
    await stop();
    await target.close();
    report(
      `${refused} connections refused: ${events.length} events, ${failed} requests failed, 0 events lost, ${duplicates} twice`,
    );
    expect(refused).toBeGreaterThan(0);
  },
  10 * MINUTES,
);

test(
  'a stop of the whole cluster loses nothing',
  async () => {
    const receiver = await kafka.startReceiver();
    await kafka.startConsumer();
    const events = createEvents(chooseSize(1000, 6000));
    const webhook = { url: () => receiver.url, sharedSecret: SECRET, pause: 500 };
    expect((await send(receiver.url, events.slice(0, 100))).status).toBe(200);
    await expectStored(100);
    const seconds = chooseSize(6, 30);
    const deliveries: Promise<{ attempts: number }>[] = [];
    for (let at = 100; at < events.length; at += 100) {
      if (at === 500) {
        kafka.cluster.freeze();
        void pause(seconds * 1000).then(() => {
          kafka.cluster.thaw();
        });
      }
      deliveries.push(deliver(events.slice(at, at + 100), webhook));
      await pause(100);
    }
    const attempts = (await Promise.all(deliveries)).map((delivery) => delivery.attempts);
    const retries = attempts.reduce((sum, each) => sum + each - 1, 0);
    const duplicates = await expectStored(events.length);
    report(
      `the cluster stopped for ${seconds} s: ${events.length} events, ${retries} requests again, 0 events lost, ${duplicates} twice`,
    );
  },
  10 * MINUTES,
);

/** What kafkajs gives to a socket factory. */
interface SocketOptions {
  readonly host: string;
  readonly port: number;
  readonly onConnect: () => void;
}
