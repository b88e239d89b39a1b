import { getOwn, isObject, isReadableArray, isUnset } from '../is.ts';
import { createInvalidValueIssue } from '../issues.ts';
import type { RawProduct } from '../segment/raw.ts';
import {
  type CompositeField,
  formatItemPath,
  type MappingContext,
  type ProductPlace,
  type ProductPosition,
} from './field.ts';
import { isNumbered, readJson } from './json.ts';
import {
  isPositive,
  type Line,
  type Products,
  readLine,
  removeUnbought,
  toProducts,
} from './productLines.ts';

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
  for (let index = 0; index < array.length; index++) {
    const item = array[index];
    at.index = keys?.[index] ?? index;
    at.product = isObject(item) ? item : NO_PRODUCT;
    const line = readLine(ctx, at);
    if (line === undefined) reportDropped(ctx, formatItemPath(path, at.index), item);
    else lines.push(line);
  }
  return toProducts(ctx.rule.type === 'checkout' ? removeUnbought(ctx, path, lines) : lines);
}

function reportDropped({ issues }: MappingContext, path: string, product: unknown): void {
  issues.push(createInvalidValueIssue('product_dropped', path, product));
}
