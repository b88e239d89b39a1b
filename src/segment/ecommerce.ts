import { deepFreeze } from '../is.ts';

/**
 * A product as Segment's Ecommerce Spec V2 describes it: in `products` of an order or a list, or flat in the
 * properties of an event about one product. Nothing here is trusted when an event is mapped.
 */
export interface Product {
  /** The id in the shop's database; what Miso knows as the product's id. */
  product_id?: string | undefined;
  sku?: string | undefined;
  category?: string | undefined;
  name?: string | undefined;
  brand?: string | undefined;
  variant?: string | undefined;
  /** For one piece, in the event's currency. */
  price?: number | undefined;
  /** In pieces. */
  quantity?: number | undefined;
  coupon?: string | undefined;
  /** The place in the list, from 1. */
  position?: number | undefined;
  url?: string | undefined;
  image_url?: string | undefined;
}

/** The amounts, in units of `currency`, that events about an order share. */
export interface OrderAmounts {
  order_id?: string | undefined;
  /** The shop or partner that made the sale. */
  affiliation?: string | undefined;
  /** What the goods cost: shipping and tax are not in it. */
  revenue?: number | undefined;
  shipping?: number | undefined;
  tax?: number | undefined;
  discount?: number | undefined;
  coupon?: string | undefined;
  /** ISO 4217, such as `USD`. */
  currency?: string | undefined;
  products?: readonly Product[] | undefined;
}

/** `Products Searched`: a visitor searched. */
export interface ProductsSearched {
  /** What was searched for, or an object that has it. */
  query?: string | object | undefined;
}

/** `Product List Viewed`: a visitor looked at a list or category of products. */
export interface ProductListViewed {
  /** The name of the list, which is not a category: `todays_deals_may_11`. */
  list_id?: string | undefined;
  category?: string | undefined;
  products?: readonly Product[] | undefined;
}

/** One filter of `Product List Filtered`. */
export interface ProductListFilter {
  type?: string | undefined;
  value?: string | undefined;
}

/** One sort order of `Product List Filtered`. */
export interface ProductListSort {
  type?: string | undefined;
  value?: string | undefined;
}

/** `Product List Filtered`: a visitor narrowed a list of products. */
export interface ProductListFiltered extends ProductListViewed {
  filters?: readonly ProductListFilter[] | undefined;
  sorts?: readonly ProductListSort[] | undefined;
}

/** `Promotion Viewed`: a visitor saw a promotion. */
export interface PromotionViewed {
  promotion_id?: string | undefined;
  creative?: string | undefined;
  name?: string | undefined;
  position?: string | undefined;
}

/** `Promotion Clicked`: a visitor clicked a promotion. */
export interface PromotionClicked extends PromotionViewed {}

/** `Product Clicked`: a visitor clicked a product in a list. */
export interface ProductClicked extends Product {}

/** `Product Viewed`: a visitor looked at a product's page. */
export interface ProductViewed extends Product {
  /** ISO 4217, such as `USD`. */
  currency?: string | undefined;
  /** `price` times `quantity`. */
  value?: number | undefined;
}

/** `Product Added`: a visitor put a product into the cart. */
export interface ProductAdded extends Product {
  cart_id?: string | undefined;
}

/** `Product Removed`: a visitor took a product out of the cart. */
export interface ProductRemoved extends Product {
  cart_id?: string | undefined;
}

/** `Cart Viewed`: a visitor looked at the cart. */
export interface CartViewed {
  cart_id?: string | undefined;
  products?: readonly Product[] | undefined;
}

/** `Checkout Started`: a visitor began to buy. */
export interface CheckoutStarted extends OrderAmounts {
  value?: number | undefined;
}

/** `Checkout Step Viewed`: a visitor looked at a step of the checkout. */
export interface CheckoutStepViewed {
  checkout_id?: string | undefined;
  /** From 1. */
  step?: number | undefined;
  shipping_method?: string | undefined;
  payment_method?: string | undefined;
}

