// @ts-check
// What the receiver and the consumer share of Kafka's client.
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { SettingError } from '../environment.mjs';

/**
 * @import { KafkaConfig, Producer, RetryOptions } from 'kafkajs'
 * @import { KafkaSettings } from './settings.mjs'
 */

/** @typedef {{ key: string | null, value: Buffer }} KafkaMessage */

/** Kafka's default limit is 1 MiB for the messages of a request to one partition. */
export const MAX_BYTES = 900_000;

/**
 * @param {Pick<KafkaSettings, 'brokers' | 'ssl' | 'sasl'>} settings
 * @param {Partial<KafkaConfig>} [others]
 */
export function createKafka({ brokers, ssl, sasl }, others) {
  return new Kafka({
    clientId: 'segment-to-miso',
    ...{ brokers, ssl, ...(sasl && { sasl }) },
    ...{ connectionTimeout: 1500, logLevel: logLevel.ERROR },
    ...others,
  });
}

/**
 * @param {Kafka} kafka
 * @param {RetryOptions} retry
 */
export function createProducer(kafka, retry) {
  const createPartitioner = Partitioners.DefaultPartitioner;
  // a topic that Kafka makes itself may have one replica only
  return kafka.producer({ createPartitioner, allowAutoTopicCreation: false, retry });
}

/**
 * @param {{ connect: () => Promise<void> }} client
 */
export async function connect(client) {
  try {
    await client.connect();
  } catch (error) {
    throw new SettingError(`KAFKA_BROKERS cannot be used: ${Object(error).message}`);
  }
}

/**
 * Produces messages in their order. Resolves when all in-sync replicas have them.
 *
 * @param {Producer} producer
 * @param {string} topic
 * @param {readonly KafkaMessage[]} messages
 */
export async function produce(producer, topic, messages) {
  for (const some of split(messages)) await producer.send({ topic, acks: -1, messages: some, timeout: 3000 });
}

/**
 * @param {readonly KafkaMessage[]} messages
 */
function* split(messages) {
  /** @type {KafkaMessage[]} */
  let some = [];
  let bytes = 0;
  for (const message of messages) {
    bytes += message.value.length;
    if (bytes > MAX_BYTES && some.length > 0) {
      yield some;
      some = [];
      bytes = message.value.length;
    }
    some.push(message);
  }
  if (some.length > 0) yield some;
}

/**
 * Creates the function that writes dead letters to a topic.
 *
 * @param {Producer} producer
 * @param {string} topic
 * @returns {import('../webhook/deadLetters.mjs').WriteDeadLetters}
 */
export function createDeadLetterWriter(producer, topic) {
  return (lines) => {
    const messages = lines
      .trimEnd()
      .split('\n')
      .map((line) => ({ key: null, value: fit(line) }));
    return produce(producer, topic, messages);
  };
}

/**
 * @param {string} line A dead letter.
 */
function fit(line) {
  const value = Buffer.from(line);
  if (value.length <= MAX_BYTES) return value;
  // the event fits, as it came from Kafka: its issues do not
  const { issues, ...letter } = JSON.parse(line);
  return Buffer.from(JSON.stringify({ ...letter, issues: issues.slice(0, 10) }));
}
