// @ts-check
// Maps events and sends them to Miso.
import { createMapper } from 'segment-to-miso';
import { createDeadLetters } from './deadLetters.mjs';
import { countOutcomes, createOutcomes, findDeadLetters, findRefused } from './outcomes.mjs';
import { createUploads } from './uploads.mjs';

/**
 * @import { DeletionRequest, Mapper, MisoInteraction, UploadError } from 'segment-to-miso'
 * @import { Miso } from '../send.mjs'
 * @import { Target } from './app.mjs'
 * @import { WriteDeadLetters } from './deadLetters.mjs'
 */

/**
 * @typedef {object} DeliverySettings
 * @property {Omit<Miso, 'signal' | 'retry'>} miso
 * @property {boolean} [keepSkipped] Whether events that are not for Miso become dead letters.
 * @property {boolean} [refuseDeletions] Whether `delete` calls become dead letters.
 * @property {Pick<Mapper, 'mapBatch' | 'toDeletionRequest'>} [mapper]
 */

/** @typedef {DeliverySettings & { writeDeadLetters: WriteDeadLetters }} MisoTargetSettings */

/**
 * @typedef {object} Calls How Miso is called.
 * @property {(interactions: readonly MisoInteraction[]) => Promise<UploadError[][]>} send
 * Returns what Miso refuses of each interaction.
 * @property {(deletion: DeletionRequest) => Promise<void>} erase
 */

/** How long Miso has, in milliseconds: Segment waits for 5 seconds. */
const TIMEOUT = 4000;

/**
 * @param {MisoTargetSettings} settings
 * @returns {Target}
 */
export function createMisoTarget(settings) {
  const uploads = createUploads(settings.miso, TIMEOUT);
  const deliver = createDelivery(settings);
  return {
    checkReady: uploads.checkPause,
    accept: (payload) => {
      const deadline = performance.now() + TIMEOUT;
      return deliver(payload, {
        send: uploads.send,
        erase: (deletion) => {
          const left = Math.max(0, Math.round(deadline - performance.now()));
          return uploads.erase(deletion, AbortSignal.timeout(left));
        },
      });
    },
  };
}

/**
 * Creates a function that maps events, sends their interactions, and keeps dead letters. It returns the events by their
 * outcome, and throws if a call of Miso fails or dead letters cannot be written.
 *
 * @param {MisoTargetSettings} settings
 * @returns {(payload: unknown, calls: Calls) => Promise<Record<string, number>>}
 */
export function createDelivery({ miso, writeDeadLetters, ...settings }) {
  const { mapper = createMapper(), keepSkipped = false, refuseDeletions = miso.dryRun ?? false } = settings;
  const keepDeadLetters = createDeadLetters(writeDeadLetters);
  return async (payload, { send, erase }) => {
    const batch = mapper.mapBatch(payload);
    const deletion = mapper.toDeletionRequest(payload);
    const outcomes = createOutcomes(batch, refuseDeletions);
    // before the upload: if they cannot be written, all events come again, and nothing is stored twice
    await keepDeadLetters(findDeadLetters(outcomes, keepSkipped), false);
    const refused = findRefused(batch, await send(batch.interactions));
    if (deletion && !refuseDeletions) await erase(deletion);
    await keepDeadLetters([...refused.values()], true);
    return countOutcomes(outcomes.map((outcome, at) => refused.get(at) ?? outcome));
  };
}