/** `Checkout Step Completed`: a visitor finished a step of the checkout. */
export interface CheckoutStepCompleted extends CheckoutStepViewed {}

/** `Payment Info Entered`: a visitor said how to pay. */
export interface PaymentInfoEntered extends CheckoutStepViewed {
  order_id?: string | undefined;
}

/** `Order Updated`: an order was changed. */
export interface OrderUpdated extends OrderAmounts {
  /** What was paid, shipping and tax included. */
  total?: number | undefined;
}

/** `Order Completed`: a visitor bought. */
export interface OrderCompleted extends OrderAmounts {
  checkout_id?: string | undefined;
  /** After discounts, before shipping and tax. */
  subtotal?: number | undefined;
  /** What was paid, shipping and tax included. */
  total?: number | undefined;
}

/** `Order Refunded`: an order was paid back; the spec's examples also carry the total, currency and products. */
export interface OrderRefunded {
  order_id?: string | undefined;
  total?: number | undefined;
  /** ISO 4217, such as `USD`. */
  currency?: string | undefined;
  products?: readonly Product[] | undefined;
}

/** `Order Cancelled`: an order was called off. */
export interface OrderCancelled extends OrderAmounts {
  /** What was to be paid, shipping and tax included. */
  total?: number | undefined;
}

/** `Coupon Entered`: a visitor typed in a coupon. */
export interface CouponEntered {
  order_id?: string | undefined;
  cart_id?: string | undefined;
  coupon_id?: string | undefined;
}

/** `Coupon Applied`: a coupon was accepted. */
export interface CouponApplied extends CouponEntered {
  coupon_name?: string | undefined;
  discount?: number | undefined;
}

/** `Coupon Denied`: a coupon was turned down. */
export interface CouponDenied extends CouponEntered {
  coupon_name?: string | undefined;
  reason?: string | undefined;
}

/** `Coupon Removed`: a visitor took a coupon off. */
export interface CouponRemoved extends CouponEntered {
  coupon_name?: string | undefined;
  discount?: number | undefined;
}

/** `Product Added to Wishlist`: a visitor put a product on a wishlist. */
export interface ProductAddedToWishlist extends Product {
  wishlist_id?: string | undefined;
  wishlist_name?: string | undefined;
}

/** `Product Removed from Wishlist`: a visitor took a product off a wishlist. */
export interface ProductRemovedFromWishlist extends Product {
  wishlist_id?: string | undefined;
  wishlist_name?: string | undefined;
}

/** `Wishlist Product Added to Cart`: a visitor put a product from a wishlist into the cart. */
export interface WishlistProductAddedToCart extends Product {
  wishlist_id?: string | undefined;
  wishlist_name?: string | undefined;
  cart_id?: string | undefined;
}

/** What the two events about sharing hold. */
export interface Sharing {
  /** The way, such as `email`. */
  share_via?: string | undefined;
  share_message?: string | undefined;
  recipient?: string | undefined;
}

/** `Product Shared`: a visitor shared a product. */
export interface ProductShared extends Sharing, Omit<Product, 'quantity' | 'coupon' | 'position'> {}

/** `Cart Shared`: a visitor shared a cart. */
export interface CartShared extends Sharing {
  cart_id?: string | undefined;
  products?: readonly Product[] | undefined;
}

/** `Product Reviewed`: a visitor reviewed a product. */
export interface ProductReviewed {
  product_id?: string | undefined;
  review_id?: string | undefined;
  review_body?: string | undefined;
  /** Text in the spec; a number works too. */
  rating?: string | number | undefined;
}

/**
 * Segment's Ecommerce Spec V2: each of its 28 events and the properties it documents.
 *
 * @see https://www.twilio.com/docs/segment/connections/spec/ecommerce/v2/
 */
