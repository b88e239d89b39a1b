// @ts-check
// Checks who sent a request: its headers before its body is read, and its signature before it is parsed.
import { HTTPException } from 'hono/http-exception';
import { findFirstElement } from './firstElement.mjs';

/** @import { HonoRequest } from 'hono' */

/**
 * @typedef {object} SenderSettings
 * @property {readonly string[]} sharedSecrets What Segment signs with; two during a rotation.
 * @property {{ readonly name: string, readonly value: string }} [secretHeader] A header that each request must have.
 * @property {boolean} [refuseLists] Refuses lists of which only the first event is signed.
 */

const HMAC = { name: 'HMAC', hash: 'SHA-1' };
// a list of the Extensible Webhook destination: [{"json":{"type":"track",…}},…]
const WRAPPER = '{"json":';
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * @param {SenderSettings} settings
 */
export function createSenderCheck({ sharedSecrets, secretHeader, refuseLists = false }) {
  /** @type {Promise<CryptoKey[]>} */
  const keys = Promise.all(
    sharedSecrets.map((secret) =>
      crypto.subtle.importKey('raw', encoder.encode(secret), HMAC, false, ['sign', 'verify']),
    ),
  );

  /** @type {(bytes: Uint8Array<ArrayBuffer>, mac: Uint8Array<ArrayBuffer>) => Promise<boolean>} */
  async function isSigned(bytes, mac) {
    for (const key of await keys) if (await crypto.subtle.verify('HMAC', key, mac, bytes)) return true;
    return false;
  }

  return {
    /**
     * Throws unless the request has the headers of Segment's.
     *
     * @param {HonoRequest} request
     */
    async checkHeaders(request) {
      readSignature(request);
      if (secretHeader === undefined) return;
      const [key] = /** @type {[CryptoKey]} */ (await keys);
      // by their HMACs, which WebCrypto compares in constant time
      const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(secretHeader.value));
      const given = encoder.encode(request.header(secretHeader.name));
      if (!(await crypto.subtle.verify('HMAC', key, mac, given))) throw unauthorized('secret header');
    },

    /**
     * Returns the events of a body that is signed; throws if it is not.
     *
     * @param {HonoRequest} request
     * @param {Uint8Array<ArrayBuffer>} bytes
     * @returns {Promise<unknown>}
     */
    async readEvents(request, bytes) {
      const { hex, isOfAll } = readSignature(request);
      const mac = decodeHex(hex);
      const first = findFirstElement(bytes);
      if (first === null || isOfAll) {
        if (await isSigned(bytes, mac)) return parseJson(bytes);
        throw unauthorized('signature');
      }
      if (refuseLists)
        throw new HTTPException(400, { message: 'Lists are refused: only the first event is signed.' });
      if (await isSigned(first, mac)) return parseJson(bytes);
      const isWrapped = decoder.decode(first.subarray(0, WRAPPER.length)) === WRAPPER;
      if (!isWrapped || !(await isSigned(first.subarray(WRAPPER.length, -1), mac))) {
        throw unauthorized('signature');
      }
      const list = /** @type {({ json?: unknown } | null)[]} */ (parseJson(bytes));
      return list.map((element) => element?.json ?? null);
    },
  };
}

/**
 * Segment signs the first event of a list only, with the header `X-Signature`; with its setting _Use X-Segment-Signature
 * Header_, it signs the whole list.
 *
 * @param {HonoRequest} request
 */
function readSignature(request) {
  const ofAll = request.header('x-segment-signature');
  const hex = ofAll ?? request.header('x-signature') ?? '';
  if (!/^[\da-f]{40}$/i.test(hex)) throw unauthorized('signature');
  return { hex, isOfAll: ofAll !== undefined };
}

/** @param {string} hex */
function decodeHex(hex) {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** @param {string} what */
function unauthorized(what) {
  return new HTTPException(401, { message: `The ${what} is missing or wrong.` });
}

/**
 * @param {Uint8Array} bytes
 * @returns {unknown}
 */
function parseJson(bytes) {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    throw new HTTPException(400, { message: 'The request is not JSON.' });
  }
}
