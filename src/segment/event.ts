import type { ValueOf } from 'type-fest/value-of';
import type { EcommerceEventAlias, EcommerceEventName, PropertiesOf } from './ecommerce.ts';

/** The page that Segment's browser client adds to an event. */
export interface SegmentPage {
  path?: string;
  referrer?: string;
  search?: string;
  title?: string;
  url?: string;
}

/** The campaign that Segment's browser client reads from the `utm_` parameters of the address. */
export interface SegmentCampaign {
  name?: string;
  source?: string;
  medium?: string;
  term?: string;
  content?: string;
}

/**
 * What Segment's clients say about the visitor's surroundings; the members that are read, and any others.
 *
 * @see https://segment.com/docs/connections/spec/common/#context
 */
export interface SegmentContext {
  page?: SegmentPage;
  campaign?: SegmentCampaign;
  /** The visitor's full IP address. */
  ip?: string;
  /** Such as `en-US`. */
  locale?: string;
  userAgent?: string;
  consent?: { categoryPreferences?: { readonly [category: string]: boolean } };
  readonly [member: string]: unknown;
}

/**
 * What every Segment call holds beside its own members.
 *
 * @see https://segment.com/docs/connections/spec/common/
 */
export interface SegmentEnvelope {
  anonymousId?: string | null;
  userId?: string | null;
  context?: SegmentContext;
  integrations?: { readonly [destination: string]: unknown };
  messageId?: string;
  /** ISO 8601, or a `Date` in the clients. */
  timestamp?: string | Date;
  originalTimestamp?: string | Date;
  receivedAt?: string | Date;
  sentAt?: string | Date;
  version?: string | number;
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
  type?: 'track';
  event: Name;
  properties?: PropertiesOf<Name>;
}

/** A `page` call: a visitor looked at a page of a website. */
export interface SegmentPageEvent extends SegmentEnvelope {
  type: 'page';
  name?: string | null;
  category?: string | null;
  properties?: { readonly [property: string]: unknown };
}

/** A `screen` call: a visitor looked at a screen of an app. */
export interface SegmentScreenEvent extends SegmentEnvelope {
  type: 'screen';
  name?: string | null;
  category?: string | null;
  properties?: { readonly [property: string]: unknown };
}

/** An `identify` call: who the visitor is. */
export interface SegmentIdentifyEvent extends SegmentEnvelope {
  type: 'identify';
  traits?: { readonly [trait: string]: unknown };
}

/** A `group` call: which account the visitor belongs to. */
export interface SegmentGroupEvent extends SegmentEnvelope {
  type: 'group';
  groupId?: string;
  traits?: { readonly [trait: string]: unknown };
}

/** An `alias` call: two ids are one visitor. */
export interface SegmentAliasEvent extends SegmentEnvelope {
  type: 'alias';
  previousId?: string;
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
