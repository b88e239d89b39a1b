import { type EventField, type MappingContext, readFirst } from './field.ts';
import { parseId } from './id.ts';

/** The id of a known visitor. */
export const userId = {
  misoField: 'user_id',
  keys: ['userId'],
  code: 'invalid_id',
  parse: (value) => parseId(value, 512),
  read: readUserId,
} as const satisfies EventField<string>;

function readUserId(ctx: MappingContext): string | undefined {
  const { event } = ctx;
  return parseId(event.userId, 512) ?? readFirst(ctx, userId, event, '');
}
