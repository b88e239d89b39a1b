import { describe, expect, test } from 'vitest';
import {
  createMapper,
  type MisoInteractionType,
  suggestRules,
  type RuleSuggestions,
} from '../../../src/index.ts';

type Suggestion = RuleSuggestions['suggestions'][number];

const suggest = (
  name: string,
  ...more: Parameters<typeof suggestRules> extends [unknown, ...infer Rest] ? Rest : never
): Suggestion => suggestRules([name], ...more).suggestions[0]!;

/** Names of public tracking plans and of the docs of GA4, Shopify, Klaviyo, Meta and others; written down before the code. */
const NAMES: Readonly<Record<string, MisoInteractionType>> = {
  // GA4
  view_item: 'product_detail_page_view',
  view_item_list: 'category_page_view',
  select_item: 'click',
  add_to_cart: 'add_to_cart',
  remove_from_cart: 'remove_from_cart',
  add_to_wishlist: 'add_to_collection',
  purchase: 'checkout',
  refund: 'refund',
  search: 'search',
  view_search_results: 'search',
  select_promotion: 'promo_page_view',
  // Meta
  AddToCart: 'add_to_cart',
  AddToWishlist: 'add_to_collection',
  Purchase: 'checkout',
  Search: 'search',
  // Shopify's pixels
  collection_viewed: 'category_page_view',
  product_added_to_cart: 'add_to_cart',
  product_removed_from_cart: 'remove_from_cart',
  search_submitted: 'search',
  // Klaviyo
  'Added to Cart': 'add_to_cart',
  'Placed Order': 'checkout',
  'Refunded Order': 'refund',
  'Submitted Search': 'search',
  'Viewed Collection': 'category_page_view',
  // plans of shops
  'Item Added to Bag': 'add_to_cart',
  'Item Removed from Basket': 'remove_from_cart',
  'Item Added to Cart': 'add_to_cart',
  'Item Viewed': 'product_detail_page_view',
  'Product Detail Page Viewed': 'product_detail_page_view',
  'PDP View': 'product_detail_page_view',
  'PLP Viewed': 'category_page_view',
  'Category Viewed': 'category_page_view',
  'Sub-category Viewed': 'category_page_view',
  'Homepage Viewed': 'home_page_view',
  'Viewed Home Page': 'home_page_view',
  'Promo Page Viewed': 'promo_page_view',
  'Banner Clicked': 'promo_page_view',
  'Order Placed': 'checkout',
  'Order Complete': 'checkout',
  'Item Purchased': 'checkout',
  'Purchase Completed': 'checkout',
  'Checkout Success': 'checkout',
  'Order Refund Issued': 'refund',
  'Search Performed': 'search',
  'Searched Products': 'search',
  'Product Favorited': 'add_to_collection',
  'Item Saved for Later': 'add_to_collection',
  'Added to Favourites': 'add_to_collection',
  'Removed from Wish List': 'remove_from_collection',
  'Product Unfavorited': 'remove_from_collection',
  'Item Shared': 'share',
  'Review Submitted': 'rate',
  'Product Rated': 'rate',
  'Product Liked': 'like',
  'Product Card Clicked': 'click',
  'Recommended Product Clicked': 'click',
  'Search Result Clicked': 'click',
  'Item Impression': 'impression',
  'Recommendations Viewed': 'impression',
  'Product Image Zoomed': 'product_image_view',
  'Song Played': 'listen',
  'Video Watched': 'watch',
  'Article Read': 'read',
  'Blog Post Viewed': 'read',
  'Article Bookmarked': 'bookmark',
  'Podcast Episode Completed': 'complete',
  'Movie Finished': 'complete',
  'Course Completed': 'complete',
  'Product Viewable Impression': 'viewable_impression',
  'Products Displayed': 'impression',
  'Product Disliked': 'dislike',
  'Item Subscribed': 'subscribe',
  'Item Unsubscribed': 'unsubscribe',
  'Product Details': 'product_detail_page_view',
  'Product Listing Page Viewed': 'category_page_view',
  'Order Created': 'checkout',
  'Item Saved': 'add_to_collection',
  'Item Added': 'add_to_cart',
  'Item Deleted': 'remove_from_cart',
};

/** Names about something else, however near their letters are. */
const OTHERS: readonly string[] = [
  'Begin Checkout',
  'Checkout Started',
  'Started Checkout',
  'Order Cancelled',
  'Order Updated',
  'Order Shipped',
  'Cart Viewed',
  'view_cart',
  'Wishlist Viewed',
  'Order Status Viewed',
  'Payment Info Entered',
  'add_payment_info',
  'add_shipping_info',
  'Coupon Applied',
  'Add to Cart Failed',
  'Product Added to Comparison',
  'Product Reviews Viewed',
  'Product Size Guide Viewed',
  'Search Opened',
  'Search Bar Focused',
  'Search Cleared',
  'Review Started',
  'App Rated',
  'Refund Requested',
  'Promotion Viewed',
  'Brand Viewed',
  'Size Selected',
  'Sort Applied',
  'Sign Up',
  'Signed In',
  'Account Created',
  'Newsletter Subscribed',
  'Email Opened',
  'Button Clicked',
  'Page Viewed',
  'Fulfilled Order',
  'Offer Redeemed',
  'Gift Card Added',
  'Product Unavailable',
  'Produkt angesehen',
  'Order',
  'Viewed',
  'Store Located',
  'Video Ad Started',
  'Cart Shared by Agent',
  '',
  '123',
];

