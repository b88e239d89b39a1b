// @ts-check
// Sends interactions from a page to Miso, also those of the moment in which the visitor leaves it.
import { toUploadBodies } from 'segment-to-miso';

/** @import { MisoInteraction } from 'segment-to-miso' */

const MISO = 'https://api.askmiso.com/v1/interactions';
/** Interactions of one second share a request. */
const DELAY = 1000;
/** What a browser sends for a page that is left. */
const MAX_BYTES = 64 * 1024;

/**
 * @param {string} publishableKey
 */
export function createSender(publishableKey) {
  // in the query, as a beacon has no headers
  const url = `${MISO}?api_key=${encodeURIComponent(publishableKey)}`;
  /** @type {MisoInteraction[]} */
  const pending = [];
  let isScheduled = false;

  addEventListener('pagehide', () => {
    for (let body = takeBody(); body !== undefined; body = takeBody()) navigator.sendBeacon(url, body);
  });

  return (/** @type {readonly MisoInteraction[]} */ interactions) => {
    pending.push(...interactions);
    if (isScheduled || pending.length === 0) return;
    isScheduled = true;
    setTimeout(flush, DELAY);
  };

  async function flush() {
    for (let body = takeBody(); body !== undefined; body = takeBody()) {
      // a string has the type text/plain, for which the browser asks Miso for no permission first
      await fetch(url, { method: 'POST', body, keepalive: true }).catch(() => {});
    }
    isScheduled = false;
  }

  function takeBody() {
    const [upload] = toUploadBodies(pending, { maxBytes: MAX_BYTES });
    pending.splice(0, upload?.count);
    return upload?.body;
  }
}
