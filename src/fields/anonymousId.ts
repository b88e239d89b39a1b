import { type EventField, type MappingContext, type Parsed, readFirst } from './field.ts';
import { type IdLimits, parseId } from './id.ts';

const LIMITS: IdLimits = {
  maxLength: 1024,
  isOfPerson: true,
  placeholders: ['anonymous', 'guest', 'unknown'],
};

/** The id of a visitor who is not known yet. */
export const anonymousId = {
  misoField: 'anonymous_id',
  keys: ['anonymousId'],
  code: 'invalid_id',
  parse: parseAnonymousId,
  read: readAnonymousId,
} as const satisfies EventField<string>;

function readAnonymousId(ctx: MappingContext): string | undefined {
  const { event } = ctx;
  return parseAnonymousId(event.anonymousId) ?? readFirst(ctx, anonymousId, event, '');
}

function parseAnonymousId(value: unknown): Parsed<string> {
  return parseId(value, LIMITS);
}
