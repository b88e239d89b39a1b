import { categorySource, SEPARATOR } from './fields/category.ts';
import { type Cares, customReaders } from './fields/custom.ts';
import { contextReader } from './fields/customContext.ts';
import type { FieldReaders } from './fields/input.ts';
import { type Place, placesOf } from './fields/places.ts';
import { MAX_RATING, ratingSource } from './fields/rating.ts';
import { defaultReaders, propertyReader } from './fields/readers.ts';
import { memberPath } from './issue.ts';
import type { MapperOptions } from './rules/rule.ts';

/** How events are read, as the options say. */
export function readersFor(options: MapperOptions): {
  readonly readers: FieldReaders;
  readonly cares: Cares;
} {
  const { fields = {}, categorySeparator = SEPARATOR, ratingScale = MAX_RATING } = options;
  const category = categorySource(categorySeparator);
  const rating = ratingSource(ratingScale);
  const readers: FieldReaders = {
    ...defaultReaders,
    category: propertyReader(category),
    rating: propertyReader(rating),
    context: contextFor(options),
  };
  const cares = { category, rating };
  return { readers: customReaders({ option: 'fields', sources: fields }, readers, cares), cares };
}

function contextFor({ region, customContext = {} }: MapperOptions): FieldReaders['context'] {
  const members = Object.entries(customContext).map(
    ([member, source]) => [member, placesOf(memberPath('customContext', member), source)] as const,
  );
  if (region === undefined && members.length === 0) return defaultReaders.context;
  return contextReader(regionPlaces(region), members);
}

function regionPlaces(region: MapperOptions['region']): readonly Place[] {
  if (typeof region === 'function') return placesOf('region', region);
  return [{ find: () => region, path: undefined, option: 'region' }];
}
