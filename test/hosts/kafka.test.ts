import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mapToInteraction } from '../helpers/checkedMapper.ts';
import { readCommands, runCommand } from './copyExamples.ts';
import { KafkaFixture, SECRET, send } from './kafkaFixture.ts';
import { signBody } from './segmentRelay.ts';
import { added, deletion, rejected, skipped, viewed } from './webhookFixture.ts';

const kafka = new KafkaFixture();
const WAIT = { timeout: 20_000 };
const README = 'examples/kafka/README.md';

const refused = { ...viewed, userId: 'refused' };

test('its README is followed word for word', async () => {
  const [install, receive, consume, call, replay, ...others] = readCommands(README);
  expect(others).toStrictEqual([]);
  // the copy is installed by it
  expect(install).toBe('npm install');
  const defaults = { KAFKA_TOPIC: '', KAFKA_DEAD_LETTER_TOPIC: '', KAFKA_GROUP: '' };
  const receiver = await kafka.startReceiver(
    { ...defaults, SEGMENT_SHARED_SECRET: '', MISO_API_KEY: '' },
    receive,
  );
  const consumer = await kafka.startConsumer(
    { ...defaults, SEGMENT_SHARED_SECRET: '', MISO_API_KEY: '' },
    consume,
  );
  const environment = { ...kafka.environment, PORT: new URL(receiver.url).port };
  const { stdout } = await runCommand(kafka.copy.path, call!, environment);
  expect(readFileSync(README, 'utf8')).toContain(`The response is \`${stdout}\``);
  await expect.poll(() => consumer.log(), WAIT).toContain('"counts":{"accepted":1}');
  const [, event] = /event='(.*)'/.exec(call!)!;
  expect(kafka.miso.stored).toStrictEqual([mapToInteraction(JSON.parse(event!))]);

  await send(receiver.url, rejected);
  await expect.poll(() => consumer.log(), WAIT).toContain('"counts":{"rejected missing_product_id":1}');
  const replayed = await runCommand(kafka.copy.path, replay!, environment);
  expect(replayed.stdout).toContain('{"queued":1}');
  await expect.poll(() => consumer.log().split('"rejected missing').length, WAIT).toBe(3);
});

describe('the receiver', () => {
  test('produces verified events as they came, by visitor', async () => {
    const { url } = await kafka.startReceiver();
    const visitor = { ...viewed, anonymousId: 'a1' };
    const anonymous = { type: 'track', event: 'Product Viewed' };
    expect(await send(url, visitor)).toStrictEqual({ status: 200, body: '{"queued":1}' });
    expect(await send(url, [added, null, anonymous])).toStrictEqual({ status: 200, body: '{"queued":3}' });
    const unsigned = await fetch(url, {
      method: 'POST',
      body: '{}',
      headers: { 'x-signature': '0'.repeat(40) },
    });
    expect(unsigned.status).toBe(401);
    const messages = kafka.readEvents();
    expect(messages).toHaveLength(4);
    expect(messages).toEqual(
      expect.arrayContaining([
        { key: 'a1', event: visitor },
        { key: 'u2', event: added },
        { key: '', event: null },
        { key: '', event: anonymous },
      ]),
    );
  });

  test('splits a large list, and keeps the order of a visitor', async () => {
    const { url } = await kafka.startReceiver();
    const list = Array.from({ length: 1500 }, (_, index) => ({ ...viewed, index, text: 'x'.repeat(1000) }));
    expect(await send(url, list)).toMatchObject({ status: 200, body: '{"queued":1500}' });
    expect(kafka.readEvents().map(({ event }) => event)).toStrictEqual(list);
  });

  test('has dead letters and limits for what Kafka cannot have', async () => {
    const { url } = await kafka.startReceiver();
    expect(await send(url, { ...viewed, text: 'x'.repeat(500_000) })).toMatchObject({ status: 413 });
    const deep = `{"type":"track","properties":${'['.repeat(7000)}${']'.repeat(7000)}}`;
    const target = await fetch(url, {
      method: 'POST',
      body: `[${JSON.stringify(viewed)},${deep}]`,
      headers: { 'x-signature': signBody(viewed, SECRET) },
    });
    expect(await target.json()).toStrictEqual({ queued: 1, rejected: 1 });
    expect(kafka.readDeadLetters()).toStrictEqual([
      {
        ...{ fate: 'rejected', event: { type: 'track' }, isTruncated: true },
        issues: [{ path: '', message: 'is nested too deeply' }],
      },
    ]);
  });

  test('responds in time while Kafka does not, and ends when it is asked to', async () => {
    const receiver = await kafka.startReceiver();
    kafka.cluster.freeze();
    const start = performance.now();
    expect(await send(receiver.url, viewed)).toStrictEqual({
      status: 503,
      body: 'Kafka does not accept events: no response in time',
    });
    expect(performance.now() - start).toBeLessThan(5000);
    kafka.cluster.thaw();
    await expect.poll(async () => (await send(receiver.url, added)).status, WAIT).toBe(200);
    expect(await receiver.stop()).toBe(0);
  });

  test.each([
    [{ KAFKA_BROKERS: '' }, 'KAFKA_BROKERS must be set.'],
    [{ KAFKA_BROKERS: 'kafka' }, 'KAFKA_BROKERS must be host:port, or several with commas between them.'],
    [{ KAFKA_BROKERS: 'localhost:1' }, /^KAFKA_BROKERS cannot be used: .*ECONNREFUSED.*/],
    [{ KAFKA_BROKER: 'localhost:1' }, 'KAFKA_BROKER is unknown and must be KAFKA_BROKERS.'],
    [{ KAFKA_TOPIC: 'a topic' }, 'KAFKA_TOPIC must be a name of letters, digits, ".", "_" and "-".'],
    [{ KAFKA_USERNAME: 'u' }, 'KAFKA_PASSWORD must be set, or KAFKA_PASSWORD_FILE.'],
    [{ KAFKA_SASL: 'gssapi' }, 'KAFKA_SASL must be plain, scram-sha-256 or scram-sha-512.'],
  ])('ends with one line for %j', async (environment, message) => {
    const error = await kafka.startReceiver(environment).then(
      () => 'started',
      (reason: unknown) => (reason as Error).message,
    );
    const lines = error.replace('The receiver has ended with 1: ', '').trim().split('\n');
    // kafkajs logs what it has tried
    const said = lines.filter((line) => !line.startsWith('{')).join('\n');
    expect(said).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });
});

