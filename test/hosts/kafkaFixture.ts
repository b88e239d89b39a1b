import { join } from 'node:path';
import type { Kafka } from 'kafkajs';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type Copy, copyExamples } from './copyExamples.ts';
import { type Cluster, startCluster } from './kafkaCluster.ts';
import { type Failure, type Miso, startMiso } from './misoServer.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { signBody } from './segmentRelay.ts';

export const SECRET = 'a-long-random-text';
export const API_KEY = 'the-key-of-your-Miso-project';

/** What is used of the examples in the process of a test, as they have no declarations. */
interface Examples {
  readonly createKafka: (settings: object, others?: object) => Kafka;
  readonly openKafkaTarget: (settings: object, kafka: Kafka) => Promise<Target>;
  readonly startConsumer: (settings: object, kafka: Kafka) => Promise<() => Promise<void>>;
}

interface Target {
  readonly accept: (payload: unknown) => Promise<Record<string, number>>;
  readonly close: () => Promise<void>;
}

/** What the tests of a file share: an installed copy, a cluster and a Miso. Each test has topics of its own. */
export class KafkaFixture {
  copy!: Copy;
  cluster!: Cluster;
  miso!: Miso;
  examples!: Examples;
  /** How Miso fails now. */
  fail: Failure | undefined;
  #test = 0;
  #processes: Receiver[] = [];

  constructor(isTrusting = false) {
    beforeAll(async () => {
      this.cluster = await startCluster();
      this.copy = await copyExamples();
      this.examples = {
        ...(await import(join(this.copy.path, 'kafka/client.mjs'))),
        ...(await import(join(this.copy.path, 'kafka/target.mjs'))),
        ...(await import(join(this.copy.path, 'kafka/consume.mjs'))),
      };
    }, 300_000);
    afterAll(async () => {
      await this.cluster.close();
      this.copy.remove();
    });
    beforeEach(async () => {
      this.nextTopic();
      this.fail = undefined;
      // a new one, so that calls of an earlier test cannot come late
      this.miso = await startMiso({
        apiKey: API_KEY,
        isTrusting,
        fail: () => this.fail,
        refuse: (record) => (record as { user_id: string }).user_id === 'refused',
      });
    });
    afterEach(async () => {
      this.cluster.thaw();
      await Promise.all(this.#processes.splice(0).map((process) => process.kill()));
      await this.miso.close();
    });
  }

  /** Has the rest of the current test use other topics and another group. */
  nextTopic(): void {
    this.#test++;
  }

  get topic(): string {
    return `events-${this.#test}`;
  }

  get deadLetterTopic(): string {
    return `dead-letters-${this.#test}`;
  }

  get kafkaSettings(): object {
    const { topic, deadLetterTopic } = this;
    return { brokers: this.cluster.brokers.split(','), ssl: false, topic, deadLetterTopic };
  }

  get consumerSettings(): object {
    const miso = { apiKey: API_KEY, url: this.miso.url };
    return {
      ...this.kafkaSettings,
      group: `group-${this.#test}`,
      concurrency: 4,
      sessionTimeout: 6000,
      miso,
    };
  }

  get environment(): NodeJS.ProcessEnv {
    return {
      ...{ KAFKA_BROKERS: this.cluster.brokers, KAFKA_GROUP: `group-${this.#test}` },
      // the mock cluster waits for so long after a member has left
      KAFKA_SESSION_TIMEOUT: '6',
      ...{ KAFKA_TOPIC: this.topic, KAFKA_DEAD_LETTER_TOPIC: this.deadLetterTopic },
      ...{ SEGMENT_SHARED_SECRET: SECRET, MISO_API_KEY: API_KEY, MISO_URL: this.miso.url },
    };
  }

  async startReceiver(environment: NodeJS.ProcessEnv = {}, command?: string): Promise<Receiver> {
    return this.#start(environment, command ?? 'exec node webhook/server.mjs --accept kafka');
  }

  async startConsumer(environment: NodeJS.ProcessEnv = {}, command?: string): Promise<Receiver> {
    return this.#start(environment, command ?? 'exec node kafka/consumer.mjs', /"Consuming (\S+)"/);
  }

  async #start(environment: NodeJS.ProcessEnv, command: string, ready?: RegExp): Promise<Receiver> {
    const settings = { ...this.environment, ...environment };
    const process = await startReceiver(this.copy.path, settings, command, ready);
    this.#processes.push(process);
    return process;
  }

  /** Produces events to the topic of the test, as the receiver does. */
  async produce(events: readonly unknown[]): Promise<void> {
    const kafka = this.examples.createKafka(this.kafkaSettings);
    const target = await this.examples.openKafkaTarget(this.kafkaSettings, kafka);
    await target.accept(events);
    await target.close();
  }

  /** The events of the topic that are still there, by their keys. */
  readEvents(): { readonly key: string; readonly event: unknown }[] {
    return this.cluster
      .read(this.topic)
      .map(({ key, value }) => ({ key, event: JSON.parse(value) as unknown }));
  }

  readDeadLetters(): unknown[] {
    return this.cluster.read(this.deadLetterTopic).map(({ value }) => JSON.parse(value) as unknown);
  }

  /** The users of the stored interactions, in order. */
  get storedUsers(): string[] {
    return this.miso.stored.map((record) => (record as { user_id: string }).user_id);
  }
}

/** Sends an event or a list as Segment does. */
export async function send(url: string, payload: unknown): Promise<{ status: number; body: string }> {
  const headers = { 'content-type': 'application/json', 'x-signature': signBody(payload, SECRET) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(payload) });
  return { status: response.status, body: await response.text() };
}
