/** Properties of which nothing is known, as nobody has checked them. */
export interface UnknownProperties {
  readonly [key: string]: unknown;
}

/**
 * An event as your functions see it. Names are known, values are not: nobody has checked them. Do not change it: return a
 * changed copy.
 */
export interface RuleEvent<Properties = UnknownProperties> {
  readonly type?: unknown;
  readonly event?: unknown;
  readonly name?: unknown;
  readonly userId?: unknown;
  readonly anonymousId?: unknown;
  readonly messageId?: unknown;
  readonly timestamp?: unknown;
  readonly originalTimestamp?: unknown;
  readonly receivedAt?: unknown;
  readonly sentAt?: unknown;
  readonly integrations?: UnknownProperties;
  readonly traits?: UnknownProperties;
  /** An object, even where the event has none. */
  readonly context: RuleContext;
  /** An object, even where the event has none. */
  readonly properties: Properties;
}

/**
 * The context of an event, as your functions see it: `event.context.page?.url` needs no further checks.
 *
 * @see https://www.twilio.com/docs/segment/connections/spec/common#context
 */
export interface RuleContext extends UnknownProperties {
  readonly active?: unknown;
  readonly app?: UnknownKeys<'build' | 'name' | 'namespace' | 'version'>;
  readonly campaign?: UnknownKeys<'content' | 'medium' | 'name' | 'source' | 'term'>;
  readonly consent?: { readonly categoryPreferences?: UnknownProperties };
  readonly device?: UnknownKeys<
    'advertisingId' | 'id' | 'manufacturer' | 'model' | 'name' | 'type' | 'version'
  >;
  readonly groupId?: unknown;
  readonly ip?: unknown;
  readonly library?: UnknownKeys<'name' | 'version'>;
  readonly locale?: unknown;
  readonly location?: UnknownKeys<'city' | 'country' | 'latitude' | 'longitude' | 'region' | 'speed'>;
  readonly network?: UnknownKeys<'bluetooth' | 'carrier' | 'cellular' | 'wifi'>;
  readonly os?: UnknownKeys<'name' | 'version'>;
  readonly page?: UnknownKeys<'path' | 'referrer' | 'search' | 'title' | 'url'>;
  readonly referrer?: UnknownKeys<'id' | 'link' | 'name' | 'type' | 'url'>;
  readonly screen?: UnknownKeys<'density' | 'height' | 'width'>;
  readonly timezone?: unknown;
  readonly traits?: UnknownProperties;
  readonly userAgent?: unknown;
  readonly userAgentData?: UnknownKeys<'brands' | 'mobile' | 'platform'>;
}

/** Documented keys, and any others; their values are unknown. */
export type UnknownKeys<Key extends string> = UnknownProperties & { readonly [Name in Key]?: unknown };
