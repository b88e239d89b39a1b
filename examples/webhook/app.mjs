// @ts-check
// Receives Segment's webhook and sends the mapped interactions to Miso. It uses web standards only; server.mjs runs it on Node.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { createMapper } from 'segment-to-miso';
import { MisoError } from '../send.mjs';
import { createAdmission } from './admission.mjs';
import { createDeadLetters } from './deadLetters.mjs';
import { countOutcomes, createOutcomes, findDeadLetters, findRefused } from './outcomes.mjs';
import { createSenderCheck } from './sender.mjs';
import { createUploads } from './uploads.mjs';

/**
 * @import { ContentfulStatusCode } from 'hono/utils/http-status'
 * @import { Mapper } from 'segment-to-miso'
 * @import { Miso } from '../send.mjs'
 * @import { WriteDeadLetters } from './deadLetters.mjs'
 * @import { SenderSettings } from './sender.mjs'
 */

/**
 * @typedef {object} AppSettings
 * @property {Omit<Miso, 'signal' | 'retry'>} miso
 * @property {WriteDeadLetters} writeDeadLetters
 * @property {boolean} [keepSkipped] Whether events that are not for Miso become dead letters.
 * @property {boolean} [refuseDeletions] Whether `delete` calls become dead letters.
 * @property {Pick<Mapper, 'mapBatch' | 'toDeletionRequest'>} [mapper]
 * @property {(entry: LogEntry) => void} [log]
 */

/**
 * @typedef {object} LogEntry What happened to a request; nothing of an event and no secret.
 * @property {number} status
 * @property {number} ms
 * @property {Record<string, number>} [counts] Events by their outcome.
 * @property {string} [reason] Why it failed.
 */

const MAX_BYTES = 8 * 2 ** 20;
/** Segment's maximum. */
const MAX_EVENTS = 4000;
/** How long Miso has, in milliseconds: Segment waits for 5 seconds. */
const TIMEOUT = 4000;

/**
 * @param {AppSettings & SenderSettings} settings
 */
export function createApp({ miso, writeDeadLetters, log = logJson, ...settings }) {
  const { mapper = createMapper(), keepSkipped = false, refuseDeletions = miso.dryRun ?? false } = settings;
  const sender = createSenderCheck(settings);
  const uploads = createUploads(miso, TIMEOUT);
  const keepDeadLetters = createDeadLetters(writeDeadLetters);
  /** @type {Hono<{ Variables: Pick<LogEntry, 'counts' | 'reason'> }>} */
  const app = new Hono();

  app.get('/health', (context) => context.text('ok'));

  app.use('/', async (context, next) => {
    const start = performance.now();
    await next();
    const [counts, reason] = [context.get('counts'), context.get('reason')];
    const ms = Math.round(performance.now() - start);
    log({ status: context.res.status, ms, ...(counts && { counts }), ...(reason && { reason }) });
  });
  app.post('/', async ({ req }, next) => {
    await sender.checkHeaders(req);
    uploads.checkPause();
    await next();
  });
  app.post('/', createAdmission(MAX_BYTES, 3 * MAX_BYTES));

  app.post('/', async (context) => {
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    const payload = await sender.readEvents(context.req, bytes);
    if (Array.isArray(payload) && payload.length > MAX_EVENTS) {
      throw new HTTPException(413, { message: `The request has more than ${MAX_EVENTS} events.` });
    }

    const batch = mapper.mapBatch(payload);
    const deletion = mapper.toDeletionRequest(payload);
    const deadline = deletion && AbortSignal.timeout(TIMEOUT);
    const outcomes = createOutcomes(batch, refuseDeletions);
    // before the upload: if they cannot be written, Segment sends all again, and nothing is stored twice
    await keepDeadLetters(findDeadLetters(outcomes, keepSkipped), false);
    const refused = findRefused(batch, await uploads.send(batch.interactions));
    if (deadline && !refuseDeletions) await uploads.erase(deletion, deadline);
    await keepDeadLetters([...refused.values()], true);

    const counts = countOutcomes(outcomes.map((outcome, at) => refused.get(at) ?? outcome));
    context.set('counts', counts);
    return context.json(counts);
  });

  app.onError((error, context) => {
    const isPublic = error instanceof HTTPException;
    // Segment sends again what is answered with 5xx
    /** @type {ContentfulStatusCode} */
    const status = isPublic ? error.status : error instanceof MisoError && error.isTemporary ? 503 : 500;
    context.set('reason', isPublic || error instanceof MisoError ? error.message : String(error));
    const seconds = error instanceof MisoError ? Math.ceil(error.retryAfter / 1000) : 1;
    if (status === 503) context.header('Retry-After', String(seconds || 1));
    return context.text(isPublic ? error.message : 'The log says why it failed.', status);
  });

  return app;
}

/** @param {LogEntry} entry */
export function logJson(entry) {
  const level = entry.reason === undefined ? 'info' : 'error';
  console[level](JSON.stringify({ time: new Date().toISOString(), level, ...entry }));
}
