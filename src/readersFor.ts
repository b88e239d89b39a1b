import { categoryReader, categorySource, SEPARATOR } from './fields/category.ts';
import { type Cares, customReaders } from './fields/custom.ts';
import { contextReader } from './fields/customContext.ts';
import type { FieldReaders } from './fields/input.ts';
import { type Place, placesOf } from './fields/places.ts';
import { MAX_RATING, ratingReader, ratingSource } from './fields/rating.ts';
import { defaultReaders } from './fields/readers.ts';
import { memberPath } from './issue.ts';
import { blueprints } from './miso/blueprints.ts';
import type { MisoInteractionType } from './miso/interactions.ts';
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
    category: categoryReader(category),
    rating: ratingReader(rating, ratingScale),
    context: contextFor(options),
  };
  const cares = { category, rating };
  return { readers: customReaders({ option: 'fields', sources: fields }, readers, cares), cares };
}

/** The readers for interactions of a type: a duration, which is read where a user says so, is not for all. */
export function readersOf(type: MisoInteractionType, readers: FieldReaders): FieldReaders {
  const fields: readonly string[] = blueprints[type];
  return fields.includes('duration') ? readers : { ...readers, duration: undefined };
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
