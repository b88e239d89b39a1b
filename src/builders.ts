import type { Input } from './fields/input.ts';
import { findProducts } from './fields/products.ts';
import { issue } from './issue.ts';
import type {
  AddToCart,
  CategoryPageView,
  Checkout,
  Custom,
  MisoCommonFields,
  MisoInteractionByType,
  MisoInteractionType,
  MisoProductFields,
  MisoQuantitiesField,
  Rate,
  Search,
} from './miso/interactions.ts';
import {
  lacksCategory,
  lacksIdentity,
  lacksProduct,
  lacksRating,
  lacksSearch,
  type Requirement,
} from './requirements.ts';

/** How an interaction of a type is made. */
export interface Builder<Type extends MisoInteractionType = MisoInteractionType> {
  /** Fills in what the event has for it. */
  readonly build: (input: Input) => MisoInteractionByType[Type];
  /** What it lacks to be of use to Miso. */
  readonly lacks: Requirement;
}

/** Interaction type -> how it is made. */
// prettier-ignore
export const builders = {
  product_detail_page_view: { build: (input) => buildWithProducts('product_detail_page_view', input), lacks: lacksProduct },
  search:                   { build: buildSearch,                                                     lacks: lacksSearch },
  add_to_cart:              { build: buildAddToCart,                                                  lacks: lacksProduct },
  remove_from_cart:         { build: (input) => buildWithProducts('remove_from_cart', input),         lacks: lacksProduct },
  checkout:                 { build: buildCheckout,                                                   lacks: lacksProduct },
  refund:                   { build: (input) => buildWithProducts('refund', input),                   lacks: lacksProduct },
  subscribe:                { build: (input) => buildWithProducts('subscribe', input),                lacks: lacksProduct },
  unsubscribe:              { build: (input) => buildWithProducts('unsubscribe', input),              lacks: lacksProduct },
  add_to_collection:        { build: (input) => buildWithProducts('add_to_collection', input),        lacks: lacksProduct },
  remove_from_collection:   { build: (input) => buildWithProducts('remove_from_collection', input),   lacks: lacksProduct },
  read:                     { build: (input) => buildWithProducts('read', input),                     lacks: lacksProduct },
  watch:                    { build: (input) => buildWithProducts('watch', input),                    lacks: lacksProduct },
  listen:                   { build: (input) => buildWithProducts('listen', input),                   lacks: lacksProduct },
  like:                     { build: (input) => buildWithProducts('like', input),                     lacks: lacksProduct },
  dislike:                  { build: (input) => buildWithProducts('dislike', input),                  lacks: lacksProduct },
  share:                    { build: (input) => buildWithProducts('share', input),                    lacks: lacksProduct },
  rate:                     { build: buildRate,                                                       lacks: lacksRating },
  bookmark:                 { build: (input) => buildWithProducts('bookmark', input),                 lacks: lacksProduct },
  complete:                 { build: (input) => buildWithProducts('complete', input),                 lacks: lacksProduct },
  feedback:                 { build: (input) => buildPlain('feedback', input),                        lacks: lacksIdentity },
  impression:               { build: (input) => buildWithProducts('impression', input),               lacks: lacksIdentity },
  viewable_impression:      { build: (input) => buildWithProducts('viewable_impression', input),      lacks: lacksIdentity },
  click:                    { build: (input) => buildWithProducts('click', input),                    lacks: lacksIdentity },
  submit:                   { build: (input) => buildWithProducts('submit', input),                   lacks: lacksIdentity },
  home_page_view:           { build: (input) => buildPlain('home_page_view', input),                  lacks: lacksIdentity },
  category_page_view:       { build: buildCategoryPageView,                                           lacks: lacksCategory },
  promo_page_view:          { build: (input) => buildWithProducts('promo_page_view', input),          lacks: lacksIdentity },
  product_image_view:       { build: (input) => buildWithProducts('product_image_view', input),       lacks: lacksProduct },
  custom:                   { build: buildCustom,                                                     lacks: lacksIdentity },
} as const satisfies { readonly [Type in MisoInteractionType]: Builder<Type> };

function buildSearch(input: Input): Search {
  const record: Search = { type: 'search' };
  fillVisitor(record, input);
  const keywords = input.rule.readers.keywords(input);
  const filters = input.rule.readers.filters(input);
  if (keywords !== undefined) record.search = filters === undefined ? { keywords } : { keywords, filters };
  else if (filters !== undefined) record.search = { filters };
  fillContext(record, input);
  return record;
}

function buildAddToCart(input: Input): AddToCart {
  const record: AddToCart = { type: 'add_to_cart' };
  fillVisitor(record, input);
  fillCountedProducts(record, input);
  fillContext(record, input);
  return record;
}

function buildCheckout(input: Input): Checkout {
  const record: Checkout = { type: 'checkout' };
  fillVisitor(record, input);
  fillCountedProducts(record, input);
  const revenue = input.rule.readers.revenue(input);
  if (revenue !== undefined) record.revenue = revenue;
  fillContext(record, input);
  return record;
}

function buildRate(input: Input): Rate {
  const record: Rate = { type: 'rate' };
  fillVisitor(record, input);
  fillProducts(record, input);
  const rating = input.rule.readers.rating(input);
  if (rating !== undefined) record.rating = rating;
  fillContext(record, input);
  return record;
}

function buildCategoryPageView(input: Input): CategoryPageView {
  const record: CategoryPageView = { type: 'category_page_view' };
  fillVisitor(record, input);
  const category = input.rule.readers.category(input);
  if (category !== undefined) record.category = category;
  fillContext(record, input);
  return record;
}

function buildCustom(input: Input): Custom {
  const record: Custom = { type: 'custom', custom_action_name: input.name };
  fillVisitor(record, input);
  fillProducts(record, input);
  fillContext(record, input);
  return record;
}

function buildWithProducts<Type>(type: Type, input: Input): MisoProductFields & { type: Type } {
  const record: MisoProductFields & { type: Type } = { type };
  fillVisitor(record, input);
  fillProducts(record, input);
  fillContext(record, input);
  return record;
}

function buildPlain<Type>(type: Type, input: Input): MisoCommonFields & { type: Type } {
  const record: MisoCommonFields & { type: Type } = { type };
  fillVisitor(record, input);
  fillContext(record, input);
  return record;
}

// who did it and when
function fillVisitor(record: MisoCommonFields, input: Input): void {
  const { readers } = input.rule;
  const userId = readers.userId(input);
  if (userId !== undefined) record.user_id = userId;
  const anonymousId = readers.anonymousId(input);
  if (anonymousId !== undefined) record.anonymous_id = anonymousId;
  const timestamp = readers.timestamp(input);
  if (timestamp !== undefined) record.timestamp = timestamp;
  else input.issues.push(issue('missing_timestamp', 'timestamp'));
  const misoId = readers.misoId(input);
  if (misoId !== undefined) record.miso_id = misoId;
}

function fillProducts(record: MisoProductFields, input: Input): void {
  const found = findProducts(input, undefined);
  if (found !== undefined) record.product_ids = found.ids;
}

function fillCountedProducts(record: MisoProductFields & MisoQuantitiesField, input: Input): void {
  const found = findProducts(input, input.rule.readers.quantity);
  if (found === undefined) return;
  record.product_ids = found.ids;
  if (found.quantities !== undefined) record.quantities = found.quantities;
}

function fillContext(record: MisoCommonFields, input: Input): void {
  const context = input.rule.readers.context(input);
  if (context !== undefined) record.context = context;
}
