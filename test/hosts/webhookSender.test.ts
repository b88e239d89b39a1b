import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test, vi } from 'vitest';
import { mapToInteraction } from '../helpers/checkedMapper.ts';
import { createHmacDigest, signBody } from './segmentRelay.ts';
import { added, SECRET, skipped, viewed, WebhookFixture } from './webhookFixture.ts';

const webhook = new WebhookFixture();

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
    expect(await webhook.post(body, signature)).toMatchObject({ status: 401 });
    expect(webhook.countCalls()).toBe(0);
    await expect.poll(() => webhook.receiver.log()).toContain('The signature is missing or wrong.');
  });

  test('a changed first event: 401', async () => {
    const changed = JSON.stringify([{ ...viewed, userId: 'another' }, added]);
    expect(await webhook.post(changed, right)).toMatchObject({ status: 401 });
    expect(webhook.countCalls()).toBe(0);
  });

  test('a changed second event passes, as Segment does not sign it', async () => {
    const changed = JSON.stringify([viewed, { ...added, userId: 'another' }]);
    expect(await webhook.post(changed, right)).toMatchObject({ status: 200 });
  });

  test('capital hex is the same', async () => {
    expect(await webhook.post(body, right.toUpperCase())).toMatchObject({ status: 200 });
  });

  test('an empty list has none', async () => {
    expect(await webhook.post('[]', createHmacDigest('[]', SECRET))).toMatchObject({ status: 401 });
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
    expect(await webhook.send([{ ...skipped, properties }, viewed])).toMatchObject({ status: 200 });
  });

  // the bytes are verified, whoever wrote them
  test.each(['{"a":1.0}', '{"a":1E3}', '{"a":"\\u0041"}', '{"a": 1}', '{"a":1,"a":2}', '{"}":["]\\"{"]}'])(
    'of a first event that JavaScript would not write: %s',
    async (event) => {
      const signature = createHmacDigest(event, SECRET);
      expect(await webhook.post(` [ ${event} , {}]`, signature)).toMatchObject({ status: 200 });
      expect(await webhook.post(event, signature)).toMatchObject({ status: 200 });
    },
  );

  test.each([
    ['more than one event in the first', `[${JSON.stringify(viewed).slice(0, -1)},"x":{}},{}]`],
    ['something before the first', `[1,${JSON.stringify(viewed)}]`],
    ['a list in the list', `[[${JSON.stringify(viewed)}]]`],
    ['an unfinished first event', `[${JSON.stringify(viewed).slice(0, -1)}`],
    ['more beside json in the first', `[{"json":${JSON.stringify(viewed)},"type":"delete"}]`],
  ])('of a list with %s: 401', async (_, list) => {
    expect(await webhook.post(list, signBody(viewed, SECRET))).toMatchObject({ status: 401 });
    expect(webhook.countCalls()).toBe(0);
  });
});

describe('what Segment sends', () => {
  test('the Extensible Webhook: [{ json: event }], with the signature of the bare first event', async () => {
    const wrapped = [{ json: viewed }, { json: added }, null];
    const signature = signBody(viewed, SECRET);
    expect(await webhook.post(JSON.stringify(wrapped), signature)).toMatchObject({
      status: 200,
      body: '{"accepted":2,"rejected not_an_event":1}',
    });
    expect(webhook.miso.stored).toStrictEqual([viewed, added].map(mapToInteraction));
    // one event is not wrapped
    expect(await webhook.send(viewed)).toMatchObject({ status: 200 });
  });

  test('X-Segment-Signature is that of the whole list', async () => {
    const list = JSON.stringify([viewed, added]);
    const ofAll = { 'x-segment-signature': createHmacDigest(list, SECRET) };
    const ofFirst = { 'x-segment-signature': signBody([viewed], SECRET) };
    expect(await webhook.post(list, undefined, ofAll)).toMatchObject({ status: 200 });
    expect(await webhook.post(list, undefined, ofFirst)).toMatchObject({ status: 401 });
  });

  test('during a rotation, both secrets are valid', async () => {
    await webhook.start({ SEGMENT_SHARED_SECRET: 'the-new-one', SEGMENT_SHARED_SECRET_OLD: SECRET });
    const list = JSON.stringify([viewed]);
    expect(await webhook.post(list, signBody(viewed, 'the-new-one'))).toMatchObject({ status: 200 });
    expect(await webhook.post(list, signBody(viewed, SECRET))).toMatchObject({ status: 200 });
    expect(await webhook.post(list, signBody(viewed, 'another'))).toMatchObject({ status: 401 });
  });

  test('a secret header keeps out who has seen a signed event', async () => {
    await webhook.start({ SEGMENT_SECRET_HEADER: 'X-Secret: open-sesame' });
    expect(await webhook.send(viewed, { 'x-secret': 'open-sesame' })).toMatchObject({ status: 200 });
    for (const headers of [{}, { 'x-secret': '' }, { 'x-secret': 'open-sesame2' }]) {
      expect(await webhook.send(viewed, headers)).toStrictEqual({
        status: 401,
        body: 'The secret header is missing or wrong.',
        retryAfter: null,
      });
    }
    expect(webhook.countCalls()).toBe(1);
  });

  test('REFUSE_LISTS=1 refuses a list of which only the first event is signed', async () => {
    await webhook.start({ REFUSE_LISTS: '1' });
    expect(await webhook.send([viewed, added])).toMatchObject({ status: 400 });
    expect(await webhook.send(viewed)).toMatchObject({ status: 200 });
    const list = JSON.stringify([viewed, added]);
    const ofAll = { 'x-segment-signature': createHmacDigest(list, SECRET) };
    expect(await webhook.post(list, undefined, ofAll)).toMatchObject({ status: 200 });
  });
});

