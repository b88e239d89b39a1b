// @ts-check
// Makes a call again while the other side is busy, broken or out of reach.
import { setTimeout as pause } from 'node:timers/promises';
import pRetry from 'p-retry';

/** @typedef {Pick<import('./miso.mjs').MisoError, 'message' | 'isTemporary' | 'retryAfter'>} Failure */

/**
 * Creates the `retry` of `Miso`. Pauses double from one second to one minute; a longer `Retry-After` is honored.
 *
 * @param {number} retries How many times a call is made again.
 * @param {(failure: Failure) => void} [onRetry] Called before each of them.
 * @returns {<Answer>(call: () => Promise<Answer>) => Promise<Answer>}
 */
export function createRetry(retries, onRetry) {
  return (call) =>
    pRetry(call, {
      retries,
      maxTimeout: 60_000,
      randomize: true,
      shouldRetry: ({ error }) => isTemporary(error),
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (!isTemporary(error) || retriesLeft === 0) return;
        onRetry?.(error);
        // before the pause of p-retry, which spreads the calls of several clients
        await pause(error.retryAfter);
      },
    });
}

/**
 * @param {Error} error
 * @returns {error is Error & Failure}
 */
function isTemporary(error) {
  return 'isTemporary' in error && error.isTemporary === true;
}
