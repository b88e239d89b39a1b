import type { Findings } from '../issue.ts';
import { isDateTime } from '../miso/formats.ts';
import { ALONE, type RawEvent, type RawProperties } from './input.ts';
import { firstUsable, type Parsed, type Source } from './source.ts';

export const timestampSource: Source<string> = {
  members: ['timestamp', 'originalTimestamp', 'receivedAt'],
  parse: dateTime,
  code: 'invalid_timestamp',
};

/** Reads when it happened. */
export function timestamp(event: RawEvent, _: RawProperties, findings: Findings): string | undefined {
  const value = event.timestamp;
  return typeof value === 'string' && isDateTime(value)
    ? value
    : firstUsable(timestampSource, event, '', ALONE, findings);
}

// what is brought to the form that Miso takes: a blank instead of T, no seconds, no zone
const LOOSE_DATE_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?:(:\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * Reads a date and time: as it is when it has the form that Miso takes, else brought to that form in UTC. A number is
 * seconds since 1970 below 1e11, milliseconds below 1e14.
 *
 * @example
 * ```ts
 * dateTime('2026-01-31 14:00+02:00');
 * //=> '2026-01-31T12:00:00Z'
 * ```
 */
export function dateTime(value: unknown): Parsed<string> {
  if (typeof value === 'string') return isDateTime(value) ? value : looseDateTime(value.trim());
  if (typeof value === 'number') return fromEpoch(value);
  if (value === undefined || value === null) return undefined;
  return utc(timeOf(value));
}

function looseDateTime(written: string): Parsed<string> {
  if (written === '') return undefined;
  if (/^\d+$/.test(written)) return fromEpoch(Number(written));
  const match = LOOSE_DATE_TIME.exec(written);
  if (match === null) return null;
  const [, date, minutes, seconds = ':00', fraction = '', zone = 'Z'] = match;
  const whole = `${date}T${minutes}${seconds}${zone}`;
  const inUtc = isDateTime(whole) ? utc(Date.parse(whole)) : null;
  // an offset has whole minutes: the fraction of the second stays as it was written
  return inUtc && `${inUtc.slice(0, 19)}${fraction}Z`;
}

function fromEpoch(time: number): string | null {
  const magnitude = Math.abs(time);
  if (magnitude < 1e11) return utc(time * 1000);
  return magnitude < 1e14 ? utc(time) : null;
}

function utc(milliseconds: number): string | null {
  if (Number.isNaN(milliseconds)) return null;
  const written = new Date(Math.round(milliseconds)).toISOString();
  // years outside 0001-9999 have a sign in front, and both signs sort before the digits
  return written >= '0001' ? written : null;
}

// the milliseconds of a `Date`, from whichever realm; NaN for anything else
function timeOf(value: unknown): number {
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return NaN;
  }
}
