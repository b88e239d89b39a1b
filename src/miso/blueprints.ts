import type { MisoCommonFields, MisoInteractionByType, MisoInteractionType } from './interactions.ts';

/** The fields that an interaction of a type has beside the common ones. */
export type FieldOf<Type extends MisoInteractionType> = Exclude<
  keyof MisoInteractionByType[Type],
  keyof MisoCommonFields | 'type'
>;

/** The fields of every interaction. */
export const commonFields = [
  'user_id',
  'anonymous_id',
  'timestamp',
  'miso_id',
  'context',
] as const satisfies readonly (keyof MisoCommonFields)[];

/** Interaction type -> the fields that make it up, beside the common ones. */
// prettier-ignore
export const blueprints = {
  product_detail_page_view: ['product_ids', 'product_group_ids', 'duration'],
  search:                   ['search'],
  add_to_cart:              ['product_ids', 'product_group_ids', 'quantities'],
  remove_from_cart:         ['product_ids', 'product_group_ids'],
  checkout:                 ['product_ids', 'product_group_ids', 'quantities', 'revenue'],
  refund:                   ['product_ids', 'product_group_ids'],
  subscribe:                ['product_ids', 'product_group_ids'],
  unsubscribe:              ['product_ids', 'product_group_ids'],
  add_to_collection:        ['product_ids', 'product_group_ids'],
  remove_from_collection:   ['product_ids', 'product_group_ids'],
  read:                     ['product_ids', 'product_group_ids', 'duration'],
  watch:                    ['product_ids', 'product_group_ids', 'duration'],
  listen:                   ['product_ids', 'product_group_ids', 'duration'],
  like:                     ['product_ids', 'product_group_ids'],
  dislike:                  ['product_ids', 'product_group_ids'],
  share:                    ['product_ids', 'product_group_ids'],
  rate:                     ['product_ids', 'product_group_ids', 'rating'],
  bookmark:                 ['product_ids', 'product_group_ids'],
  complete:                 ['product_ids', 'product_group_ids'],
  feedback:                 ['question_id', 'result_type', 'value'],
  impression:               ['product_ids', 'product_group_ids'],
  viewable_impression:      ['product_ids', 'product_group_ids'],
  click:                    ['product_ids', 'product_group_ids'],
  submit:                   ['product_ids', 'product_group_ids'],
  home_page_view:           ['duration'],
  category_page_view:       ['category', 'duration'],
  promo_page_view:          ['product_ids', 'product_group_ids', 'duration'],
  product_image_view:       ['product_ids', 'product_group_ids'],
  custom:                   ['product_ids', 'product_group_ids', 'custom_action_name'],
} as const satisfies { readonly [Type in MisoInteractionType]: readonly FieldOf<Type>[] };
