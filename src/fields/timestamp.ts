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
  if (typeof value === 'number') return parseNumericTime(value);
  return isAbsent(value) ? undefined : formatMilliseconds(readDate(value));
}

// a space or t instead of T, no seconds, a comma before the fraction; the zone as +0000, +00, UTC, z or none
const LOOSE_DATE_TIME =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?:(:\d\d)(?:[.,](\d+))?)?(?: UTC| ?([Zz]|[+-]\d\d(?::?\d\d)?))?$/;

function parseWritten(written: string): Parsed<string> {
  if (isDateTime(written)) return isInRange(written) ? written : null;
  if (written === '') return undefined;
  const match = LOOSE_DATE_TIME.exec(written);
  if (match === null) return parseEpoch(written);
  const { 1: date, 2: minutes, 3: seconds = ':00', 4: fraction, 5: zone = 'Z' } = match;
  const offset = normalizeZone(zone);
  const whole = `${date}T${minutes}${seconds}${offset}`;
  if (!isDateTime(whole) || !isInRange(whole)) return null;
  // an offset has whole minutes: the fraction of the second stays as it is
  const inUtc = offset === 'Z' ? whole.slice(0, -1) : formatSeconds(Date.parse(whole) / 1000);
  return fraction === undefined ? `${inUtc}Z` : `${inUtc}.${fraction}Z`;
}

// '+01', '+0100' -> '+01:00'
function normalizeZone(zone: string): string {
  if (zone.length === 1) return 'Z';
  return `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
}

const START_OF_2000 = 946_684_800;
const START_OF_2101 = 4_133_980_800;

function isInRange(dateTime: string): boolean {
  // on the first day, the offset decides
  const isInside = dateTime.startsWith('20') && !dateTime.startsWith('2000-01-01');
  return isInside || isInRangeSeconds(Date.parse(dateTime) / 1000);
}

function isInRangeSeconds(time: number): boolean {
  return time >= START_OF_2000 && time < START_OF_2101;
}

function parseNumericTime(time: number): string | null {
  // the usual ones by arithmetic, which is faster
  if (!Number.isInteger(time) || time >= 1e14) return parseEpoch(String(time));
  return formatMilliseconds(time < 1e11 ? time * 1000 : time);
}

const EPOCH = /^0*(\d{1,20})(?:\.(\d+))?$/;

// a number of seconds has at most 11 digits; each finer unit has three more
function parseEpoch(written: string): string | null {
  const { 1: whole = '', 2: rest = '' } = EPOCH.exec(written) ?? [];
  const end = whole.length - Math.max(0, Math.ceil((whole.length - 11) / 3)) * 3;
  const fraction = whole.slice(end) + rest;
  let length = fraction.length;
  while (length > 3 && fraction.charAt(length - 1) === '0') length--;
  const seconds = Number(whole.slice(0, end));
  return isInRangeSeconds(seconds)
    ? `${formatSeconds(seconds)}.${fraction.slice(0, length).padEnd(3, '0')}Z`
    : null;
}

function formatMilliseconds(time: number): string | null {
  const seconds = Math.floor(time / 1000);
  if (!isInRangeSeconds(seconds)) return null;
  return `${formatSeconds(seconds)}.${String(1000 + (time % 1000)).slice(1)}Z`;
}

const DAY = 86_400;

// by arithmetic, as a `Date` takes three times as long
function formatSeconds(time: number): string {
  const days = Math.floor(time / DAY);
  const inDay = time - days * DAY;
  return `${formatDate(days)}T${pad(Math.floor(inDay / 3600))}:${pad(Math.floor(inDay / 60) % 60)}:${pad(inDay % 60)}`;
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
