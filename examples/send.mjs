// @ts-check
// Sends to Miso what the library has mapped. All of the examples that talk to Miso do it by this.
import { explainUploadError, toUploadBodies } from 'segment-to-miso';

/**
 * @import { DeletionRequest, MisoInteraction, UploadBody, UploadError } from 'segment-to-miso'
 */

/**
 * @typedef {object} Miso How Miso is reached.
 * @property {string} apiKey
 * @property {string} [url] Where the interactions go, when not to Miso itself.
 * @property {AbortSignal} [signal] Ends the call when there is no more time for it.
 * @property {(url: string, init: any) => Promise<Response>} [fetch] Makes a request; default: the global `fetch`.
 */

/** Miso did not take an upload, and no record of it is at fault. */
export class MisoError extends Error {
  /** @override */
  name = 'MisoError';
  /** The status of its answer; 0 where there was none. */
  status;

  /**
   * @param {number} status
   * @param {{ cause?: any }} [options]
   */
  constructor(status, options) {
    // nothing of what Miso said, which may hold an event's values, and of what was thrown no more than a word such as
    // ECONNREFUSED or TimeoutError: a message may hold the API key, where that cannot be a header
    const reason = options?.cause?.cause?.code ?? options?.cause?.name;
    super(status === 0 ? `Miso did not answer (${reason})` : `Miso answered ${status}`, options);
    this.status = status;
  }

  /** Whether the same may be taken later: Miso is busy, broken or out of reach. */
  get isTemporary() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  /** Whether it is the API key that is wrong. */
  get isKeyWrong() {
    return this.status === 401 || this.status === 403;
  }
}

/**
 * Sends interactions. Miso refuses the whole of an upload for one bad record: the records that it names are taken out and
 * the rest is sent again. Gives what was refused, by its place among the interactions; throws a `MisoError` when Miso takes
 * nothing at all, which may be after it has stored a part of them.
 *
 * @param {readonly MisoInteraction[]} interactions
 * @param {Miso} miso
 * @param {import('segment-to-miso').UploadLimits} [limits] How much one upload holds.
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
  const answer = await request('POST', body, miso);
  if (answer === null) return [];
  const indices = Array.from({ length: count }, (_, at) => start + at);
  return sendWithout(answer, indices, JSON.parse(body).data, miso);
}

/**
 * Sends an upload again without what Miso has refused of it.
 *
 * @param {string} answer What Miso said of the records at `indices`.
 * @param {readonly number[]} indices
 * @param {readonly unknown[]} records What is there, in the same order.
 * @param {Miso} miso
 * @returns {Promise<UploadError[]>}
 */
async function sendWithout(answer, indices, records, miso) {
  const errors = explainUploadError(answer, { indices });
  const refused = errors.filter(({ index }) => index !== null);
  const places = new Set(refused.map(({ index }) => index));
  // no record is known to be at fault, so all of them may be
  if (places.size === 0) {
    const { path = '', message = 'is refused' } = errors[0] ?? {};
    return indices.map((index) => ({ index, path, message }));
  }
  const rest = indices.filter((index) => !places.has(index));
  if (rest.length === 0) return refused;
  const data = records.filter((_, at) => !places.has(indices[at] ?? null));
  const again = await request('POST', JSON.stringify({ data }), miso);
  return again === null ? refused : [...refused, ...(await sendWithout(again, rest, data, miso))];
}

/**
 * Has Miso erase users.
 *
 * @param {DeletionRequest} deletion
 * @param {Miso} miso
 */
export async function sendDeletion(deletion, miso) {
  const answer = await request('DELETE', JSON.stringify(deletion), miso);
  if (answer !== null) throw new MisoError(422);
}

/**
 * Gives Miso's answer to what it refuses (422), `null` when it has taken it.
 *
 * @param {string} method
 * @param {string} body
 * @param {Miso} miso
 * @returns {Promise<string | null>}
 */
async function request(method, body, miso) {
  const { apiKey, url = 'https://api.askmiso.com/v1/interactions', signal, fetch: send = fetch } = miso;
  let status = 0;
  let said = '';
  try {
    // fetch is slower with a text; Segment's functions have nothing that makes bytes of it
    const sent = typeof TextEncoder === 'undefined' ? body : new TextEncoder().encode(body);
    // no redirect: the key would go along to wherever that leads
    const headers = { 'content-type': 'application/json', 'x-api-key': apiKey };
    const response = await send(url, {
      method,
      headers,
      body: sent,
      redirect: 'manual',
      ...(signal && { signal }),
    });
    ({ status } = response);
    said = await response.text();
    if (response.ok) return null;
  } catch (cause) {
    // cut off on the way: what there is of an answer says nothing
    throw new MisoError(0, { cause });
  }
  if (status === 422) return said;
  throw new MisoError(status);
}
