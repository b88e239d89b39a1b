// @ts-check

const [SPACE, QUOTE, BACKSLASH] = [0x20, 0x22, 0x5c];
const [OPENING_BRACKET, CLOSING_BRACKET, OPENING_BRACE, CLOSING_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Returns the bytes of the first element of a JSON list, without parsing anything; `null` if the body is not a list. A list
 * that does not begin with an object has an empty first element, and so has one that is cut off in it.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export function findFirstElement(bytes) {
  const list = skipSpace(bytes, 0);
  if (bytes[list] !== OPENING_BRACKET) return null;
  const start = skipSpace(bytes, list + 1);
  return bytes.subarray(start, bytes[start] === OPENING_BRACE ? findEnd(bytes, start) : start);
}

/**
 * @param {Uint8Array} bytes
 * @param {number} start
 */
function skipSpace(bytes, start) {
  let at = start;
  // space, tab and line breaks; the other control characters are not JSON, which the parser says
  while (at < bytes.length && /** @type {number} */ (bytes[at]) <= SPACE) at++;
  return at;
}

/**
 * Returns the end of the object that starts at an index. Brackets and braces in strings do not count.
 *
 * @param {Uint8Array} bytes
 * @param {number} start
 */
function findEnd(bytes, start) {
  let depth = 0;
  let isInString = false;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) isInString = !isInString;
    else if (isInString) {
      if (byte === BACKSLASH) at++;
    } else if (byte === OPENING_BRACE || byte === OPENING_BRACKET) depth++;
    else if ((byte === CLOSING_BRACE || byte === CLOSING_BRACKET) && --depth === 0) return at + 1;
  }
  return start;
}
