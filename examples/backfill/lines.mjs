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

export class MappedLines {
  /** What is for Miso. @type {MisoInteraction[]} */
  interactions = [];
  /** @type {Outcome} */
  outcome = { events: 0, tally: {}, deadLetters: '' };

  /** The line of each interaction. @type {number[]} */
  #sources = [];
  #name;
  #first;
  #texts;

  /**
   * @param {Chunk} chunk
   */
  constructor({ name, line, bytes }) {
    this.#name = name;
    this.#first = line;
    this.#texts = new TextDecoder().decode(bytes).split('\n');
    this.#texts.forEach((text, at) => {
      if (/\S/.test(text)) this.#map(text, at);
    });
  }

  /**
   * Takes down what Miso has refused.
   *
   * @param {readonly UploadError[]} errors
   */
  refuse(errors) {
    /** @type {Map<number, UploadError[]>} */
    const byLine = new Map();
    for (const error of errors) {
      const at = this.#sources[Number(error.index)] ?? 0;
      byLine.set(at, [...(byLine.get(at) ?? []), error]);
    }
    for (const [at, its] of byLine) {
      this.#count(at, 'refused', new Set(its.map(({ path }) => path || 'the whole')));
      this.#keep(
        at,
        'refused',
        its.map(({ path, message }) => ({ path, message })),
      );
    }
  }

  /**
   * @param {string} text
   * @param {number} at
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
      if (status !== 'skipped') this.#keep(at, status, issues);
      return;
    }
    const codes = new Set(issues.map(({ code }) => code));
    if (codes.has('missing_timestamp')) {
      this.#count(at, 'undated', []);
      this.#keep(at, 'undated', issues);
      return;
    }
    this.#count(at, status, new Set(interactions.map(({ type }) => type)));
    if (codes.size > 0) this.#count(at, 'warning', codes);
    for (const interaction of interactions) {
      this.interactions.push(interaction);
      this.#sources.push(at);
    }
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
   * @param {number} at
   * @param {Status} fate
   * @param {readonly object[]} issues
   */
  #keep(at, fate, issues) {
    const letter = { fate, file: this.#name, line: this.#first + at, issues, text: this.#texts[at] };
    this.outcome.deadLetters += `${JSON.stringify(letter)}\n`;
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
