import { wrong } from '../issue.ts';
import type { Input, ProductReader, Products, RawProduct } from './input.ts';
import { productPath } from './productIds.ts';
import { isObject } from './source.ts';
import { isList, text } from './text.ts';

/** Reads how many pieces; absent where an interaction takes no quantities. */
type QuantityReader = ProductReader<number> | undefined;

/**
 * Finds the products of an event. In an event about one product the properties themselves are it, else `product`, else
 * `products`; in any other event the other way round. A place without a usable product counts as absent.
 *
 * @example
 * ```ts
 * const properties = { products: [{ product_id: 'p1', quantity: 2 }] };
 * findProducts({ ...input, properties }, input.reading.readers.quantity);
 * //=> { ids: ['p1'], groupIds: undefined, quantities: [2] }
 * ```
 */
export function findProducts(input: Input, quantity: QuantityReader): Products | undefined {
  const { product, products } = input.properties;
  if (input.reading.products === 'one') {
    return (
      flatProduct(input, quantity) ??
      productsAt('properties.product', product, input, quantity) ??
      productsAt('properties.products', products, input, quantity)
    );
  }
  return (
    productsAt('properties.products', products, input, quantity) ??
    productsAt('properties.product', product, input, quantity) ??
    flatProduct(input, quantity)
  );
}

function flatProduct(input: Input, quantity: QuantityReader): Products | undefined {
  input.place = 'properties';
  input.index = -1;
  return oneProduct(input.properties, input, quantity);
}

/** The products that a value holds: a list of objects, or one object. */
export function productsAt(
  place: string,
  value: unknown,
  input: Input,
  quantity: QuantityReader,
): Products | undefined {
  input.place = place;
  input.index = -1;
  if (isList(value)) return listedProducts(value, input, quantity);
  if (!isObject(value)) {
    if (text(value) !== undefined) input.issues.push(wrong('invalid_products', place, value));
    return undefined;
  }
  const found = oneProduct(value, input, quantity);
  if (found === undefined) drop(value, input);
  return found;
}

function oneProduct(product: RawProduct, input: Input, quantity: QuantityReader): Products | undefined {
  const { productId, productGroupId } = input.reading.readers;
  const id = productId(product, input);
  const groupId = productGroupId?.(product, input);
  if (id === undefined && groupId === undefined) return undefined;
  const pieces = id === undefined ? undefined : quantity?.(product, input);
  return {
    ids: id === undefined ? undefined : [id],
    groupIds: groupId === undefined ? undefined : [groupId],
    quantities: pieces === undefined ? undefined : [pieces],
  };
}

// eslint-disable-next-line max-lines-per-function -- one pass over what may be thousands
function listedProducts(
  list: readonly unknown[],
  input: Input,
  quantity: QuantityReader,
): Products | undefined {
  const { productId, productGroupId } = input.reading.readers;
  const ids = new Array<string>(list.length);
  const quantities = new Array<number>(list.length);
  const groupIds: string[] = [];
  let count = 0;
  let counted = false;
  for (const item of list) {
    input.index++;
    const product = isObject(item) ? item : NO_PRODUCT;
    const id = productId(product, input);
    const groupId = productGroupId?.(product, input);
    if (groupId !== undefined) groupIds.push(groupId);
    else if (id === undefined) drop(item, input);
    if (id === undefined) continue;
    const pieces = quantity?.(product, input);
    counted ||= pieces !== undefined;
    ids[count] = id;
    quantities[count++] = pieces ?? 1;
  }
  ids.length = quantities.length = count;
  const found = { ids: some(ids), groupIds: some(groupIds), quantities: counted ? quantities : undefined };
  return (found.ids ?? found.groupIds) ? found : undefined;
}

function some(ids: string[]): string[] | undefined {
  return ids.length > 0 ? ids : undefined;
}

const NO_PRODUCT: RawProduct = {};

function drop(product: unknown, input: Input): void {
  input.issues.push(wrong('product_dropped', productPath(input), product));
}
