/** Section 2: which event is which interaction, and about how many products. */
export const ROWS: Readonly<Record<string, readonly [type: string, products?: 'one' | 'many']>> = {
  'Products Searched': ['search'],
  'Hit Search': ['search'],
  'Site Searched': ['search'],
  'Product List Viewed': ['category_page_view'],
  'Viewed Product Category': ['category_page_view'],
  'Product Viewed': ['product_detail_page_view', 'one'],
  'Viewed Product': ['product_detail_page_view', 'one'],
  'Product Added': ['add_to_cart', 'one'],
  'Added Product': ['add_to_cart', 'one'],
  'Wishlist Product Added to Cart': ['add_to_cart', 'one'],
  'Product Removed': ['remove_from_cart', 'one'],
  'Remove Product': ['remove_from_cart', 'one'],
  'Removed Product': ['remove_from_cart', 'one'],
  'Order Completed': ['checkout', 'many'],
  'Completed Order': ['checkout', 'many'],
  'Checkout Completed': ['checkout', 'many'],
  'Order Refunded': ['refund', 'many'],
  'Product Added to Wishlist': ['add_to_collection', 'one'],
  'Product Removed from Wishlist': ['remove_from_collection', 'one'],
  'Product Shared': ['share', 'one'],
  'Product Reviewed': ['rate', 'one'],
};

/** Types of Miso that have no `product_ids`. */
export const WITHOUT_PRODUCTS = ['search', 'feedback', 'home_page_view', 'category_page_view'];

/** Types that may have products, and may go without. */
export const PRODUCTS_OPTIONAL = [
  'promo_page_view',
  'click',
  'impression',
  'viewable_impression',
  'submit',
  'custom',
];

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
