import type { Input, Products } from './fields/input.ts';
import { issue } from './issue.ts';
import type {
  AddToCart,
  CategoryPageView,
  Checkout,
  Custom,
  Feedback,
  HomePageView,
  MisoCommonFields,
  MisoDurationField,
  MisoProductFields,
  MisoQuantitiesField,
  Rate,
  Search,
} from './miso/interactions.ts';

// the records of each shape; fields are assigned one by one, in the same order

export function buildSearch(input: Input): Search {
  const record: Search = { type: 'search' };
  fillVisitor(record, input);
  const keywords = input.reading.readers.keywords(input);
  const filters = input.reading.readers.filters(input);
  if (keywords !== undefined) record.search = filters === undefined ? { keywords } : { keywords, filters };
  else if (filters !== undefined) record.search = { filters };
  fillContext(record, input);
  return record;
}

export function buildAddToCart(input: Input): AddToCart {
  const record: AddToCart = { type: 'add_to_cart' };
  fillVisitor(record, input);
  fillCountedProducts(record, input);
  fillContext(record, input);
  return record;
}

export function buildCheckout(input: Input): Checkout {
  const record: Checkout = { type: 'checkout' };
  fillVisitor(record, input);
  fillCountedProducts(record, input);
  const revenue = input.reading.readers.revenue(input);
  if (revenue !== undefined) record.revenue = revenue;
  fillContext(record, input);
  return record;
}

export function buildRate(input: Input): Rate {
  const record: Rate = { type: 'rate' };
  fillVisitor(record, input);
  fillProducts(record, input);
  const rating = input.reading.readers.rating(input);
  if (rating !== undefined) record.rating = rating;
  fillContext(record, input);
  return record;
}

export function buildCategoryPageView(input: Input): CategoryPageView {
  const record: CategoryPageView = { type: 'category_page_view' };
  fillVisitor(record, input);
  const category = input.reading.readers.category(input);
  if (category !== undefined) record.category = category;
  fillDuration(record, input);
  fillContext(record, input);
  return record;
}

export function buildCustom(input: Input): Custom {
  const record: Custom = {
    type: 'custom',
    custom_action_name: input.reading.customActionName ?? input.name,
  };
  fillVisitor(record, input);
  fillProducts(record, input);
  fillContext(record, input);
  return record;
}

export function buildWithProducts<Type>(type: Type, input: Input): MisoProductFields & { type: Type } {
  const record: MisoProductFields & { type: Type } = { type };
  fillVisitor(record, input);
  fillProducts(record, input);
  fillContext(record, input);
  return record;
}

export function buildLastingWithProducts<Type>(
  type: Type,
  input: Input,
): MisoProductFields & MisoDurationField & { type: Type } {
  const record: MisoProductFields & MisoDurationField & { type: Type } = { type };
  fillVisitor(record, input);
  fillProducts(record, input);
  fillDuration(record, input);
  fillContext(record, input);
  return record;
}

export function buildHomePageView(input: Input): HomePageView {
  const record: HomePageView = { type: 'home_page_view' };
  fillVisitor(record, input);
  fillDuration(record, input);
  fillContext(record, input);
  return record;
}

export function buildFeedback(input: Input): Feedback {
  const record: Feedback = { type: 'feedback' };
  fillVisitor(record, input);
  fillContext(record, input);
  return record;
}

// who did it and when
function fillVisitor(record: MisoCommonFields, input: Input): void {
  const { readers } = input.reading;
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
  const found = input.reading.readers.products(input, undefined);
  if (found !== undefined) fillIds(record, found);
}

function fillCountedProducts(record: MisoProductFields & MisoQuantitiesField, input: Input): void {
  const { products, quantity } = input.reading.readers;
  const found = products(input, quantity);
  if (found === undefined) return;
  fillIds(record, found);
  if (found.quantities !== undefined) record.quantities = found.quantities;
}

function fillIds(record: MisoProductFields, { ids, groupIds }: Products): void {
  if (ids !== undefined) record.product_ids = ids;
  if (groupIds !== undefined) record.product_group_ids = groupIds;
}

function fillDuration(record: MisoDurationField, input: Input): void {
  const duration = input.reading.readers.duration?.(input);
  if (duration !== undefined) record.duration = duration;
}

function fillContext(record: MisoCommonFields, input: Input): void {
  const context = input.reading.readers.context(input);
  if (context !== undefined) record.context = context;
}
