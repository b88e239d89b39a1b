import { isUuid } from '../miso/formats.ts';
import type { Input } from './input.ts';
import { firstUsable, inProperties, isObject, type Parsed, type Source } from './source.ts';
import { text } from './text.ts';

export const misoIdSource: Source<string> = {
  at: inProperties,
  members: ['miso_id', 'misoId'],
  parse: uuid,
  code: 'invalid_miso_id',
};

const contextMisoIdSource: Source<string> = {
  at: () => 'context',
  members: ['miso_id'],
  parse: uuid,
  code: 'invalid_miso_id',
};

/** Reads the id that Miso returned with the search or recommendation that led here. */
export function misoId(input: Input): string | undefined {
  const { context } = input.event;
  return (
    firstUsable(input.properties, misoIdSource, input) ??
    (isObject(context) ? firstUsable(context, contextMisoIdSource, input) : undefined)
  );
}

/**
 * Reads a UUID.
 *
 * @example
 * ```ts
 * uuid('123e4567-e89b-12d3-a456-426614174000');
 * //=> '123e4567-e89b-12d3-a456-426614174000'
 * ```
 */
export function uuid(value: unknown): Parsed<string> {
  const written = text(value);
  return typeof written !== 'string' || isUuid(written) ? written : null;
}
