import { type EventField, type MappingContext, type Parsed, readFirst } from './field.ts';
import { type IdLimits, parseId } from './id.ts';

const LIMITS: IdLimits = { maxLength: 512, isOfPerson: true, placeholders: ['0', '-1'] };

/** The id of a known visitor. */
export const userId = {
  misoField: 'user_id',
  keys: ['userId'],
  code: 'invalid_id',
  parse: parseUserId,
  read: readUserId,
} as const satisfies EventField<string>;

function readUserId(ctx: MappingContext): string | undefined {
  const { event } = ctx;
  return parseUserId(event.userId) ?? readFirst(ctx, userId, event, '');
}

function parseUserId(value: unknown): Parsed<string> {
  return parseId(value, LIMITS);
}
