import * as crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as https from 'node:https';
import { join } from 'node:path';
import { type Context, createContext, runInContext } from 'node:vm';
import fetchOfNode, { type RequestInit } from 'node-fetch';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { canonicalMapping, ECOMMERCE_EVENTS } from '../../src/index.ts';
import { mapEvent } from '../helpers/checkedMapper.ts';
import { createWebhookEvent } from '../helpers/sampleEvents.ts';
import { readCommands, type Copy, copyExamples } from './copyExamples.ts';
import { type Miso, type MisoOptions, startMiso } from './misoServer.ts';

const README = 'examples/segment-function/README.md';
const API_KEY = 'the-secret-api-key';
const MISO = 'https://api.askmiso.com/v1/interactions';

/** The errors that Segment documents, as a script: a function finds them by name, and need not find them as properties of the global object. */
const ERRORS = ['EventNotSupported', 'InvalidEventPayload', 'ValidationError', 'RetryError']
  .map((name) => `class ${name} extends Error { name = '${name}'; }`)
  .join('\n');

let copy: Copy;
let code: string;
let miso: Miso | undefined;

beforeAll(async () => {
  copy = await copyExamples(readCommands(README));
  code = readFileSync(join(copy.path, 'segment-function/dist/function.js'), 'utf8');
}, 300_000);

afterAll(() => {
  copy.remove();
});

afterEach(async () => {
  await miso?.close();
  miso = undefined;
});

/** How a call ends for Segment. */
interface Reported {
  readonly error?: string;
  readonly message?: string;
  readonly returned?: unknown;
}

const DONE: Reported = {};

/** Deploys the function where Miso is a stand-in; calls a handler of it. */
async function deploy(
  options: MisoOptions = {},
): Promise<(handler: string, given: unknown, settings?: object) => Promise<Reported>> {
  const server = await startMiso({ apiKey: API_KEY, fail: () => undefined, ...options });
  miso = server;
  const context = createSandbox(server.url);
  runInContext(ERRORS, context);
  runInContext(code, context);
  return async (handler, given, settings = { apiKey: API_KEY }) => {
    const reported: string = await runInContext(
      `${handler}(${JSON.stringify(given)}, ${JSON.stringify(settings)}).then(
        (returned) => JSON.stringify({ returned }),
        (error) => JSON.stringify({ error: error.name, message: error.message }),
      )`,
      context,
    );
    return JSON.parse(reported) as Reported;
  };
}

/**
 * The language, and what Segment documents of its runtime (Node 20): `fetch` (of node-fetch), `crypto`, `https`, `atob`, `btoa`, `FormData`,
 * `cache` and the console. The packages that it has too (`AWS`, `_`, `moment`, …) are left out, as the function has no use for
 * them. https://segment.com/docs/connections/functions/destination-functions/#runtime-and-dependencies
 */
function createSandbox(url: string): Context {
  const fetch = async (input: string, init: RequestInit): ReturnType<typeof fetchOfNode> => {
    expect(input).toBe(MISO);
    return fetchOfNode(url, init);
  };
  const cache = {
    load: (_key: string, _ttl: number, make: () => unknown) => make(),
    delete: () => undefined,
  };
  // Segment shows what is logged to everyone in the workspace
  const log = (...texts: unknown[]): never => {
    throw new Error(`logs ${texts.join(' ')}`);
  };
  const console = { log, info: log, warn: log, error: log, debug: log };
  return createContext({ fetch, crypto, https, atob, btoa, FormData, cache, console });
}

// enough for any of the events
const properties = {
  product_id: 'p1',
  quantity: 2,
  query: 'blue roses',
  category: 'Garden > Roses',
  rating: 4,
  total: 27.5,
  products: [{ product_id: 'p1', quantity: 2 }, { sku: 'p2' }],
};

const mapped = canonicalMapping.map(({ event }) => event);
const names = [...new Set<string>([...ECOMMERCE_EVENTS, ...mapped])];
const viewed = createWebhookEvent('Product Viewed', properties);
const withoutProduct = createWebhookEvent('Product Viewed', { name: 'Runner' });
const deletion = { type: 'delete', userId: 'u7', timestamp: '2026-01-31T12:00:00.000Z' };

test('the sandbox has nothing else of a host', async () => {
  await deploy();
  const others = [
    'process',
    'require',
    'module',
    'Buffer',
    'setTimeout',
    'URL',
    'AbortSignal',
    'TextEncoder',
  ];
  const found: string = runInContext(
    `${JSON.stringify(others)}.filter((name) => name in globalThis).join()`,
    createSandbox(MISO),
  );
  expect(found).toBe('');
});

