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
 * @param {AbortSignal} [signal] Ends the pauses, and no call.
 * @returns {<Answer>(call: () => Promise<Answer>) => Promise<Answer>}
 */
export function createRetry(retries, onRetry, signal) {
  return async (call) => {
    /** @type {{ answer: Awaited<ReturnType<typeof call>> } | undefined} */
    let done;
    const attempt = async () => {
      done = { answer: await call() };
      return done.answer;
    };
    try {
      return await pRetry(attempt, {
        retries,
        maxTimeout: 60_000,
        randomize: true,
        ...(signal && { signal }),
        shouldRetry: ({ error }) => isTemporary(error),
        onFailedAttempt: async ({ error, retriesLeft }) => {
          if (!isTemporary(error) || retriesLeft === 0) return;
          onRetry?.(error);
          // before the pause of p-retry, which spreads the calls of several clients
          await pause(error.retryAfter, undefined, { signal });
        },
      });
    } catch (error) {
      // p-retry also throws if the signal came while a call succeeded
      if (done !== undefined) return done.answer;
      throw error;
    }
  };
}

/**
 * @param {Error} error
 * @returns {error is Error & Failure}
 */
function isTemporary(error) {
  return 'isTemporary' in error && error.isTemporary === true;
}
