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
  readonly app?: UnknownProperties;
  readonly campaign?: UnknownProperties;
  readonly consent?: { readonly categoryPreferences?: UnknownProperties };
  readonly device?: UnknownProperties;
  readonly groupId?: unknown;
  readonly ip?: unknown;
  readonly library?: UnknownProperties;
  readonly locale?: unknown;
  readonly location?: UnknownProperties;
  readonly network?: UnknownProperties;
  readonly os?: UnknownProperties;
  readonly page?: UnknownKeys<'path' | 'referrer' | 'search' | 'title' | 'url'>;
  readonly referrer?: UnknownProperties;
  readonly screen?: UnknownProperties;
  readonly timezone?: unknown;
  readonly traits?: UnknownProperties;
  readonly userAgent?: unknown;
}

/** Documented keys, and any others; their values are unknown. */
export type UnknownKeys<Key extends string> = UnknownProperties & { readonly [Name in Key]?: unknown };
