import type { ValueOf } from 'type-fest/value-of';

/** The page on which an interaction happened. */
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
  boolean | number | string | number[] | string[] | { [key: string]: string | number | boolean }[];

/** The context of an interaction: page, campaign, browser and region. Miso accepts further properties too. */
export interface MisoContext {
  campaign?: MisoCampaign;
  /** IPv4 with its last octet zeroed, such as `1.1.1.0`: never the full address. */
  truncated_ip?: string;
  /** For example `en-US`. */
  locale?: string;
  region?: string;
  page?: MisoPage;
  user_agent?: string;
  custom_context?: { [key: string]: MisoCustomContextValue };
}

/** What a visitor searched for. */
export interface MisoSearch {
  keywords?: string;
  /** Field to selected values: `{ color: ['red', 'blue'] }`. */
  filters?: { [field: string]: string[] };
}

/** The fields of every interaction. One of the two ids is required, though Miso's schema does not say so. */
export interface MisoCommonFields {
  /** At most 512 characters. */
  user_id?: string;
  /** At most 1024 characters. */
  anonymous_id?: string;
  /** `2026-01-31T12:00:00.000Z`, or with an offset instead of `Z`. Without it Miso uses the time of arrival. */
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

/** The field of an interaction that has a duration. */
export interface MisoDurationField {
  /** In seconds. */
  duration?: number;
}

/** The field of an interaction with quantities. */
export interface MisoQuantitiesField {
  /** Positive numbers, one for each of `product_ids`; default: 1 each. */
  quantities?: number[] | number;
}

/** A visitor viewed a product's page. */
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

/** A visitor placed an order. */
export interface Checkout extends MisoProductFields, MisoQuantitiesField {
  type: 'checkout';
  /** The total paid, including shipping and tax. */
  revenue?: number;
}

/** A visitor got a refund. */
export interface Refund extends MisoProductFields {
  type: 'refund';
}

/** A visitor subscribed. */
export interface Subscribe extends MisoProductFields {
  type: 'subscribe';
}

/** A visitor unsubscribed. */
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
  /** From 0 to 5. */
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

/** Something was visible to a visitor. */
export interface ViewableImpression extends MisoProductFields {
  type: 'viewable_impression';
}

/** A visitor clicked something. */
export interface Click extends MisoProductFields {
  type: 'click';
}

/** A visitor submitted a form. */
export interface Submit extends MisoProductFields {
  type: 'submit';
}

/** A visitor viewed the home page. */
export interface HomePageView extends MisoCommonFields, MisoDurationField {
  type: 'home_page_view';
}

/** A visitor viewed a category's page. */
export interface CategoryPageView extends MisoCommonFields, MisoDurationField {
  type: 'category_page_view';
  /** From broad to narrow: `['Home & Garden', 'Kitchen & Dining']`. */
  category?: string[];
}

/** A visitor viewed a promotion's page. */
export interface PromoPageView extends MisoProductFields, MisoDurationField {
  type: 'promo_page_view';
}

/** A visitor viewed a product's image. */
export interface ProductImageView extends MisoProductFields {
  type: 'product_image_view';
}

/** A visitor did something for which Miso has no type. */
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

/** A record that Miso's API accepts, discriminated by `type`. */
export type MisoInteraction = ValueOf<MisoInteractionByType>;