describe('before the body is read', () => {
  /** Sends headers, and nothing of the body that they announce. */
  async function sendHeaders(headers: string, length = 1000): Promise<string> {
    const { hostname, port } = new URL(webhook.receiver.url);
    const socket = connect(Number(port), hostname);
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${headers}content-length: ${length}\r\n\r\n`);
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return String(chunk);
  }

  const signature = `x-signature: ${'0'.repeat(40)}\r\n`;

  test('a missing or malformed signature is refused', async () => {
    expect(await sendHeaders('')).toMatch(/^HTTP\/1.1 401 /);
    expect(await sendHeaders('x-signature: abc\r\n')).toMatch(/^HTTP\/1.1 401 /);
  });

  test('a body that is too large is refused', async () => {
    expect(await sendHeaders(signature, 2 ** 23 + 1)).toMatch(/^HTTP\/1.1 413 /);
  });

  test('a wrong secret header is refused', async () => {
    await webhook.start({ SEGMENT_SECRET_HEADER: 'X-Secret: open-sesame' });
    expect(await sendHeaders(`${signature}x-secret: open\r\n`)).toMatch(/^HTTP\/1.1 401 /);
  });
});

test('the key is imported once', async () => {
  const { createApp } = (await import(join(webhook.copy.path, 'webhook/app.mjs'))) as {
    createApp: (settings: object) => { request: (path: string, init: RequestInit) => Promise<Response> };
  };
  const importKey = vi.spyOn(crypto.subtle, 'importKey');
  const app = createApp({ sharedSecrets: [SECRET], miso: {}, log: () => undefined });
  for (let request = 0; request < 3; request++) {
    const headers = { 'x-signature': signBody(skipped, SECRET) };
    const response = await app.request('/', { method: 'POST', body: JSON.stringify(skipped), headers });
    expect(response.status).toBe(200);
  }
  expect(importKey).toHaveBeenCalledTimes(1);
});

describe('bodies that are none', () => {
  test.each(['', '{', 'undefined', '{"a":1}{"b":2}', '\ud800{'])('%j is no JSON: 400', async (body) => {
    expect(await webhook.post(body, createHmacDigest(body, SECRET))).toMatchObject({ status: 400 });
    expect(webhook.countCalls()).toBe(0);
  });

  test('a list that is no JSON after its first event: 400', async () => {
    for (const end of ['', ',', ',{]', '] []']) {
      const list = `[${JSON.stringify(viewed)}${end}`;
      expect(await webhook.post(list, signBody(viewed, SECRET))).toMatchObject({ status: 400 });
    }
  });

  test('more events than Segment sends: 413', async () => {
    const list = Array.from({ length: 4001 }, () => skipped);
    expect(await webhook.send(list)).toMatchObject({ status: 413 });
  });

  // deep enough to end the stack of whatever calls itself for each level
  test('unsigned brackets, 10 kB of them: 401', async () => {
    const body = '['.repeat(10_000);
    expect(await webhook.post(body, signBody(viewed, SECRET))).toMatchObject({ status: 401 });
    expect(await webhook.post(`[${'{"a":'.repeat(10_000)}`, signBody(viewed, SECRET))).toMatchObject({
      status: 401,
    });
  });

  test('10 MB: 413', async () => {
    const body = JSON.stringify({ ...viewed, filler: 'x'.repeat(10_000_000) });
    expect(await webhook.post(body, createHmacDigest(body, SECRET))).toMatchObject({ status: 413 });
    expect(webhook.countCalls()).toBe(0);
  });

  test('10 MB whose length is not told: 413', async () => {
    const { hostname, port } = new URL(webhook.receiver.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(
      `POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-signature: ${'0'.repeat(40)}\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    for (let chunk = 0; chunk < 10; chunk++)
      socket.write(`${(2 ** 20).toString(16)}\r\n${'x'.repeat(2 ** 20)}\r\n`);
    socket.write('0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 413 /);
  });

  test.each(['GET', 'PUT', 'DELETE'])('%s: 404', async (method) => {
    expect((await fetch(webhook.receiver.url, { method })).status).toBe(404);
  });
});
