import type { ValueOf } from 'type-fest/value-of';
import type { EcommerceEventAlias, EcommerceEventName, PropertiesOf } from './ecommerce.ts';

/** The page that Segment's browser SDK adds to an event. */
export interface SegmentPage {
  path?: string | undefined;
  referrer?: string | undefined;
  search?: string | undefined;
  title?: string | undefined;
  url?: string | undefined;
}

/** The campaign that Segment's browser SDK reads from the `utm_` parameters of the address. */
export interface SegmentCampaign {
  name?: string | undefined;
  source?: string | undefined;
  medium?: string | undefined;
  term?: string | undefined;
  content?: string | undefined;
}

/**
 * The surroundings of a visitor, as Segment's SDKs collect them: the properties that are read, and any others.
 *
 * @see https://www.twilio.com/docs/segment/connections/spec/common/#context
 */
export interface SegmentContext {
  page?: SegmentPage | undefined;
  campaign?: SegmentCampaign | undefined;
  /** The visitor's full IP address. */
  ip?: string | undefined;
  /** Such as `en-US`. */
  locale?: string | undefined;
  userAgent?: string | undefined;
  consent?: { categoryPreferences?: { readonly [category: string]: boolean } } | undefined;
  readonly [property: string]: unknown;
}

/**
 * The properties of every Segment call.
 *
 * @see https://www.twilio.com/docs/segment/connections/spec/common/
 */
export interface SegmentEnvelope {
  anonymousId?: string | null | undefined;
  userId?: string | null | undefined;
  context?: SegmentContext | undefined;
  integrations?: { readonly [destination: string]: unknown } | undefined;
  messageId?: string | undefined;
  /** ISO 8601, or a `Date` in the SDKs. */
  timestamp?: string | Date | undefined;
  originalTimestamp?: string | Date | undefined;
  receivedAt?: string | Date | undefined;
  sentAt?: string | Date | undefined;
  version?: string | number | undefined;
}

/**
 * A `track` call: a visitor did something.
 *
 * @example
 * ```ts
 * const event: SegmentTrackEvent<'Product Viewed'> = {
 *   type: 'track',
 *   event: 'Product Viewed',
 *   userId: 'u1',
 *   properties: { product_id: 'p1' },
 * };
 * ```
 */
export interface SegmentTrackEvent<Name extends string = string> extends SegmentEnvelope {
  type?: 'track' | undefined;
  event: Name;
  properties?: PropertiesOf<Name> | undefined;
}

/** A `page` call: a visitor looked at a page of a website. */
export interface SegmentPageEvent extends SegmentEnvelope {
  type: 'page';
  name?: string | null | undefined;
  category?: string | null | undefined;
  properties?: { readonly [property: string]: unknown } | undefined;
}

/** A `screen` call: a visitor looked at a screen of an app. */
export interface SegmentScreenEvent extends SegmentEnvelope {
  type: 'screen';
  name?: string | null | undefined;
  category?: string | null | undefined;
  properties?: { readonly [property: string]: unknown } | undefined;
}

/** An `identify` call: who the visitor is. */
export interface SegmentIdentifyEvent extends SegmentEnvelope {
  type: 'identify';
  traits?: { readonly [trait: string]: unknown } | undefined;
}

/** A `group` call: which account the visitor belongs to. */
export interface SegmentGroupEvent extends SegmentEnvelope {
  type: 'group';
  groupId?: string | undefined;
  traits?: { readonly [trait: string]: unknown } | undefined;
}

/** An `alias` call: two ids are one visitor. */
export interface SegmentAliasEvent extends SegmentEnvelope {
  type: 'alias';
  previousId?: string | undefined;
}

/** A `delete` call: Segment asks that a user's data be erased. */
export interface SegmentDeleteEvent extends SegmentEnvelope {
  type: 'delete';
}

/** Any call as Segment delivers it. What arrives is never trusted to be so. */
export type SegmentEvent =
  | SegmentTrackEvent
  | SegmentPageEvent
  | SegmentScreenEvent
  | SegmentIdentifyEvent
  | SegmentGroupEvent
  | SegmentAliasEvent
  | SegmentDeleteEvent;

/** The typed events: what an editor completes where an event is expected. */
export type KnownTrackEvent = ValueOf<{
  [Name in EcommerceEventName | EcommerceEventAlias]: SegmentTrackEvent<Name>;
}>;
