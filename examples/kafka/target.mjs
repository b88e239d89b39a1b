// @ts-check
// Where the receiver's events go with `--accept kafka`: they are produced as they came.
import { HTTPException } from 'hono/http-exception';
import { createDeadLetters } from '../webhook/deadLetters.mjs';
import {
  connect,
  createDeadLetterWriter,
  createKafka,
  createProducer,
  MAX_BYTES,
  produce,
} from './client.mjs';

/**
 * @import { Target } from '../webhook/app.mjs'
 * @import { KafkaMessage } from './client.mjs'
 * @import { KafkaSettings } from './settings.mjs'
 */

/** How long Kafka has, in milliseconds: Segment waits for 5 seconds. */
const TIMEOUT = 4000;

/**
 * @param {KafkaSettings} settings
 * @param {import('kafkajs').Kafka} [kafka]
 * @returns {Promise<Target & { close: () => Promise<void> }>}
 */
export async function openKafkaTarget(settings, kafka = createKafka(settings, { requestTimeout: TIMEOUT })) {
  const producer = createProducer(kafka, { retries: 4, initialRetryTime: 100, maxRetryTime: 500 });
  await connect(producer);
  const keepDeadLetters = createDeadLetters(createDeadLetterWriter(producer, settings.deadLetterTopic));

  return {
    // what Kafka cannot accept shows when it is asked
    checkReady: () => {},
    accept: async (payload) => {
      const events = unwrap(payload);
      const messages = events.map(createMessage);
      const broken = events.filter((_, at) => messages[at] === null).map(createLetter);
      const whole = messages.filter((message) => message !== null);
      await within(TIMEOUT, async () => {
        await keepDeadLetters(broken, false);
        await produce(producer, settings.topic, whole);
      });
      const counts = { queued: whole.length, rejected: broken.length };
      return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
    },
    close: () => producer.disconnect(),
  };
}

/**
 * @param {any} payload
 * @returns {unknown[]}
 */
function unwrap(payload) {
  if (Array.isArray(payload)) return payload;
  return Array.isArray(payload?.batch) ? payload.batch : [payload];
}

/**
 * Creates the message of an event, keyed so that a visitor's events stay in order.
 *
 * @param {any} event
 * @returns {KafkaMessage | null} `null` if the event is nested too deeply for JSON.
 */
function createMessage(event) {
  let value;
  try {
    value = Buffer.from(JSON.stringify(event));
  } catch {
    return null;
  }
  // Segment's limit is 32 kB
  if (value.length > MAX_BYTES / 2)
    throw new HTTPException(413, { message: 'An event is too large for Kafka.' });
  const key = event?.anonymousId || event?.userId;
  return { key: typeof key === 'string' ? key : null, value };
}

/**
 * @param {unknown} event
 * @returns {import('../webhook/deadLetters.mjs').DeadLetter}
 */
function createLetter(event) {
  return { fate: 'rejected', event, issues: [{ path: '', message: 'is nested too deeply' }] };
}

/**
 * Throws what is answered with 503, after which Segment sends again, if Kafka fails or takes too long.
 *
 * @param {number} milliseconds
 * @param {() => Promise<void>} work
 */
async function within(milliseconds, work) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const expired = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('no response in time')), milliseconds);
  });
  try {
    await Promise.race([work(), expired]);
  } catch (error) {
    throw new HTTPException(503, { message: `Kafka does not accept events: ${Object(error).message}` });
  } finally {
    clearTimeout(timer);
  }
}
