import { isUuid } from '../miso/formats.ts';
import { type EventField, type KeyedParser, type MappingContext, type Parsed, readFirst } from './field.ts';
import { NIL_UUID } from './id.ts';
import { parseString } from './string.ts';

/** The id that Miso returned with the search or recommendation that led here. */
export const misoId = {
  misoField: 'miso_id',
  keys: ['miso_id', 'misoId'],
  code: 'invalid_miso_id',
  parse: parseUuid,
  read: readMisoId,
} as const satisfies EventField<string>;

const inContext: KeyedParser<string> = { keys: ['miso_id'], code: 'invalid_miso_id', parse: parseUuid };

function readMisoId(ctx: MappingContext): string | undefined {
  const { properties, context } = ctx;
  return readFirst(ctx, misoId, properties, 'properties') ?? readFirst(ctx, inContext, context, 'context');
}

/**
 * Parses a UUID, which is not the all-zero one.
 *
 * @example
 * ```ts
 * parseUuid('123e4567-e89b-12d3-a456-426614174000');
 * //=> '123e4567-e89b-12d3-a456-426614174000'
 * ```
 */
export function parseUuid(value: unknown): Parsed<string> {
  const written = parseString(value);
  return typeof written !== 'string' || (isUuid(written) && written !== NIL_UUID) ? written : null;
}
