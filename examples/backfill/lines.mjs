// @ts-check
// The lines of a chunk: maps each, and keeps what cannot be sent.
import { createResult, mapLine } from './mapLine.mjs';
import { LONGEST_LINE, splitLines } from './splitLines.mjs';
import { count } from './tally.mjs';

/**
 * @import { MisoInteraction, UploadError } from 'segment-to-miso'
 * @import { Chunk } from './input.mjs'
 * @import { Reading } from './mapLine.mjs'
 * @import { Status, Tally } from './tally.mjs'
 */

/**
 * @typedef {object} Outcome
 * @property {number} events The number of lines, without empty ones.
 * @property {Tally} tally
 * @property {string} deadLetters The lines that should be with Miso and cannot, each in a line of JSON with its reason.
 */

const TOO_LONG = `is longer than ${LONGEST_LINE / 2 ** 20} MB, and is left out here`;

export class MappedLines {
  /** @type {Outcome} */
  outcome = { events: 0, tally: {}, deadLetters: '' };

  /** The line of each interaction. @type {number[]} */
  #sources = [];
  #chunk;
  #reading;

  /**
   * @param {Chunk} chunk
   * @param {Reading} reading
   */
  constructor(chunk, reading) {
    this.#chunk = chunk;
    this.#reading = reading;
  }

  /**
   * Maps line by line, once. To write each interaction before the next is taken costs less than to keep them all.
   *
   * @returns {Generator<MisoInteraction, void, void>}
   */
  *interactions() {
    let at = 0;
    for (const text of splitLines(this.#chunk.bytes)) {
      if (text === null || /\S/.test(text)) yield* this.#map(text, at);
      at++;
    }
  }

  /**
   * Keeps what Miso has refused.
   *
   * @param {readonly UploadError[]} errors
   */
  refuse(errors) {
    if (errors.length === 0) return;
    const lines = [...splitLines(this.#chunk.bytes)];
    /** @type {Map<number, UploadError[]>} */
    const byLine = new Map();
    for (const error of errors) {
      const at = this.#sources[Number(error.index)] ?? 0;
      byLine.set(at, [...(byLine.get(at) ?? []), error]);
    }
    for (const [at, its] of byLine) {
      const issues = its.map(({ path, message }) => ({ path, message }));
      this.#count(at, 'refused', new Set(its.map(({ path }) => path || 'the whole')));
      this.#keep(lines[at] ?? '', at, 'refused', issues);
    }
  }

  /**
   * @param {string | null} text `null` if it is too long.
   * @param {number} at
   * @returns {readonly MisoInteraction[]}
   */
  #map(text, at) {
    this.outcome.events++;
    const { status, interactions, issues } =
      text === null ? createResult('broken', 'too_long', TOO_LONG) : mapLine(text, this.#reading);
    const codes = new Set(issues.map(({ code }) => code));
    if (status !== 'mapped') {
      // the first issue is why, the others are warnings
      this.#count(at, status, [...codes].slice(0, 1));
      if (status !== 'skipped') this.#keep(text ?? '', at, status, issues);
      return [];
    }
    if (codes.has('missing_timestamp')) {
      this.#count(at, 'undated', []);
      this.#keep(text ?? '', at, 'undated', issues);
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
    count(this.outcome.tally, this.#chunk.name, this.#chunk.line + at, status, reasons);
  }

  /**
   * @param {string} text
   * @param {number} at
   * @param {Status} fate
   * @param {readonly object[]} issues
   */
  #keep(text, at, fate, issues) {
    const letter = { fate, file: this.#chunk.name, line: this.#chunk.line + at, issues, text };
    this.outcome.deadLetters += `${JSON.stringify(letter)}\n`;
  }
}
