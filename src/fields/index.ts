import type { FieldSources, SourcesByField } from '../options/fieldSources.ts';
import { anonymousId } from './anonymousId.ts';
import { category } from './category.ts';
import { context } from './context.ts';
import { duration } from './duration.ts';
import type { FieldSettings } from './field.ts';
import { filters } from './filters.ts';
import { keywords } from './keywords.ts';
import { misoId } from './misoId.ts';
import { productGroupId } from './productGroupId.ts';
import { productId } from './productId.ts';
import { products } from './products.ts';
import { quantity } from './quantity.ts';
import { rating } from './rating.ts';
import { revenue } from './revenue.ts';
import { timestamp } from './timestamp.ts';
import { userId } from './userId.ts';

/** Every field that is read from events; all but `context` may be read from elsewhere, by the option of its name. */
export const fields = {
  userId,
  anonymousId,
  timestamp,
  misoId,
  products,
  productId,
  productGroupId,
  quantity,
  keywords,
  filters,
  category,
  revenue,
  rating,
  duration,
  context,
} as const satisfies Registry;

export type Fields = typeof fields;

// each field that options name sources for, and the one of Miso's records that it fills
type Registry = { readonly [Name in keyof FieldSources]-?: { readonly misoField: FilledField<Name> } } & {
  readonly context: { readonly misoField: 'context' };
};
type FilledField<Name> = {
  [Field in keyof SourcesByField]: Name extends SourcesByField[Field] ? Field : never;
}[keyof SourcesByField];

/** The name of a field that the option `fields` may name sources for. */
export type FieldName = Exclude<keyof Fields, 'context'>;

export const defaultSettings: FieldSettings = { categorySeparator: '>', ratingScale: 5 };
