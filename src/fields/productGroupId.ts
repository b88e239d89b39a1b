import type { ProductField } from './field.ts';
import { parseId, PRODUCT_ID } from './id.ts';

const readNothing: ProductField<string>['read'] = () => undefined;

/** The id of a product's parent. Read only where the option `fields.productGroupId` says. */
export const productGroupId = {
  misoField: 'product_group_ids',
  isOfProduct: true,
  keys: [],
  code: 'invalid_id',
  parse: (value) => parseId(value, PRODUCT_ID),
  read: readNothing,
} as const satisfies ProductField<string>;
