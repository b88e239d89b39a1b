import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createTrackEvent } from '../helpers/sampleEvents.ts';
import { type Copy, copyExamples, runCommand } from './copyExamples.ts';
import { type Failure, type Miso, startMiso } from './misoServer.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { signBody } from './segmentRelay.ts';

export const SECRET = 'a-long-random-text';
export const API_KEY = 'the-key-of-your-Miso-project';

/** What Miso refuses although its schema accepts it: the user, and the fields that it names. */
const REFUSED: Readonly<Record<string, boolean | readonly string[]>> = {
  refused: true,
  'refused twice': ['product_ids.0', 'context'],
};

export const viewed = createTrackEvent('Product Viewed', { product_id: 'p1' });
export const added = { ...createTrackEvent('Product Added', { product_id: 'p2' }), userId: 'u2' };
export const rejected = createTrackEvent('Product Viewed', { name: 'no id' });
export const skipped = createTrackEvent('Coupon Denied', { coupon_id: 'c1' });
export const deletion = { type: 'delete', userId: 'u9' };

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
}

/** What the tests of a file share: an installed copy, a Miso, and a receiver that most of them use. */
export class WebhookFixture {
  copy!: Copy;
  miso!: Miso;
  /** The receiver of the current test. */
  receiver!: Receiver;
  /** How Miso fails now. */
  fail: Failure | undefined;
  #shared: Receiver | undefined;
  #callsBefore = 0;

  constructor(isTrusting = false) {
    beforeAll(async () => {
      this.copy = await copyExamples();
      this.miso = await startMiso({
        apiKey: API_KEY,
        isTrusting,
        fail: () => this.fail,
        refuse: (record) => REFUSED[(record as { user_id: string }).user_id] ?? false,
      });
      this.#shared = await startReceiver(this.copy.path, this.environment);
    }, 300_000);
    afterAll(async () => {
      await this.#shared?.kill();
      await this.miso.close();
      this.copy.remove();
    });
    beforeEach(() => {
      this.fail = undefined;
      this.#callsBefore = this.miso.calls;
      this.receiver = this.#shared!;
    });
    afterEach(async () => {
      if (this.receiver !== this.#shared) await this.receiver.kill();
      this.miso.stored.length = 0;
      this.miso.deleted.length = 0;
      rmSync(this.deadLetters, { recursive: true, force: true });
    });
  }

  get environment(): NodeJS.ProcessEnv {
    return { SEGMENT_SHARED_SECRET: SECRET, MISO_API_KEY: API_KEY, MISO_URL: this.miso.url };
  }

  get deadLetters(): string {
    return join(this.copy.path, 'dead-letters.ndjson');
  }

  /** Starts a receiver with other settings or by another command, for the current test. */
  async start(environment: NodeJS.ProcessEnv = {}, command?: string): Promise<Receiver> {
    this.receiver = await startReceiver(this.copy.path, { ...this.environment, ...environment }, command);
    return this.receiver;
  }

  /** Runs a command beside the receiver, with its settings. */
  async run(command: string, environment: NodeJS.ProcessEnv = {}): Promise<{ stdout: string }> {
    const { port } = new URL(this.receiver.url);
    return runCommand(this.copy.path, command, { ...this.environment, PORT: port, ...environment });
  }

  /** How many calls of Miso the current test has made. */
  countCalls(): number {
    return this.miso.calls - this.#callsBefore;
  }

  readDeadLetters(): unknown[] {
    if (!existsSync(this.deadLetters)) return [];
    return readFileSync(this.deadLetters, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown);
  }

  /** Sends a body with a signature, or with none. */
  async post(body: string, signature?: string, others: Record<string, string> = {}): Promise<Answer> {
    const headers = {
      'content-type': 'application/json',
      ...(signature !== undefined && { 'x-signature': signature }),
      ...others,
    };
    const response = await fetch(this.receiver.url, { method: 'POST', headers, body });
    return {
      status: response.status,
      body: await response.text(),
      retryAfter: response.headers.get('retry-after'),
    };
  }

  /** Sends an event or a list as Segment does. */
  async send(payload: unknown, others?: Record<string, string>): Promise<Answer> {
    return this.post(JSON.stringify(payload), signBody(payload, SECRET), others);
  }

  /** The log lines of the receiver that are about requests. */
  readLog(): Record<string, unknown>[] {
    const lines = this.receiver.log().split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ status }) => status);
  }
}
