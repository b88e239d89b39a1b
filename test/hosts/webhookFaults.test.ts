import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { createHmacDigest, signBody } from './segmentRelay.ts';
import { mountSmallDisk } from './smallDisk.ts';
import { added, deletion, rejected, SECRET, skipped, viewed, WebhookFixture } from './webhookFixture.ts';

const webhook = new WebhookFixture();
const disk = mountSmallDisk();
afterAll(() => disk?.remove());

const refused = { ...viewed, userId: 'refused' };

function readLetters(path: string): unknown[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line) as unknown);
}

describe('dead letters', () => {
  test('a file that cannot be written ends the start with one line', async () => {
    const path = join(webhook.copy.path, 'a-folder');
    mkdirSync(path);
    await expect(webhook.start({ DEAD_LETTERS: path })).rejects.toThrow(
      /has ended with 1: DEAD_LETTERS cannot be written: EISDIR: [^\n]*\n$/,
    );
  });

  test.skipIf(disk === undefined)('a full disk stores nothing twice, and loses nothing', async () => {
    const path = join(disk!.path, 'dead-letters.ndjson');
    await webhook.start({ DEAD_LETTERS: path });
    await webhook.send(rejected);
    disk!.fill();
    const others = Array.from({ length: 50 }, () => rejected);
    // before the upload
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(await webhook.send([viewed, ...others])).toMatchObject({ status: 500 });
    }
    expect(webhook.miso.stored).toHaveLength(0);
    await expect.poll(() => webhook.receiver.log()).toContain('ENOSPC');
    // what needs no dead letter is sent
    expect(await webhook.send(added)).toMatchObject({ status: 200 });
    expect(readLetters(path)).toHaveLength(1);

    // Miso's refusals are known after the upload: once, and then no upload is made
    const refusals = Array.from({ length: 50 }, () => refused);
    expect(await webhook.send([viewed, ...refusals])).toMatchObject({ status: 500 });
    const calls = webhook.miso.calls;
    for (const payload of [[viewed, ...refusals], added]) {
      expect(await webhook.send(payload)).toMatchObject({ status: 500 });
    }
    expect(webhook.miso.calls).toBe(calls);
    expect(webhook.miso.stored).toHaveLength(2);

    disk!.free();
    expect(await webhook.send([viewed, ...others])).toMatchObject({ status: 200 });
    expect(readLetters(path)).toHaveLength(1 + refusals.length + others.length);
  });

  test('an event that is nested too deeply is kept without what is nested', async () => {
    const deep = `${'{"a":'.repeat(7000)}1${'}'.repeat(7000)}`;
    const body = JSON.stringify({ ...rejected, messageId: 'm1' }).replace('"no id"', deep);
    expect(await webhook.post(body, createHmacDigest(body, SECRET))).toMatchObject({ status: 200 });
    expect(webhook.readDeadLetters()).toMatchObject([
      { fate: 'rejected', event: { event: 'Product Viewed', messageId: 'm1' }, isTruncated: true },
    ]);
    expect(readFileSync(webhook.deadLetters, 'utf8')).not.toContain('"properties":');
  });

  test('a line that a crash has cut off does not continue in the next', async () => {
    writeFileSync(webhook.deadLetters, '{"fate":"rejec');
    chmodSync(webhook.deadLetters, 0o600);
    await webhook.send([rejected]);
    const lines = readFileSync(webhook.deadLetters, 'utf8').split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[1]!)).toMatchObject({ event: rejected });
  });

  test('those of several requests do not mix', async () => {
    const lists = Array.from({ length: 8 }, (_, list) =>
      Array.from({ length: 300 }, (_, at) => ({
        ...rejected,
        userId: `u${list}-${at}`,
        filler: 'x'.repeat(3000),
      })),
    );
    const answers = await Promise.all(lists.map((list) => webhook.send(list)));
    expect(answers.map(({ status }) => status)).toStrictEqual(lists.map(() => 200));
    const kept = webhook
      .readDeadLetters()
      .map((letter) => (letter as { event: { userId: string } }).event.userId);
    expect(kept.sort()).toStrictEqual(
      lists
        .flat()
        .map(({ userId }) => userId)
        .sort(),
    );
  });

  test('REFUSE_DELETIONS=1 and MISO_DRY_RUN=1 keep deletions there', async () => {
    for (const name of ['REFUSE_DELETIONS', 'MISO_DRY_RUN']) {
      const receiver = await webhook.start({ [name]: '1' });
      expect(await webhook.send([viewed, deletion])).toMatchObject({
        status: 200,
        body: '{"accepted":1,"refused deletion_refused":1}',
      });
      await receiver.kill();
    }
    expect(webhook.miso.deleted).toStrictEqual([]);
    // and the dry run stores nothing
    expect(webhook.miso.stored).toHaveLength(1);
    expect(webhook.readDeadLetters()).toMatchObject([{ event: deletion }, { event: deletion }]);
  });

  test('they are replayed through the receiver', async () => {
    writeFileSync(
      join(webhook.copy.path, 'letters.ndjson'),
      [viewed, rejected, skipped].map((event) => JSON.stringify({ event })).join('\n') +
        `\n${JSON.stringify({ event: viewed, isTruncated: true })}\n{"event":{"typ`,
    );
    await webhook.start({ SEGMENT_SECRET_HEADER: 'X-Secret: open-sesame', REFUSE_LISTS: '1' });
    webhook.fail = { answer: 503 };
    setTimeout(() => (webhook.fail = undefined), 500);
    const { stdout } = await webhook.run('npm run --silent replay letters.ndjson', {
      SEGMENT_SECRET_HEADER: 'X-Secret: open-sesame',
    });
    expect(JSON.parse(stdout)).toStrictEqual({
      accepted: 1,
      'rejected missing_product_id': 1,
      'skipped unmapped_event': 1,
      unreadable: 2,
    });
    expect(webhook.miso.stored).toHaveLength(1);
    expect(webhook.readDeadLetters()).toMatchObject([{ event: rejected }]);
  });
});

