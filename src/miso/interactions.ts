import type { ValueOf } from 'type-fest/value-of';

/** The page an interaction happened on. */
export interface MisoPage {
  url: string;
  referrer?: string;
  title?: string;
}

/** The campaign that brought the visitor. */
export interface MisoCampaign {
  name?: string;
  source?: string;
  medium?: string;
  term?: string;
  content?: string;
}

/** A value that `custom_context` may hold. */
export type MisoCustomContextValue =
  boolean | number | string | number[] | string[] | { [member: string]: string | number | boolean }[];

/** The visitor's surroundings. Miso takes further members too. */
export interface MisoContext {
  campaign?: MisoCampaign;
  /** IPv4 with its last octet zeroed, such as `1.1.1.0`: never the full address. */
  truncated_ip?: string;
  /** Such as `en-US`. */
  locale?: string;
  region?: string;
  page?: MisoPage;
  user_agent?: string;
  custom_context?: { [member: string]: MisoCustomContextValue };
}

/** What a visitor searched for. */
export interface MisoSearch {
  keywords?: string;
  /** Field to selected values: `{ color: ['red', 'blue'] }`. */
  filters?: { [field: string]: string[] };
}

/** The fields of every interaction. One of the two ids is needed, though Miso's schema does not say so. */
export interface MisoCommonFields {
  /** At most 512 characters. */
  user_id?: string;
  /** At most 1024 characters. */
  anonymous_id?: string;
  /** `2026-01-31T12:00:00.000Z`, or with an offset instead of `Z`. Without it Miso takes the time of arrival. */
  timestamp?: string;
  /** The UUID that Miso returned with a search or recommendation; ties the interaction to it. */
  miso_id?: string;
  context?: MisoContext;
}

/** The fields of an interaction with products. */
export interface MisoProductFields extends MisoCommonFields {
  /** Ids of the catalogue uploaded to Miso, each at most 512 characters. */
  product_ids?: string[];
  /** Ids of the products' parents, where only those are known; each at most 512 characters. */
  product_group_ids?: string[];
}

/** The field of an interaction that lasts. */
export interface MisoDurationField {
  /** In seconds. */
  duration?: number;
}

/** The field of an interaction with a number of pieces. */
export interface MisoQuantitiesField {
  /** Positive numbers, one for each of `product_ids`; left out means 1 each. */
  quantities?: number[] | number;
}

/** A visitor looked at a product's page. */
export interface ProductDetailPageView extends MisoProductFields, MisoDurationField {
  type: 'product_detail_page_view';
}

/** A visitor searched. */
export interface Search extends MisoCommonFields {
  type: 'search';
  search?: MisoSearch;
}

/** A visitor put products into the cart. */
export interface AddToCart extends MisoProductFields, MisoQuantitiesField {
  type: 'add_to_cart';
}

/** A visitor took products out of the cart. */
export interface RemoveFromCart extends MisoProductFields {
  type: 'remove_from_cart';
}

/** A visitor bought. */
export interface Checkout extends MisoProductFields, MisoQuantitiesField {
  type: 'checkout';
  /** What was paid, shipping and tax included. */
  revenue?: number;
}

/** A visitor was paid back. */
export interface Refund extends MisoProductFields {
  type: 'refund';
}

/** A visitor subscribed. */
export interface Subscribe extends MisoProductFields {
  type: 'subscribe';
}

/** A visitor ended a subscription. */
export interface Unsubscribe extends MisoProductFields {
  type: 'unsubscribe';
}

/** A visitor put products into a collection, such as a wishlist. */
export interface AddToCollection extends MisoProductFields {
  type: 'add_to_collection';
}

/** A visitor took products out of a collection, such as a wishlist. */
export interface RemoveFromCollection extends MisoProductFields {
  type: 'remove_from_collection';
}

/** A visitor read something. */
export interface Read extends MisoProductFields, MisoDurationField {
  type: 'read';
}

/** A visitor watched something. */
export interface Watch extends MisoProductFields, MisoDurationField {
  type: 'watch';
}

/** A visitor listened to something. */
export interface Listen extends MisoProductFields, MisoDurationField {
  type: 'listen';
}

/** A visitor liked something. */
export interface Like extends MisoProductFields {
  type: 'like';
}

/** A visitor disliked something. */
export interface Dislike extends MisoProductFields {
  type: 'dislike';
}

