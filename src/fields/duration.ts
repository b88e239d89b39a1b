import type { EventField, Parsed } from './field.ts';
import { parseNumber } from './number.ts';

const readNothing: EventField<number>['read'] = () => undefined;

/** How long it took, in seconds. Read only where the option `fields.duration` says. */
export const duration = {
  misoField: 'duration',
  keys: [],
  code: 'invalid_duration',
  parse: parseSeconds,
  read: readNothing,
} as const satisfies EventField<number>;

function parseSeconds(value: unknown): Parsed<number> {
  const parsed = parseNumber(value);
  return typeof parsed === 'number' && parsed < 0 ? null : parsed;
}
