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

/** The id of a product in the catalogue that was uploaded to Miso. */
export const productId = {
  misoField: 'product_ids',
  isOfProduct: true,
  keys: ['product_id', 'productId', 'id', 'sku'],
  code: 'invalid_id',
  parse: parseProductId,
  read: readProductId,
} as const satisfies ProductField<string>;

const parsersByPlace: { readonly [Place in ProductPlace]: KeyedParser<string> } = {
  item: productId,
  only: productId,
  properties: { ...productId, keys: ['product_id', 'productId'] },
  propertiesLast: { ...productId, keys: ['id', 'sku'] },
  propertiesOfMany: { ...productId, keys: ['product_id', 'productId', 'sku'] },
};

function readProductId(ctx: MappingContext, at: ProductPosition): string | undefined {
  return readFirst(ctx, parsersByPlace[at.place], at.product, at);
}

function parseProductId(value: unknown): Parsed<string> {
  return parseId(value, PRODUCT_ID);
}
