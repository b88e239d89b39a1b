import type { StandardSchemaV1 } from '@standard-schema/spec';
/** Freezes a value and all that it holds: a mapper that changes its input fails. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

/** The least that an event needs beside its properties. */
export function createTrackEvent(
  event: string,
  properties?: unknown,
): { readonly [member: string]: unknown } {
  return deepFreeze({ type: 'track', event, userId: 'u1', timestamp: TIMESTAMP, properties });
}

/** A `track` call as a webhook delivers it, with everything that Segment adds. */
export function createWebhookEvent(
  event: string,
  properties: unknown,
): { readonly [member: string]: unknown } {
  return deepFreeze({
    anonymousId: '507f191e810c19729de860ea',
    channel: 'browser',
    context: {
      active: true,
      campaign: {
        name: 'TPS Innovation',
        source: 'newsletter',
        medium: 'email',
        term: 'tps',
        content: 'link',
      },
      consent: { categoryPreferences: { Advertising: true, Analytics: false } },
      ip: '203.0.113.97',
      library: { name: 'analytics.js', version: '2.11.1' },
      locale: 'en-US',
      page: {
        path: '/academy/',
        referrer: 'https://www.example.org/',
        search: '?ref=1',
        title: 'Analytics Academy',
        url: 'https://shop.example.com/academy/?ref=1',
      },
      timezone: 'Europe/Amsterdam',
      userAgent: USER_AGENT,
    },
    event,
    integrations: { All: true, Mixpanel: false },
    messageId: '022bb90c-bbac-11e4-8dfc-aa07a5b093db',
    originalTimestamp: '2026-01-31T11:59:59.998Z',
    properties,
    receivedAt: '2026-01-31T12:00:00.412Z',
    sentAt: '2026-01-31T12:00:00.100Z',
    timestamp: TIMESTAMP,
    type: 'track',
    userId: '97980cfea0067',
    version: 2,
  });
}

export const TIMESTAMP = '2026-01-31T12:00:00.310Z';

const USER_AGENT = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36';

/** What every interaction of a delivered event holds. */
export const webhookFields = {
  user_id: '97980cfea0067',
  anonymous_id: '507f191e810c19729de860ea',
  timestamp: TIMESTAMP,
  context: {
    campaign: { name: 'TPS Innovation', source: 'newsletter', medium: 'email', term: 'tps', content: 'link' },
    truncated_ip: '203.0.113.0',
    locale: 'en-US',
    page: {
      url: 'https://shop.example.com/academy/?ref=1',
      referrer: 'https://www.example.org/',
      title: 'Analytics Academy',
    },
    user_agent: USER_AGENT,
  },
};

/** A schema of the Standard Schema spec that always answers the same. */
export function createSchema(
  answer: ReturnType<StandardSchemaV1['~standard']['validate']>,
): StandardSchemaV1 {
  return { '~standard': { version: 1, vendor: 'test', validate: () => answer } };
}
