import { type Findings, report, wrong } from '../issue.ts';
import {
  ALONE,
  FLAT_AMONG_MANY,
  type Products,
  type RawEvent,
  type RawProduct,
  type RawProperties,
  type Reading,
} from './input.ts';
import { isObject, pathOf } from './source.ts';
import { isList } from '../miso/members.ts';
import { text } from './text.ts';

/**
 * Finds the products of an event. In an event about one product the properties themselves are it, else `product`, else
 * `products`; in any other event the other way round. A place without a usable product counts as absent.
 *
 * @example
 * ```ts
 * const properties = { products: [{ product_id: 'p1', quantity: 2 }] };
 * findProducts({}, properties, findings, reading);
 * //=> { ids: ['p1'], quantities: [2] }
 * ```
 */
export function findProducts(
  event: RawEvent,
  properties: RawProperties,
  findings: Findings,
  reading: Reading,
): Products | undefined {
  if (reading.products === 'one') {
    return (
      oneProduct(properties, 'properties', event, findings, reading) ??
      productsAt('properties.product', properties.product, event, findings, reading) ??
      productsAt('properties.products', properties.products, event, findings, reading)
    );
  }
  return (
    productsAt('properties.products', properties.products, event, findings, reading) ??
    productsAt('properties.product', properties.product, event, findings, reading) ??
    oneProduct(properties, 'properties', event, findings, reading)
  );
}

/** The products that a value holds: a list of objects, or one object. */
export function productsAt(
  place: string,
  value: unknown,
  event: RawEvent,
  findings: Findings,
  reading: Reading,
): Products | undefined {
  if (value === undefined) return undefined;
  if (isList(value)) return listedProducts(value, place, event, findings, reading);
  if (!isObject(value)) {
    if (text(value) !== undefined) report(findings, wrong('invalid_products', place, value));
    return undefined;
  }
  const found = oneProduct(value, place, event, findings, reading);
  if (found === undefined) drop(value, place, ALONE, findings);
  return found;
}

function oneProduct(
  product: RawProduct,
  place: string,
  event: RawEvent,
  findings: Findings,
  { readers, products }: Reading,
): Products | undefined {
  const index = products === 'many' && product === event.properties ? FLAT_AMONG_MANY : ALONE;
  const id = readers.productId?.(product, place, index, event, findings);
  const groupId = readers.productGroupId?.(product, place, index, event, findings);
  if (id === undefined) return groupId === undefined ? undefined : productsOf(id, undefined, [groupId]);
  const pieces = readers.quantity?.(product, place, index, event, findings);
  return productsOf(
    [id],
    pieces === undefined ? pieces : [pieces],
    groupId === undefined ? groupId : [groupId],
  );
}

// eslint-disable-next-line max-lines-per-function -- one pass over what may be thousands
function listedProducts(
  list: readonly unknown[],
  place: string,
  event: RawEvent,
  findings: Findings,
  { readers: { productId, productGroupId, quantity } }: Reading,
): Products | undefined {
  const { length } = list;
  const ids = new Array<string>(length);
  const quantities = new Array<number>(quantity ? length : 0);
  let groupIds: string[] | undefined;
  let count = 0;
  let isAnyCounted = false;
  for (let index = 0; index < length; index++) {
    const item = list[index];
    const product = isObject(item) ? item : NO_PRODUCT;
    const id = productId?.(product, place, index, event, findings);
    const groupId = productGroupId?.(product, place, index, event, findings);
    if (groupId !== undefined) (groupIds ??= []).push(groupId);
    else if (id === undefined) drop(item, place, index, findings);
    if (id === undefined) continue;
    if (quantity) {
      const pieces = quantity(product, place, index, event, findings);
      isAnyCounted ||= pieces !== undefined;
      quantities[count] = pieces ?? 1;
    }
    ids[count++] = id;
  }
  if (count === 0) return groupIds && productsOf(undefined, undefined, groupIds);
  if (count < length) ids.length = quantities.length = count;
  return productsOf(ids, isAnyCounted ? quantities : undefined, groupIds);
}

function productsOf(
  ids: string[] | undefined,
  quantities: number[] | undefined,
  groupIds: string[] | undefined,
): Products {
  // one member less to carry where parents are not asked for
  return groupIds === undefined ? { ids, quantities } : { ids, quantities, groupIds };
}

const NO_PRODUCT: RawProduct = {};

function drop(product: unknown, place: string, index: number, findings: Findings): void {
  report(findings, wrong('product_dropped', pathOf(place, index), product));
}
