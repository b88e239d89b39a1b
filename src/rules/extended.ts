import { deepFreeze } from '../is.ts';
import type { EventRule } from './types.ts';

/**
 * Rules for events of V2 that Miso's table leaves out, though Miso has a fitting type. `Checkout Started` and `Order Cancelled`
 * are left out on purpose: with `Order Completed` and `Order Refunded` they would count a purchase twice.
 *
 * @example
 * ```ts
 * const mapper = createMapper({ events: { ...extendedRules, 'Product Shared': false } });
 * mapper.map({ event: 'Promotion Clicked', userId: 'u1', timestamp: '2026-01-31T12:00:00Z' }).interactions;
 * //=> [{ type: 'promo_page_view', user_id: 'u1', timestamp: '2026-01-31T12:00:00Z' }]
 * ```
 */
export const extendedRules = /* @__PURE__ */ deepFreeze({
  'Product Clicked': 'click',
  'Clicked Product': 'click',
  'Product List Filtered': 'category_page_view',
  'Promotion Clicked': 'promo_page_view',
  'Clicked Promotion': 'promo_page_view',
  'Cart Shared': { to: 'share', products: 'many' },
} as const satisfies { readonly [name: string]: EventRule });
