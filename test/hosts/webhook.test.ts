import { writeFileSync, statSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { describe, expect, test } from 'vitest';
import { mapToInteraction } from '../helpers/checkedMapper.ts';
import { readCodeBlocks, readCommands, runCommand } from './copyExamples.ts';
import type { Failure } from './misoServer.ts';
import { createHmacDigest, signBody } from './segmentRelay.ts';
import { added, deletion, rejected, SECRET, skipped, viewed, WebhookFixture } from './webhookFixture.ts';

const webhook = new WebhookFixture();

describe('events', () => {
  test.each([
    ['one', viewed, '{"accepted":1}', [viewed]],
    ['a list', [viewed, added], '{"accepted":2}', [viewed, added]],
    ['some that are not for Miso', [skipped, viewed], '{"skipped unmapped_event":1,"accepted":1}', [viewed]],
    ['one that is not for Miso', skipped, '{"skipped unmapped_event":1}', []],
  ])('%s', async (_, payload, body, expected) => {
    expect(await webhook.send(payload)).toMatchObject({ status: 200, body });
    expect(webhook.miso.stored).toStrictEqual(expected.map(mapToInteraction));
    expect(webhook.readDeadLetters()).toStrictEqual([]);
  });

  test('one whose length is not told', async () => {
    const response = await fetch(webhook.receiver.url, {
      method: 'POST',
      headers: { 'x-signature': signBody(viewed, SECRET) },
      body: new Blob([JSON.stringify(viewed)]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(await response.text()).toBe('{"accepted":1}');
  });

  test('a { batch } is signed as a whole', async () => {
    const body = JSON.stringify({ batch: [viewed, added] });
    expect(await webhook.post(body, signBody(viewed, SECRET))).toMatchObject({ status: 401 });
    expect(await webhook.post(body, createHmacDigest(body, SECRET))).toMatchObject({
      status: 200,
      body: '{"accepted":2}',
    });
  });

  test('as many as Segment sends at most', async () => {
    const list = Array.from({ length: 4000 }, (_, index) => ({ ...viewed, userId: `u${index}` }));
    expect(await webhook.send(list)).toMatchObject({ status: 200, body: '{"accepted":4000}' });
    expect(webhook.miso.stored).toStrictEqual(list.map(mapToInteraction));
    expect(webhook.countCalls()).toBe(4);
  });

  test('what cannot be an interaction goes to the dead letters with its issues', async () => {
    // the body of an AWS queue, from a receiver that is wired to it
    const foreign = { Records: [{ body: JSON.stringify(viewed) }] };
    const { status, body } = await webhook.send([viewed, rejected, null, foreign]);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toStrictEqual({
      accepted: 1,
      'rejected missing_product_id': 1,
      'rejected not_an_event': 2,
    });
    expect(webhook.readDeadLetters()).toMatchObject([
      { fate: 'rejected', event: rejected, issues: [{ code: 'missing_product_id', path: 'properties' }] },
      { fate: 'rejected', event: null, issues: [{ code: 'not_an_event', path: '' }] },
      { fate: 'rejected', event: foreign, issues: [{ code: 'not_an_event', path: '' }] },
    ]);
    expect(statSync(webhook.deadLetters).mode & 0o777).toBe(0o600);
  });

  test('what is not for Miso goes there too, when it is told so', async () => {
    await webhook.start({ KEEP_SKIPPED: '1' });
    await webhook.send([skipped, viewed]);
    expect(webhook.readDeadLetters()).toMatchObject([
      { fate: 'skipped', event: skipped, issues: [{ code: 'unmapped_event' }] },
    ]);
  });

  test('what Miso refuses goes there, and the rest is stored', async () => {
    const refused = { ...viewed, userId: 'refused' };
    const refusedTwice = { ...added, userId: 'refused twice' };
    const answer = await webhook.send([viewed, refused, rejected, added, refusedTwice]);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toStrictEqual({
      accepted: 2,
      refused: 2,
      'rejected missing_product_id': 1,
    });
    expect(webhook.miso.stored).toStrictEqual([viewed, added].map(mapToInteraction));
    expect(webhook.readDeadLetters()).toStrictEqual([
      expect.objectContaining({ fate: 'rejected', event: rejected }),
      {
        fate: 'refused',
        event: refused,
        issues: [{ path: '', message: 'is invalid. The record was not expected.' }],
      },
      {
        fate: 'refused',
        event: refusedTwice,
        issues: ['product_ids[0]', 'context'].map((path) => ({
          path,
          message: 'is invalid. The attribute was not expected.',
        })),
      },
    ]);
  });

  test('a delete call erases the user, after the events beside it', async () => {
    expect(await webhook.send(deletion)).toMatchObject({
      status: 200,
      body: '{"skipped deletion_request":1}',
    });
    expect(webhook.miso.deleted).toStrictEqual(['u9']);
    await webhook.send([viewed, deletion]);
    expect(webhook.miso.stored).toHaveLength(1);
    expect(webhook.miso.deleted).toStrictEqual(['u9', 'u9']);
  });

  test('the event of the Event Tester', async () => {
    const tested = {
      ...{ messageId: 'segment-test-message-1', type: 'track', event: 'Segment Test Event Name' },
      ...{ userId: 'test-user', anonymousId: 'test-anonymous', timestamp: '2026-01-31T12:00:00.000Z' },
      ...{ testProperty: true, context: { library: { name: 'unknown', version: 'unknown' } } },
      properties: { property1: 1, property2: 'test', property3: true },
    };
    expect(await webhook.send(tested)).toMatchObject({ status: 200 });
  });
});

describe('when Miso fails', () => {
  test.each<[string, Failure, number]>([
    ['is busy', { answer: 429 }, 503],
    ['is broken', { answer: 500 }, 503],
    ['is down', { answer: 503 }, 503],
    ['ends the connection', { answer: 'cut' }, 503],
    ['ends the connection after storing', { answer: 'cut', done: true }, 503],
    ['refuses the key', { answer: 401 }, 500],
    ['forbids the key', { answer: 403 }, 500],
    ['takes no such call', { answer: 404 }, 500],
    ['has moved', { answer: 301 }, 500],
    ['resets the connection', { answer: 'reset' }, 503],
  ])('since it %s, Segment hears so, and nothing is lost', async (_, failure, status) => {
    webhook.fail = failure;
    expect(await webhook.send([viewed, rejected])).toMatchObject({ status });
    expect(await webhook.send(deletion)).toMatchObject({ status });
    // it comes again with the others, and is kept again
    expect(webhook.readDeadLetters()).toHaveLength(1);

    webhook.fail = undefined;
    expect(await webhook.send([viewed, rejected])).toMatchObject({ status: 200 });
    expect(webhook.miso.stored).toHaveLength(failure.done === true ? 2 : 1);
    expect(webhook.readDeadLetters()).toHaveLength(2);
  });

  test('Retry-After is honored: until then Segment is answered with 503, and Miso is not called', async () => {
    await webhook.start();
    webhook.fail = { answer: 429, retryAfter: '2' };
    expect(await webhook.send([viewed, rejected])).toMatchObject({ status: 503, retryAfter: '2' });
    webhook.fail = undefined;
    for (const payload of [viewed, [viewed, rejected], deletion]) {
      expect(await webhook.send(payload)).toMatchObject({ status: 503, retryAfter: '2' });
    }
    expect(webhook.countCalls()).toBe(1);
    expect(webhook.readDeadLetters()).toHaveLength(1);
    await expect.poll(async () => (await webhook.send(viewed)).status, { timeout: 4000 }).toBe(200);
  });

  // more than once, as a machine that is busy with other things may stop for seconds
  test('since it does not answer, Segment is answered in time', { retry: 3 }, async () => {
    webhook.fail = { answer: 'none' };
    const start = performance.now();
    expect(await webhook.send(viewed)).toMatchObject({ status: 503 });
    const seconds = (performance.now() - start) / 1000;
    expect(seconds).toBeGreaterThan(3.9);
    expect(seconds).toBeLessThan(5);
  });

  test('since it cannot be reached', async () => {
    await webhook.start({ MISO_URL: 'http://127.0.0.1:59999/' });
    expect(await webhook.send(viewed)).toMatchObject({ status: 503 });
    await expect.poll(() => webhook.receiver.log()).toContain('Miso did not answer (ECONNREFUSED)');
  });

  test('the log says what to do about a wrong key, and holds neither secrets nor events', async () => {
    await webhook.start({ MISO_API_KEY: 'wrong-key' });
    expect(await webhook.send([{ ...viewed, userId: 'someone' }, rejected])).toMatchObject({ status: 500 });
    await expect
      .poll(() => webhook.receiver.log())
      .toContain('Miso answered 401: the API key is wrong, or it is a publishable key');
    expect(webhook.receiver.log()).not.toMatch(/wrong-key|a-long-random-text|someone|no id/);
  });
});

test('one-event requests share an upload, and each has its own outcome', async () => {
  const events = [viewed, { ...viewed, userId: 'refused' }, rejected, skipped, added];
  const answers = await Promise.all(events.map((event) => webhook.send(event)));
  expect(answers.map(({ body }) => body)).toStrictEqual([
    '{"accepted":1}',
    '{"refused":1}',
    '{"rejected missing_product_id":1}',
    '{"skipped unmapped_event":1}',
    '{"accepted":1}',
  ]);
  // and once more without the refused one
  expect(webhook.countCalls()).toBe(2);
  webhook.fail = { answer: 500 };
  const failed = await Promise.all([viewed, added, skipped].map((event) => webhook.send(event)));
  expect(failed.map(({ status }) => status)).toStrictEqual([503, 503, 200]);
  expect(webhook.countCalls()).toBe(3);
});

describe('its README', () => {
  const [install, start, call, replay, ...others] = readCommands('examples/webhook/README.md');

  test('is followed word for word', async () => {
    expect(others).toStrictEqual([]);
    // the copy is installed by it
    expect(install).toBe('npm install');
    await webhook.start({ SEGMENT_SHARED_SECRET: '', MISO_API_KEY: '' }, start);
    const { stdout } = await runCommand(webhook.copy.path, call!, {
      PORT: new URL(webhook.receiver.url).port,
    });
    expect(stdout).toBe('{"accepted":1}');
    expect(readFileSync('examples/webhook/README.md', 'utf8')).toContain(`\`${stdout}\``);
    const [, event] = /event='(.*)'/.exec(call!)!;
    expect(webhook.miso.stored).toStrictEqual([mapToInteraction(JSON.parse(event!))]);

    await webhook.send(rejected);
    const replayed = await webhook.run(replay!);
    expect(replayed.stdout).toContain('{"rejected missing_product_id":1}');
  });

  test('has a Worker that runs', async () => {
    const [worker] = readCodeBlocks('examples/webhook/README.md', 'js').filter((code) =>
      code.includes('export default'),
    );
    writeFileSync(join(webhook.copy.path, 'worker.mjs'), worker!);
    const { outputFiles } = await build({
      entryPoints: [join(webhook.copy.path, 'worker.mjs')],
      bundle: true,
      write: false,
      format: 'esm',
      conditions: ['worker', 'browser'],
      // the copy's is for the repository
      tsconfigRaw: '{}',
    });
    const { MISO_URL, ...bindings } = webhook.environment;
    const miniflare = new Miniflare({
      compatibilityDate: '2026-03-01',
      cf: false,
      modules: true,
      script: outputFiles[0]!.text,
      bindings: { ...bindings, MISO_URL: MISO_URL! },
      r2Buckets: ['DEAD_LETTERS'],
      handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
        stdout.resume();
        stderr.resume();
      },
    });
    try {
      const body = JSON.stringify([viewed, rejected]);
      const headers = { 'x-signature': signBody([viewed], SECRET) };
      const response = await miniflare.dispatchFetch('http://worker.test/', {
        method: 'POST',
        body,
        headers,
      });
      expect(await response.text()).toBe('{"accepted":1,"rejected missing_product_id":1}');
      expect(webhook.miso.stored).toStrictEqual([mapToInteraction(viewed)]);
      const bucket = (await miniflare.getR2Bucket('DEAD_LETTERS')) as unknown as Bucket;
      const [object] = (await bucket.list()).objects;
      expect(await (await bucket.get(object!.key)).json()).toMatchObject({
        fate: 'rejected',
        event: rejected,
      });
    } finally {
      await miniflare.dispose();
    }
  });
});

/** What is used of an R2 bucket, whose types are not those of miniflare here. */
interface Bucket {
  readonly list: () => Promise<{ readonly objects: readonly { readonly key: string }[] }>;
  readonly get: (key: string) => Promise<{ readonly json: () => Promise<unknown> }>;
}
