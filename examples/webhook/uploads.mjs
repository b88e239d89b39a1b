// @ts-check
// Uploads to Miso that requests share: Segment's default is a request for each event.
import DataLoader from 'dataloader';
import { MisoError, sendInteractions } from '../send.mjs';

/**
 * @import { MisoInteraction, UploadError } from 'segment-to-miso'
 * @import { Miso } from '../send.mjs'
 */

/** How long interactions wait for others, in milliseconds. */
const WAIT = 20;
const MAX_RECORDS = 1000;

/**
 * @param {Omit<Miso, 'signal' | 'retry'>} miso
 * @param {number} timeout
 */
export function createUploads(miso, timeout) {
  /** The last failure that says when Miso may be called again. */
  let pause = { error: new MisoError(0), until: 0 };

  /** @type {DataLoader<MisoInteraction, UploadError[]>} */
  const loader = new DataLoader(
    async (interactions) => {
      const signal = AbortSignal.timeout(timeout);
      /** @type {UploadError[][]} */
      const errors = interactions.map(() => []);
      for (const error of await sendInteractions(interactions, { ...miso, signal })) {
        errors[Number(error.index)]?.push(error);
      }
      return errors;
    },
    { cache: false, maxBatchSize: MAX_RECORDS, batchScheduleFn: (send) => setTimeout(send, WAIT) },
  );

  return {
    /** Throws while Miso has asked to wait (`Retry-After`). */
    checkPause() {
      if (Date.now() < pause.until) throw pause.error;
    },

    /**
     * Sends the interactions of one request. Returns what Miso refuses of each; throws if one of their uploads fails.
     *
     * @param {readonly MisoInteraction[]} interactions
     */
    async send(interactions) {
      const results = await loader.loadMany(interactions);
      return results.map((result) => {
        if (!(result instanceof Error)) return result;
        if (result instanceof MisoError && result.retryAfter > 0) {
          pause = { error: result, until: Date.now() + result.retryAfter };
        }
        throw result;
      });
    },
  };
}
