// @ts-check
// The lines of a chunk, and what becomes of each.
import { map } from './mapper.mjs';
import { count } from './tally.mjs';

/**
 * @import { MisoInteraction, UploadError } from 'segment-to-miso'
 * @import { Chunk } from './input.mjs'
 * @import { Status, Tally } from './tally.mjs'
 */

/**
 * @typedef {object} Outcome
 * @property {number} events How many lines hold something.
 * @property {Tally} tally
 * @property {string} deadLetters The lines that should be with Miso and cannot, each in a line of JSON with its reason.
 */

const LINE_BREAK = 10;

export class MappedLines {
  /** @type {Outcome} */
  outcome = { events: 0, tally: {}, deadLetters: '' };

  /** The line of each interaction. @type {number[]} */
  #sources = [];
  #name;
  #first;
  #bytes;

  /**
   * @param {Chunk} chunk
   */
  constructor({ name, line, bytes }) {
    this.#name = name;
    this.#first = line;
    this.#bytes = bytes;
  }

  /**
   * Maps line by line, once. To write each interaction before the next is taken costs less than to keep them all.
   *
   * @returns {Generator<MisoInteraction, void, void>}
   */
  *interactions() {
    let at = 0;
    for (const text of linesOf(this.#bytes)) {
      if (/\S/.test(text)) yield* this.#map(text, at);
      at++;
    }
  }

  /**
   * Takes down what Miso has refused.
   *
   * @param {readonly UploadError[]} errors
   */
  refuse(errors) {
    if (errors.length === 0) return;
    const texts = [...linesOf(this.#bytes)];
    /** @type {Map<number, UploadError[]>} */
    const byLine = new Map();
    for (const error of errors) {
      const at = this.#sources[Number(error.index)] ?? 0;
      byLine.set(at, [...(byLine.get(at) ?? []), error]);
    }
    for (const [at, its] of byLine) {
      this.#count(at, 'refused', new Set(its.map(({ path }) => path || 'the whole')));
      this.#keep(
        texts[at] ?? '',
        at,
        'refused',
        its.map(({ path, message }) => ({ path, message })),
      );
    }
  }

  /**
   * @param {string} text
   * @param {number} at
   * @returns {readonly MisoInteraction[]}
   */
  #map(text, at) {
    this.outcome.events++;
    const { status, interactions, issues } = resultOf(text);
    if (status !== 'mapped') {
      // the first issue is why, the others are warnings
      this.#count(
        at,
        status,
        issues.slice(0, 1).map(({ code }) => code),
      );
      if (status !== 'skipped') this.#keep(text, at, status, issues);
      return [];
    }
    const codes = new Set(issues.map(({ code }) => code));
    if (codes.has('missing_timestamp')) {
      this.#count(at, 'undated', []);
      this.#keep(text, at, 'undated', issues);
      return [];
    }
    this.#count(at, status, new Set(interactions.map(({ type }) => type)));
    if (codes.size > 0) this.#count(at, 'warning', codes);
    for (const _ of interactions) this.#sources.push(at);
    return interactions;
  }

  /**
   * @param {number} at
   * @param {Status} status
   * @param {Iterable<string>} reasons
   */
  #count(at, status, reasons) {
    count(this.outcome.tally, this.#name, this.#first + at, status, reasons);
  }

  /**
   * @param {string} text
   * @param {number} at
   * @param {Status} fate
   * @param {readonly object[]} issues
   */
  #keep(text, at, fate, issues) {
    const letter = { fate, file: this.#name, line: this.#first + at, issues, text };
    this.outcome.deadLetters += `${JSON.stringify(letter)}\n`;
  }
}

/**
 * @param {Uint8Array} bytes
 */
function* linesOf(bytes) {
  // each by itself: in the text of all, one letter that is not Latin makes every letter take two bytes
  const decoder = new TextDecoder();
  for (let start = 0, end; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(LINE_BREAK, start);
    if (end === -1) end = bytes.length;
    yield decoder.decode(bytes.subarray(start, end));
  }
}

/**
 * @param {string} text
 */
function resultOf(text) {
  try {
    return map(JSON.parse(text));
  } catch (error) {
    // of the two, it is JSON.parse that throws
    const issue = { code: 'not_json', path: '', message: Object(error).message };
    return { status: /** @type {const} */ ('broken'), interactions: [], issues: [issue] };
  }
}
