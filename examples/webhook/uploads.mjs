// @ts-check
// Calls of Miso. Requests share uploads, as Segment's default is a request for each event.
import DataLoader from 'dataloader';
import { MisoError, sendDeletion, sendInteractions } from '../send.mjs';

/**
 * @import { DeletionRequest, MisoInteraction, UploadError } from 'segment-to-miso'
 * @import { Miso } from '../send.mjs'
 */

/** How long interactions wait for others, in milliseconds. */
const WAIT = 20;
const MAX_RECORDS = 1000;

/**
 * @param {Omit<Miso, 'signal' | 'retry'>} settings
 * @param {number} timeout
 */
export function createUploads(settings, timeout) {
  /** Until when Miso asks to wait (`Retry-After`), and the failure that says so. */
  let pause = { until: 0, failure: new MisoError(0) };

  function checkPause() {
    if (Date.now() < pause.until) throw pause.failure;
  }

  /** @type {Miso} */
  const miso = {
    ...settings,
    // not again: Segment sends again
    retry: async (call) => {
      checkPause();
      try {
        return await call();
      } catch (error) {
        if (error instanceof MisoError && error.retryAfter > 0) {
          pause = { until: Date.now() + error.retryAfter, failure: error };
        }
        throw error;
      }
    },
  };

  /** @type {DataLoader<MisoInteraction, UploadError[]>} */
  const loader = new DataLoader(
    (interactions) => sendEach(interactions, { ...miso, signal: AbortSignal.timeout(timeout) }),
    { cache: false, maxBatchSize: MAX_RECORDS, batchScheduleFn: (send) => setTimeout(send, WAIT) },
  );

  return {
    /** Throws while Miso asks to wait. */
    checkPause,

    /**
     * Sends the interactions of one request. Returns what Miso refuses of each; throws if one of their uploads fails.
     *
     * @param {readonly MisoInteraction[]} interactions
     */
    async send(interactions) {
      const results = await loader.loadMany(interactions);
      return results.map((result) => {
        if (result instanceof Error) throw result;
        return result;
      });
    },

    /** @type {(deletion: DeletionRequest, signal: AbortSignal) => Promise<void>} */
    erase: (deletion, signal) => sendDeletion(deletion, { ...miso, signal }),
  };
}

/**
 * Sends interactions. Returns what Miso refuses of each.
 *
 * @param {readonly MisoInteraction[]} interactions
 * @param {Miso} miso
 */
export async function sendEach(interactions, miso) {
  /** @type {UploadError[][]} */
  const errors = interactions.map(() => []);
  for (const error of await sendInteractions(interactions, miso)) errors[Number(error.index)]?.push(error);
  return errors;
}
