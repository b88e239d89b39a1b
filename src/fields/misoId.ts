import type { Findings } from '../issue.ts';
import { isUuid } from '../miso/formats.ts';
import { ALONE, type RawContext, type RawEvent, type RawProperties } from './input.ts';
import { firstUsable, isObject, type Parsed, type Source } from './source.ts';
import { text } from './text.ts';

export const misoIdSource: Source<string> = {
  members: ['miso_id', 'misoId'],
  parse: uuid,
  code: 'invalid_miso_id',
};

/** Reads the id that Miso returned with the search or recommendation that led here. */
export function misoId(event: RawEvent, properties: RawProperties, findings: Findings): string | undefined {
  const context: RawContext = isObject(event.context) ? event.context : {};
  // most events have none
  if ((properties.miso_id ?? properties.misoId ?? context.miso_id) === undefined) return undefined;
  return (
    firstUsable(misoIdSource, properties, 'properties', ALONE, findings) ??
    firstUsable(misoIdSource, { miso_id: context.miso_id }, 'context', ALONE, findings)
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
