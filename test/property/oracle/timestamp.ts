import { findFirstUsable, createPlaces, type Reading, addWarning } from './readPaths.ts';

/** Kept as it is. */
const MISO_FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

// day, hour, minute; second and its fraction; the zone as UTC or by its hours and minutes
const DATE = String.raw`(?<day>\d{4}-\d\d-\d\d)[Tt ](?<hour>\d\d):(?<minute>\d\d)`;
const SECONDS = String.raw`(?::(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?`;
const OFFSET = String.raw`(?<sign>[+-])(?<zoneHour>\d\d)(?::?(?<zoneMinute>\d\d))?`;
const ANY_FORM = new RegExp(`^${DATE}${SECONDS}(?: UTC| ?[Zz]| ?${OFFSET})?$`);

const FIRST = BigInt(Date.UTC(2000, 0));
const END = BigInt(Date.UTC(2101, 0));

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
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : parseDate(value);
  if (typeof value === 'number') return parseEpoch(String(value));
  if (typeof value !== 'string') return undefined;
  const utc = parseEpoch(value.trim()) ?? parseTimeString(value.trim());
  return utc !== undefined && MISO_FORM.test(value.trim()) ? value.trim() : utc;
}

function parseDate(date: Date): string | undefined {
  return formatUtc(BigInt(date.getTime()), date.toISOString().slice(20, -1));
}

/** Seconds, milliseconds, microseconds or nanoseconds, by their magnitude. */
function parseEpoch(text: string): string | undefined {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const unit = [0, 3, 6, 9].find((digits) => BigInt(whole) < 10n ** BigInt(11 + digits));
  if (unit === undefined) return undefined;
  const seconds = BigInt(whole) / 10n ** BigInt(unit);
  const rest = BigInt(whole) % 10n ** BigInt(unit);
  const digits = (unit === 0 ? '' : String(rest).padStart(unit, '0')) + fraction;
  return formatUtc(seconds * 1000n, digits.replace(/0+$/, '').padEnd(3, '0'));
}

/** Converts a time to UTC with its fraction as it is. */
function parseTimeString(text: string): string | undefined {
  const { groups } = ANY_FORM.exec(text) ?? {};
  if (groups === undefined) return undefined;
  const { day, hour, minute, second = '00', fraction = '' } = groups;
  const { sign = '+', zoneHour = '00', zoneMinute = '00' } = groups;
  const isClock = [hour, zoneHour].every((part) => Number(part) < 24);
  const isSexagesimal = [minute, second, zoneMinute].every((part) => Number(part) < 60);
  if (!isRealDay(day!) || !isClock || !isSexagesimal) return undefined;
  const time = Date.parse(`${day}T${hour}:${minute}:${second}${sign}${zoneHour}:${zoneMinute}`);
  return formatUtc(BigInt(time), fraction);
}

/** Not Feb 30. */
function isRealDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** The second in which a time is, with a fraction of it; in the years 2000 to 2100. */
function formatUtc(milliseconds: bigint, fraction: string): string | undefined {
  if (milliseconds < FIRST || milliseconds >= END) return undefined;
  const second = new Date(Number(milliseconds)).toISOString().slice(0, 19);
  return fraction === '' ? `${second}Z` : `${second}.${fraction}Z`;
}
