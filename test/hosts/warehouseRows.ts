// What Segment writes into a warehouse: https://segment.com/docs/connections/storage/warehouses/schema/
import { readFileSync } from 'node:fs';

export type Row = Readonly<Record<string, unknown>>;
type Event = Readonly<Record<string, unknown>>;

export const TIMES = ['timestamp', 'original_timestamp', 'sent_at', 'received_at'];

/** The columns that a row always has; a property of such a name is discarded. */
const RESERVED = ['id', 'event', 'event_text', 'user_id', 'anonymous_id', 'context', ...TIMES];

export function createRow(event: Event): Row {
  return {
    // there for other events of the same name
    coupon: null,
    products: null,
    query: null,
    query_color: null,
    filters_color: null,
    product_sku: null,
    uuid_ts: '2026-01-31T12:30:00Z',
    ...createColumns('', removeReserved(event)),
    ...createColumns('context_', event['context']),
    id: event['messageId'] ?? null,
    event: toSnakeCase(String(event['event'])),
    event_text: event['event'],
    user_id: event['userId'] ?? null,
    anonymous_id: event['anonymousId'] ?? null,
    timestamp: event['timestamp'] ?? null,
    original_timestamp: event['originalTimestamp'] ?? null,
    sent_at: event['sentAt'] ?? null,
    received_at: event['receivedAt'] ?? null,
  };
}

function removeReserved(event: Event): Row {
  const properties = (event['properties'] ?? {}) as Row;
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !RESERVED.includes(name)));
}

function createColumns(prefix: string, value: unknown): Row {
  return Object.fromEntries(
    Object.entries((value ?? {}) as Row).flatMap(([name, member]) => {
      const column = prefix + toSnakeCase(name);
      if (Array.isArray(member)) return [[column, JSON.stringify(member)]];
      return isObject(member) ? Object.entries(createColumns(`${column}_`, member)) : [[column, member]];
    }),
  );
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}

export function toSnakeCase(name: string): string {
  return name
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_')
    .replaceAll(/[ -]/g, '_')
    .toLowerCase();
}

/** The sample has all events of V2, V1 names, and broken ones as they occur; Segment has no table for what has no name. */
export const sample: Event[] = readFileSync('examples/events.ndjson', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Event)
  .filter(({ type, event }) => type === 'track' && typeof event === 'string');

/** An event as a row has it: without the properties whose names are reserved. */
export function withoutReserved(event: Event): Event {
  return { ...event, properties: removeReserved(event) };
}
