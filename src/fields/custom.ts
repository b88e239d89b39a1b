import { filtersAt } from './filters.ts';
import { anonymousIdSource, userIdSource } from './identity.ts';
import type { FieldReaders, Input, ProductReader, Reader } from './input.ts';
import { keywordsSource } from './keywords.ts';
import { misoIdSource } from './misoId.ts';
import { number } from './number.ts';
import { type Care, firstUsableAt, type NamedSource, type Place, placesOf, readGiven } from './places.ts';
import { productIdSource } from './productIds.ts';
import { productsAt } from './products.ts';
import { quantitySource } from './quantities.ts';
import { totalSource } from './revenue.ts';
import type { Parsed } from './source.ts';
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
 * const { userId } = customReaders({ option: 'fields', sources }, input.reading.readers, cares);
 * const event: RawObject = { traits: {}, userId: 7 };
 * userId({ ...input, event });
 * //=> '7'
 * ```
 */
// eslint-disable-next-line max-lines-per-function -- a table: a line a field
export function customReaders(
  { option, sources }: NamedSources,
  readers: FieldReaders,
  { category, rating }: Cares,
): FieldReaders {
  const named = <Made>(field: FieldName, make: (places: readonly Place[]) => Made, usual: Made): Made => {
    // own members only: a page may have put anything on the prototype of all objects
    const source = Object.keys(sources).includes(field) ? sources[field] : undefined;
    return source === undefined ? usual : make(placesOf(`${option}.${field}`, source));
  };
  return {
    userId: named('userId', eventReader(userIdSource), readers.userId),
    anonymousId: named('anonymousId', eventReader(anonymousIdSource), readers.anonymousId),
    timestamp: named('timestamp', eventReader(timestampSource), readers.timestamp),
    misoId: named('misoId', eventReader(misoIdSource), readers.misoId),
    products: named('products', productsReader, readers.products),
    productId: named('productId', productReader(productIdSource), readers.productId),
    productGroupId: named('productGroupId', productReader(productIdSource), readers.productGroupId),
    quantity: named('quantity', productReader(quantitySource), readers.quantity),
    keywords: named('keywords', eventReader(keywordsSource), readers.keywords),
    filters: named('filters', filtersReader, readers.filters),
    category: named('category', eventReader(category), readers.category),
    revenue: named('revenue', eventReader(totalSource), readers.revenue),
    rating: named('rating', eventReader(rating), readers.rating),
    duration: named('duration', eventReader(durationCare), readers.duration),
    context: readers.context,
  };
}

const durationCare: Care<number> = { parse: seconds, code: 'invalid_duration' };

function seconds(value: unknown): Parsed<number> {
  const parsed = number(value);
  return typeof parsed === 'number' && parsed < 0 ? null : parsed;
}

function eventReader<Value>(care: Care<Value>): (places: readonly Place[]) => Reader<Value> {
  return (places) => (input) => firstUsableAt(places, input.event, care, input);
}

function productReader<Value>(care: Care<Value>): (places: readonly Place[]) => ProductReader<Value> {
  return (places) => {
    // flat in the properties of an event about many products, `id` may be the order's
    const flatAmongMany = places.filter(({ path, option }) => path !== 'id' || option !== 'fields.productId');
    return (product, input) => {
      const isFlat = product === input.properties && input.reading.products === 'many';
      return firstUsableAt(isFlat ? flatAmongMany : places, product, care, input);
    };
  };
}

function productsReader(places: readonly Place[]): FieldReaders['products'] {
  return (input, quantity) =>
    firstFound(places, input, (path, value, inner) => productsAt(path, value, inner, quantity));
}

function filtersReader(places: readonly Place[]): FieldReaders['filters'] {
  return (input) => firstFound(places, input, filtersAt);
}

function firstFound<Found>(
  places: readonly Place[],
  input: Input,
  readAt: (path: string, value: unknown, input: Input) => Found | undefined,
): Found | undefined {
  for (const place of places) {
    const value = place.find(input.event, input.event);
    const found =
      place.path === undefined
        ? readGiven(place, input, (inner) => readAt('', value, inner))
        : readAt(place.path, value, input);
    if (found !== undefined) return found;
  }
  return undefined;
}