/** A visitor shared something. */
export interface Share extends MisoProductFields {
  type: 'share';
}

/** A visitor rated something. */
export interface Rate extends MisoProductFields {
  type: 'rate';
  /** In [0, 5]. */
  rating?: number;
}

/** A visitor bookmarked something. */
export interface Bookmark extends MisoProductFields {
  type: 'bookmark';
}

/** A visitor finished something. */
export interface Complete extends MisoProductFields {
  type: 'complete';
}

/** A visitor answered a question. */
export interface Feedback extends MisoCommonFields {
  type: 'feedback';
  /** At most 512 characters. */
  question_id?: string;
  result_type?: string;
  value?: string;
}

/** Something was shown to a visitor. */
export interface Impression extends MisoProductFields {
  type: 'impression';
}

/** Something was shown to a visitor where it could be seen. */
export interface ViewableImpression extends MisoProductFields {
  type: 'viewable_impression';
}

/** A visitor clicked something. */
export interface Click extends MisoProductFields {
  type: 'click';
}

/** A visitor sent a form. */
export interface Submit extends MisoProductFields {
  type: 'submit';
}

/** A visitor looked at the home page. */
export interface HomePageView extends MisoCommonFields, MisoDurationField {
  type: 'home_page_view';
}

/** A visitor looked at a category's page. */
export interface CategoryPageView extends MisoCommonFields, MisoDurationField {
  type: 'category_page_view';
  /** From broad to narrow: `['Home & Garden', 'Kitchen & Dining']`. */
  category?: string[];
}

/** A visitor looked at a promotion's page. */
export interface PromoPageView extends MisoProductFields, MisoDurationField {
  type: 'promo_page_view';
}

/** A visitor looked at a product's picture. */
export interface ProductImageView extends MisoProductFields {
  type: 'product_image_view';
}

/** A visitor did something that Miso has no type for. */
export interface Custom extends MisoProductFields {
  type: 'custom';
  custom_action_name: string;
}

/**
 * Miso's interaction types, by name. Everything else about types is derived from here.
 *
 * @see https://docs.miso.ai (API 1.1.4, `POST /v1/interactions`)
 */
export interface MisoInteractionByType {
  product_detail_page_view: ProductDetailPageView;
  search: Search;
  add_to_cart: AddToCart;
  remove_from_cart: RemoveFromCart;
  checkout: Checkout;
  refund: Refund;
  subscribe: Subscribe;
  unsubscribe: Unsubscribe;
  add_to_collection: AddToCollection;
  remove_from_collection: RemoveFromCollection;
  read: Read;
  watch: Watch;
  listen: Listen;
  like: Like;
  dislike: Dislike;
  share: Share;
  rate: Rate;
  bookmark: Bookmark;
  complete: Complete;
  feedback: Feedback;
  impression: Impression;
  viewable_impression: ViewableImpression;
  click: Click;
  submit: Submit;
  home_page_view: HomePageView;
  category_page_view: CategoryPageView;
  promo_page_view: PromoPageView;
  product_image_view: ProductImageView;
  custom: Custom;
}

/** The name of one of Miso's 29 interaction types. */
export type MisoInteractionType = keyof MisoInteractionByType;

/** A record that Miso's API takes, told apart by `type`. */
export type MisoInteraction = ValueOf<MisoInteractionByType>;

/**
 * The names of Miso's 29 interaction types.
 *
 * @example
 * ```ts
 * MISO_INTERACTION_TYPES.includes('checkout');
 * //=> true
 * ```
 */
export const MISO_INTERACTION_TYPES = [
  'product_detail_page_view',
  'search',
  'add_to_cart',
  'remove_from_cart',
  'checkout',
  'refund',
  'subscribe',
  'unsubscribe',
  'add_to_collection',
  'remove_from_collection',
  'read',
  'watch',
  'listen',
  'like',
  'dislike',
  'share',
  'rate',
  'bookmark',
  'complete',
  'feedback',
  'impression',
  'viewable_impression',
  'click',
  'submit',
  'home_page_view',
  'category_page_view',
  'promo_page_view',
  'product_image_view',
  'custom',
] as const satisfies readonly MisoInteractionType[];

const types: ReadonlySet<unknown> = /* @__PURE__ */ new Set(MISO_INTERACTION_TYPES);

/** Whether a value is the name of an interaction type. */
export function isInteractionType(value: unknown): value is MisoInteractionType {
  return types.has(value);
}
