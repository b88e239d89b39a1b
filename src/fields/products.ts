import { getOwn, isObject, isReadableArray, isUnset } from '../is.ts';
import { createInvalidValueIssue } from '../issues.ts';
import type { RawProduct } from '../segment/raw.ts';
import { type CompositeField, formatItemPath, type MappingContext, type ProductPosition } from './field.ts';

/** The products of an event. */
export interface Products {
  readonly ids: string[] | undefined;
  readonly groupIds: string[] | undefined;
  /** One for each of `ids`; absent when no product has a usable one. */
  readonly quantities: number[] | undefined;
}

/**
 * The products: in an event about one product the properties themselves, else `product`, else `products`; in any other event
 * the other way round. A place without a usable product counts as absent.
 */
export const products = {
  misoField: 'product_ids',
  missing: ['missing_product_id', 'properties'],
  read: readProducts,
  readAt: readProductsAt,
} as const satisfies CompositeField<Products>;

function readProducts(ctx: MappingContext): Products | undefined {
  const { properties } = ctx;
  if (ctx.rule.products === 'one') {
    return (
      readProduct(ctx, 'properties', properties) ??
      readProductsAt(ctx, 'properties.product', getOwn(properties, 'product')) ??
      readProductsAt(ctx, 'properties.products', getOwn(properties, 'products'))
    );
  }
  return (
    readProductsAt(ctx, 'properties.products', getOwn(properties, 'products')) ??
    readProductsAt(ctx, 'properties.product', getOwn(properties, 'product')) ??
    readProduct(ctx, 'properties', properties)
  );
}

// an array of product objects, or a single one
function readProductsAt(ctx: MappingContext, path: string, value: unknown): Products | undefined {
  if (value === undefined) return undefined;
  if (isReadableArray(value)) return readProductArray(ctx, path, value);
  if (isObject(value)) {
    const found = readProduct(ctx, path, value);
    if (found === undefined) reportDropped(ctx, path, value);
    return found;
  }
  if (!isUnset(value)) {
    ctx.issues.push(createInvalidValueIssue('invalid_products', path, value));
  }
  return undefined;
}

function readProduct(ctx: MappingContext, path: string, product: RawProduct): Products | undefined {
  const { fields, products } = ctx.rule;
  const isIdAmbiguous = products === 'many' && product === ctx.properties;
  const at: ProductPosition = { product, path, index: undefined, isIdAmbiguous };
  const id = fields.productId?.read(ctx, at);
  const groupId = fields.productGroupId?.read(ctx, at);
  const groupIds = groupId === undefined ? undefined : [groupId];
  if (id === undefined) return groupIds && { ids: undefined, groupIds, quantities: undefined };
  const count = fields.quantity?.read(ctx, at);
  return { ids: [id], groupIds, quantities: count === undefined ? undefined : [count] };
}

const NO_PRODUCT: RawProduct = {};

// eslint-disable-next-line max-lines-per-function -- one pass over what may be thousands of products
function readProductArray(
  ctx: MappingContext,
  path: string,
  array: readonly unknown[],
): Products | undefined {
  const { productId, productGroupId, quantity } = ctx.rule.fields;
  const ids: string[] = [];
  const groupIds: string[] = [];
  const quantities: number[] = [];
  let hasQuantity = false;
  const at: ProductPosition = { product: NO_PRODUCT, path, index: 0, isIdAmbiguous: false };
  for (let index = 0; index < array.length; index++) {
    const item = array[index];
    at.index = index;
    at.product = isObject(item) ? item : NO_PRODUCT;
    const id = productId?.read(ctx, at);
    const groupId = productGroupId?.read(ctx, at);
    if (groupId !== undefined) groupIds.push(groupId);
    if (id !== undefined) {
      const count = quantity?.read(ctx, at);
      hasQuantity ||= count !== undefined;
      quantities.push(count ?? 1);
      ids.push(id);
    } else if (groupId === undefined) reportDropped(ctx, formatItemPath(path, index), item);
  }
  if (ids.length === 0 && groupIds.length === 0) return undefined;
  return {
    ids: ids.length > 0 ? ids : undefined,
    groupIds: groupIds.length > 0 ? groupIds : undefined,
    quantities: hasQuantity ? quantities : undefined,
  };
}

function reportDropped({ issues }: MappingContext, path: string, product: unknown): void {
  issues.push(createInvalidValueIssue('product_dropped', path, product));
}
