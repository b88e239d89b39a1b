import {
  findFirstUsable,
  type Found,
  getNamedPaths,
  isAbsent,
  isAbsentOrEmpty,
  isObject,
  joinPath,
  createPlaces,
  type Reading,
  addWarning,
  readAt,
  unpackFound,
} from './readPaths.ts';
import { WITH_QUANTITIES, WITHOUT_PRODUCTS } from './tables.ts';
import { parseNumber, parseProductId } from './parseValues.ts';

interface Product {
  readonly at: Found;
  readonly id: string | undefined;
  readonly groupId: string | undefined;
  /** Where else its quantity may be. */
  readonly flat?: Found;
}

/** `product_ids`, `product_group_ids` and `quantities`. */
export function readProducts(reading: Reading): Record<string, unknown> {
  if (WITHOUT_PRODUCTS.includes(reading.type)) return {};
  const found = findProducts(reading);
  const quantified: readonly QuantifiedProduct[] = WITH_QUANTITIES.includes(reading.type)
    ? readQuantities(reading, found)
    : found;
  const withId = quantified.filter(({ id }) => id !== undefined);
  const groupIds = quantified.map(({ groupId }) => groupId).filter((id) => id !== undefined);
  const hasQuantity = withId.some(({ quantity }) => quantity !== undefined);
  return {
    product_ids: withId.length > 0 ? withId.map(({ id }) => id) : undefined,
    product_group_ids: groupIds.length > 0 ? groupIds : undefined,
    quantities: hasQuantity ? withId.map(({ quantity = 1 }) => quantity) : undefined,
  };
}

/** A place, and the names of the ids that count there. */
type Attempt = (reading: Reading) => Product[];

const LIST: Attempt = (reading) => readArray(reading, readProperty(reading, 'products'));
const NESTED: Attempt = (reading) => readArray(reading, readProperty(reading, 'product'));
const flat =
  (names: readonly string[] | undefined, groupToo = true): Attempt =>
  (reading) =>
    [readProduct(reading, { path: 'properties', value: reading.properties }, names, groupToo)].filter(
      (product) => product !== undefined,
    );

/** In which order an event is searched for the products that it is about. */
const ORDER = {
  one: [flat(['product_id', 'productId'], false), NESTED, flat(['id', 'sku']), LIST],
  // a flat `id` may be the order's
  many: [LIST, NESTED, flat(['product_id', 'productId', 'sku'])],
};
const ORDER_OF_NAMED_IDS = {
  one: [flat([], false), NESTED, flat(undefined), LIST],
  many: [LIST, NESTED, flat([])],
};

function findProducts(reading: Reading): Product[] {
  const named = getNamedPaths(reading, 'products')?.map(
    (path): Attempt =>
      () =>
        readArray(reading, readAt(path, { path: '', value: reading.event })),
  );
  const usual = getNamedPaths(reading, 'productId') === undefined ? ORDER : ORDER_OF_NAMED_IDS;
  for (const attempt of named ?? usual[reading.products]) {
    const found = attempt(reading);
    if (found.length > 0) return found;
  }
  return [];
}

function readProperty(reading: Reading, member: string): Found {
  return readAt(member, { path: 'properties', value: reading.properties });
}

/** The usable products of an array, of one object, or of an object that PHP wrote for an array. */
function readArray(reading: Reading, place: Found): Product[] {
  if (isAbsentOrEmpty(place.value)) return [];
  const items = listItems(place);
  if (items === undefined) addWarning(reading, 'invalid_products', place.path);
  return (items ?? []).flatMap((item) => {
    const product = readProduct(reading, item, ['product_id', 'productId', 'id', 'sku']);
    if (product === undefined) addWarning(reading, 'product_dropped', item.path);
    if (product === undefined || items?.length !== 1) return product ?? [];
    return { ...product, flat: readProperty(reading, 'quantity') };
  });
}

/** What stands in a place of products, or `undefined` if nothing can. */
export function listItems(place: Found): readonly Found[] | undefined {
  const { path, value, elements } = unpackFound(place);
  if (elements !== undefined) return elements;
  if (Array.isArray(value))
    return Array.from(value, (item: unknown, index) => ({ path: `${path}[${index}]`, value: item }));
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  const isList = keys.length > 0 && keys.every((key) => /^\d+$/.test(key));
  return isList ? keys.map((key) => ({ path: joinPath(path, key), value: value[key] })) : [{ path, value }];
}

function readProduct(
  reading: Reading,
  item: Found,
  /** `undefined` where only a group counts. */
  names: readonly string[] | undefined,
  groupToo = true,
): Product | undefined {
  if (!isObject(item.value)) return undefined;
  const read = (field: string, usual: readonly string[]): string | undefined =>
    findFirstUsable(
      reading,
      'invalid_id',
      createPlaces(reading, field, usual, item).filter(({ path }) => !isOfTheOrder(reading, field, path)),
      parseProductId,
    );
  const id = names === undefined ? undefined : read('productId', names);
  // where only an id counts, the other attempt reads the group
  const groupId = id === undefined && !groupToo ? undefined : read('productGroupId', []);
  return id === undefined && groupId === undefined ? undefined : { at: item, id, groupId };
}

/** A flat `id` of an event about many products may be the order's, unless its rule names it. */
function isOfTheOrder(reading: Reading, field: string, path: string): boolean {
  return (
    ['productId', 'productGroupId'].includes(field) &&
    path === 'properties.id' &&
    reading.products === 'many' &&
    reading.ruleFields[field] === undefined
  );
}

interface QuantifiedProduct extends Product {
  readonly quantity?: number | undefined;
}

/** The products with their quantities; in a checkout without those that were not bought. */
function readQuantities(reading: Reading, products: readonly Product[]): QuantifiedProduct[] {
  const read = products.map((product) => ({ product, found: readQuantity(reading, product) }));
  const isPositive = (quantity: number | undefined): boolean => quantity !== undefined && quantity > 0;
  const hasPositive = reading.type === 'checkout' && read.some(({ found }) => isPositive(found?.quantity));
  return read.flatMap(({ product, found }) => {
    if (found === undefined || isPositive(found.quantity)) return { ...product, quantity: found?.quantity };
    if (hasPositive) addWarning(reading, 'product_dropped', product.at.path);
    else addWarning(reading, 'invalid_quantity', found.path);
    return hasPositive ? [] : product;
  });
}

/** The first number: 0 or less is reported as invalid, or says that the product was not bought. */
function readQuantity(
  reading: Reading,
  product: Product,
): { readonly quantity: number; readonly path: string } | undefined {
  const places = listQuantities(reading, product);
  const present = places.filter(({ value }) => !isAbsent(value));
  return findFirstUsable(
    reading,
    'invalid_quantity',
    present.map((place) => ({ path: place.path, value: place })),
    (place) => {
      const { path, value } = place as Found;
      const quantity = parseNumber(value);
      return quantity === undefined ? undefined : { quantity, path };
    },
  );
}

function listQuantities(reading: Reading, { at, flat }: Product): readonly Found[] {
  const places = createPlaces(reading, 'quantity', ['quantity'], at);
  const isNamed = getNamedPaths(reading, 'quantity') !== undefined;
  const hasOwn = places.some(({ value }) => !isAbsent(value));
  return isNamed || hasOwn || flat === undefined ? places : [flat];
}
