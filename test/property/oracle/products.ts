import {
  findFirstUsable,
  type Found,
  isAbsent,
  isObject,
  createPlaces,
  type Reading,
  addWarning,
} from './readPaths.ts';
import { WITH_QUANTITIES, WITHOUT_PRODUCTS } from './tables.ts';
import { parseId, parseNumber } from './parseValues.ts';

interface Product {
  readonly at: Found;
  readonly id: string | undefined;
  readonly groupId: string | undefined;
}

/** `product_ids`, `product_group_ids` and `quantities`. */
export function readProducts(reading: Reading): Record<string, unknown> {
  if (WITHOUT_PRODUCTS.includes(reading.type)) return {};
  const found = findProducts(reading);
  const withId = found.filter(({ id }) => id !== undefined);
  const groupIds = found.map(({ groupId }) => groupId).filter((id) => id !== undefined);
  return {
    product_ids: withId.length > 0 ? withId.map(({ id }) => id) : undefined,
    product_group_ids: groupIds.length > 0 ? groupIds : undefined,
    quantities: WITH_QUANTITIES.includes(reading.type) ? readQuantities(reading, withId) : undefined,
  };
}

function findProducts(reading: Reading): Product[] {
  const flat = { path: 'properties', value: reading.properties };
  const one = createPlaces(reading, 'products', ['properties', 'properties.product', 'properties.products']);
  const many = createPlaces(reading, 'products', ['properties.products', 'properties.product', 'properties']);
  const isNamed = (reading.ruleFields['products'] ?? reading.options.fields?.['products']) !== undefined;
  for (const place of reading.products === 'one' ? one : many) {
    // the properties themselves need not be a product, unless somebody says so
    const isFlat = !isNamed && place.path === 'properties';
    const found = isFlat
      ? [readProduct(reading, flat)].filter((item) => item !== undefined)
      : readArray(reading, place);
    if (found.length > 0) return found;
  }
  return [];
}

function readArray(reading: Reading, place: Found): Product[] {
  if (isAbsent(place.value)) return [];
  if (typeof place.value !== 'object') {
    addWarning(reading, 'invalid_products', place.path);
    return [];
  }
  const items = Array.isArray(place.value)
    ? (place.elements ??
      Array.from(place.value, (value: unknown, index) => ({ path: `${place.path}[${index}]`, value })))
    : [place];
  return items.flatMap((item) => {
    const product = readProduct(reading, item);
    if (product === undefined) addWarning(reading, 'product_dropped', item.path);
    return product ?? [];
  });
}

function readProduct(reading: Reading, item: Found): Product | undefined {
  if (!isObject(item.value)) return undefined;
  const read = (field: string, usual: readonly string[]): string | undefined =>
    findFirstUsable(
      reading,
      'invalid_id',
      createPlaces(reading, field, usual, item).filter(({ path }) => !isOfTheOrder(reading, field, path)),
      (value) => parseId(value, 512),
    );
  const id = read('productId', ['product_id', 'productId', 'id', 'sku']);
  const groupId = read('productGroupId', []);
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

/** One for each product with an id; left out when none has a usable one. */
function readQuantities(reading: Reading, found: readonly Product[]): number[] | undefined {
  const usable = found.map(({ at }) =>
    findFirstUsable(
      reading,
      'invalid_quantity',
      createPlaces(reading, 'quantity', ['quantity'], at),
      (value) => {
        const quantity = parseNumber(value);
        return quantity !== undefined && quantity > 0 ? quantity : undefined;
      },
    ),
  );
  return usable.every((quantity) => quantity === undefined)
    ? undefined
    : usable.map((quantity) => quantity ?? 1);
}
