import type { MisoCommonFields, MisoInteractionByType, MisoInteractionType } from './interactions.ts';

/** The fields that an interaction of a type has beside the common ones. */
export type FieldOf<Type extends MisoInteractionType> = Exclude<
  keyof MisoInteractionByType[Type],
  keyof MisoCommonFields | 'type'
>;

/** The name of any field of any interaction. */
export type MisoField =
  keyof MisoCommonFields | { [Type in MisoInteractionType]: FieldOf<Type> }[MisoInteractionType];

/** The fields of every interaction. */
export const commonFields = [
  'user_id',
  'anonymous_id',
  'timestamp',
  'miso_id',
  'context',
] as const satisfies readonly (keyof MisoCommonFields)[];

const PRODUCT = { required: ['product_ids'], optional: ['product_group_ids'] } as const;
const TIMED_PRODUCT = { required: ['product_ids'], optional: ['product_group_ids', 'duration'] } as const;
const OPTIONAL_PRODUCT = { required: [], optional: ['product_ids', 'product_group_ids'] } as const;

/**
 * Interaction type -> its own fields. An interaction without a required one is useless to Miso, though Miso's schema requires
 * only `custom_action_name`. A product group may stand in for a required product.
 */
// prettier-ignore
export const fieldsByType = {
  product_detail_page_view: TIMED_PRODUCT,
  search:                   { required: ['search'],                optional: [] },
  add_to_cart:              { required: ['product_ids'],           optional: ['product_group_ids', 'quantities'] },
  remove_from_cart:         PRODUCT,
  checkout:                 { required: ['product_ids'],           optional: ['product_group_ids', 'quantities', 'revenue'] },
  refund:                   PRODUCT,
  subscribe:                PRODUCT,
  unsubscribe:              PRODUCT,
  add_to_collection:        PRODUCT,
  remove_from_collection:   PRODUCT,
  read:                     TIMED_PRODUCT,
  watch:                    TIMED_PRODUCT,
  listen:                   TIMED_PRODUCT,
  like:                     PRODUCT,
  dislike:                  PRODUCT,
  share:                    PRODUCT,
  rate:                     { required: ['product_ids', 'rating'], optional: ['product_group_ids'] },
  bookmark:                 PRODUCT,
  complete:                 PRODUCT,
  feedback:                 { required: [],                        optional: ['question_id', 'result_type', 'value'] },
  impression:               PRODUCT,
  viewable_impression:      PRODUCT,
  click:                    OPTIONAL_PRODUCT,
  submit:                   OPTIONAL_PRODUCT,
  home_page_view:           { required: [],                        optional: ['duration'] },
  category_page_view:       { required: ['category'],              optional: ['duration'] },
  promo_page_view:          { required: [],                        optional: ['product_ids', 'product_group_ids', 'duration'] },
  product_image_view:       PRODUCT,
  custom:                   { required: ['custom_action_name'],    optional: ['product_ids', 'product_group_ids'] },
} as const satisfies {
  readonly [Type in MisoInteractionType]: Readonly<Record<'required' | 'optional', readonly FieldOf<Type>[]>>;
};

/** Lists the fields that an interaction of a type may have, its `type` aside. */
export function listFields(type: MisoInteractionType): readonly MisoField[] {
  const { required, optional } = fieldsByType[type];
  return [...commonFields, ...required, ...optional];
}

const typesOfManyProducts: readonly MisoInteractionType[] = [
  'checkout',
  'refund',
  'impression',
  'viewable_impression',
  'promo_page_view',
  'submit',
  'custom',
];

/** Returns whether an interaction of a type is about one product or several; `undefined` for a type without products. */
export function getProducts(type: MisoInteractionType): 'one' | 'many' | undefined {
  if (!listFields(type).includes('product_ids')) return undefined;
  return typesOfManyProducts.includes(type) ? 'many' : 'one';
}

/**
 * The names of Miso's 29 interaction types.
 *
 * @example
 * ```ts
 * MISO_INTERACTION_TYPES.includes('checkout');
 * //=> true
 * ```
 */
// the keys of a literal are its own: `Object.keys` knows them only as strings
export const MISO_INTERACTION_TYPES = /* @__PURE__ */ Object.freeze(
  /* @__PURE__ */ Object.keys(fieldsByType),
) as readonly MisoInteractionType[];

const types: ReadonlySet<unknown> = /* @__PURE__ */ new Set(MISO_INTERACTION_TYPES);

/** Whether a value is the name of an interaction type. */
export function isInteractionType(value: unknown): value is MisoInteractionType {
  return types.has(value);
}