/** Sends an event over a connection that is kept. */
async function sendOn(agent: Agent): Promise<IncomingMessage> {
  const headers = { 'x-signature': signBody(viewed, SECRET) };
  return new Promise((resolve, reject) => {
    request(webhook.receiver.url, { method: 'POST', headers, agent }, (response) => {
      response.resume();
      resolve(response);
    })
      .on('error', reject)
      .end(JSON.stringify(viewed));
  });
}

/** Begins a request whose body does not end. */
function beginRequest(): Socket {
  const { hostname, port } = new URL(webhook.receiver.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(
    `POST / HTTP/1.1\r\nhost: x\r\nx-signature: ${'0'.repeat(40)}\r\ncontent-length: 1000\r\n\r\n{`,
  );
  return socket;
}

describe('asked to stop', () => {
  test('it finishes what is in flight, and ends although clients keep their connections', async () => {
    await webhook.start();
    const [idle, busy] = [new Agent({ keepAlive: true }), new Agent({ keepAlive: true })];
    expect((await sendOn(idle)).headers.connection).toBe('keep-alive');
    webhook.fail = { answer: 'slow' };
    const calls = webhook.miso.calls;
    const answer = sendOn(busy);
    await expect.poll(() => webhook.miso.calls).toBe(calls + 1);
    const start = performance.now();
    expect(await webhook.receiver.stop()).toBe(0);
    expect(performance.now() - start).toBeLessThan(3000);
    expect(await answer).toMatchObject({ statusCode: 200, headers: { connection: 'close' } });
    expect(webhook.miso.stored).toHaveLength(2);
  });

  test('a body that never ends does not hold it', async () => {
    await webhook.start();
    const socket = beginRequest();
    await pause(200);
    const start = performance.now();
    expect(await webhook.receiver.stop()).toBe(0);
    expect(performance.now() - start).toBeLessThan(9500);
    socket.destroy();
  });

  test('npm hands the signal on', async () => {
    await webhook.start({}, 'exec npm run webhook');
    await webhook.receiver.stop();
    expect(existsSync(`/proc/${webhook.receiver.pid}`)).toBe(false);
    await expect.poll(() => webhook.send(viewed).catch(() => 'closed')).toBe('closed');
  });
});

test('above a limit in flight it responds with 503 immediately, and small requests still get in', async () => {
  webhook.fail = { answer: 'slow' };
  const filler = 'x'.repeat(1000);
  const list = Array.from({ length: 1000 }, () => ({ ...skipped, filler }));
  const lists = Array.from({ length: 60 }, async () => {
    const start = performance.now();
    const answer = await webhook.send([viewed, ...list]);
    return { ...answer, seconds: (performance.now() - start) / 1000 };
  });
  expect(await webhook.send(viewed)).toMatchObject({ status: 200 });
  const answers = await Promise.all(lists);
  const busy = answers.filter(({ status }) => status === 503);
  expect(busy.length).toBeGreaterThan(10);
  expect(new Set(busy.map(({ retryAfter }) => retryAfter))).toStrictEqual(new Set(['1']));
  expect(webhook.miso.stored).toHaveLength(1 + answers.length - busy.length);
});

test('slow bodies are closed after 10 seconds', async () => {
  const start = performance.now();
  const sockets = Array.from({ length: 500 }, beginRequest);
  const timer = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write(' ');
  }, 1000);
  const answers = await Promise.all(sockets.map((socket) => text(socket).catch(() => '')));
  clearInterval(timer);
  expect((performance.now() - start) / 1000).toBeLessThan(14);
  expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 408 '))).not.toStrictEqual([]);
  expect(await webhook.send(viewed)).toMatchObject({ status: 200 });
});
