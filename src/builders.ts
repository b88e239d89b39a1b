import type { FieldReaders, RawEvent, RawProperties, Reading } from './fields/input.ts';
import type { Findings } from './issue.ts';
import type { MisoInteractionType, MisoSearch } from './miso/interactions.ts';
import type { Build, Builder, Plan } from './plan.ts';

// In each a literal for each way in which the visitor is known: members that are added later take ten times as long, and
// more room.

const buildProducts: Build = (plan, event, properties, findings, timestamp, user_id, anonymous_id) => {
  const { type, readers } = plan;
  const products = readers.products?.(event, properties, findings, plan);
  const duration = readers.duration?.(event, properties, findings);
  const context = readers.context?.(event, properties, findings);
  const product_ids = products?.ids;
  if (timestamp !== undefined && product_ids !== undefined && context !== undefined) {
    if (user_id === undefined) {
      if (anonymous_id !== undefined) return { type, anonymous_id, timestamp, product_ids, context };
    } else if (anonymous_id === undefined) return { type, user_id, timestamp, product_ids, context };
    else return { type, user_id, anonymous_id, timestamp, product_ids, context };
  }
  return { type: undefined, product_ids, product_group_ids: products?.groupIds, duration, context };
};

const buildCart: Build = (plan, event, properties, findings, timestamp, user_id, anonymous_id) => {
  const { type, readers } = plan;
  const products = readers.products?.(event, properties, findings, plan);
  const context = readers.context?.(event, properties, findings);
  const product_ids = products?.ids;
  const quantities = products?.quantities;
  if (
    timestamp !== undefined &&
    product_ids !== undefined &&
    quantities !== undefined &&
    context !== undefined
  ) {
    if (user_id === undefined) {
      if (anonymous_id !== undefined)
        return { type, anonymous_id, timestamp, product_ids, quantities, context };
    } else if (anonymous_id === undefined)
      return { type, user_id, timestamp, product_ids, quantities, context };
    else return { type, user_id, anonymous_id, timestamp, product_ids, quantities, context };
  }
  return { type: undefined, product_ids, product_group_ids: products?.groupIds, quantities, context };
};

const buildCheckout: Build = (plan, event, properties, findings, timestamp, user_id, anonymous_id) => {
  const { type, readers } = plan;
  const products = readers.products?.(event, properties, findings, plan);
  const revenue = readers.revenue?.(event, properties, findings);
  const context = readers.context?.(event, properties, findings);
  const product_ids = products?.ids;
  const quantities = products?.quantities;
  if (
    timestamp !== undefined &&
    product_ids !== undefined &&
    quantities !== undefined &&
    revenue !== undefined &&
    context !== undefined
  ) {
    if (user_id === undefined) {
      if (anonymous_id !== undefined)
        return { type, anonymous_id, timestamp, product_ids, quantities, revenue, context };
    } else if (anonymous_id === undefined)
      return { type, user_id, timestamp, product_ids, quantities, revenue, context };
    else return { type, user_id, anonymous_id, timestamp, product_ids, quantities, revenue, context };
  }
  return {
    type: undefined,
    product_ids,
    product_group_ids: products?.groupIds,
    quantities,
    revenue,
    context,
  };
};

const buildRating: Build = (plan, event, properties, findings, timestamp, user_id, anonymous_id) => {
  const { type, readers } = plan;
  const products = readers.products?.(event, properties, findings, plan);
  const rating = readers.rating?.(event, properties, findings);
  const context = readers.context?.(event, properties, findings);
  const product_ids = products?.ids;
  if (timestamp !== undefined && product_ids !== undefined && rating !== undefined && context !== undefined) {
    if (user_id === undefined) {
      if (anonymous_id !== undefined) return { type, anonymous_id, timestamp, product_ids, rating, context };
    } else if (anonymous_id === undefined) return { type, user_id, timestamp, product_ids, rating, context };
    else return { type, user_id, anonymous_id, timestamp, product_ids, rating, context };
  }
  return { type: undefined, product_ids, product_group_ids: products?.groupIds, rating, context };
};

