import { type EventField, type MappingContext, readFirst } from './field.ts';
import { parseId } from './id.ts';

/** The id of a visitor who is not known yet. */
export const anonymousId = {
  misoField: 'anonymous_id',
  keys: ['anonymousId'],
  code: 'invalid_id',
  parse: (value) => parseId(value, 1024),
  read: readAnonymousId,
} as const satisfies EventField<string>;

function readAnonymousId(ctx: MappingContext): string | undefined {
  const { event } = ctx;
  return parseId(event.anonymousId, 1024) ?? readFirst(ctx, anonymousId, event, '');
}
