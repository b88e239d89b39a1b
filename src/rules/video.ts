import { deepFreeze } from '../is.ts';
import type { EventRule } from './types.ts';

/**
 * Rules for two events of Segment's Video spec, each with the product's id from where that spec has it.
 *
 * @see https://www.twilio.com/docs/segment/connections/spec/video
 *
 * @example
 * ```ts
 * const { map } = createMapper({ events: videoRules });
 * const properties = { content_asset_ids: ['v1'] };
 * map({ event: 'Video Playback Started', userId: 'u1', timestamp: '2026-01-31T12:00:00Z', properties }).interactions;
 * //=> [{ type: 'watch', user_id: 'u1', timestamp: '2026-01-31T12:00:00Z', product_ids: ['v1'] }]
 * ```
 */
export const videoRules = /* @__PURE__ */ deepFreeze({
  'Video Playback Started': {
    to: 'watch',
    fields: { productId: ['content_asset_ids[0]', 'content_asset_id'] },
  },
  'Video Content Completed': { to: 'complete', fields: { productId: 'asset_id' } },
} as const satisfies { readonly [name: string]: EventRule });