describe('an event', () => {
  test.each(names)('%s', async (name) => {
    const call = await deploy();
    const event = createWebhookEvent(name, properties);
    const { interactions, issues } = mapEvent(event);
    const isMapped = (mapped as string[]).includes(name);
    const expected = isMapped ? DONE : { error: 'EventNotSupported', message: issues[0]?.message };
    expect(await call('onTrack', event)).toStrictEqual(expected);
    expect(miso!.stored).toStrictEqual(interactions);
    expect(interactions).toHaveLength(isMapped ? 1 : 0);
  });

  test.each([
    ['onPage', { type: 'page', userId: 'u1', name: 'Home' }],
    ['onScreen', { type: 'screen', userId: 'u1', name: 'Home' }],
    ['onIdentify', { type: 'identify', userId: 'u1', traits: { email: 'a@example.com' } }],
    ['onGroup', { type: 'group', userId: 'u1', groupId: 'g1' }],
    ['onAlias', { type: 'alias', userId: 'u1', previousId: 'u0' }],
  ])('%s does not support what is not for Miso', async (handler, event) => {
    const call = await deploy();
    expect(await call(handler, event)).toMatchObject({ error: 'EventNotSupported' });
    expect(miso!.calls).toBe(0);
  });

  test('without a product is an invalid payload, and why is reported', async () => {
    const call = await deploy();
    const [issue] = mapEvent(withoutProduct).issues;
    const expected = { error: 'InvalidEventPayload', message: issue.message };
    expect(await call('onTrack', withoutProduct)).toStrictEqual(expected);
    expect(miso!.calls).toBe(0);
  });
});

describe('a deletion', () => {
  const deletions = Array.from({ length: 400 }, (_, index) => ({ ...deletion, userId: `u${index}` }));

  test('of many users is one call, and each has a status', async () => {
    const call = await deploy();
    const { returned } = await call('onBatch', [...deletions, { type: 'delete' }]);
    const invalid = { status: 400, errormessage: 'userId is required for a deletion.' };
    expect(returned).toStrictEqual([...deletions.map(() => ({ status: 200 })), invalid]);
    expect(miso!.deleted).toStrictEqual(deletions.map(({ userId }) => userId));
    expect(miso!.calls).toBe(1);
  });

  test('that Miso refuses does not keep it from the others', async () => {
    // of u0 to u3, of u0 and u1, of u0
    const call = await deploy({ fail: (number) => (number <= 3 ? { answer: 'refusal' } : undefined) });
    const { returned } = await call('onBatch', deletions.slice(0, 4));
    expect(returned).toMatchObject([{ status: 400 }, { status: 200 }, { status: 200 }, { status: 200 }]);
    expect(miso!.deleted).toStrictEqual(['u1', 'u2', 'u3']);
  });

  test('is not taken from within an event', async () => {
    const call = await deploy();
    await call('onTrack', { ...viewed, batch: [deletion] });
    expect(miso!.deleted).toStrictEqual([]);
  });

  test('erases the user', async () => {
    const call = await deploy();
    expect(await call('onDelete', deletion)).toStrictEqual(DONE);
    expect(miso!.deleted).toStrictEqual(['u7']);
  });

  test('of nobody is an invalid payload', async () => {
    const call = await deploy();
    expect(await call('onDelete', { type: 'delete' })).toMatchObject({ error: 'InvalidEventPayload' });
    expect(miso!.calls).toBe(0);
  });

  test('that Miso does not take now is sent again', async () => {
    const call = await deploy({ fail: () => ({ answer: 503 }) });
    expect(await call('onDelete', deletion)).toMatchObject({ error: 'RetryError' });
    expect(await call('onBatch', [deletion])).toMatchObject({ returned: [{ status: 500 }] });
  });
});