describe('names of shops', () => {
  test.each(Object.entries(NAMES))('%s is %s', (event, to) => {
    expect(suggest(event)).toMatchObject({ event, status: 'suggested', to });
  });

  test.each(OTHERS)('nothing is known of %j', (event) => {
    expect(suggest(event)).toStrictEqual({ event, status: 'unknown' });
  });

  test('each rule can be pasted, and maps its event to the type', () => {
    const { events } = suggestRules(Object.keys(NAMES));
    const { rows } = createMapper({ events });
    for (const { event, to } of rows.filter(({ origin }) => origin === 'custom')) {
      expect(to).toStrictEqual([NAMES[event]]);
    }
    expect(Object.keys(events).length).toBeGreaterThan(40);
  });
});

describe('what has a rule already', () => {
  test.each<[name: string, expected: Partial<Suggestion>]>([
    ['Product Viewed', { status: 'mapped', to: 'product_detail_page_view', like: 'Product Viewed' }],
    ['product_viewed', { status: 'mapped', to: 'product_detail_page_view', like: 'Product Viewed' }],
    ['Completed Order', { status: 'mapped', to: 'checkout', like: 'Completed Order' }],
    ['Product Clicked', { status: 'optional', to: 'click', like: 'Product Clicked' }],
    ['cart_shared', { status: 'optional', to: 'share', like: 'Cart Shared' }],
    ['Video Playback Started', { status: 'optional', to: 'watch', like: 'Video Playback Started' }],
  ])('%s', (name, expected) => {
    expect(suggest(name)).toMatchObject(expected);
  });

  test('is not in the rules to paste, but what is optional is, as its rule', () => {
    expect(suggestRules(['Product Viewed', 'Cart Shared', 'Video Content Completed']).events).toStrictEqual({
      'Cart Shared': { to: 'share', products: 'many' },
      'Video Content Completed': { to: 'complete', fields: { productId: 'asset_id' } },
    });
  });

  test('by a mapper of yours', () => {
    const mapper = createMapper({
      events: {
        'Item Viewed': 'click',
        Quiz: () => null,
        'Order Placed': false,
        Look: ['impression', 'click'],
      },
    });
    expect(suggest('item viewed', mapper)).toMatchObject({
      status: 'mapped',
      to: 'click',
      like: 'Item Viewed',
    });
    expect(suggest('Quiz', mapper)).not.toHaveProperty('to');
    expect(suggest('Quiz', mapper)).toMatchObject({ status: 'mapped' });
    expect(suggest('Order Placed', mapper)).not.toHaveProperty('to');
    expect(suggest('Look', mapper)).toMatchObject({ status: 'mapped', to: 'impression' });
    expect(suggest('Product Viewed', mapper)).toMatchObject({ status: 'mapped' });
    expect(suggest('Home', createMapper({ pages: { Home: 'home_page_view' } })).status).toBe('suggested');
  });

  test('as it matches names', () => {
    const exact = createMapper({ matching: 'exact' });
    expect(suggest('product_viewed', exact)).toMatchObject({ status: 'suggested' });
    expect(suggest('Product Viewed', exact)).toMatchObject({ status: 'mapped' });
  });
});

describe('the rules to paste', () => {
  test('have the first of names that are alike, and none with a *', () => {
    const { suggestions, events } = suggestRules([
      'Item Viewed',
      'item_viewed',
      'Item Viewed*',
      'ITEM-VIEWED',
    ]);
    expect(suggestions.map(({ status }) => status)).toStrictEqual(Array(4).fill('suggested'));
    expect(events).toStrictEqual({ 'Item Viewed': 'product_detail_page_view' });
    expect(() => createMapper({ events })).not.toThrow();
  });

  test('have names as own keys', () => {
    expect(Object.keys(suggestRules(['__proto__', 'constructor']).events)).toStrictEqual([]);
  });
});

describe('a tracking plan', () => {
  const track = (key: string) => ({ key, type: 'TRACK', version: 1, jsonSchema: {} });

  test.each<[title: string, plan: object]>([
    [
      'as the API has it',
      { data: { rules: [track('Item Viewed'), { key: 'x', type: 'IDENTIFY' }, track('Foo')] } },
    ],
    ['its rules', { rules: [track('Item Viewed'), { key: 'y', type: 'PAGE' }, 5, null, track('Foo')] }],
    ['of old', { rules: { events: [{ name: 'Item Viewed', rules: {} }, { name: 7 }, 5, { name: 'Foo' }] } }],
  ])('%s', (_, plan) => {
    expect(suggestRules(plan).suggestions.map(({ event, status }) => [event, status])).toStrictEqual([
      ['Item Viewed', 'suggested'],
      ['Foo', 'unknown'],
    ]);
  });

  test.each([
    [{}],
    [null],
    [undefined],
    ['Item Viewed'],
    [5],
    [{ rules: 5 }],
    [{ data: {} }],
    [{ rules: { events: 5 } }],
  ])('that is not one throws: %j', (plan) => {
    expect(() => suggestRules(plan as never)).toThrow(
      /^suggestRules takes an array of event names, or a Segment tracking plan as parsed JSON, not /,
    );
  });

  test('what is not a string is left out', () => {
    expect(suggestRules([5, null, 'Foo', {}] as never).suggestions).toHaveLength(1);
    expect(suggestRules([]).suggestions).toStrictEqual([]);
  });
});

describe('a suggestion says why', () => {
  test.each([
    ['Item Added to Bag', 'Its words are those of "Product Added": item, added, bag.'],
    ['Song Played', 'Its words are those of a "listen": song, played.'],
    ['Product Clicked', 'It is in extendedRules.'],
    ['Video Playback Started', 'It is in videoRules.'],
    ['product_viewed', 'It has a rule, as "Product Viewed".'],
    ['Product Viewed', 'It has a rule.'],
  ])('%s', (name, why) => {
    expect(suggest(name).why).toBe(why);
  });
});
