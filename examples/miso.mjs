// @ts-check
// One call of Miso's API.

/**
 * @typedef {object} Miso How to reach Miso.
 * @property {string} apiKey
 * @property {string} [url] The address for interactions, if it is not Miso's own.
 * @property {boolean} [dryRun] Has Miso check the data without storing it.
 * @property {AbortSignal} [signal] Ends all calls.
 * @property {number} [timeout] Milliseconds after which a call ends; not used with `signal`.
 * @property {(url: string, init: any) => Promise<Response>} [fetch] Makes a request; default: the global `fetch`.
 * @property {(call: () => Promise<Answer>) => Promise<Answer>} [retry] Makes a call, and makes it again if it throws a
 * `MisoError` that is temporary. Only the failed call is repeated, so what was stored or refused before is not sent again.
 */

/**
 * @typedef {object} Answer What Miso says to a call, if it is about the data.
 * @property {200 | 413 | 422} status
 * @property {string} text
 */

/** The longest pause that `Retry-After` may ask for, in milliseconds. */
const LONGEST_PAUSE = 3_600_000;

/** Miso did not accept a call, and no record of it is the reason. */
export class MisoError extends Error {
  /** @override */
  name = 'MisoError';
  /** The status of the response; 0 if there was none. */
  status;
  /** How long Miso asks to wait (`Retry-After`), in milliseconds. */
  retryAfter;

  /**
   * @param {number} status
   * @param {{ cause?: any, retryAfter?: number, text?: string }} [options]
   */
  constructor(status, { cause, retryAfter = 0, text = '' } = {}) {
    super(explainStatus(status, cause, text), { cause });
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Whether the same call may succeed later: Miso is busy, broken or out of reach. */
  get isTemporary() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  /** Whether the API key is the reason. */
  get isKeyWrong() {
    return this.status === 401 || this.status === 403;
  }
}

/**
 * Describes a failure without repeating Miso's words, which may hold values of events, or those of an exception, which
 * may hold the API key: of that only a code such as ECONNREFUSED or TimeoutError.
 *
 * @param {number} status
 * @param {any} cause
 * @param {string} text
 */
function explainStatus(status, cause, text) {
  if (status === 0) return `Miso did not answer (${cause?.cause?.code ?? cause?.name})`;
  const answered = `Miso answered ${status}`;
  if (status === 401 || status === 403) {
    return `${answered}: the API key is wrong, or it is a publishable key, which servers cannot use (bot blocking)`;
  }
  if (status === 400 && /playground/i.test(text)) {
    return `${answered}: the API key is that of a playground, a read-only environment`;
  }
  return answered;
}

/**
 * Returns what Miso says about the data; throws a `MisoError` if it did not look at it.
 *
 * @param {string} method
 * @param {string} body
 * @param {Miso} miso
 */
export function callMiso(method, body, miso) {
  const { retry = (attempt) => attempt() } = miso;
  return retry(() => request(method, body, miso));
}

/**
 * @param {string} method
 * @param {string} body
 * @param {Miso} miso
 * @returns {Promise<Answer>}
 */
async function request(method, body, { apiKey, dryRun, timeout, ...miso }) {
  const { url = 'https://api.askmiso.com/v1/interactions', fetch: send = fetch } = miso;
  // Segment's functions have no AbortSignal
  const signal = miso.signal ?? (timeout === undefined ? undefined : AbortSignal.timeout(timeout));
  /** @type {RequestInit} */
  const init = {
    method,
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    // `fetch` is faster with bytes; Segment's functions have no TextEncoder
    body: typeof TextEncoder === 'undefined' ? body : new TextEncoder().encode(body),
    // a redirect could send the key anywhere
    redirect: 'manual',
    ...(signal && { signal }),
  };
  let response;
  let text;
  try {
    response = await send(dryRun ? `${url}${url.includes('?') ? '&' : '?'}dry_run=1` : url, init);
    text = await response.text();
  } catch (cause) {
    // even after the status, as a response that is cut off says nothing
    throw new MisoError(0, { cause });
  }
  if (response.ok) return { status: 200, text };
  const { status } = response;
  if (status === 413 || status === 422) return { status, text };
  throw new MisoError(status, { text, retryAfter: parseRetryAfter(response.headers.get('retry-after')) });
}

/**
 * @param {string | null} value Seconds, or a date.
 * @returns {number} Milliseconds.
 */
function parseRetryAfter(value) {
  const text = value ?? '';
  const pause = /^\d+$/.test(text) ? 1000 * Number(text) : Date.parse(text) - Date.now();
  return pause > 0 ? Math.min(pause, LONGEST_PAUSE) : 0;
}
