import { categorySource, SEPARATOR } from './category.ts';
import { context } from './context.ts';
import { filters } from './filters.ts';
import { anonymousId, userId } from './identity.ts';
import { ALONE, type FieldReaders, type Reader } from './input.ts';
import { keywords } from './keywords.ts';
import { misoId } from './misoId.ts';
import { productId } from './productIds.ts';
import { findProducts } from './products.ts';
import { quantity } from './quantities.ts';
import { MAX_RATING, ratingSource } from './rating.ts';
import { revenue } from './revenue.ts';
import { firstUsable, type Source } from './source.ts';
import { timestamp } from './timestamp.ts';

/** Where each field is found in an event that follows Segment's spec; of one shape with all readers made of it. */
export const defaultReaders: FieldReaders = {
  userId,
  anonymousId,
  timestamp,
  misoId,
  products: findProducts,
  productId,
  productGroupId: undefined,
  quantity,
  keywords,
  filters,
  category: /* @__PURE__ */ propertyReader(/* @__PURE__ */ categorySource(SEPARATOR)),
  revenue,
  rating: /* @__PURE__ */ propertyReader(/* @__PURE__ */ ratingSource(MAX_RATING)),
  duration: undefined,
  context,
};

/** The reader of a field that is one of the properties. */
export function propertyReader<Value>(source: Source<Value>): Reader<Value> {
  return (_, properties, findings) => firstUsable(source, properties, 'properties', ALONE, findings);
}
