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
  const places = (field: FieldName): readonly Place[] => placesOf(`${option}.${field}`, sources[field] ?? []);
  const event = <Value>(field: FieldName, care: Care<Value>): Reader<Value> | undefined =>
    sources[field] === undefined ? undefined : eventReader(places(field), care);
  const product = <Value>(field: FieldName, care: Care<Value>): ProductReader<Value> | undefined =>
    sources[field] === undefined ? undefined : productReader(places(field), care);
  return {
    userId: event('userId', userIdSource) ?? readers.userId,
    anonymousId: event('anonymousId', anonymousIdSource) ?? readers.anonymousId,
    timestamp: event('timestamp', timestampSource) ?? readers.timestamp,
    misoId: event('misoId', misoIdSource) ?? readers.misoId,
    products: sources.products === undefined ? readers.products : productsReader(places('products')),
    productId: product('productId', productIdSource) ?? readers.productId,
    productGroupId: product('productGroupId', productIdSource) ?? readers.productGroupId,
    quantity: product('quantity', quantitySource) ?? readers.quantity,
    keywords: event('keywords', keywordsSource) ?? readers.keywords,
    filters: sources.filters === undefined ? readers.filters : filtersReader(places('filters')),
    category: event('category', category) ?? readers.category,
    revenue: event('revenue', totalSource) ?? readers.revenue,
    rating: event('rating', rating) ?? readers.rating,
    duration: event('duration', durationCare) ?? readers.duration,
    context: readers.context,
  };
}

const durationCare: Care<number> = { parse: seconds, code: 'invalid_duration' };

function seconds(value: unknown): Parsed<number> {
  const parsed = number(value);
  return typeof parsed === 'number' && parsed < 0 ? null : parsed;
}

function eventReader<Value>(places: readonly Place[], care: Care<Value>): Reader<Value> {
  return (input) => firstUsableAt(places, input.event, care, input);
}

function productReader<Value>(places: readonly Place[], care: Care<Value>): ProductReader<Value> {
  // flat in the properties of an event about many products, `id` may be the order's
  const flatAmongMany = places.filter(({ path, option }) => path !== 'id' || option !== 'fields.productId');
  return (product, input) => {
    const isFlat = product === input.properties && input.reading.products === 'many';
    return firstUsableAt(isFlat ? flatAmongMany : places, product, care, input);
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