export interface EcommerceProperties {
  'Products Searched': ProductsSearched;
  'Product List Viewed': ProductListViewed;
  'Product List Filtered': ProductListFiltered;
  'Promotion Viewed': PromotionViewed;
  'Promotion Clicked': PromotionClicked;
  'Product Clicked': ProductClicked;
  'Product Viewed': ProductViewed;
  'Product Added': ProductAdded;
  'Product Removed': ProductRemoved;
  'Cart Viewed': CartViewed;
  'Checkout Started': CheckoutStarted;
  'Checkout Step Viewed': CheckoutStepViewed;
  'Checkout Step Completed': CheckoutStepCompleted;
  'Payment Info Entered': PaymentInfoEntered;
  'Order Updated': OrderUpdated;
  'Order Completed': OrderCompleted;
  'Order Refunded': OrderRefunded;
  'Order Cancelled': OrderCancelled;
  'Coupon Entered': CouponEntered;
  'Coupon Applied': CouponApplied;
  'Coupon Denied': CouponDenied;
  'Coupon Removed': CouponRemoved;
  'Product Added to Wishlist': ProductAddedToWishlist;
  'Product Removed from Wishlist': ProductRemovedFromWishlist;
  'Wishlist Product Added to Cart': WishlistProductAddedToCart;
  'Product Shared': ProductShared;
  'Cart Shared': CartShared;
  'Product Reviewed': ProductReviewed;
}

/** The name of one of the 28 events. */
export type EcommerceEventName = keyof EcommerceProperties;

/** Other names for events of V2, as V1 of the spec and Miso's own table have them. */
export interface EcommerceAliases {
  'Hit Search': 'Products Searched';
  'Site Searched': 'Products Searched';
  'Viewed Product Category': 'Product List Viewed';
  'Viewed Promotion': 'Promotion Viewed';
  'Clicked Promotion': 'Promotion Clicked';
  'Clicked Product': 'Product Clicked';
  'Viewed Product': 'Product Viewed';
  'Added Product': 'Product Added';
  'Removed Product': 'Product Removed';
  'Remove Product': 'Product Removed';
  'Started Order': 'Checkout Started';
  'Viewed Checkout Step': 'Checkout Step Viewed';
  'Completed Checkout Step': 'Checkout Step Completed';
  'Updated Order': 'Order Updated';
  'Completed Order': 'Order Completed';
  'Checkout Completed': 'Order Completed';
}

/** A name of V1, or of Miso's table, for one of the 28 events. */
export type EcommerceEventAlias = keyof EcommerceAliases;

/** What V1 names otherwise than V2: `id` is the product's, `orderId` the order's. */
export interface LegacyProperties {
  id?: string | undefined;
  orderId?: string | undefined;
}

/** The documented properties of an event, by its name or an alias; of any other event nothing is known. */
export type PropertiesOf<Name> = Name extends EcommerceEventName
  ? EcommerceProperties[Name]
  : Name extends EcommerceEventAlias
    ? EcommerceProperties[EcommerceAliases[Name]] & LegacyProperties
    : { readonly [property: string]: unknown };

/**
 * The names of the 28 events, in the order of the spec.
 *
 * @example
 * ```ts
 * ECOMMERCE_EVENTS.length;
 * //=> 28
 * ```
 */
export const ECOMMERCE_EVENTS = /* @__PURE__ */ deepFreeze([
  'Products Searched',
  'Product List Viewed',
  'Product List Filtered',
  'Promotion Viewed',
  'Promotion Clicked',
  'Product Clicked',
  'Product Viewed',
  'Product Added',
  'Product Removed',
  'Cart Viewed',
  'Checkout Started',
  'Checkout Step Viewed',
  'Checkout Step Completed',
  'Payment Info Entered',
  'Order Updated',
  'Order Completed',
  'Order Refunded',
  'Order Cancelled',
  'Coupon Entered',
  'Coupon Applied',
  'Coupon Denied',
  'Coupon Removed',
  'Product Added to Wishlist',
  'Product Removed from Wishlist',
  'Wishlist Product Added to Cart',
  'Product Shared',
  'Cart Shared',
  'Product Reviewed',
] as const satisfies readonly EcommerceEventName[]);
