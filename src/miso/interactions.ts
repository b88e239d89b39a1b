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
  /** Ids of the catalog uploaded to Miso, each at most 512 characters. */
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

/**
 * Miso's interaction types, by name. Everything else about types is derived from here.
 *
 * @see https://docs.miso.ai (API 1.1.4, `POST /v1/interactions`)
 */
export interface MisoInteractionByType {
  /** A visitor viewed a product's page. */
  product_detail_page_view: MisoProductFields & MisoDurationField & { type: 'product_detail_page_view' };
  /** A visitor searched. */
  search: MisoCommonFields & { type: 'search'; search?: MisoSearch };
  /** A visitor put products into the cart. */
  add_to_cart: MisoProductFields & MisoQuantitiesField & { type: 'add_to_cart' };
  /** A visitor took products out of the cart. */
  remove_from_cart: MisoProductFields & { type: 'remove_from_cart' };
  /** A visitor placed an order. */
  checkout: MisoProductFields &
    MisoQuantitiesField & {
      type: 'checkout';
      /** The total paid, including shipping and tax. */
      revenue?: number;
    };
  /** A visitor got a refund. */
  refund: MisoProductFields & { type: 'refund' };
  /** A visitor subscribed. */
  subscribe: MisoProductFields & { type: 'subscribe' };
  /** A visitor unsubscribed. */
  unsubscribe: MisoProductFields & { type: 'unsubscribe' };
  /** A visitor put products into a collection, such as a wishlist. */
  add_to_collection: MisoProductFields & { type: 'add_to_collection' };
  /** A visitor took products out of a collection, such as a wishlist. */
  remove_from_collection: MisoProductFields & { type: 'remove_from_collection' };
  /** A visitor read something. */
  read: MisoProductFields & MisoDurationField & { type: 'read' };
  /** A visitor watched something. */
  watch: MisoProductFields & MisoDurationField & { type: 'watch' };
  /** A visitor listened to something. */
  listen: MisoProductFields & MisoDurationField & { type: 'listen' };
  /** A visitor liked something. */
  like: MisoProductFields & { type: 'like' };
  /** A visitor disliked something. */
  dislike: MisoProductFields & { type: 'dislike' };
  /** A visitor shared something. */
  share: MisoProductFields & { type: 'share' };
  /** A visitor rated something. */
  rate: MisoProductFields & {
    type: 'rate';
    /** From 0 to 5. */
    rating?: number;
  };
  /** A visitor bookmarked something. */
  bookmark: MisoProductFields & { type: 'bookmark' };
  /** A visitor finished something. */
  complete: MisoProductFields & { type: 'complete' };
  /** A visitor answered a question. */
  feedback: MisoCommonFields & {
    type: 'feedback';
    /** At most 512 characters. */
    question_id?: string;
    result_type?: string;
    value?: string;
  };
  /** Something was shown to a visitor. */
  impression: MisoProductFields & { type: 'impression' };
  /** Something was visible to a visitor. */
  viewable_impression: MisoProductFields & { type: 'viewable_impression' };
  /** A visitor clicked something. */
  click: MisoProductFields & { type: 'click' };
  /** A visitor submitted a form. */
  submit: MisoProductFields & { type: 'submit' };
  /** A visitor viewed the home page. */
  home_page_view: MisoCommonFields & MisoDurationField & { type: 'home_page_view' };
  /** A visitor viewed a category's page. */
  category_page_view: MisoCommonFields &
    MisoDurationField & {
      type: 'category_page_view';
      /** From broad to narrow: `['Home & Garden', 'Kitchen & Dining']`. */
      category?: string[];
    };
  /** A visitor viewed a promotion's page. */
  promo_page_view: MisoProductFields & MisoDurationField & { type: 'promo_page_view' };
  /** A visitor viewed a product's image. */
  product_image_view: MisoProductFields & { type: 'product_image_view' };
  /** A visitor did something for which Miso has no type. */
  custom: MisoProductFields & { type: 'custom'; custom_action_name: string };
}

/** The name of one of Miso's 29 interaction types. */
export type MisoInteractionType = keyof MisoInteractionByType;

/** A record that Miso's API accepts, discriminated by `type`. */
export type MisoInteraction = ValueOf<MisoInteractionByType>;
