import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mapToInteraction } from '../helpers/checkedMapper.ts';
import { createTrackEvent } from '../helpers/sampleEvents.ts';
import { readCodeBlocks, readCommands, type Copy, copyExamples, runCommand } from './copyExamples.ts';
import { type Failure, type Miso, startMiso } from './misoServer.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { createHmacDigest, signBody } from './segmentRelay.ts';

const SECRET = 'a-long-random-text';
const API_KEY = 'the-key-of-your-Miso-project';

/** What Miso refuses although its schema accepts it: the user, and the fields that it names. */
const REFUSED: Readonly<Record<string, boolean | readonly string[]>> = {
  refused: true,
  'refused twice': ['product_ids.0', 'context'],
};

const viewed = createTrackEvent('Product Viewed', { product_id: 'p1' });
const added = { ...createTrackEvent('Product Added', { product_id: 'p2' }), userId: 'u2' };
const rejected = createTrackEvent('Product Viewed', { name: 'no id' });
const skipped = createTrackEvent('Coupon Denied', { coupon_id: 'c1' });
const deletion = { type: 'delete', userId: 'u9' };

let copy: Copy;
let miso: Miso;
let fail: Failure | undefined;
let callsBefore: number;
/** The one that most tests use, and the one of the test that runs. */
let shared: Receiver;
let receiver: Receiver;

beforeAll(async () => {
  copy = await copyExamples();
  miso = await startMiso({
    apiKey: API_KEY,
    fail: () => fail,
    refuse: (record) => REFUSED[(record as { user_id: string }).user_id] ?? false,
  });
  shared = await startReceiver(copy.path, createEnvironment());
}, 300_000);

afterAll(async () => {
  await shared.kill();
  await miso.close();
  copy.remove();
});

beforeEach(() => {
  fail = undefined;
  callsBefore = miso.calls;
  receiver = shared;
});

afterEach(async () => {
  if (receiver !== shared) await receiver.kill();
  miso.stored.length = 0;
  miso.deleted.length = 0;
  rmSync(getDeadLettersPath(), { recursive: true, force: true });
});

function countCalls(): number {
  return miso.calls - callsBefore;
}

function createEnvironment(): NodeJS.ProcessEnv {
  return { SEGMENT_SHARED_SECRET: SECRET, MISO_API_KEY: API_KEY, MISO_URL: miso.url };
}

function getDeadLettersPath(): string {
  return join(copy.path, 'dead-letters.ndjson');
}

