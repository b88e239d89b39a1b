import { categoryReader, categorySource, SEPARATOR } from './category.ts';
import { context } from './context.ts';
import { filters } from './filters.ts';
import { anonymousId, userId } from './identity.ts';
import type { FieldReaders } from './input.ts';
import { keywords } from './keywords.ts';
import { misoId } from './misoId.ts';
import { productId } from './productIds.ts';
import { findProducts } from './products.ts';
import { quantity } from './quantities.ts';
import { MAX_RATING, ratingReader, ratingSource } from './rating.ts';
import { revenue } from './revenue.ts';
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
  category: /* @__PURE__ */ categoryReader(/* @__PURE__ */ categorySource(SEPARATOR)),
  revenue,
  rating: /* @__PURE__ */ ratingReader(/* @__PURE__ */ ratingSource(MAX_RATING), MAX_RATING),
  duration: undefined,
  context,
};
