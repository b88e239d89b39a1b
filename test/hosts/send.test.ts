import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { MisoInteraction, UploadError } from '../../src/index.ts';
import { type Copy, copyExamples } from './copyExamples.ts';
import { type Failure, type Miso, startMiso } from './misoServer.ts';

/** What is used of `send.mjs` and `retry.mjs`, which have no declarations. */
interface Sending {
  readonly sendInteractions: (records: readonly MisoInteraction[], to: object) => Promise<UploadError[]>;
  readonly sendDeletion: (deletion: object, to: object) => Promise<void>;
  readonly createRetry: (retries: number, onRetry?: (problem: Error) => void) => unknown;
}

const LIMIT = 2000;

let copy: Copy;
let miso: Miso;
let sending: Sending;
let fail: (call: number) => Failure | undefined;
let start: number;

beforeAll(async () => {
  copy = await copyExamples();
  sending = {
    ...(await import(join(copy.path, 'send.mjs'))),
    ...(await import(join(copy.path, 'retry.mjs'))),
  };
  const refuse = (record: unknown): boolean => (record as { user_id: string }).user_id.startsWith('bad');
  miso = await startMiso({ maxBytes: LIMIT, fail: (call) => fail(call - start), refuse });
}, 300_000);

afterAll(async () => {
  await miso.close();
  copy.remove();
});

afterEach(() => {
  miso.stored.length = 0;
});

/** Sends one record for each user to a Miso that fails, or does not. */
async function send(
  users: readonly string[],
  options: object = {},
  failures: typeof fail = () => undefined,
): Promise<UploadError[]> {
  fail = failures;
  start = miso.calls;
  return sending.sendInteractions(
    users.map((user_id) => ({ type: 'click', user_id, product_ids: ['p1'] })),
    { apiKey: 'k1', url: miso.url, ...options },
  );
}

function listStored(): string[] {
  return miso.stored.map((record) => (record as { user_id: string }).user_id);
}

function createUsers(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `u${at}`);
}

test('an upload that is too large is halved until it is not, and a record that is too large alone is refused', async () => {
  const users = createUsers(100);
  users[7] = 'x'.repeat(LIMIT);
  users[8] = 'bad';
  expect(await send(users)).toStrictEqual([
    { index: 7, path: '', message: 'is too large for Miso' },
    { index: 8, path: '', message: 'is invalid. The record was not expected.' },
  ]);
  expect(listStored()).toStrictEqual(users.filter((_, at) => at !== 7 && at !== 8));
});

test('after a 422 and after a 413, a retry sends only what is left', async () => {
  const users = [...createUsers(30), 'bad', ...createUsers(30)];
  const before = miso.uploads.length;
  // the 413 of the first call aside, each first attempt fails
  const refused = await send(users, { retry: sending.createRetry(3) }, (call) =>
    call % 2 === 1 ? { answer: 503 } : undefined,
  );
  expect(refused).toMatchObject([{ index: 30 }]);
  expect(listStored()).toStrictEqual(users.filter((user) => user !== 'bad'));
  expect(miso.uploads.slice(before)).toStrictEqual([61, 30, 31, 31, 30, 30]);
});

test.each([
  ['seconds', () => '3'],
  ['a date', () => new Date(Date.now() + 4000).toUTCString()],
])('Retry-After is honored: %s', async (_, retryAfter) => {
  const times: number[] = [];
  const begin = performance.now();
  await send(['u1'], { retry: sending.createRetry(3) }, (call) => {
    times.push(performance.now() - begin);
    return call === 1 ? { answer: 429, retryAfter: retryAfter() } : undefined;
  });
  expect(times).toHaveLength(2);
  expect(times[1]).toBeGreaterThan(2900);
  expect(listStored()).toStrictEqual(['u1']);
});

test.each<[string, Failure, string]>([
  ['301', { answer: 301 }, 'Miso answered 301'],
  ['500', { answer: 500 }, 'Miso answered 500'],
  [
    'a publishable key',
    { answer: 403, message: 'bot blocked' },
    'a publishable key, which servers cannot use',
  ],
  [
    'a playground',
    { answer: 400, message: 'Not in a Playground: u1' },
    'a playground, a read-only environment',
  ],
  ['another 400', { answer: 400, message: 'u1' }, 'Miso answered 400'],
  ['a reset', { answer: 'reset' }, 'Miso did not answer'],
  ['no response', { answer: 'none' }, 'Miso did not answer (TimeoutError)'],
])('%s: an error that explains it and does not repeat Miso', async (_, failure, message) => {
  const error = await send(['u1'], { timeout: 500 }, () => failure).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'MisoError', message: expect.stringContaining(message) });
  expect((error as Error).message).not.toMatch(/u1|blocked|Not in/);
  expect(listStored()).toStrictEqual([]);
});

test('a slow response is waited for', async () => {
  expect(await send(['u1'], { timeout: 5000 }, () => ({ answer: 'slow' }))).toStrictEqual([]);
});

test('a dry run is checked by Miso and not stored, and deletes nobody', async () => {
  const options = { apiKey: 'k1', url: `${miso.url}?a=1`, dryRun: true };
  expect(await send(['u1', 'bad'], options)).toMatchObject([{ index: 1 }]);
  expect(listStored()).toStrictEqual([]);
  await expect(sending.sendDeletion({ user_ids: ['u1'] }, options)).rejects.toThrow(
    'a dry run must not delete',
  );
  expect(miso.deleted).toStrictEqual([]);
});
