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

// what is converted: a space instead of T, no seconds, no zone
const LOOSE_DATE_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?:(:\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * Parses a date and time: kept as it is when it has the form that Miso accepts, else converted to that form in UTC. A number
 * is seconds since 1970 below 1e11, milliseconds below 1e14.
 *
 * @example
 * ```ts
 * parseTimestamp('2026-01-31 14:00+02:00');
 * //=> '2026-01-31T12:00:00Z'
 * ```
 */
export function parseTimestamp(value: unknown): Parsed<string> {
  if (typeof value === 'string') return isDateTime(value) ? value : parseLooseDateTime(trim(value));
  if (typeof value === 'number') return parseEpoch(value);
  if (isAbsent(value)) return undefined;
  return formatUtc(readDate(value));
}

function parseLooseDateTime(written: string): Parsed<string> {
  if (written === '') return undefined;
  const match = LOOSE_DATE_TIME.exec(written);
  if (match === null) return /^\d+$/.test(written) ? parseEpoch(Number(written)) : null;
  const { 1: date, 2: minutes, 3: seconds = ':00', 4: fraction = '', 5: zone = 'Z' } = match;
  const whole = `${date}T${minutes}${seconds}${zone}`;
  if (!isDateTime(whole)) return null;
  if (zone === 'Z') return `${date}T${minutes}${seconds}${fraction}Z`;
  // an offset has whole minutes: the fraction of the second stays as it is
  const inUtc = formatUtc(Date.parse(whole));
  return inUtc && `${inUtc.slice(0, 19)}${fraction}Z`;
}

function parseEpoch(time: number): string | null {
  const magnitude = Math.abs(time);
  if (magnitude < 1e11) return formatUtc(time * 1000);
  return magnitude < 1e14 ? formatUtc(time) : null;
}

const DAY = 86_400_000;

// by arithmetic, as a `Date` takes three times as long
function formatUtc(milliseconds: number): string | null {
  const time = Math.round(milliseconds);
  const days = Math.floor(time / DAY);
  const date = formatDate(days);
  if (date === null) return null;
  const inDay = time - days * DAY;
  const hours = pad(Math.floor(inDay / 3_600_000));
  const minutes = pad(Math.floor(inDay / 60_000) % 60);
  const seconds = pad(Math.floor(inDay / 1000) % 60);
  return `${date}T${hours}:${minutes}:${seconds}.${String(1000 + (inDay % 1000)).slice(1)}Z`;
}

// days since 1970 -> YYYY-MM-DD, from 0001 to 9999: in years that begin in March, so that a leap day is the last one
function formatDate(days: number): string | null {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  const year = era * 400 + yearOfEra + (month < 10 ? 0 : 1);
  if (!(year >= 1 && year <= 9999)) return null;
  return `${String(10_000 + year).slice(1)}-${pad(month < 10 ? month + 3 : month - 9)}-${pad(day)}`;
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
