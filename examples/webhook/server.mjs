// @ts-check
// The receiver on Node: settings, files, metrics and signals.
import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { SettingError } from '../environment.mjs';
import { createApp, logJson } from './app.mjs';
import { openDeadLettersFile } from './deadLettersFile.mjs';
import { createMetrics } from './metrics.mjs';
import { createMisoTarget } from './misoTarget.mjs';
import { readSettings } from './settings.mjs';

/** @import { Target } from './app.mjs' */

/** How long a stop may take, in milliseconds: `docker stop` kills after 10 seconds. */
const STOP_TIMEOUT = 8000;

try {
  const { hostname, port, ...settings } = readSettings(process.env);
  const metrics = createMetrics();
  const target = await openTarget(settings);
  const app = createApp({
    ...settings,
    target,
    log: (entry) => {
      logJson(entry);
      metrics.count(entry);
    },
  });
  start(app, metrics, { port, ...(hostname && { hostname }) }, target.close);
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  fail(error.message);
}

/**
 * Opens what accepts the events: Miso, or Kafka with `--accept kafka`.
 *
 * @param {Pick<ReturnType<typeof readSettings>, 'readTarget' | 'deadLetters'>} settings
 * @returns {Promise<Target & { close?: () => Promise<void> }>}
 */
async function openTarget({ readTarget, deadLetters }) {
  const { accept } = parseArgs({ options: { accept: { type: 'string', default: 'miso' } } }).values;
  if (accept === 'kafka') {
    const { openKafkaTarget } = await import('../kafka/target.mjs');
    return openKafkaTarget(readTarget.kafka());
  }
  if (accept !== 'miso') throw new SettingError('--accept must be miso or kafka.');
  const settings = readTarget.miso();
  try {
    return createMisoTarget({ ...settings, writeDeadLetters: await openDeadLettersFile(deadLetters) });
  } catch (error) {
    // a line such as: EACCES: permission denied, open '…'
    throw new SettingError(`DEAD_LETTERS cannot be written: ${Object(error).message}`);
  }
}

/**
 * @param {Hono<any>} app
 * @param {ReturnType<typeof createMetrics>} metrics
 * @param {{ port: number, hostname?: string }} address
 * @param {() => Promise<void>} [close] Called when no request is left.
 */
function start(app, metrics, address, close) {
  let isStopping = false;
  const host = new Hono();
  host.use(async (context, next) => {
    await next();
    // a client that keeps its connection would hold the process
    if (isStopping) context.header('Connection', 'close');
  });
  host.get('/ready', (context) => (isStopping ? context.text('stopping', 503) : context.text('ok')));
  host.get('/metrics', async (context) =>
    context.body(await metrics.print(), { headers: { 'Content-Type': metrics.contentType } }),
  );
  host.route('/', app);

  const serverOptions = { requestTimeout: 10_000, headersTimeout: 10_000, connectionsCheckingInterval: 1000 };
  const server = serve({ fetch: host.fetch, serverOptions, ...address }, ({ port }) => {
    console.info(
      JSON.stringify({ level: 'info', message: `Waiting for Segment at http://localhost:${port}/` }),
    );
  });
  server.on('error', (error) => fail(`HOST and PORT cannot be used: ${error.message}`));

  const stop = () => {
    isStopping = true;
    server.close(() => close?.());
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), STOP_TIMEOUT).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}
