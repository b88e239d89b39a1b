import type { Input } from './fields/input.ts';
import type { MisoInteractionByType, MisoInteractionType } from './miso/interactions.ts';
import {
  buildAddToCart,
  buildCategoryPageView,
  buildCheckout,
  buildCustom,
  buildFeedback,
  buildHomePageView,
  buildLastingWithProducts,
  buildRate,
  buildSearch,
  buildWithProducts,
} from './records.ts';
import {
  lacksCategory,
  lacksIdentity,
  lacksProduct,
  lacksRating,
  lacksSearch,
  type Requirement,
} from './requirements.ts';

/** How an interaction of a type is made. */
export interface Builder<Type extends MisoInteractionType = MisoInteractionType> {
  /** Fills in what the event has for it. */
  readonly build: (input: Input) => MisoInteractionByType[Type];
  /** What it lacks to be of use to Miso. */
  readonly lacks: Requirement;
}

/** Interaction type -> how it is made. */
// prettier-ignore
export const builders: { readonly [Type in MisoInteractionType]: Builder<Type> } = {
  product_detail_page_view: { build: (input) => buildLastingWithProducts('product_detail_page_view', input), lacks: lacksProduct },
  search:                   { build: buildSearch,                                                            lacks: lacksSearch },
  add_to_cart:              { build: buildAddToCart,                                                         lacks: lacksProduct },
  remove_from_cart:         { build: (input) => buildWithProducts('remove_from_cart', input),                lacks: lacksProduct },
  checkout:                 { build: buildCheckout,                                                          lacks: lacksProduct },
  refund:                   { build: (input) => buildWithProducts('refund', input),                          lacks: lacksProduct },
  subscribe:                { build: (input) => buildWithProducts('subscribe', input),                       lacks: lacksProduct },
  unsubscribe:              { build: (input) => buildWithProducts('unsubscribe', input),                     lacks: lacksProduct },
  add_to_collection:        { build: (input) => buildWithProducts('add_to_collection', input),               lacks: lacksProduct },
  remove_from_collection:   { build: (input) => buildWithProducts('remove_from_collection', input),          lacks: lacksProduct },
  read:                     { build: (input) => buildLastingWithProducts('read', input),                     lacks: lacksProduct },
  watch:                    { build: (input) => buildLastingWithProducts('watch', input),                    lacks: lacksProduct },
  listen:                   { build: (input) => buildLastingWithProducts('listen', input),                   lacks: lacksProduct },
  like:                     { build: (input) => buildWithProducts('like', input),                            lacks: lacksProduct },
  dislike:                  { build: (input) => buildWithProducts('dislike', input),                         lacks: lacksProduct },
  share:                    { build: (input) => buildWithProducts('share', input),                           lacks: lacksProduct },
  rate:                     { build: buildRate,                                                              lacks: lacksRating },
  bookmark:                 { build: (input) => buildWithProducts('bookmark', input),                        lacks: lacksProduct },
  complete:                 { build: (input) => buildWithProducts('complete', input),                        lacks: lacksProduct },
  feedback:                 { build: buildFeedback,                                                          lacks: lacksIdentity },
  impression:               { build: (input) => buildWithProducts('impression', input),                      lacks: lacksIdentity },
  viewable_impression:      { build: (input) => buildWithProducts('viewable_impression', input),             lacks: lacksIdentity },
  click:                    { build: (input) => buildWithProducts('click', input),                           lacks: lacksIdentity },
  submit:                   { build: (input) => buildWithProducts('submit', input),                          lacks: lacksIdentity },
  home_page_view:           { build: buildHomePageView,                                                      lacks: lacksIdentity },
  category_page_view:       { build: buildCategoryPageView,                                                  lacks: lacksCategory },
  promo_page_view:          { build: (input) => buildLastingWithProducts('promo_page_view', input),          lacks: lacksIdentity },
  product_image_view:       { build: (input) => buildWithProducts('product_image_view', input),              lacks: lacksProduct },
  custom:                   { build: buildCustom,                                                            lacks: lacksIdentity },
};
