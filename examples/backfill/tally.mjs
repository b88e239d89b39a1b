// @ts-check
// The results: how many events, by status and by reason, and where the first of them is.

/**
 * @typedef {object} Count
 * @property {number} events
 * @property {string} first `FILE:LINE`
 */

/**
 * @typedef {Record<string, Count>} Tally
 * By status, `skipped`, and by status and reason, `skipped unmapped_event`.
 */

/** What the statuses say, in the order of the report. */
const STATUSES = {
  mapped: 'mapped, by the type of the interaction',
  warning: 'mapped, but without some part',
  skipped: 'skipped, as not for Miso',
  rejected: 'rejected',
  // Miso would take it for one of today
  undated: 'without a usable time',
  broken: 'broken: not JSON, or too long',
  refused: 'mapped, but refused by Miso',
};

/** @typedef {keyof typeof STATUSES} Status */

/**
 * Counts an event, once for its status and once for each reason.
 *
 * @param {Tally} tally
 * @param {string} name The event's file.
 * @param {number} line
 * @param {Status} status
 * @param {Iterable<string>} reasons
 */
export function count(tally, name, line, status, reasons) {
  increase(tally, status, name, line);
  for (const reason of reasons) increase(tally, `${status} ${reason}`, name, line);
}

/**
 * @param {Tally} tally
 * @param {string} key
 * @param {string} name
 * @param {number} line
 */
function increase(tally, key, name, line) {
  const known = tally[key];
  if (known === undefined) tally[key] = { events: 1, first: `${name}:${line}` };
  else known.events++;
}

/**
 * Adds the counts of later events.
 *
 * @param {Tally} tally
 * @param {Tally} later
 */
export function add(tally, later) {
  for (const [key, { events, first }] of Object.entries(later)) {
    tally[key] = { events: (tally[key]?.events ?? 0) + events, first: tally[key]?.first ?? first };
  }
}

/**
 * Whether most events are broken, when there are enough of them: the file then holds something else than it was taken for.
 *
 * @param {Tally} tally
 * @param {number} enough
 */
export function isMostlyBroken(tally, enough) {
  const statuses = ['mapped', 'skipped', 'rejected', 'undated', 'broken'];
  const events = statuses.reduce((sum, status) => sum + countEvents(tally, status), 0);
  return events >= enough && 2 * countEvents(tally, 'broken') > events;
}

/**
 * Formats the counts as a table: events, their result, where the first of them is.
 *
 * @param {Tally} tally
 */
export function formatTable(tally) {
  const rows = Object.entries(STATUSES).flatMap(([status, words]) => {
    const reasons = Object.keys(tally).filter((key) => key.startsWith(`${status} `));
    reasons.sort((one, other) => countEvents(tally, other) - countEvents(tally, one));
    return [
      [countEvents(tally, status), words, tally[status]?.first ?? ''],
      ...reasons.map((key) => [
        countEvents(tally, key),
        `  ${key.slice(status.length + 1)}`,
        tally[key]?.first ?? '',
      ]),
    ];
  });
  return rows
    .map(([events, words, first]) =>
      `${events?.toLocaleString('en-US').padStart(12)}  ${String(words).padEnd(42)}${first}`.trimEnd(),
    )
    .join('\n');
}

/**
 * @param {Tally} tally
 * @param {string} key
 */
function countEvents(tally, key) {
  return tally[key]?.events ?? 0;
}
