import { type EventField, type FieldSettings, type MappingContext, type Parsed, readFirst } from './field.ts';
import { parseArray, parseString } from './string.ts';

/** The category of a list of products, from broad to narrow. */
export const category = {
  misoField: 'category',
  keys: ['category'],
  code: 'invalid_category',
  missing: ['missing_category', 'properties.category'],
  parse: parseCategory,
  read: readCategory,
} as const satisfies EventField<string[]>;

function readCategory(ctx: MappingContext): string[] | undefined {
  return readFirst(ctx, category, ctx.properties, 'properties');
}

/**
 * Parses a category: an array, or a string of levels with a separator between them.
 *
 * @example
 * ```ts
 * parseCategory('Home & Garden > Kitchen', { categorySeparator: ' > ' });
 * //=> ['Home & Garden', 'Kitchen']
 * ```
 */
export function parseCategory(
  value: unknown,
  { categorySeparator }: Pick<FieldSettings, 'categorySeparator'>,
): Parsed<string[]> {
  if (Array.isArray(value)) return parseArray(value, parseString);
  const path = parseString(value);
  return typeof path === 'string' ? parseArray(path.split(categorySeparator), parseString) : path;
}
