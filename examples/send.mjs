// @ts-check
// Sends mapped interactions to Miso. Every example that talks to Miso uses this file.
import { explainUploadError, toUploadBodies } from 'segment-to-miso';
import { callMiso, MisoError } from './miso.mjs';

export { MisoError };

/**
 * @import { DeletionRequest, MisoInteraction, UploadBody, UploadError } from 'segment-to-miso'
 * @typedef {import('./miso.mjs').Miso} Miso
 */

/**
 * Sends interactions. Miso refuses a whole upload for one bad record: the records that it names are taken out, and the
 * rest is sent again. Returns the refused ones by their index among the interactions. Throws a `MisoError` if Miso accepts
 * nothing at all, possibly after it has accepted some of the uploads.
 *
 * @param {readonly MisoInteraction[]} interactions
 * @param {Miso} miso
 * @param {import('segment-to-miso').UploadLimits} [limits] The limits of one upload.
 * @returns {Promise<UploadError[]>}
 */
export async function sendInteractions(interactions, miso, limits) {
  const refused = [];
  for (const upload of toUploadBodies(interactions, limits)) {
    refused.push(...(await sendUpload(upload, miso)));
  }
  return refused;
}

/**
 * Sends one of the uploads that interactions have been written as, in the same way.
 *
 * @param {UploadBody} upload
 * @param {Miso} miso
 * @returns {Promise<UploadError[]>}
 */
export async function sendUpload({ body, start, count }, miso) {
  const indices = Array.from({ length: count }, (_, at) => start + at);
  return sendBody(body, indices, miso);
}

/**
 * @param {string} body
 * @param {readonly number[]} indices Those of its records.
 * @param {Miso} miso
 * @returns {Promise<UploadError[]>}
 */
async function sendBody(body, indices, miso) {
  const { status, text } = await callMiso('POST', body, miso);
  if (status === 200) return [];
  const records = JSON.parse(body).data;
  /** @type {(isSent: (at: number) => boolean) => Promise<UploadError[]>} */
  const sendSome = async (isSent) => {
    const data = records.filter((/** @type {unknown} */ _, /** @type {number} */ at) => isSent(at));
    if (data.length === 0) return [];
    return sendBody(
      JSON.stringify({ data }),
      indices.filter((_, at) => isSent(at)),
      miso,
    );
  };

  if (status === 413) {
    if (indices.length === 1) return refuseAll(indices, { message: 'is too large for Miso' });
    const half = indices.length >> 1;
    return [...(await sendSome((at) => at < half)), ...(await sendSome((at) => at >= half))];
  }
  const errors = explainUploadError(text, { indices });
  const refused = errors.filter(({ index }) => index !== null);
  // Miso names no record, so each of them may be the reason
  if (refused.length === 0) return refuseAll(indices, errors[0]);
  const bad = new Set(refused.map(({ index }) => index));
  return [...refused, ...(await sendSome((at) => !bad.has(indices[at] ?? null)))];
}

/**
 * @param {readonly number[]} indices
 * @param {{ readonly path?: string, readonly message?: string }} [error]
 * @returns {UploadError[]}
 */
function refuseAll(indices, { path = '', message = 'is refused' } = {}) {
  return indices.map((index) => ({ index, path, message }));
}

/**
 * Has Miso erase users.
 *
 * @param {DeletionRequest} deletion
 * @param {Miso} miso
 */
export async function sendDeletion(deletion, miso) {
  // Miso documents `dry_run` for uploads only
  if (miso.dryRun) throw new TypeError('a dry run must not delete users');
  const { status } = await callMiso('DELETE', JSON.stringify(deletion), miso);
  if (status !== 200) throw new MisoError(status);
}
