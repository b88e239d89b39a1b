// @ts-check
// What a line is.

export const LINE_BREAK = 10;

/** Segment takes calls of at most 32 kB: anything longer is not an event. In bytes. */
export const LONGEST_LINE = 2 ** 22;

/**
 * @param {Uint8Array} bytes
 * @returns {Generator<string | null, void, void>} `null` for a line that is too long.
 */
export function* splitLines(bytes) {
  // one at a time: in a string of all lines, one character beyond Latin-1 would make every character take two bytes
  const decoder = new TextDecoder();
  for (let start = 0, end; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(LINE_BREAK, start);
    if (end === -1) end = bytes.length;
    yield end - start > LONGEST_LINE ? null : decoder.decode(bytes.subarray(start, end));
  }
}
