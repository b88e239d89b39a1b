// @ts-check
// Takes Segment's webhook and sends what it maps to Miso. It runs wherever hono does; server.mjs starts it on Node.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMapper } from 'segment-to-miso';
import { MisoError, sendDeletion, sendInteractions } from '../send.mjs';

/**
 * @import { Context } from 'hono'
 * @import { ContentfulStatusCode } from 'hono/utils/http-status'
 * @import { BatchResult, Mapper, UploadError } from 'segment-to-miso'
 * @import { Miso } from '../send.mjs'
 * @import { Fate, KeepDeadLetters, Problem } from './deadLetters.mjs'
 */

/**
 * @typedef {object} Settings
 * @property {string} sharedSecret What Segment signs its requests with.
 * @property {Omit<Miso, 'signal'>} miso
 * @property {KeepDeadLetters} keepDeadLetters Where the events go that Miso cannot take.
 * @property {boolean} [keepSkipped] Whether the events that are not for Miso go there too, rather than being only counted.
 * @property {Pick<Mapper, 'mapBatch' | 'toDeletionRequest'>} [mapper]
 * @property {number} [maxBytes] How large a request may be.
 * @property {number} [timeout] Milliseconds that Miso has; Segment waits for 5 seconds.
 * @property {Pick<Console, 'info' | 'error'>} [logger]
 */

/**
 * @typedef {object} Outcome What became of an event.
 * @property {'stored' | Fate} fate
 * @property {readonly Problem[]} issues
 */

/**
 * Makes the receiver.
 *
 * @param {Settings} settings
 * @returns {Hono}
 */
export function createApp({
  sharedSecret,
  miso,
  keepDeadLetters,
  keepSkipped = false,
  mapper = createMapper(),
  maxBytes = 8 * 2 ** 20,
  timeout = 4000,
  logger = console,
}) {
  const app = new Hono();

  /** @type {(context: Context, status: ContentfulStatusCode, words: string) => Response} */
  function refuse(context, status, words) {
    logger.error(words);
    return context.text(words, status);
  }

  const limit = bodyLimit({
    maxSize: maxBytes,
    onError: (context) => refuse(context, 413, `The request has more than ${maxBytes} bytes.`),
  });

  app.post('/', limit, async (context) => {
    const signal = AbortSignal.timeout(timeout);
    const body = await context.req.text();
    const payload = parsed(body);
    if (payload === undefined) return refuse(context, 400, 'The request is not JSON.');
    // of a batch Segment signs the first event only, as JSON
    const signed = Array.isArray(payload) ? JSON.stringify(payload[0]) : body;
    if (!(await isSigned(signed, context.req.header('x-signature'), sharedSecret))) {
      return refuse(context, 401, 'The signature is missing or wrong.');
    }

    const batch = mapper.mapBatch(payload);
    const { events, interactions } = batch;
    const errors = await sendInteractions(interactions, { ...miso, signal });
    const deletion = mapper.toDeletionRequest(payload);
    if (deletion !== null) await sendDeletion(deletion, { ...miso, signal });

    const outcomes = outcomesOf(batch, errors);
    const deadLetters = outcomes.flatMap(({ fate, issues }, at) =>
      fate === 'stored' || (fate === 'skipped' && !keepSkipped) ? [] : [{ fate, event: events[at], issues }],
    );
    // last: when Miso fails, the events come again, and would be kept again
    if (deadLetters.length > 0) await keepDeadLetters(deadLetters);
    const counts = countsOf(outcomes);
    logger.info(JSON.stringify(counts));
    return context.json(counts);
  });

  app.onError((error, context) => {
    const [status, words] = failureOf(error);
    logger.error(words);
    return context.text('It did not work; the log says why.', status);
  });

  return app;
}

/**
 * @param {string} body
 * @returns {unknown} `undefined` for what is not JSON.
 */
function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const encoder = new TextEncoder();

/**
 * Whether the signature is the hex HMAC-SHA1 of a text. WebCrypto compares in constant time, on every host.
 *
 * @param {string | undefined} text
 * @param {string | undefined} signature
 * @param {string} secret
 */
async function isSigned(text, signature, secret) {
  if (text === undefined || signature === undefined || !/^[\da-f]{40}$/i.test(signature)) return false;
  const algorithm = { name: 'HMAC', hash: 'SHA-1' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['verify']);
  const bytes = Uint8Array.from({ length: 20 }, (_, at) =>
    Number.parseInt(signature.slice(2 * at, 2 * at + 2), 16),
  );
  return crypto.subtle.verify('HMAC', key, bytes, encoder.encode(text));
}

/**
 * Gives what became of each event.
 *
 * @param {BatchResult} batch
 * @param {readonly UploadError[]} errors What Miso refused of its interactions.
 * @returns {Outcome[]}
 */
function outcomesOf({ results, sources }, errors) {
  /** @type {Outcome[]} */
  const outcomes = results.map(({ status, issues }) => ({
    fate: status === 'mapped' ? 'stored' : status,
    issues,
  }));
  for (const { index, path, message } of errors) {
    // each has its place: `sendInteractions` gives no other
    const source = Number(sources[Number(index)]);
    const before = outcomes[source]?.fate === 'refused' ? outcomes[source].issues : [];
    outcomes[source] = { fate: 'refused', issues: [...before, { path, message }] };
  }
  return outcomes;
}

/**
 * Counts the events by what became of them, and why.
 *
 * @param {readonly Outcome[]} outcomes
 */
function countsOf(outcomes) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { fate, issues } of outcomes) {
    const code = fate === 'stored' ? undefined : issues[0]?.code;
    const name = code === undefined ? fate : `${fate} ${code}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/**
 * How a request fails, in words that may be logged. Segment sends again what is answered with 5xx.
 *
 * @param {Error} error
 * @returns {[status: ContentfulStatusCode, words: string]}
 */
function failureOf(error) {
  if (!(error instanceof MisoError)) return [500, String(error)];
  // nothing of what Miso says, as that may hold an event's values
  const what = error.status === 0 ? 'does not answer' : `answers ${error.status}`;
  if (error.isKeyWrong) return [500, `Miso ${what}: MISO_API_KEY is wrong.`];
  return [error.isTemporary ? 503 : 500, `Miso ${what}.`];
}