describe('what Miso responds', () => {
  test.each<[answer: number | 'refusal' | 'cut', error: string, status: number]>([
    [429, 'RetryError', 500],
    [500, 'RetryError', 500],
    [503, 'RetryError', 500],
    [408, 'RetryError', 500],
    ['cut', 'RetryError', 500],
    [401, 'RetryError', 500],
    [403, 'RetryError', 500],
    [301, 'RetryError', 500],
    [400, 'RetryError', 500],
    [404, 'RetryError', 500],
    [405, 'RetryError', 500],
    [413, 'InvalidEventPayload', 400],
    ['refusal', 'InvalidEventPayload', 400],
  ])('%s is %s, and %i in a batch', async (answer, error, status) => {
    const call = await deploy({ fail: () => ({ answer }) });
    const reported = await call('onTrack', viewed);
    expect(reported).toStrictEqual({ error, message: expect.stringMatching(/^Miso/) as unknown });
    expect(await call('onBatch', [viewed])).toStrictEqual({
      returned: [{ status, errormessage: reported.message }],
    });
    expect(miso!.stored).toStrictEqual([]);
  });

  test.each<[refused: boolean | string[], message: string]>([
    [true, 'Miso refuses the interaction.'],
    [['product_ids.0'], 'Miso refuses product_ids.'],
    [['ada@example.com'], 'Miso refuses the interaction.'],
    [['constructor'], 'Miso refuses the interaction.'],
  ])('a message does not repeat its words: a refusal of %j', async (refused, message) => {
    const call = await deploy({ refuse: () => refused });
    expect(await call('onTrack', viewed)).toStrictEqual({ error: 'InvalidEventPayload', message });
  });

  test('a batch that is too large is sent in halves, and what is too large alone is refused', async () => {
    const searched = createWebhookEvent('Products Searched', { query: 'roses '.repeat(300) });
    const events = [viewed, searched, viewed];
    const call = await deploy({ maxBytes: 1800 });
    const { returned } = await call('onBatch', events);
    const refused = { status: 400, errormessage: 'Miso refuses the interaction.' };
    expect(returned).toStrictEqual([{ status: 200 }, refused, { status: 200 }]);
    expect(miso!.stored).toStrictEqual([viewed, viewed].flatMap((event) => mapEvent(event).interactions));
  });

  test('what takes longer than Segment waits is given up in time', async () => {
    const call = await deploy({ fail: () => ({ answer: 'none' }) });
    const start = performance.now();
    const { returned } = await call('onBatch', [viewed, withoutProduct, deletion]);
    expect(performance.now() - start).toBeLessThan(4500);
    expect(returned).toMatchObject([{ status: 500 }, { status: 400 }, { status: 500 }]);
  });

  test('a wrong key is reported without the key', async () => {
    const call = await deploy();
    const { error, message } = await call('onTrack', viewed, { apiKey: 'another-key' });
    expect(error).toBe('RetryError');
    expect(message).toContain('401');
    expect(message).not.toContain('another-key');
  });
});

describe('a batch', () => {
  test('of all events is sent in one call, and each has a status', async () => {
    const call = await deploy();
    const events = names.map((name) => createWebhookEvent(name, properties));
    const results = events.map((event) => mapEvent(event));
    const expected = results.map(({ status, issues }) =>
      status === 'mapped' ? { status: 200 } : { status: 400, errormessage: issues[0].message },
    );
    expect(await call('onBatch', events)).toStrictEqual({ returned: expected });
    expect(miso!.stored).toStrictEqual(results.flatMap(({ interactions }) => interactions));
    expect(miso!.stored).toHaveLength(mapped.length);
    expect(miso!.calls).toBe(1);
  });

  test('keeps apart what is stored, not for Miso, invalid, refused and erased', async () => {
    const refused = { ...viewed, userId: 'refused' };
    const call = await deploy({ refuse: (record) => (record as { user_id: string }).user_id === 'refused' });
    const { returned } = await call('onBatch', [
      { type: 'identify', userId: 'u1' },
      refused,
      viewed,
      deletion,
      withoutProduct,
    ]);
    expect(returned).toStrictEqual([
      { status: 400, errormessage: mapEvent({ type: 'identify', userId: 'u1' }).issues[0].message },
      { status: 400, errormessage: 'Miso refuses the interaction.' },
      { status: 200 },
      { status: 200 },
      { status: 400, errormessage: mapEvent(withoutProduct).issues[0].message },
    ]);
    expect(miso!.stored).toStrictEqual(mapEvent(viewed).interactions);
    expect(miso!.deleted).toStrictEqual(['u7']);
  });

  test('that Miso does not take now is sent again without what it would never take', async () => {
    const call = await deploy({ fail: (number) => (number === 1 ? { answer: 503 } : undefined) });
    const { returned } = await call('onBatch', [viewed, withoutProduct, deletion]);
    expect(returned).toMatchObject([{ status: 500 }, { status: 400 }, { status: 200 }]);
  });

  test('of nothing is nothing', async () => {
    const call = await deploy();
    expect(await call('onBatch', [])).toStrictEqual({ returned: [] });
    expect(miso!.calls).toBe(0);
  });
});
