// @ts-check
// Makes a call of Miso again while Miso is busy, broken or out of reach.
import { setTimeout as pause } from 'node:timers/promises';
import pRetry from 'p-retry';
import { MisoError } from './miso.mjs';

/**
 * Creates the `retry` of `Miso`. Pauses double from one second to one minute; a longer `Retry-After` is honored.
 *
 * @param {number} retries How many times a call is made again.
 * @param {(problem: MisoError) => void} [onRetry] Called before each of them.
 * @returns {NonNullable<import('./miso.mjs').Miso['retry']>}
 */
export function createRetry(retries, onRetry) {
  return (call) =>
    pRetry(call, {
      retries,
      maxTimeout: 60_000,
      randomize: true,
      shouldRetry: ({ error }) => error instanceof MisoError && error.isTemporary,
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (!(error instanceof MisoError) || !error.isTemporary || retriesLeft === 0) return;
        onRetry?.(error);
        // before the pause of p-retry, which spreads the calls of several clients
        await pause(error.retryAfter);
      },
    });
}
