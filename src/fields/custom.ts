import { filtersAt } from './filters.ts';
import { anonymousIdSource, userIdSource } from './identity.ts';
import { ALONE, type FieldReaders, type ProductReader, type ProductsReader, type Reader } from './input.ts';
import { keywordsSource } from './keywords.ts';
import { misoIdSource } from './misoId.ts';
import { number } from './number.ts';
import { firstFound, type NamedSource, type Place, placesOf, readerAt } from './places.ts';
import { productIdSource } from './productIds.ts';
import { productsAt } from './products.ts';
import { quantitySource } from './quantities.ts';
import { totalSource } from './revenue.ts';
import type { Care, Parsed } from './source.ts';
import { timestampSource } from './timestamp.ts';

/** The fields that a user may name sources for. */
export type FieldName = Exclude<keyof FieldReaders, 'context'>;

/** The cares in which other options have a say. */
export interface Cares {
  readonly category: Care<string[]>;
  readonly rating: Care<number>;
}

/** The sources that a user names, by field; `option` is the path of the option that names them. */
export interface NamedSources {
  readonly option: string;
  readonly sources: { readonly [Field in FieldName]?: NamedSource | undefined };
}

/** Field -> what makes a value of it usable, wherever it is found. */
const usualCares: {
  readonly [Field in Exclude<FieldName, 'products' | 'filters' | keyof Cares>]: Care<unknown>;
} = {
  userId: userIdSource,
  anonymousId: anonymousIdSource,
  timestamp: timestampSource,
  misoId: misoIdSource,
  productId: productIdSource,
  productGroupId: productIdSource,
  quantity: quantitySource,
  keywords: keywordsSource,
  revenue: totalSource,
  duration: { parse: seconds, code: 'invalid_duration' },
};

/** The fields that are looked for in each product. */
const PRODUCT_FIELDS: readonly string[] = ['productId', 'productGroupId', 'quantity'];

/**
 * The readers, made anew for the fields that a user named sources for: a value found there gets the care of the usual one.
 *
 * @example
 * ```ts
 * const cares: Cares = {
 *   category: { parse: () => null, code: 'invalid_category' },
 *   rating: { parse: () => null, code: 'invalid_rating' },
 * };
 * const sources = { userId: ['traits.id', 'userId'] };
 * const { userId } = customReaders({ option: 'fields', sources }, reading.readers, cares);
 * const event: RawObject = { traits: {}, userId: 7 };
 * userId?.(event, {}, findings);
 * //=> '7'
 * ```
 */
export function customReaders(
  { option, sources }: NamedSources,
  readers: FieldReaders,
  cares: Cares,
): FieldReaders {
  const careOf = { ...usualCares, ...cares };
  // own members only: a page may have put anything on the prototype of all objects
  const made = Object.entries(sources).flatMap(([field, source]) => {
    if (source === undefined) return [];
    return [[field, readerOf(field, placesOf(`${option}.${field}`, source), careOf)] as const];
  });
  return { ...readers, ...Object.fromEntries(made) };
}

type AnyReader = Reader<unknown> | ProductReader<unknown> | ProductsReader;

function readerOf(
  field: string,
  places: readonly Place[],
  cares: { readonly [field: string]: Care<unknown> },
): AnyReader {
  const care = cares[field];
  if (care === undefined) return field === 'filters' ? filtersReader(places) : productsReader(places);
  const read = readerAt(places, care);
  if (PRODUCT_FIELDS.includes(field)) return read;
  const readEvent: Reader<unknown> = (event, _, findings) => read(event, '', ALONE, event, findings);
  return readEvent;
}

function productsReader(places: readonly Place[]): ProductsReader {
  return (event, _, findings, reading) =>
    firstFound(places, event, findings, (path, value, found) =>
      productsAt(path, value, event, found, reading),
    );
}

function filtersReader(places: readonly Place[]): Reader<unknown> {
  return (event, _, findings) => firstFound(places, event, findings, filtersAt);
}

function seconds(value: unknown): Parsed<number> {
  const parsed = number(value);
  return typeof parsed === 'number' && parsed < 0 ? null : parsed;
}
