/** Section 2: which event is which interaction. */
export const ROWS: Readonly<Record<string, string>> = {
  'Products Searched': 'search',
  'Hit Search': 'search',
  'Site Searched': 'search',
  'Product List Viewed': 'category_page_view',
  'Viewed Product Category': 'category_page_view',
  'Product Viewed': 'product_detail_page_view',
  'Viewed Product': 'product_detail_page_view',
  'Product Added': 'add_to_cart',
  'Added Product': 'add_to_cart',
  'Wishlist Product Added to Cart': 'add_to_cart',
  'Product Removed': 'remove_from_cart',
  'Remove Product': 'remove_from_cart',
  'Removed Product': 'remove_from_cart',
  'Order Completed': 'checkout',
  'Completed Order': 'checkout',
  'Checkout Completed': 'checkout',
  'Order Refunded': 'refund',
  'Product Added to Wishlist': 'add_to_collection',
  'Product Removed from Wishlist': 'remove_from_collection',
  'Product Shared': 'share',
  'Product Reviewed': 'rate',
};

/** Types of interactions about several products; all other ones are about one. */
export const MANY = [
  'checkout',
  'refund',
  'impression',
  'viewable_impression',
  'promo_page_view',
  'submit',
  'custom',
];

/** Types of Miso that have no `product_ids`. */
export const WITHOUT_PRODUCTS = ['search', 'feedback', 'home_page_view', 'category_page_view'];

/** Types that may have products, and may go without. */
export const PRODUCTS_OPTIONAL = ['promo_page_view', 'click', 'submit', 'custom'];

export const WITH_QUANTITIES = ['add_to_cart', 'checkout'];

export const WITH_DURATION = [
  'product_detail_page_view',
  'read',
  'watch',
  'listen',
  'home_page_view',
  'category_page_view',
  'promo_page_view',
];
