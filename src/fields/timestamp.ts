import { isDateTime } from '../miso/formats.ts';
import { isAbsent, trim } from '../is.ts';
import { type EventField, type MappingContext, type Parsed, readFirst } from './field.ts';

/** When it happened. */
export const timestamp = {
  misoField: 'timestamp',
  keys: ['timestamp', 'originalTimestamp', 'receivedAt'],
  code: 'invalid_timestamp',
  parse: parseTimestamp,
  read: readTimestamp,
} as const satisfies EventField<string>;

function readTimestamp(ctx: MappingContext): string | undefined {
  const { event } = ctx;
  return parseTimestamp(event.timestamp) ?? readFirst(ctx, timestamp, event, '');
}

/**
 * Parses a date and time from 2000 to 2100: kept as it is when it has the form that Miso accepts, else converted to that form
 * in UTC. A number is seconds since 1970 below 1e11, milliseconds below 1e14, microseconds below 1e17, nanoseconds below 1e20.
 *
 * @example
 * ```ts
 * parseTimestamp('2026-01-31 14:00+02:00');
 * //=> '2026-01-31T12:00:00Z'
 * ```
 */
export function parseTimestamp(value: unknown): Parsed<string> {
  if (typeof value === 'string') return parseWritten(trim(value));
  if (typeof value === 'number') return parseEpoch(String(value));
  if (isAbsent(value)) return undefined;
  const milliseconds = readDate(value);
  return formatUtc(Math.floor(milliseconds / 1000), String(milliseconds % 1000).padStart(3, '0'));
}

// a space or t instead of T, no seconds, a comma before the fraction; the zone as +0000, +00, UTC, z or none
const LOOSE_DATE_TIME =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?:(:\d\d)(?:[.,](\d+))?)?(?: UTC| ?([Zz]|[+-]\d\d(?::?\d\d)?))?$/;

function parseWritten(written: string): Parsed<string> {
  if (isDateTime(written)) {
    // on the first and the last day, the offset decides
    const isInside = written > '2000-01-02' && written < '2100-12-31';
    return isInside || isInRange(Date.parse(written) / 1000) ? written : null;
  }
  if (written === '') return undefined;
  const match = LOOSE_DATE_TIME.exec(written);
  if (match === null) return parseEpoch(written);
  const { 1: date, 2: minutes, 3: seconds = ':00', 4: fraction = '', 5: zone = 'Z' } = match;
  const whole = `${date}T${minutes}${seconds}${normalizeZone(zone)}`;
  // an offset has whole minutes: the fraction of the second stays as it is
  return isDateTime(whole) ? formatUtc(Date.parse(whole) / 1000, fraction) : null;
}

// '+01', '+0100' -> '+01:00'
function normalizeZone(zone: string): string {
  const hours = zone.slice(0, 3);
  return /\d/.test(zone) ? `${hours}:${zone.slice(3).replace(':', '') || '00'}` : 'Z';
}

const EPOCH = /^0*(\d{1,20})(?:\.(\d+))?$/;

// a number of seconds has at most 11 digits; each finer unit has three more
function parseEpoch(written: string): string | null {
  const { 1: whole = '', 2: rest = '' } = EPOCH.exec(written) ?? [];
  const end = whole.length - Math.max(0, Math.ceil((whole.length - 11) / 3)) * 3;
  const fraction = whole.slice(end) + rest;
  let length = fraction.length;
  while (length > 3 && fraction.charAt(length - 1) === '0') length--;
  return formatUtc(Number(whole.slice(0, end)), fraction.slice(0, length).padEnd(3, '0'));
}

const DAY = 86_400;
const START_OF_2000 = 946_684_800;
const START_OF_2101 = 4_133_980_800;

function isInRange(time: number): boolean {
  return time >= START_OF_2000 && time < START_OF_2101;
}

// by arithmetic, as a `Date` takes three times as long
function formatUtc(time: number, fraction: string): string | null {
  if (!isInRange(time)) return null;
  const days = Math.floor(time / DAY);
  const inDay = time - days * DAY;
  const clock = `${pad(Math.floor(inDay / 3600))}:${pad(Math.floor(inDay / 60) % 60)}:${pad(inDay % 60)}`;
  return `${formatDate(days)}T${clock}${fraction && `.${fraction}`}Z`;
}

// days since 1970 -> YYYY-MM-DD: in years that begin in March, so that a leap day is the last one; 2100 has none
function formatDate(days: number): string {
  const day = days - 11_017 + (days < 47_541 ? 0 : 1);
  const year = Math.floor((4 * day + 3) / 1461);
  const dayOfYear = day - Math.floor((1461 * year) / 4);
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = pad(dayOfYear - Math.floor((153 * month + 2) / 5) + 1);
  return month < 10
    ? `${2000 + year}-${pad(month + 3)}-${dayOfMonth}`
    : `${2001 + year}-${pad(month - 9)}-${dayOfMonth}`;
}

function pad(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

// the milliseconds of a `Date` of any realm; NaN for anything else
function readDate(value: unknown): number {
  if (Object.prototype.toString.call(value) !== '[object Date]') return NaN;
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return NaN;
  }
}