function readDeadLetters(): unknown[] {
  if (!existsSync(getDeadLettersPath())) return [];
  return readFileSync(getDeadLettersPath(), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Sends a text with a signature, or with none. */
async function post(body: string, signature?: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(signature && { 'x-signature': signature }) };
  const response = await fetch(receiver.url, { method: 'POST', headers, body });
  return { status: response.status, body: await response.text() };
}

/** Sends an event or a list as Segment does. */
async function send(payload: unknown): Promise<Answer> {
  return post(JSON.stringify(payload), signBody(payload, SECRET));
}

describe('events', () => {
  test.each([
    ['one', viewed, '{"accepted":1}', [viewed]],
    ['a list', [viewed, added], '{"accepted":2}', [viewed, added]],
    ['some that are not for Miso', [skipped, viewed], '{"skipped unmapped_event":1,"accepted":1}', [viewed]],
    ['one that is not for Miso', skipped, '{"skipped unmapped_event":1}', []],
  ])('%s', async (_, payload, body, expected) => {
    expect(await send(payload)).toStrictEqual({ status: 200, body });
    expect(miso.stored).toStrictEqual(expected.map(mapToInteraction));
    expect(readDeadLetters()).toStrictEqual([]);
  });

  test('one whose length is not told', async () => {
    const response = await fetch(receiver.url, {
      method: 'POST',
      headers: { 'x-signature': signBody(viewed, SECRET) },
      body: new Blob([JSON.stringify(viewed)]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(await response.text()).toBe('{"accepted":1}');
  });

  test('a { batch } is signed as a whole', async () => {
    const body = JSON.stringify({ batch: [viewed, added] });
    expect(await post(body, signBody(viewed, SECRET))).toMatchObject({ status: 401 });
    expect(await post(body, createHmacDigest(body, SECRET))).toStrictEqual({
      status: 200,
      body: '{"accepted":2}',
    });
  });

  test('as many as Segment sends at most', async () => {
    const list = Array.from({ length: 4000 }, (_, index) => ({ ...viewed, userId: `u${index}` }));
    expect(await send(list)).toStrictEqual({ status: 200, body: '{"accepted":4000}' });
    expect(miso.stored).toStrictEqual(list.map(mapToInteraction));
    expect(countCalls()).toBe(4);
  });

  test('what cannot be an interaction goes to the dead letters with its issues', async () => {
    // the body of an AWS queue, from a receiver that is wired to it
    const foreign = { Records: [{ body: JSON.stringify(viewed) }] };
    const { status, body } = await send([viewed, rejected, null, foreign]);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toStrictEqual({
      accepted: 1,
      'rejected missing_product_id': 1,
      'rejected not_an_event': 2,
    });
    expect(readDeadLetters()).toMatchObject([
      { fate: 'rejected', event: rejected, issues: [{ code: 'missing_product_id', path: 'properties' }] },
      { fate: 'rejected', event: null, issues: [{ code: 'not_an_event', path: '' }] },
      { fate: 'rejected', event: foreign, issues: [{ code: 'not_an_event', path: '' }] },
    ]);
    expect(statSync(getDeadLettersPath()).mode & 0o777).toBe(0o600);
  });

  test('what is not for Miso goes there too, when it is told so', async () => {
    receiver = await startReceiver(copy.path, { ...createEnvironment(), KEEP_SKIPPED: '1' });
    await send([skipped, viewed]);
    expect(readDeadLetters()).toMatchObject([
      { fate: 'skipped', event: skipped, issues: [{ code: 'unmapped_event' }] },
    ]);
  });

  test('what Miso refuses goes there, and the rest is stored', async () => {
    const refused = { ...viewed, userId: 'refused' };
    const refusedTwice = { ...added, userId: 'refused twice' };
    const answer = await send([viewed, refused, rejected, added, refusedTwice]);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toStrictEqual({
      accepted: 2,
      refused: 2,
      'rejected missing_product_id': 1,
    });
    expect(miso.stored).toStrictEqual([viewed, added].map(mapToInteraction));
    const [first, second, third, ...others] = readDeadLetters();
    expect(first).toStrictEqual({
      fate: 'refused',
      event: refused,
      issues: [{ path: '', message: 'is invalid. The record was not expected.' }],
    });
    expect(second).toMatchObject({ fate: 'rejected', event: rejected });
    expect(third).toStrictEqual({
      fate: 'refused',
      event: refusedTwice,
      issues: ['product_ids[0]', 'context'].map((path) => ({
        path,
        message: 'is invalid. The attribute was not expected.',
      })),
    });
    expect(others).toStrictEqual([]);
  });

  test('a delete call erases the user, after the events beside it', async () => {
    expect(await send(deletion)).toMatchObject({ status: 200, body: '{"skipped deletion_request":1}' });
    expect(miso.deleted).toStrictEqual(['u9']);
    await send([viewed, deletion]);
    expect(miso.stored).toHaveLength(1);
    expect(miso.deleted).toStrictEqual(['u9', 'u9']);
  });

  test('the event of the Event Tester', async () => {
    const tested = {
      ...{ messageId: 'segment-test-message-1', type: 'track', event: 'Segment Test Event Name' },
      ...{ userId: 'test-user', anonymousId: 'test-anonymous', timestamp: '2026-01-31T12:00:00.000Z' },
      ...{ testProperty: true, context: { library: { name: 'unknown', version: 'unknown' } } },
      properties: { property1: 1, property2: 'test', property3: true },
    };
    expect(await send(tested)).toMatchObject({ status: 200 });
  });
});

describe('the signature', () => {
  const body = JSON.stringify([viewed, added]);
  const right = signBody([viewed, added], SECRET);

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['of another secret', createHmacDigest(JSON.stringify(viewed), 'another secret')],
    ['of the whole list', createHmacDigest(body, SECRET)],
    ['of another event', signBody(added, SECRET)],
    ['too short', right.slice(0, -2)],
    ['too long', `${right}00`],
    ['not hex', 'x'.repeat(40)],
    ['with another digit', right.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))],
  ])('%s: 401, and nothing is sent to Miso', async (_, signature) => {
    expect(await post(body, signature)).toMatchObject({ status: 401 });
    expect(countCalls()).toBe(0);
    await expect.poll(() => receiver.log()).toContain('The signature is missing or wrong.');
  });

  test('a changed first event: 401', async () => {
    const changed = JSON.stringify([{ ...viewed, userId: 'another' }, added]);
    expect(await post(changed, right)).toMatchObject({ status: 401 });
    expect(countCalls()).toBe(0);
  });

  test('a changed second event passes, as Segment does not sign it', async () => {
    const changed = JSON.stringify([viewed, { ...added, userId: 'another' }]);
    expect(await post(changed, right)).toMatchObject({ status: 200 });
  });

  test('capital hex is the same', async () => {
    expect(await post(body, right.toUpperCase())).toMatchObject({ status: 200 });
  });

  test('an empty list has none', async () => {
    expect(await post('[]', createHmacDigest('[]', SECRET))).toMatchObject({ status: 401 });
  });

  // what JavaScript writes is read and written again as it was
  test.each([
    ['numbers', { a: [1e21, 1e-7, 0.1, 5e-324, Number.MAX_SAFE_INTEGER + 1, -0, 1.0] }],
    ['the order of members', { b: 1, 2: 2, a: 1, 1: 1 }],
    ['__proto__', JSON.parse('{"__proto__":{"a":1},"constructor":2,"toJSON":3}')],
    ['lone surrogates and separators', { a: '\ud800 \udc00 👟 \u2028\u2029\u0000\u007f "\\/' }],
    ['texts as names', { '': 1, ' ': 2, '\n': 3, ü: 4 }],
    ['depth', JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`)],
  ])('of a first event with %s', async (_, properties) => {
    expect(await send([{ ...skipped, properties }, viewed])).toMatchObject({ status: 200 });
  });

  // and what others write is not what was signed, in a list; alone it is
  test.each([
    '{"a":1.0}',
    '{"a":1E3}',
    '{"a":"\\u0041"}',
    '{"a": 1}',
    '{"a":1,"a":2}',
    '{"a":9007199254740993}',
  ])('of a first event that JavaScript would not write: %s', async (event) => {
    expect(await post(`[${event}]`, createHmacDigest(event, SECRET))).toMatchObject({ status: 401 });
    expect(await post(event, createHmacDigest(event, SECRET))).toMatchObject({ status: 200 });
  });
});

describe('bodies that are none', () => {
  test.each(['', '{', '[{"type":"track"}', 'undefined', '{"a":1}{"b":2}'])(
    '%j is no JSON: 400',
    async (body) => {
      expect(await post(body, createHmacDigest(body, SECRET))).toMatchObject({ status: 400 });
      expect(countCalls()).toBe(0);
    },
  );

  test('10 MB: 413', async () => {
    const body = JSON.stringify({ ...viewed, filler: 'x'.repeat(10_000_000) });
    expect(await post(body, createHmacDigest(body, SECRET))).toMatchObject({ status: 413 });
    expect(countCalls()).toBe(0);
  });

  test('10 MB whose length is not told: 413', async () => {
    const { hostname, port } = new URL(receiver.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write('POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n');
    for (let chunk = 0; chunk < 10; chunk++)
      socket.write(`${(2 ** 20).toString(16)}\r\n${'x'.repeat(2 ** 20)}\r\n`);
    socket.write('0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 413 /);
  });

  test.each(['GET', 'PUT', 'DELETE'])('%s: 404', async (method) => {
    expect((await fetch(receiver.url, { method })).status).toBe(404);
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
  ])('since it %s, Segment hears so, and nothing is lost', async (_, failure, status) => {
    fail = failure;
    expect(await send([viewed, rejected])).toMatchObject({ status });
    expect(await send(deletion)).toMatchObject({ status });
    // it comes again, so it is not kept yet
    expect(readDeadLetters()).toStrictEqual([]);

    fail = undefined;
    expect(await send([viewed, rejected])).toMatchObject({ status: 200 });
    expect(miso.stored).toHaveLength(failure.done === true ? 2 : 1);
    expect(readDeadLetters()).toHaveLength(1);
  });

  // more than once, as a machine that is busy with other things may stop for seconds
  test('since it does not answer, Segment is answered in time', { retry: 3 }, async () => {
    fail = { answer: 'none' };
    const start = performance.now();
    expect(await send(viewed)).toMatchObject({ status: 503 });
    const seconds = (performance.now() - start) / 1000;
    expect(seconds).toBeGreaterThan(3.9);
    expect(seconds).toBeLessThan(5);
  });

  test('since it cannot be reached', async () => {
    receiver = await startReceiver(copy.path, { ...createEnvironment(), MISO_URL: 'http://127.0.0.1:1/' });
    expect(await send(viewed)).toMatchObject({ status: 503 });
    await expect.poll(() => receiver.log()).toContain('Miso does not answer.');
  });

  test('the log says what to do about a wrong key, and holds neither secrets nor events', async () => {
    receiver = await startReceiver(copy.path, { ...createEnvironment(), MISO_API_KEY: 'wrong-key' });
    expect(await send([{ ...viewed, userId: 'someone' }, rejected])).toMatchObject({ status: 500 });
    await expect.poll(() => receiver.log()).toContain('Miso answers 401: MISO_API_KEY is wrong.');
    expect(receiver.log()).not.toMatch(/wrong-key|a-long-random-text|someone|no id/);
  });
});

describe('when the dead letters cannot be kept', () => {
  test('Segment sends them again', async () => {
    mkdirSync(getDeadLettersPath());
    expect(await send([viewed, rejected])).toMatchObject({ status: 500 });
    await expect.poll(() => receiver.log()).toContain('EISDIR');
    rmSync(getDeadLettersPath(), { recursive: true });
    expect(await send([viewed, rejected])).toMatchObject({ status: 200 });
    expect(readDeadLetters()).toHaveLength(1);
  });

  test('a line that a crash has cut off does not take in the next', async () => {
    writeFileSync(getDeadLettersPath(), '{"fate":"rejec');
    chmodSync(getDeadLettersPath(), 0o600);
    await send([rejected]);
    const lines = readFileSync(getDeadLettersPath(), 'utf8').split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[1]!)).toMatchObject({ event: rejected });
  });

  test('many at once do not mix', async () => {
    const lists = Array.from({ length: 8 }, (_, list) =>
      Array.from({ length: 300 }, (_, at) => ({
        ...rejected,
        userId: `u${list}-${at}`,
        filler: 'x'.repeat(3000),
      })),
    );
    const answers = await Promise.all(lists.map(send));
    expect(answers.map(({ status }) => status)).toStrictEqual(lists.map(() => 200));
    const kept = readDeadLetters().map((letter) => (letter as { event: { userId: string } }).event.userId);
    expect(kept.sort()).toStrictEqual(
      lists
        .flat()
        .map(({ userId }) => userId)
        .sort(),
    );
  });
});

test.each(['SEGMENT_SHARED_SECRET', 'MISO_API_KEY'])(
  'without %s it does not start, and says so',
  async (name) => {
    const start = startReceiver(copy.path, { ...createEnvironment(), [name]: '' });
    await expect(start).rejects.toThrow(`Set ${name}.`);
  },
);

test('asked to end, it answers first', async () => {
  receiver = await startReceiver(copy.path, createEnvironment());
  fail = { answer: 'none' };
  const answer = send(viewed);
  await expect.poll(countCalls).toBe(1);
  expect(await receiver.stop()).toBe(0);
  expect(await answer).toMatchObject({ status: 503 });
});

describe('its README', () => {
  const [install, start, call, ...others] = readCommands('examples/webhook/README.md');

  test('is followed word for word', async () => {
    expect(others).toStrictEqual([]);
    // the copy is installed by it
    expect(install).toBe('npm install');
    receiver = await startReceiver(copy.path, { MISO_URL: miso.url }, start);
    const { stdout } = await runCommand(copy.path, call!, { PORT: new URL(receiver.url).port });
    expect(stdout).toBe('{"accepted":1}');
    expect(readFileSync('examples/webhook/README.md', 'utf8')).toContain(`\`${stdout}\``);
    const [, event] = /event='(.*)'/.exec(call!)!;
    expect(miso.stored).toStrictEqual([mapToInteraction(JSON.parse(event!))]);
  });

  test('has a Worker that runs', async () => {
    const [worker] = readCodeBlocks('examples/webhook/README.md', 'js').filter((code) =>
      code.includes('export default'),
    );
    writeFileSync(join(copy.path, 'worker.mjs'), worker!);
    const { outputFiles } = await build({
      entryPoints: [join(copy.path, 'worker.mjs')],
      bundle: true,
      write: false,
      format: 'esm',
      conditions: ['worker', 'browser'],
      // the copy's is for the repository
      tsconfigRaw: '{}',
    });
    const { MISO_URL, ...bindings } = createEnvironment();
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
      expect(miso.stored).toStrictEqual([mapToInteraction(viewed)]);
      const bucket = (await miniflare.getR2Bucket('DEAD_LETTERS')) as unknown as Bucket;
      const [object] = (await bucket.list()).objects;
      expect(await (await bucket.get(object!.key)).json()).toMatchObject([
        { fate: 'rejected', event: rejected },
      ]);
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
