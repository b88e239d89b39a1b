import { findFirstUsable, createPlaces, type Reading, addWarning } from './readPaths.ts';

/** Kept as it is. */
const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
/** A blank instead of `T`, no seconds, no zone: day, hour, minute, second, zone. */
const LOOSE_FORM = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

const USUAL = ['timestamp', 'originalTimestamp', 'receivedAt'];

export function readTimestamp(reading: Reading): string | undefined {
  const time = findFirstUsable(
    reading,
    'invalid_timestamp',
    createPlaces(reading, 'timestamp', USUAL),
    parseTime,
  );
  if (time === undefined) addWarning(reading, 'missing_timestamp', 'timestamp');
  return time;
}

function parseTime(value: unknown): string | undefined {
  if (value instanceof Date) return formatUtc(value.getTime());
  if (typeof value === 'number') return parseEpoch(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return parseEpoch(Number(text));
  if (!isReal(text)) return undefined;
  return FORM.test(value) ? value : parseTimeString(text);
}

function parseEpoch(epoch: number): string | undefined {
  const size = Math.abs(epoch);
  if (size < 1e11) return formatUtc(Math.round(epoch * 1000));
  return size < 1e14 ? formatUtc(Math.round(epoch)) : undefined;
}

/** A day of the calendar, and a time and a zone of the clock. */
function isReal(text: string): boolean {
  const [, day = '', hour, minute, second = 0, zone = ''] = LOOSE_FORM.exec(text) ?? [];
  const [zoneHour = 0, zoneMinute = 0] = zone === 'Z' || zone === '' ? [] : zone.slice(1).split(':');
  const isDay = formatUtc(Date.parse(`${day}T00:00:00Z`))?.slice(0, 10) === day;
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return isDay && isTime && Number(zoneHour) < 24 && Number(zoneMinute) < 60;
}

/** Brings a time to UTC with its fraction as it is. */
function parseTimeString(text: string): string | undefined {
  const [, day, hour, minute, second = '00', zone = 'Z'] = LOOSE_FORM.exec(text) ?? [];
  const time = formatUtc(Date.parse(`${day}T${hour}:${minute}:${second}${zone}`));
  const [fraction = ''] = /\.\d+/.exec(text) ?? [];
  return time === undefined ? undefined : `${time.slice(0, 19)}${fraction}Z`;
}

/** The time in UTC, in the years 0001 to 9999. */
function formatUtc(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return undefined;
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString() : undefined;
}
