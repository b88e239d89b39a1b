import { category } from './category.ts';
import { context } from './context.ts';
import { filters } from './filters.ts';
import { anonymousId, userId } from './identity.ts';
import type { FieldReaders } from './input.ts';
import { keywords } from './keywords.ts';
import { misoId } from './misoId.ts';
import { productId } from './productIds.ts';
import { findProducts } from './products.ts';
import { quantity } from './quantities.ts';
import { rating } from './rating.ts';
import { revenue } from './revenue.ts';
import { timestamp } from './timestamp.ts';

/** Where each field is found in an event that follows Segment's spec. */
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
  category,
  revenue,
  rating,
  duration: undefined,
  context,
};
