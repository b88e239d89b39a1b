// @ts-check
// Runs a consumer on Node: settings and signals. Start as many as there is work for, up to the number of partitions.
import { SettingError } from '../environment.mjs';
import { MisoError } from '../send.mjs';
import { createKafka } from './client.mjs';
import { startConsumer } from './consume.mjs';
import { readConsumerSettings } from './settings.mjs';

/** How long a stop may take, in milliseconds: `docker stop` kills after 10 seconds. */
const STOP_TIMEOUT = 8000;

try {
  const settings = readConsumerSettings(process.env);
  const stop = await startConsumer({ ...settings, onEnd: end }, createKafka(settings));
  console.info(JSON.stringify({ level: 'info', message: `Consuming ${settings.topic}` }));
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      // what is in flight comes again
      setTimeout(() => process.exit(1), STOP_TIMEOUT).unref();
      void stop();
    });
  }
} catch (error) {
  end(error);
}

/**
 * @param {unknown} [failure]
 */
function end(failure) {
  if (failure === undefined) return;
  if (failure instanceof MisoError || failure instanceof SettingError) console.error(failure.message);
  else console.error(failure);
  process.exit(1);
}
