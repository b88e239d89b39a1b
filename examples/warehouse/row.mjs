// @ts-check
// A row of an event table, as Segment writes it into a warehouse, as the event that it was. `build.mjs` puts it into SQL.
// The columns: https://segment.com/docs/connections/storage/warehouses/schema/
import { mapSegmentEvent } from 'segment-to-miso';

/** @typedef {Record<string, unknown>} Columns Their values, by their names in small letters. */

/** Columns that a row has whatever the event, and that are no properties: `id` is that of the message, not of a product. */
const OWN = [
  'id',
  'event',
  'event_text',
  'user_id',
  'anonymous_id',
  'timestamp',
  'original_timestamp',
  'received_at',
];

/** Properties that may have been objects: Segment writes `query.color` as `query_color`. */
const OBJECTS = ['product', 'query', 'filters'];

/**
 * Maps a row.
 *
 * @param {string} json The row, as JSON text.
 * @returns {string} What became of it, as JSON text.
 */
export function mapRow(json) {
  return JSON.stringify(mapSegmentEvent(eventOf(json)));
}

/**
 * @param {string} json
 * @returns {object | undefined}
 */
function eventOf(json) {
  const row = parsed(json);
  if (typeof row !== 'object' || row === null) return undefined;
  /** @type {Columns} */
  const columns = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.toLowerCase(), listOr(value)]),
  );
  const context = within(columns, 'context_') ?? {};
  return {
    type: 'track',
    // the name as it was tracked; else that of the table
    event: columns.event_text ?? columns.event,
    userId: columns.user_id,
    anonymousId: columns.anonymous_id,
    timestamp: timeOr(columns.timestamp),
    originalTimestamp: timeOr(columns.original_timestamp),
    receivedAt: timeOr(columns.received_at),
    properties: propertiesOf(columns),
    context: {
      ...context,
      userAgent: context.user_agent,
      page: within(context, 'page_'),
      campaign: within(context, 'campaign_'),
    },
  };
}

/** @param {Columns} columns */
function propertiesOf(columns) {
  const properties = Object.fromEntries(Object.entries(columns).filter(([name]) => !OWN.includes(name)));
  for (const name of OBJECTS) properties[name] ??= within(properties, `${name}_`);
  return properties;
}

/**
 * The members of an object that is spread over columns; `undefined` when there are none.
 *
 * @param {Columns} columns
 * @param {string} prefix
 * @returns {Columns | undefined}
 */
function within(columns, prefix) {
  /** @type {Columns | undefined} */
  let members;
  for (const name of Object.keys(columns)) {
    // `product_id` is a property of its own, even where it was `product.id`
    if (!name.startsWith(prefix) || name === 'product_id' || columns[name] === null) continue;
    (members ??= {})[name.slice(prefix.length)] = columns[name];
  }
  return members;
}

/**
 * Segment writes a list as its JSON text, where the warehouse does not hold it as one.
 *
 * @param {unknown} value
 */
function listOr(value) {
  return typeof value === 'string' && value.startsWith('[') ? (parsed(value) ?? value) : value;
}

/**
 * Nothing when it is not JSON: one broken row must not end a query over millions.
 *
 * @param {string} json
 * @returns {unknown}
 */
function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

// BigQuery: 2026-01-31 12:00:00.31+00 (as a text), Snowflake: 2026-01-31 04:00:00.310 -0800, 2026-01-31 12:00:00.310 Z
const TIME = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?) ?(?:(Z|UTC)|([+-]\d\d):?(\d\d)?)?$/;

/**
 * A time in ISO 8601, whose zone is UTC where none is told.
 *
 * @param {unknown} value
 */
function timeOr(value) {
  const match = typeof value === 'string' ? TIME.exec(value) : null;
  if (match === null) return value;
  const [, date, time, , hours, minutes = '00'] = match;
  return `${date}T${time}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`;
}