describe('a consumer', () => {
  test('stores what can be an interaction, and produces dead letters with their reasons', async () => {
    await kafka.produce([viewed, rejected, skipped, added, refused, 'no event', deletion]);
    const consumer = await kafka.startConsumer();
    await expect.poll(() => kafka.miso.deleted, WAIT).toStrictEqual(['u9']);
    await expect.poll(() => kafka.readDeadLetters().length, WAIT).toBe(3);
    expect(kafka.miso.stored).toHaveLength(2);
    expect(kafka.miso.stored).toEqual(expect.arrayContaining([viewed, added].map(mapToInteraction)));
    expect(kafka.readDeadLetters()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ fate: 'rejected', event: rejected }),
        expect.objectContaining({ fate: 'rejected', event: 'no event' }),
        {
          ...{ fate: 'refused', event: refused },
          issues: [{ path: '', message: 'is invalid. The record was not expected.' }],
        },
      ]),
    );
    expect(await consumer.stop()).toBe(0);
    // the offsets are committed: another one has only what is new
    await kafka.produce([{ ...viewed, userId: 'u3' }]);
    await kafka.startConsumer();
    await expect.poll(() => kafka.storedUsers.length, WAIT).toBe(3);
    expect(kafka.storedUsers.at(-1)).toBe('u3');
  });

  test('waits while Miso fails, and as long as it asks for', async () => {
    await kafka.produce([viewed, refused, rejected]);
    kafka.fail = { answer: 429, retryAfter: '3' };
    // so that all but one upload wait for it
    const consumer = await kafka.startConsumer({ KAFKA_CONCURRENCY: '1' });
    await expect.poll(() => consumer.log(), WAIT).toContain('"reason":"Miso answered 429"');
    const start = performance.now();
    const { calls } = kafka.miso;
    kafka.fail = undefined;
    await expect.poll(() => kafka.miso.stored.length, WAIT).toBe(1);
    expect(performance.now() - start).toBeGreaterThan(2900);
    expect(calls).toBe(1);
    await expect.poll(() => kafka.readDeadLetters().length, WAIT).toBe(2);
  });

  test('ends with a line when the API key is wrong, and keeps the events', async () => {
    await kafka.produce([viewed]);
    const consumer = await kafka.startConsumer({ MISO_API_KEY: 'another' });
    await expect.poll(() => consumer.log(), WAIT).toContain('\nMiso answered 401: the API key is wrong');
    expect(await consumer.stop()).toBe(1);
    expect(consumer.log()).not.toContain('another');
    await kafka.startConsumer();
    await expect.poll(() => kafka.storedUsers, WAIT).toStrictEqual(['u1']);
  });

  test('finishes its upload when it is stopped', async () => {
    await kafka.produce([viewed]);
    kafka.fail = { answer: 'slow' };
    const consumer = await kafka.startConsumer();
    await expect.poll(() => kafka.miso.calls, WAIT).toBe(1);
    expect(await consumer.stop()).toBe(0);
    expect(kafka.storedUsers).toStrictEqual(['u1']);
    kafka.fail = undefined;
    await kafka.produce([added]);
    await kafka.startConsumer();
    await expect.poll(() => kafka.storedUsers, WAIT).toStrictEqual(['u1', 'u2']);
  });

  test('ends at once while it waits for Miso, and keeps the events', async () => {
    await kafka.produce([viewed]);
    kafka.fail = { answer: 429, retryAfter: '3600' };
    const consumer = await kafka.startConsumer();
    await expect.poll(() => consumer.log(), WAIT).toContain('429');
    const start = performance.now();
    expect(await consumer.stop()).toBe(0);
    expect(performance.now() - start).toBeLessThan(6000);
    kafka.fail = undefined;
    await kafka.startConsumer();
    await expect.poll(() => kafka.storedUsers, WAIT).toStrictEqual(['u1']);
  });

  test('ends with one line for an invalid setting', async () => {
    await expect(kafka.startConsumer({ MISO_API_KEY: '' })).rejects.toThrow(
      'ended with 1: MISO_API_KEY must be set, or MISO_API_KEY_FILE.\n',
    );
    await expect(kafka.startConsumer({ KAFKA_CONCURRENCY: '0' })).rejects.toThrow(
      'ended with 1: KAFKA_CONCURRENCY must be a whole number from 1 to 99.\n',
    );
  });
});
