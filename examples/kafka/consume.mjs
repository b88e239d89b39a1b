// @ts-check
// A consumer of a group: it maps the events of its partitions and sends them to Miso.
import kafkajs from 'kafkajs';
import { createRetry } from '../retry.mjs';
import { sendDeletion } from '../send.mjs';
import { logJson } from '../webhook/app.mjs';
import { createDelivery } from '../webhook/misoTarget.mjs';
import { sendEach } from '../webhook/uploads.mjs';
import { connect, createDeadLetterWriter, createProducer } from './client.mjs';

/**
 * @import { EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs'
 * @import { DeliverySettings } from '../webhook/misoTarget.mjs'
 * @import { KafkaSettings } from './settings.mjs'
 */

/**
 * @typedef {object} ConsumerSettings
 * @property {string} group
 * @property {number} concurrency How many partitions are processed at the same time.
 * @property {number} sessionTimeout Milliseconds after which others get the partitions of a consumer that is silent.
 * @property {typeof logJson} [log]
 * @property {(failure?: unknown) => void} [onEnd] Called when it has stopped, with the reason unless it was asked to.
 */

const MAX_EVENTS = 1000;
/** How long a call of Miso may take, in milliseconds. */
const TIMEOUT = 30_000;
// waits for Kafka instead of giving up
const retry = { retries: 1000, maxRetryTime: 5000 };

/**
 * Starts a consumer. Returns the function that stops it: uploads in flight are finished, and their offsets committed.
 *
 * @param {Pick<KafkaSettings, 'topic' | 'deadLetterTopic'> & DeliverySettings & ConsumerSettings} settings
 * @param {Kafka} kafka
 */
export async function startConsumer({ topic, deadLetterTopic, log = logJson, onEnd, ...settings }, kafka) {
  const producer = createProducer(kafka, retry);
  const { group, sessionTimeout } = settings;
  const heartbeatInterval = sessionTimeout / 3;
  const consumer = kafka.consumer({
    ...{ groupId: group, sessionTimeout, heartbeatInterval, retry },
    // a stop waits for a fetch
    maxWaitTimeInMs: 1000,
  });
  const stopping = new AbortController();
  const writeDeadLetters = createDeadLetterWriter(producer, deadLetterTopic);
  const deliver = createDelivery({ ...settings, writeDeadLetters });

  /** @type {(failure?: unknown) => Promise<void>} */
  async function stop(failure) {
    if (stopping.signal.aborted) return;
    stopping.abort();
    await consumer.disconnect();
    await producer.disconnect();
    onEnd?.(failure);
  }

  /** @type {(messages: readonly KafkaMessage[], signal: AbortSignal) => Promise<Record<string, number>>} */
  function deliverMessages(messages, signal) {
    const onRetry = (/** @type {{ message: string }} */ { message }) => log({ reason: message });
    const miso = { ...settings.miso, timeout: TIMEOUT, retry: createRetry(Infinity, onRetry, signal) };
    return deliver(messages.map(readEvent), {
      send: (interactions) => sendEach(interactions, miso),
      erase: (deletion) => sendDeletion(deletion, miso),
    });
  }

  /** @type {(payload: EachBatchPayload) => Promise<void>} */
  async function consume({ batch, heartbeat, resolveOffset, ...kafka }) {
    const { partition, messages } = batch;
    for (let at = 0; at < messages.length && kafka.isRunning() && !kafka.isStale(); at += MAX_EVENTS) {
      const some = messages.slice(at, at + MAX_EVENTS);
      const start = performance.now();
      const counts = await withHeartbeat(heartbeat, heartbeatInterval, stopping.signal, (signal) =>
        deliverMessages(some, signal),
      );
      resolveOffset(String(some.at(-1)?.offset));
      await kafka.commitOffsetsIfNecessary(kafka.uncommittedOffsets());
      log({ partition, ms: Math.round(performance.now() - start), counts });
      await heartbeat();
    }
  }

  consumer.on('consumer.crash', ({ payload }) => payload.restart || stop(payload.error));
  await connect(producer);
  await connect(consumer);
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    ...{ autoCommit: false, eachBatchAutoResolve: false },
    partitionsConsumedConcurrently: settings.concurrency,
    eachBatch: async (payload) => {
      try {
        await consume(payload);
      } catch (error) {
        // Kafka's client waits, or joins the group again
        if (error instanceof kafkajs.KafkaJSError) throw error;
        // not awaited, as it waits for this
        void stop(error);
      }
    },
  });
  return () => stop();
}

/**
 * @param {KafkaMessage} message
 * @returns {unknown}
 */
function readEvent({ value }) {
  const text = String(value);
  try {
    return JSON.parse(text);
  } catch {
    // a dead letter
    return text;
  }
}

/**
 * Stays in the group during some work. Its signal ends the pauses of the work when the group rebalances or the consumer stops.
 *
 * @template Result
 * @param {() => Promise<void>} heartbeat
 * @param {number} interval
 * @param {AbortSignal} stopping
 * @param {(signal: AbortSignal) => Promise<Result>} work
 */
async function withHeartbeat(heartbeat, interval, stopping, work) {
  const leaving = new AbortController();
  const timer = setInterval(() => heartbeat().catch((error) => leaving.abort(error)), interval);
  try {
    return await work(AbortSignal.any([stopping, leaving.signal]));
  } finally {
    clearInterval(timer);
  }
}
