// @ts-check
// What a line is.

export const LINE_BREAK = 10;

/** Segment takes calls of at most 32 kB: what is longer is no event. In bytes. */
export const LONGEST_LINE = 2 ** 22;

/**
 * @param {Uint8Array} bytes
 * @returns {Generator<string | null, void, void>} `null` for a line that is too long.
 */
export function* splitLines(bytes) {
  // each by itself: in the text of all, one letter that is not Latin makes every letter take two bytes
  const decoder = new TextDecoder();
  for (let start = 0, end; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(LINE_BREAK, start);
    if (end === -1) end = bytes.length;
    yield end - start > LONGEST_LINE ? null : decoder.decode(bytes.subarray(start, end));
  }
}
