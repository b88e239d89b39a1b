// @ts-check
// The receiver on Node: settings, files, metrics and signals.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createApp, logJson } from './app.mjs';
import { openDeadLettersFile } from './deadLettersFile.mjs';
import { createMetrics } from './metrics.mjs';
import { readSettings, SettingError } from './settings.mjs';

/** How long a stop may take, in milliseconds: `docker stop` kills after 10 seconds. */
const STOP_TIMEOUT = 8000;

try {
  const { deadLetters, hostname, port, ...settings } = readSettings(process.env);
  const metrics = createMetrics();
  const app = createApp({
    ...settings,
    writeDeadLetters: await openDeadLettersFile(deadLetters),
    log: (entry) => {
      logJson(entry);
      metrics.count(entry);
    },
  });
  start(app, metrics, { port, ...(hostname && { hostname }) });
} catch (error) {
  // of an unusable file of dead letters, a line such as: EACCES: permission denied, open '…'
  fail(
    error instanceof SettingError
      ? error.message
      : `DEAD_LETTERS cannot be written: ${Object(error).message}`,
  );
}

/**
 * @param {Hono<any>} app
 * @param {ReturnType<typeof createMetrics>} metrics
 * @param {{ port: number, hostname?: string }} address
 */
function start(app, metrics, address) {
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
    server.close();
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
