import { isObject, isReadableArray, trim } from '../is.ts';
import {
  type EventField,
  type FieldSettings,
  type KeyedParser,
  type MappingContext,
  type Parsed,
  readFirst,
} from './field.ts';
import { isPlaceholder } from './id.ts';
import { isNumbered, readJson } from './json.ts';
import { parseArray, parseString } from './string.ts';

/** The category of a list of products, from broad to narrow. */
export const category = {
  misoField: 'category',
  keys: ['category', 'products[].category'],
  code: 'invalid_category',
  missing: ['missing_category', 'properties.category'],
  parse: parseCategory,
  read: readCategory,
} as const satisfies EventField<string[]>;

const own: KeyedParser<string[]> = { keys: ['category'], code: 'invalid_category', parse: parseCategory };

function readCategory(ctx: MappingContext): string[] | undefined {
  return readFirst(ctx, own, ctx.properties, 'properties') ?? readCategoryOfProducts(ctx);
}

// the list's, where all of its products have the same one
function readCategoryOfProducts({ properties, rule }: MappingContext): string[] | undefined {
  let common: string[] | undefined;
  for (const product of listProducts(readJson(properties.products))) {
    const parsed = isObject(product) ? parseCategory(product['category'], rule.settings) : undefined;
    if (!parsed || (common !== undefined && !isSame(parsed, common))) return undefined;
    common = parsed;
  }
  return common;
}

function listProducts(products: unknown): readonly unknown[] {
  if (isReadableArray(products)) return products;
  if (!isObject(products)) return [];
  return isNumbered(products) ? Object.values(products) : [products];
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((level, index) => level === other[index]);
}

/**
 * Parses a category: an array, or a string of levels with a separator between them.
 *
 * @example
 * ```ts
 * parseCategory('Home &amp; Garden > Kitchen', { categorySeparator: '>' });
 * //=> ['Home & Garden', 'Kitchen']
 * ```
 */
export function parseCategory(
  value: unknown,
  { categorySeparator }: Pick<FieldSettings, 'categorySeparator'>,
): Parsed<string[]> {
  const read = readJson(value);
  if (Array.isArray(read)) return parseArray(read, parseLevel);
  const path = parseString(read);
  if (typeof path !== 'string') return path;
  return parseArray(decodeEntities(path).split(categorySeparator), cleanLevel);
}

function parseLevel(value: unknown): Parsed<string> {
  return typeof value === 'string' ? cleanLevel(decodeEntities(value)) : parseString(value);
}

function cleanLevel(level: unknown): Parsed<string> {
  const trimmed = trim(String(level));
  return trimmed === '' || isPlaceholder(trimmed) ? undefined : trimmed;
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#039': "'" };

// each once: a decoded `&` is not part of another entity
function decodeEntities(written: string): string {
  return written.includes('&')
    ? written.replace(/&(amp|lt|gt|quot|#0?39);/g, (_, name: keyof typeof ENTITIES) => ENTITIES[name])
    : written;
}
