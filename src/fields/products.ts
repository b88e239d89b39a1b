import { wrong } from '../issue.ts';
import type { Input, ProductReader, RawProduct } from './input.ts';
import { productPath } from './productIds.ts';
import { isObject } from './source.ts';
import { isList, text } from './text.ts';

/** The products of an event. */
export interface Products {
  readonly ids: string[];
  /** One for each id; absent when no product has a usable one. */
  readonly quantities: number[] | undefined;
}

/** Reads how many pieces; absent where an interaction takes no quantities. */
type QuantityReader = ProductReader<number> | undefined;

/**
 * Finds the products of an event. In an event about one product the properties themselves are it, else `product`, else
 * `products`; in any other event the other way round. A place without a usable product counts as absent.
 *
 * @example
 * ```ts
 * const properties = { products: [{ product_id: 'p1', quantity: 2 }] };
 * findProducts({ ...input, properties }, input.rule.readers.quantity);
 * //=> { ids: ['p1'], quantities: [2] }
 * ```
 */
export function findProducts(input: Input, quantity: QuantityReader): Products | undefined {
  for (const find of PLACES[input.rule.products]) {
    const found = find(input, quantity);
    if (found !== undefined) return found;
  }
  return undefined;
}

const PLACES = {
  one: [flatProduct, productMember, productsMember],
  many: [productsMember, productMember, flatProduct],
} as const;

function flatProduct(input: Input, quantity: QuantityReader): Products | undefined {
  goTo('properties', input);
  return oneProduct(input.properties, input, quantity);
}

function productMember(input: Input, quantity: QuantityReader): Products | undefined {
  goTo('properties.product', input);
  return placedProducts(input.properties.product, input, quantity);
}

function productsMember(input: Input, quantity: QuantityReader): Products | undefined {
  goTo('properties.products', input);
  return placedProducts(input.properties.products, input, quantity);
}

function goTo(place: string, input: Input): void {
  input.place = place;
  input.index = -1;
}

function placedProducts(value: unknown, input: Input, quantity: QuantityReader): Products | undefined {
  if (isList(value)) return listedProducts(value, input, quantity);
  if (!isObject(value)) {
    if (text(value) !== undefined) input.issues.push(wrong('invalid_products', input.place, value));
    return undefined;
  }
  const found = oneProduct(value, input, quantity);
  if (found === undefined) drop(value, input);
  return found;
}

function oneProduct(product: RawProduct, input: Input, quantity: QuantityReader): Products | undefined {
  const id = input.rule.readers.productId(product, input);
  if (id === undefined) return undefined;
  const pieces = quantity?.(product, input);
  return { ids: [id], quantities: pieces === undefined ? undefined : [pieces] };
}

function listedProducts(
  list: readonly unknown[],
  input: Input,
  quantity: QuantityReader,
): Products | undefined {
  const ids = new Array<string>(list.length);
  const quantities = new Array<number>(list.length);
  let count = 0;
  let counted = false;
  for (const item of list) {
    input.index++;
    const product = isObject(item) ? item : NO_PRODUCT;
    const id = input.rule.readers.productId(product, input);
    if (id === undefined) drop(item, input);
    else {
      const pieces = quantity?.(product, input);
      counted ||= pieces !== undefined;
      ids[count] = id;
      quantities[count] = pieces ?? 1;
      count++;
    }
  }
  ids.length = quantities.length = count;
  return count > 0 ? { ids, quantities: counted ? quantities : undefined } : undefined;
}

const NO_PRODUCT: RawProduct = {};

function drop(product: unknown, input: Input): void {
  input.issues.push(wrong('product_dropped', productPath(input), product));
}
