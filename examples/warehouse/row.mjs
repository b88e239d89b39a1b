// @ts-check
// Turns a row of an event table, as Segment writes it into a warehouse, back into its event.
// The columns: https://segment.com/docs/connections/storage/warehouses/schema/

/** @typedef {Record<string, unknown>} Columns The values of columns, by their names in lower case. */

/** The columns of every row that are not properties: `id` is the id of the message, not of a product. */
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
 * @param {unknown} row
 * @returns {object | undefined} The event; nothing if the row is not an object.
 */
export function readRow(row) {
  if (typeof row !== 'object' || row === null) return undefined;
  /** @type {Columns} */
  const columns = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.toLowerCase(), readArray(value)]),
  );
  const context = readObject(columns, 'context_') ?? {};
  return {
    type: 'track',
    // the name as it was tracked; else that of the table
    event: columns.event_text ?? columns.event,
    userId: columns.user_id,
    anonymousId: columns.anonymous_id,
    timestamp: columns.timestamp,
    originalTimestamp: columns.original_timestamp,
    receivedAt: columns.received_at,
    properties: readProperties(columns),
    context: {
      ...context,
      userAgent: context.user_agent,
      page: readObject(context, 'page_'),
      campaign: readObject(context, 'campaign_'),
    },
  };
}

/** @param {Columns} columns */
function readProperties(columns) {
  const properties = Object.fromEntries(Object.entries(columns).filter(([name]) => !OWN.includes(name)));
  for (const name of OBJECTS) properties[name] ??= readObject(properties, `${name}_`);
  return properties;
}

/**
 * The object that is spread over columns; `undefined` when all of them are null.
 *
 * @param {Columns} columns
 * @param {string} prefix
 * @returns {Columns | undefined}
 */
function readObject(columns, prefix) {
  // `product_id` is a property of its own, even where it was `product.id`
  const entries = Object.entries(columns).filter(
    ([name, value]) => name.startsWith(prefix) && name !== 'product_id' && value !== null,
  );
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(prefix.length), value]));
}

/**
 * Segment writes an array as JSON. The library reads that of products or a category, but not that of one filter.
 *
 * @param {unknown} value
 */
function readArray(value) {
  return typeof value === 'string' && value.startsWith('[') ? (parseJson(value) ?? value) : value;
}

/**
 * `undefined` when it is not JSON: one broken row must not end a query over millions.
 *
 * @param {string} json
 * @returns {unknown}
 */
export function parseJson(json) {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
