import { categories, categorySource } from './fields/category.ts';
import { type Cares, customReaders } from './fields/custom.ts';
import { contextReader } from './fields/customContext.ts';
import type { FieldReaders } from './fields/input.ts';
import { type Place, placesOf } from './fields/places.ts';
import { MAX_RATING, ratingSource, withinScale } from './fields/rating.ts';
import { defaultReaders } from './fields/readers.ts';
import { firstUsable, type Source } from './fields/source.ts';
import { memberPath } from './issue.ts';
import type { MapperOptions } from './rules/rule.ts';

/** How events are read, as the options say. */
export function readersFor(options: MapperOptions): {
  readonly readers: FieldReaders;
  readonly cares: Cares;
} {
  const { fields = {}, categorySeparator = ' > ', ratingScale = MAX_RATING } = options;
  const category: Source<string[]> = {
    ...categorySource,
    parse: (value) => categories(value, categorySeparator),
  };
  const rating: Source<number> = { ...ratingSource, parse: (value) => withinScale(value, ratingScale) };
  const cares = { category, rating };
  const readers: FieldReaders = {
    ...defaultReaders,
    category: (input) => firstUsable(input.properties, category, input),
    rating: (input) => firstUsable(input.properties, rating, input),
    context: contextFor(options),
  };
  return { readers: customReaders({ option: 'fields', sources: fields }, readers, cares), cares };
}

function contextFor({ region, customContext = {} }: MapperOptions): FieldReaders['context'] {
  if (region === undefined && Object.keys(customContext).length === 0) return defaultReaders.context;
  const members = Object.entries(customContext).map(
    ([member, source]) => [member, placesOf(memberPath('customContext', member), source)] as const,
  );
  return contextReader(regionPlaces(region), members);
}

function regionPlaces(region: MapperOptions['region']): readonly Place[] {
  if (region === undefined) return [];
  if (typeof region === 'function') return placesOf('region', region);
  return [{ find: () => region, path: undefined, option: 'region' }];
}
