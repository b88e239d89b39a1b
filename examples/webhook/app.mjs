// @ts-check
// Receives Segment's webhook and sends the mapped interactions to Miso. It uses web standards only; server.mjs runs it on Node.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { MisoError } from '../send.mjs';
import { createAdmission } from './admission.mjs';
import { createMisoTarget } from './misoTarget.mjs';
import { createSenderCheck } from './sender.mjs';

/**
 * @import { ContentfulStatusCode } from 'hono/utils/http-status'
 * @import { MisoTargetSettings } from './misoTarget.mjs'
 * @import { SenderSettings } from './sender.mjs'
 */

/**
 * @typedef {object} Target Where events go.
 * @property {() => void} checkReady Throws while it cannot accept events.
 * @property {(payload: unknown) => Promise<Record<string, number>>} accept
 * Resolves to the events by their outcome when they are safe, as Segment then forgets them.
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

/**
 * @param {SenderSettings & (MisoTargetSettings | { target: Target }) & { log?: (entry: LogEntry) => void }} settings
 */
export function createApp({ log = logJson, ...settings }) {
  const sender = createSenderCheck(settings);
  const target = 'target' in settings ? settings.target : createMisoTarget(settings);
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
    target.checkReady();
    await next();
  });
  app.post('/', createAdmission(MAX_BYTES, 3 * MAX_BYTES));

  app.post('/', async (context) => {
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    const payload = await sender.readEvents(context.req, bytes);
    if (Array.isArray(payload) && payload.length > MAX_EVENTS) {
      throw new HTTPException(413, { message: `The request has more than ${MAX_EVENTS} events.` });
    }
    const counts = await target.accept(payload);
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

/** @param {Partial<LogEntry> & Record<string, unknown>} entry */
export function logJson(entry) {
  const level = entry.reason === undefined ? 'info' : 'error';
  console[level](JSON.stringify({ time: new Date().toISOString(), level, ...entry }));
}
