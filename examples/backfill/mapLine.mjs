// @ts-check
// Maps one line: an event, a row of a warehouse, or an interaction that the warehouse has mapped.
import { readRow } from '../warehouse/row.mjs';
import { map } from './mapper.mjs';

/** @import { MapResult, MisoInteraction } from 'segment-to-miso' */

/**
 * @typedef {object} Reading What the lines are, and which of them are read.
 * @property {'events' | 'rows' | 'interactions'} input
 * @property {number} since In milliseconds; what Segment received before that is skipped.
 * @property {number} until What it received at that time or later is skipped.
 */

/**
 * @typedef {object} Result
 * @property {MapResult['status'] | 'broken'} status
 * @property {readonly MisoInteraction[]} interactions
 * @property {readonly { code: string, path: string, message: string }[]} issues
 */

/**
 * @param {string} text
 * @param {Reading} reading
 * @returns {Result}
 */
export function mapLine(text, { input, since, until }) {
  const value = parseJson(text);
  if (value instanceof SyntaxError) return createResult('broken', 'not_json', value.message);
  if (input === 'interactions') return readInteraction(value);
  const event = input === 'rows' ? readRow(value) : value;
  const time = since === -Infinity && until === Infinity ? NaN : readTime(event);
  if (time < since || time >= until) {
    return createResult('skipped', 'outside_period', 'was received before --since, or not before --until');
  }
  return map(event);
}

/**
 * @param {Result['status']} status
 * @param {string} code
 * @param {string} message
 * @returns {Result}
 */
export function createResult(status, code, message) {
  return { status, interactions: [], issues: [{ code, path: '', message }] };
}

/**
 * @param {any} value
 * @returns {Result}
 */
function readInteraction(value) {
  const interaction = parseJson(value?.interaction);
  if (typeof interaction === 'object' && interaction !== null && !(interaction instanceof SyntaxError)) {
    const { issues } = createResult('mapped', 'missing_timestamp', 'has no timestamp');
    return {
      status: 'mapped',
      interactions: [interaction],
      issues: 'timestamp' in interaction ? [] : issues,
    };
  }
  return createResult('broken', 'not_an_interaction', 'is not of the form {"interaction": "{…}"}');
}

/**
 * When Segment received an event, else when it happened; NaN without a usable time, which the mapper reports.
 *
 * @param {any} event
 */
function readTime(event) {
  const received = parseTime(event?.receivedAt);
  return Number.isNaN(received) ? parseTime(event?.timestamp) : received;
}

/**
 * @param {unknown} time
 */
function parseTime(time) {
  if (typeof time !== 'string') return NaN;
  // Redshift and Postgres write a time in UTC without its time zone
  return Date.parse(/(?:Z|UTC|[+-]\d\d(?::?\d\d)?)$/.test(time) ? time : `${time}Z`);
}

/**
 * @param {string} text
 * @returns {any} A `SyntaxError` if it is not JSON.
 */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
