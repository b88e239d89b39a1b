import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** A stand-in for Segment: it takes the calls of its clients, and delivers them to a webhook as Segment does. */
export interface Relay {
  /** What the clients are told as their host. */
  readonly url: string;
  /** The events as they are delivered, in the order of their arrival. */
  readonly events: readonly SegmentCall[];
  /** What became of each delivery so far. */
  readonly deliveries: readonly Delivery[];
  /** Waits until all that has arrived is delivered. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** An event as a client makes it. */
export type SegmentCall = Readonly<Record<string, unknown>>;

/** What the webhook said at last. */
export interface Delivery {
  readonly status: number;
  readonly body: string;
  /** How often it was sent. */
  readonly attempts: number;
}

export interface Webhook {
  /** Where it is; it may move when it starts anew. */
  readonly url: () => string;
  readonly sharedSecret: string;
  /** Milliseconds between two attempts. */
  readonly pause?: number;
}

/** Segment waits for so long. */
const TIMEOUT = 5000;

/** Starts a relay that delivers up to so many events at once; one goes alone, and not in a list. */
export async function startRelay(webhook: Webhook, batchSize = 1): Promise<Relay> {
  const events: SegmentCall[] = [];
  const deliveries: Delivery[] = [];
  let delivered = 0;
  let delivering: Promise<void> | undefined;

  function accept(calls: readonly SegmentCall[], sentAt: string): void {
    events.push(...calls.map((call) => completeEvent(call, sentAt)));
    delivering ??= deliverAll().finally(() => (delivering = undefined));
  }

  async function deliverAll(): Promise<void> {
    while (delivered < events.length) {
      const batch = events.slice(delivered, delivered + batchSize);
      delivered += batch.length;
      deliveries.push(await deliver(batchSize === 1 ? batch[0] : batch, webhook));
    }
  }

  const app = new Hono();
  // @segment/analytics-node
  app.post('/v1/batch', async (context) => {
    const { batch, sentAt }: { batch: SegmentCall[]; sentAt: string } = await context.req.json();
    accept(batch, sentAt);
    return context.json({ success: true });
  });
  // @segment/analytics-next: /v1/t is `track`, and so on
  app.post('/v1/:call', async (context) => {
    const { sentAt, ...call }: SegmentCall & { sentAt: string } = await context.req.json();
    accept([call], sentAt);
    return context.json({ success: true });
  });

  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
      resolve({
        url: `http://127.0.0.1:${port}`,
        events,
        deliveries,
        idle: async () => {
          while (delivering !== undefined) await delivering;
        },
        close: () =>
          new Promise((closed) => {
            server.close(() => {
              closed();
            });
          }),
      });
    });
  });
}

/** Delivers an event or a list of them, again and again while the webhook does not take it and Segment would retry. */
export async function deliver(payload: unknown, webhook: Webhook): Promise<Delivery> {
  for (let attempts = 1; ; attempts++) {
    const answer = await attempt(payload, webhook);
    if (answer !== undefined && !isRetried(answer.status)) return { ...answer, attempts };
    await pause(webhook.pause ?? 50);
  }
}

/** The signature of a request: of a list Segment signs its first event only. */
export function signBody(payload: unknown, sharedSecret: string): string {
  const signed: unknown = Array.isArray(payload) ? payload[0] : payload;
  return createHmacDigest(JSON.stringify(signed), sharedSecret);
}

/** The hex HMAC-SHA1 of a text. */
export function createHmacDigest(text: string, sharedSecret: string): string {
  return createHmac('sha1', sharedSecret).update(text, 'utf8').digest('hex');
}

async function attempt(
  payload: unknown,
  { url, sharedSecret }: Webhook,
): Promise<Omit<Delivery, 'attempts'> | undefined> {
  const headers = {
    'content-type': 'application/json',
    'x-signature': signBody(payload, sharedSecret),
  };
  const signal = AbortSignal.timeout(TIMEOUT);
  try {
    const response = await fetch(url(), { method: 'POST', headers, body: JSON.stringify(payload), signal });
    return { status: response.status, body: await response.text() };
  } catch {
    // no answer, or not in time
    return undefined;
  }
}

function isRetried(status: number): boolean {
  return status === 429 || status >= 500;
}

/** What Segment adds to a call, with the time set right by the clock of the client. */
function completeEvent({ writeKey, ...call }: SegmentCall, sentAt: string): SegmentCall {
  const received = Date.now();
  const original = String(call['timestamp']);
  return {
    ...call,
    context: { ip: '203.0.113.97', ...(call['context'] as object) },
    originalTimestamp: original,
    projectId: writeKey ?? 'pR4kT8wNq2',
    receivedAt: new Date(received).toISOString(),
    sentAt,
    timestamp: new Date(received - (Date.parse(sentAt) - Date.parse(original))).toISOString(),
    version: 2,
  };
}