const buildSearch: Build = (plan, event, properties, findings, timestamp, user_id, anonymous_id) => {
  const { type, readers } = plan;
  const search = readSearch(readers, event, properties, findings);
  const context = readers.context?.(event, properties, findings);
  if (timestamp !== undefined && search !== undefined && context !== undefined) {
    if (user_id === undefined) {
      if (anonymous_id !== undefined) return { type, anonymous_id, timestamp, search, context };
    } else if (anonymous_id === undefined) return { type, user_id, timestamp, search, context };
    else return { type, user_id, anonymous_id, timestamp, search, context };
  }
  return { type: undefined, search, context };
};

function readSearch(
  readers: FieldReaders,
  event: RawEvent,
  properties: RawProperties,
  findings: Findings,
): MisoSearch | undefined {
  const keywords = readers.keywords?.(event, properties, findings);
  const filters = readers.filters?.(event, properties, findings);
  if (keywords === undefined) return filters && { filters };
  return filters ? { keywords, filters } : { keywords };
}

const buildCategory: Build = (plan, event, properties, findings, timestamp, user_id, anonymous_id) => {
  const { type, readers } = plan;
  const category = readers.category?.(event, properties, findings);
  const duration = readers.duration?.(event, properties, findings);
  const context = readers.context?.(event, properties, findings);
  if (timestamp !== undefined && category !== undefined && context !== undefined) {
    if (user_id === undefined) {
      if (anonymous_id !== undefined) return { type, anonymous_id, timestamp, category, context };
    } else if (anonymous_id === undefined) return { type, user_id, timestamp, category, context };
    else return { type, user_id, anonymous_id, timestamp, category, context };
  }
  return { type: undefined, category, duration, context };
};

const buildCommon: Build = ({ readers }, event, properties, findings) => {
  const duration = readers.duration?.(event, properties, findings);
  return { type: undefined, duration, context: readers.context?.(event, properties, findings) };
};

const aboutProducts: Builder = { build: buildProducts, needs: ['product_ids'] };
/** With products as a detail of what happened. */
const withProducts: Builder = { build: buildProducts, needs: [] };
const ofVisit: Builder = { build: buildCommon, needs: [] };

/** Interaction type -> how it is built, and what it needs. */
const builders: { readonly [Type in MisoInteractionType]: Builder } = {
  product_detail_page_view: aboutProducts,
  search: { build: buildSearch, needs: ['search'] },
  add_to_cart: { build: buildCart, needs: ['product_ids'] },
  remove_from_cart: aboutProducts,
  checkout: { build: buildCheckout, needs: ['product_ids'] },
  refund: aboutProducts,
  subscribe: aboutProducts,
  unsubscribe: aboutProducts,
  add_to_collection: aboutProducts,
  remove_from_collection: aboutProducts,
  read: aboutProducts,
  watch: aboutProducts,
  listen: aboutProducts,
  like: aboutProducts,
  dislike: aboutProducts,
  share: aboutProducts,
  rate: { build: buildRating, needs: ['product_ids', 'rating'] },
  bookmark: aboutProducts,
  complete: aboutProducts,
  feedback: ofVisit,
  impression: withProducts,
  viewable_impression: withProducts,
  click: withProducts,
  submit: withProducts,
  home_page_view: ofVisit,
  category_page_view: { build: buildCategory, needs: ['category'] },
  promo_page_view: withProducts,
  product_image_view: aboutProducts,
  custom: withProducts,
};

/** The plan for interactions of a type. */
export function planFor<Type extends MisoInteractionType>(
  type: Type,
  readers: FieldReaders,
  products: Reading['products'] = 'many',
  customActionName?: string,
  given?: object,
): Plan<Type> {
  const isCounted = type === 'add_to_cart' || type === 'checkout';
  const isMore =
    given !== undefined || readers.duration !== undefined || readers.productGroupId !== undefined;
  return {
    type,
    builder: builders[type],
    products,
    readers: isCounted ? readers : { ...readers, quantity: undefined },
    customActionName,
    given,
    isUsual: type !== 'custom' && !isMore,
  };
}
