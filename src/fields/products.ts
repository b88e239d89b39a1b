import { getOwn, isObject, isReadableArray, isUnset } from '../is.ts';
import { createInvalidValueIssue, createIssue, truncate } from '../issues.ts';
import type { RawProduct } from '../segment/raw.ts';
import {
  type CompositeField,
  formatItemPath,
  type MappingContext,
  type ProductPlace,
  type ProductPosition,
} from './field.ts';
import { isNumbered, readJson } from './json.ts';
import { productId } from './productId.ts';

/** The products of an event. */
export interface Products {
  readonly ids: string[] | undefined;
  readonly groupIds: string[] | undefined;
  /** One for each of `ids`; absent when no product has a usable one. */
  readonly quantities: number[] | undefined;
}

/**
 * The products: in an event about one product the properties themselves by `product_id`, else `product`, else the properties
 * by `id` or `sku`, else `products`; in any other event `products`, else `product`, else the properties. A place without a
 * usable product counts as absent.
 */
export const products = {
  misoField: 'product_ids',
  missing: ['missing_product_id', 'properties'],
  read: readProducts,
  readAt: readProductsAt,
} as const satisfies CompositeField<Products>;

function readProducts(ctx: MappingContext): Products | undefined {
  if (ctx.rule.products === 'many') {
    return (
      readList(ctx) ?? readNested(ctx) ?? readProduct(ctx, 'properties', ctx.properties, 'propertiesOfMany')
    );
  }
  return (
    readProduct(ctx, 'properties', ctx.properties, 'properties') ??
    readNested(ctx) ??
    readProduct(ctx, 'properties', ctx.properties, 'propertiesLast') ??
    readList(ctx)
  );
}

function readNested(ctx: MappingContext): Products | undefined {
  return readProductsAt(ctx, 'properties.product', getOwn(ctx.properties, 'product'));
}

function readList(ctx: MappingContext): Products | undefined {
  return readProductsAt(ctx, 'properties.products', getOwn(ctx.properties, 'products'));
}

// an array of product objects, or a single one
function readProductsAt(ctx: MappingContext, path: string, value: unknown): Products | undefined {
  if (value === undefined) return undefined;
  const read = readJson(value);
  if (isReadableArray(read)) return readProductArray(ctx, path, read);
  if (isObject(read)) {
    if (isNumbered(read)) return readProductArray(ctx, path, Object.values(read), Object.keys(read));
    const isOrder = ctx.rule.products === 'many' && read === ctx.properties;
    const found = readProduct(ctx, path, read, isOrder ? 'propertiesOfMany' : 'only');
    if (found === undefined) reportDropped(ctx, path, read);
    return found;
  }
  if (!isUnset(read)) {
    ctx.issues.push(createInvalidValueIssue('invalid_products', path, value));
  }
  return undefined;
}

function readProduct(
  ctx: MappingContext,
  path: string,
  product: RawProduct,
  place: ProductPlace,
): Products | undefined {
  const line = readLine(ctx, { product, path, index: undefined, place });
  if (line === undefined) return undefined;
  const { id, groupId, count } = line;
  return {
    ids: id === undefined ? undefined : [id],
    groupIds: groupId === undefined ? undefined : [groupId],
    quantities: id !== undefined && isPositive(count) ? [count] : undefined,
  };
}

const NO_PRODUCT: RawProduct = {};

function readProductArray(
  ctx: MappingContext,
  path: string,
  array: readonly unknown[],
  keys?: readonly string[],
): Products | undefined {
  const place = array.length === 1 ? 'only' : 'item';
  const at: ProductPosition = { product: NO_PRODUCT, path, index: 0, place };
  const lines: Line[] = [];
  let isAllBought = true;
  for (let index = 0; index < array.length; index++) {
    const item = array[index];
    at.index = keys?.[index] ?? index;
    at.product = isObject(item) ? item : NO_PRODUCT;
    const line = readLine(ctx, at);
    if (line === undefined) reportDropped(ctx, formatItemPath(path, at.index), item);
    else {
      lines.push(line);
      isAllBought &&= line.count === undefined || line.count > 0;
    }
  }
  return toProducts(isAllBought || ctx.rule.type !== 'checkout' ? lines : removeUnbought(ctx, path, lines));
}

/** A product with a usable id. */
interface Line {
  readonly id: string | undefined;
  readonly groupId: string | undefined;
  readonly count: number | undefined;
  readonly index: number | string | undefined;
  /** The index of the last issue when the product had been read: that of its quantity, where that is invalid. */
  readonly lastIssue: number;
}

function readLine(ctx: MappingContext, at: ProductPosition): Line | undefined {
  const { fields } = ctx.rule;
  const { place, index } = at;
  // sources of an option have no keys that are tried last
  const isTried = place === 'propertiesLast' && fields.productId !== productId;
  const id = isTried ? undefined : fields.productId?.read(ctx, at);
  if (id === undefined && place === 'properties') return undefined;
  const groupId = fields.productGroupId?.read(ctx, at);
  if (id === undefined && groupId === undefined) return undefined;
  const count = fields.quantity?.read(ctx, at);
  return { id, groupId, count, index, lastIssue: ctx.issues.length - 1 };
}

// beside a positive quantity, one of 0 or less says that the product was not bought
function removeUnbought({ issues }: MappingContext, path: string, lines: readonly Line[]): readonly Line[] {
  if (!lines.some(({ count }) => isPositive(count))) return lines;
  for (const { count, index = '', lastIssue } of lines) {
    if (count === undefined || isPositive(count)) continue;
    const product = formatItemPath(path, index);
    issues[lastIssue] = createIssue(
      'product_dropped',
      product,
      `${truncate(product)} (a quantity of 0 or less)`,
    );
  }
  return lines.filter(({ count }) => count === undefined || isPositive(count));
}

function isPositive(count: number | undefined): count is number {
  return count !== undefined && count > 0;
}

function toProducts(lines: readonly Line[]): Products | undefined {
  if (lines.length === 0) return undefined;
  const ids: string[] = [];
  const groupIds: string[] = [];
  const quantities: number[] = [];
  let hasQuantity = false;
  for (const { id, groupId, count } of lines) {
    if (groupId !== undefined) groupIds.push(groupId);
    if (id === undefined) continue;
    ids.push(id);
    quantities.push(isPositive(count) ? count : 1);
    hasQuantity ||= isPositive(count);
  }
  return {
    ids: ids.length > 0 ? ids : undefined,
    groupIds: groupIds.length > 0 ? groupIds : undefined,
    quantities: hasQuantity ? quantities : undefined,
  };
}

function reportDropped({ issues }: MappingContext, path: string, product: unknown): void {
  issues.push(createInvalidValueIssue('product_dropped', path, product));
}
