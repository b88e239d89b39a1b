import {
  type KeyedParser,
  type MappingContext,
  type Parsed,
  type ProductField,
  type ProductPlace,
  type ProductPosition,
  readFirst,
} from './field.ts';
import { parseId, PRODUCT_ID } from './id.ts';

/** The id of a product in the catalog that was uploaded to Miso. */
export const productId = {
  misoField: 'product_ids',
  isOfProduct: true,
  keys: ['product_id', 'productId', 'id', 'sku'],
  code: 'invalid_id',
  parse: parseProductId,
  read: readProductId,
} as const satisfies ProductField<string>;

const code = 'invalid_id';
const parse = parseProductId;

const parsersByPlace: { readonly [Place in ProductPlace]: KeyedParser<string> } = {
  item: productId,
  only: productId,
  properties: { keys: ['product_id', 'productId'], code, parse },
  propertiesLast: { keys: ['id', 'sku'], code, parse },
  propertiesOfMany: { keys: ['product_id', 'productId', 'sku'], code, parse },
};

function readProductId(ctx: MappingContext, at: ProductPosition): string | undefined {
  const { product, place } = at;
  if (place !== 'propertiesLast') {
    const id = parseProductId(product.product_id);
    if (id) return id;
  }
  return readFirst(ctx, parsersByPlace[place], product, at);
}

function parseProductId(value: unknown): Parsed<string> {
  return parseId(value, PRODUCT_ID);
}
