import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startReceiver } from './receiver.ts';
import { API_KEY, SECRET, skipped, viewed, WebhookFixture } from './webhookFixture.ts';

const webhook = new WebhookFixture();

const SECRET_VALUES = 'printable ASCII on one line, without spaces at its ends';

describe('an invalid setting ends the start with one line', () => {
  test.each([
    [{ SEGMENT_SHARED_SECRET: '' }, 'SEGMENT_SHARED_SECRET must be set, or SEGMENT_SHARED_SECRET_FILE.'],
    [{ MISO_API_KEY: '' }, 'MISO_API_KEY must be set, or MISO_API_KEY_FILE.'],
    [{ SEGMENT_SHARED_SECRET: 'a\nb' }, `SEGMENT_SHARED_SECRET must be ${SECRET_VALUES}.`],
    [{ SEGMENT_SHARED_SECRET_OLD: 'é' }, `SEGMENT_SHARED_SECRET_OLD must be ${SECRET_VALUES}.`],
    [{ MISO_API_KEY: 'key\n' }, `MISO_API_KEY must be ${SECRET_VALUES}.`],
    [{ MISO_API_KEY: 'ключ' }, `MISO_API_KEY must be ${SECRET_VALUES}.`],
    [
      { SEGMENT_SECRET_HEADER: 'no-name' },
      'SEGMENT_SECRET_HEADER must be a header, such as X-Secret:a-long-random-text.',
    ],
    [{ MISO_URL: 'no url' }, 'MISO_URL must be an http or https URL.'],
    [{ MISO_URL: 'https://' }, 'MISO_URL must be an http or https URL.'],
    [{ MISO_URL: 'ftp://miso.test/' }, 'MISO_URL must be an http or https URL.'],
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ PORT: '80a' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ HOST: 'a host' }, 'HOST must be a host name or an IP address.'],
    [{ KEEP_SKIPPED: 'true' }, 'KEEP_SKIPPED must be 1 or 0.'],
    [{ REFUSE_LISTS: 'yes' }, 'REFUSE_LISTS must be 1 or 0.'],
    [{ REFUSE_DELETIONS: 'on' }, 'REFUSE_DELETIONS must be 1 or 0.'],
    [{ MISO_DRY_RUN: 'TRUE' }, 'MISO_DRY_RUN must be 1 or 0.'],
    [{ KEEP_SKIPED: '1' }, 'KEEP_SKIPED is unknown and must be KEEP_SKIPPED.'],
    [{ miso_url: 'x' }, 'miso_url is unknown and must be MISO_URL.'],
    [
      { MISO_API_KEY_FILE: '/none', MISO_API_KEY: '' },
      'MISO_API_KEY_FILE must be the path of a readable file.',
    ],
    [{ HOST: '203.0.113.1' }, /^HOST and PORT cannot be used: listen EADDRNOTAVAIL[^\n]*$/],
  ])('%j', async (environment, message) => {
    const line = await startReceiver(webhook.copy.path, { ...webhook.environment, ...environment }).then(
      () => 'started',
      (error: unknown) => (error as Error).message,
    );
    const [, printed] = /^The receiver has ended with 1: ([^\n]*)\n$/.exec(line) ?? [];
    expect(printed ?? line).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });
});

test('secrets are read from files, and HOST is where it listens', async () => {
  const [secret, key] = ['secret', 'key'].map((name) => join(webhook.copy.path, name));
  writeFileSync(secret!, `${SECRET}\n`);
  writeFileSync(key!, API_KEY);
  await webhook.start({
    ...{ SEGMENT_SHARED_SECRET: '', SEGMENT_SHARED_SECRET_FILE: secret },
    ...{ MISO_API_KEY: '', MISO_API_KEY_FILE: key, HOST: '127.0.0.1' },
  });
  expect(await webhook.send(viewed)).toMatchObject({ status: 200 });
  const { port } = new URL(webhook.receiver.url);
  await expect(fetch(`http://[::1]:${port}/health`)).rejects.toThrow('fetch failed');
});

test('/health, /ready, /metrics and the log say how it is', async () => {
  await webhook.start();
  await webhook.send([viewed, skipped]);
  webhook.fail = { answer: 500 };
  await webhook.send(viewed);
  const read = async (path: string): Promise<string> =>
    (await fetch(new URL(path, webhook.receiver.url))).text();
  expect(await read('health')).toBe('ok');
  expect(await read('ready')).toBe('ok');
  const metrics = await read('metrics');
  expect(metrics).toContain('webhook_events_total{outcome="accepted",reason=""} 1');
  expect(metrics).toContain('webhook_events_total{outcome="skipped",reason="unmapped_event"} 1');
  expect(metrics).toContain('webhook_request_duration_seconds_count{status="200"} 1');
  expect(metrics).toContain('webhook_request_duration_seconds_count{status="503"} 1');
  expect(metrics).toContain('process_resident_memory_bytes');
  await expect.poll(() => webhook.readLog()).toHaveLength(2);
  const [time, ms] = [expect.stringMatching(/^\d{4}-.*Z$/), expect.any(Number)];
  expect(webhook.readLog()).toStrictEqual([
    { time, level: 'info', status: 200, ms, counts: { accepted: 1, 'skipped unmapped_event': 1 } },
    { time, level: 'error', status: 503, ms, reason: 'Miso answered 500' },
  ]);
});

describe('where it runs', () => {
  test('what the Dockerfile copies is all that its command needs', async () => {
    const lines = readFileSync('examples/webhook/Dockerfile', 'utf8').split('\n');
    const image = join(webhook.copy.path, 'image');
    mkdirSync(image);
    for (const line of lines.filter((each) => each.startsWith('COPY '))) {
      const [target, ...sources] = line.split(' ').slice(1).reverse();
      for (const source of sources) {
        cpSync(join('examples', source), join(image, target === './' ? source : target!), {
          recursive: true,
        });
      }
    }
    symlinkSync(join(webhook.copy.path, 'node_modules'), join(image, 'node_modules'));
    const command = JSON.parse(lines.find((line) => line.startsWith('CMD '))!.slice(4)) as string[];
    webhook.receiver = await startReceiver(image, webhook.environment, `exec ${command.join(' ')}`);
    expect(await webhook.send(viewed)).toMatchObject({ status: 200 });
  });

  test.skipIf(!existsSync('/usr/bin/systemd-analyze'))('the systemd unit is valid', () => {
    const options = { encoding: 'utf8', stdio: 'pipe' } as const;
    execFileSync('systemd-analyze', ['verify', 'examples/webhook/segment-to-miso.service'], options);
  });
});
