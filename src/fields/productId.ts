import {
  type KeyedParser,
  type MappingContext,
  type Parsed,
  type ProductField,
  type ProductPosition,
  readFirst,
} from './field.ts';
import { parseId } from './id.ts';

/** The id of a product in the catalogue that was uploaded to Miso. */
export const productId = {
  misoField: 'product_ids',
  isOfProduct: true,
  keys: ['product_id', 'productId', 'id', 'sku'],
  code: 'invalid_id',
  parse: parseProductId,
  read: readProductId,
} as const satisfies ProductField<string>;

const withoutId: KeyedParser<string> = {
  keys: ['product_id', 'productId', 'sku'],
  code: 'invalid_id',
  parse: parseProductId,
};

function readProductId(ctx: MappingContext, at: ProductPosition): string | undefined {
  const { product, isIdAmbiguous } = at;
  return (
    parseProductId(product.product_id) ?? readFirst(ctx, isIdAmbiguous ? withoutId : productId, product, at)
  );
}

function parseProductId(value: unknown): Parsed<string> {
  return parseId(value, 512);
}
