import { firstUsable, placesOf, type Reading, warn } from './reading.ts';

/** Kept as it is. */
const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
/** A blank instead of `T`, no seconds, no zone: day, hour, minute, second, zone. */
const LOOSE_FORM = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

const USUAL = ['timestamp', 'originalTimestamp', 'receivedAt'];

export function timestamp(reading: Reading): string | undefined {
  const time = firstUsable(reading, 'invalid_timestamp', placesOf(reading, 'timestamp', USUAL), timeOf);
  if (time === undefined) warn(reading, 'missing_timestamp', 'timestamp');
  return time;
}

function timeOf(value: unknown): string | undefined {
  if (value instanceof Date) return utc(value.getTime());
  if (typeof value === 'number') return ofEpoch(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return ofEpoch(Number(text));
  if (!isReal(text)) return undefined;
  return FORM.test(value) ? value : ofText(text);
}

function ofEpoch(epoch: number): string | undefined {
  const size = Math.abs(epoch);
  if (size < 1e11) return utc(Math.round(epoch * 1000));
  return size < 1e14 ? utc(Math.round(epoch)) : undefined;
}

/** A day of the calendar, and a time and a zone of the clock. */
function isReal(text: string): boolean {
  const [, day = '', hour, minute, second = 0, zone = ''] = LOOSE_FORM.exec(text) ?? [];
  const [zoneHour = 0, zoneMinute = 0] = zone === 'Z' || zone === '' ? [] : zone.slice(1).split(':');
  const isDay = utc(Date.parse(`${day}T00:00:00Z`))?.slice(0, 10) === day;
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return isDay && isTime && Number(zoneHour) < 24 && Number(zoneMinute) < 60;
}

/** Brings a time to UTC with its fraction as it is. */
function ofText(text: string): string | undefined {
  const [, day, hour, minute, second = '00', zone = 'Z'] = LOOSE_FORM.exec(text) ?? [];
  const time = utc(Date.parse(`${day}T${hour}:${minute}:${second}${zone}`));
  const [fraction = ''] = /\.\d+/.exec(text) ?? [];
  return time === undefined ? undefined : `${time.slice(0, 19)}${fraction}Z`;
}

/** The time in UTC, in the years 0001 to 9999. */
function utc(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return undefined;
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString() : undefined;
}
