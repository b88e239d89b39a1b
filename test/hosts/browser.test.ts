import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page, type Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { canonicalMapping, ECOMMERCE_EVENTS } from '../../src/index.ts';
import { mapEvent } from '../helpers/checkedMapper.ts';
import { expectAccepted } from '../contract/misoErrors.ts';
import { readCodeBlocks, readCommands, type Copy, copyExamples, runCommand } from './copyExamples.ts';
import { type Miso, startMiso } from './misoServer.ts';
import { CHROMIUM, hasChromium } from '../helpers/chromium.ts';

const VISITOR = 'analytics.instance.user().anonymousId()';

const [SETUP, SERVE] = ((commands) => [commands.slice(0, -1), commands.at(-1)!] as const)(
  readCommands('examples/browser/README.md').flatMap((block) => block.split('\n')),
);

/** What a shop has already, as `main.mjs` loads it; and how the browser is called. */
const SHOP = `
import { AnalyticsBrowser } from '@segment/analytics-next';

window.keepalives = [];
const { fetch } = window;
window.fetch = (url, init) => {
  if (String(url).includes('api_key')) keepalives.push(init.keepalive);
  return fetch(url, init);
};
const sendBeacon = navigator.sendBeacon.bind(navigator);
navigator.sendBeacon = (url, body) => {
  sessionStorage.beacon = url;
  return sendBeacon(url, body);
};
const analytics = AnalyticsBrowser.load(
  { writeKey: 'none', cdnSettings: { integrations: { 'Segment.io': { apiKey: 'none' } } } },
  { integrations: { 'Segment.io': false } },
);
Object.assign(window, { analytics });`;

interface Outcome {
  readonly event: string;
  readonly status: string;
  readonly messages: readonly string[];
  readonly interactions: readonly Record<string, unknown>[];
}

describe.skipIf(!hasChromium)('the page', () => {
  let copy: Copy;
  let server: ChildProcess;
  let address: string;
  let browser: Browser;
  let page: Page;
  let requests: string[];
  let problems: string[];

  beforeAll(async () => {
    copy = await copyExamples(SETUP);
    // it serves as long as its standard input is open
    server = spawn('bash', ['--norc', '-c', `exec ${SERVE}`], {
      cwd: copy.path,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    address = await getAddress(server);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    if (server?.exitCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.stdin!.end();
      await ended;
    }
    copy.remove();
  });

  beforeEach(async () => {
    requests = [];
    problems = [];
    page = await browser.newPage();
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(address);
  });

  afterEach(async () => {
    await page.close();
    expect(problems).toStrictEqual([]);
    expect(requests.filter((url) => !url.startsWith(address))).toStrictEqual([]);
  });

  /** What the page shows, the newest first, once it shows so many. */
  async function readOutcomes(count: number): Promise<Outcome[]> {
    await page.locator(`#outcomes > li:nth-child(${count})`).waitFor();
    const items = await page.locator('#outcomes > li').all();
    return Promise.all(
      items.map(async (item) => ({
        event: (await item.locator('h2').evaluate((heading) => heading.firstChild?.textContent)) ?? '',
        status: await item.locator('h2 span').innerText(),
        messages: await item.locator('p').allInnerTexts(),
        interactions: (await item.locator('pre').allInnerTexts()).map(
          (text) => JSON.parse(text) as Record<string, unknown>,
        ),
      })),
    );
  }

  test.each<[label: string, event: string, status: string, interaction: object]>([
    ['Search', 'Products Searched', 'mapped', { type: 'search', search: { keywords: 'blue roses' } }],
    [
      'Open a category',
      'Product List Viewed',
      'mapped',
      { type: 'category_page_view', category: ['Garden', 'Roses'] },
    ],
    ['View', 'Product Viewed', 'mapped', { type: 'product_detail_page_view', product_ids: ['rose-1'] }],
    ['Add to cart', 'Product Added', 'mapped', { type: 'add_to_cart', quantities: [2] }],
    ['Save for later', 'Product Added to Wishlist', 'mapped', { type: 'add_to_collection' }],
    ['Buy', 'Order Completed', 'mapped', { type: 'checkout', product_ids: ['rose-1'], revenue: 30 }],
    ['Rate', 'Product Reviewed', 'mapped', { type: 'rate', rating: 5 }],
    ['Look at the cart', 'Cart Viewed', 'skipped', {}],
    ['View what has no id', 'Product Viewed', 'rejected', {}],
  ])('shows what “%s” becomes', async (label, event, status, interaction) => {
    await page.getByRole('button', { name: label, exact: true }).click();
    const [shown, ...others] = await readOutcomes(1);
    expect(others).toStrictEqual([]);
    expect(shown).toMatchObject({ event, status });
    const { interactions, messages } = shown!;
    const visitor = await page.evaluate(VISITOR);
    const expected = { ...interaction, anonymous_id: visitor, context: { page: { url: address } } };
    expect(interactions).toMatchObject(status === 'mapped' ? [expected] : []);
    expect(messages).toHaveLength(status === 'mapped' ? 0 : 1);
    interactions.forEach(expectAccepted);
  });

  test('maps all events of Segment’s library as the mapper does elsewhere', async () => {
    const properties = {
      product_id: 'p1',
      query: 'roses',
      category: 'Roses',
      rating: 4,
      products: [{ product_id: 'p1', quantity: 2 }],
    };
    const names = [...ECOMMERCE_EVENTS, ...canonicalMapping.map(({ event }) => event)];
    const visitor: unknown = await page.evaluate(VISITOR);
    for (const name of names) {
      await page.evaluate(`analytics.track(${JSON.stringify(name)}, ${JSON.stringify(properties)})`);
    }
    const shown = (await readOutcomes(names.length)).reverse();
    const expected = names.map((event) => {
      const { status, interactions, issues } = mapEvent({ event, anonymousId: 'a1', properties });
      const fields = interactions.map((interaction) => ({ ...interaction, anonymous_id: visitor }));
      return {
        event,
        status,
        messages: status === 'mapped' ? [] : issues.map(({ message }) => message),
        interactions: fields,
      };
    });
    expect(shown).toMatchObject(expected);
  });

  test('fits a phone, and is dark where that is asked for', async () => {
    await page.setViewportSize({ width: 360, height: 640 });
    for (const name of ['Buy', 'View what has no id']) {
      await page.getByRole('button', { name, exact: true }).click();
    }
    await readOutcomes(2);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const background = 'getComputedStyle(document.documentElement).backgroundColor';
    const shades = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      shades.push(await page.evaluate(background));
    }
    expect(shades).toStrictEqual(['rgb(255, 255, 255)', 'rgb(22, 24, 29)']);
  });

  test('is kept by the browser from calling others', async () => {
    const call = `fetch('https://api.askmiso.com/v1/interactions', { method: 'POST' }).catch(({ name }) => name)`;
    expect(await page.evaluate(call)).toBe('TypeError');
    expect(problems.join()).toContain('Content Security Policy');
    expect(
      requests.every((url) => url.startsWith(address) || url.startsWith('https://api.askmiso.com')),
    ).toBe(true);
    problems = [];
    requests = [];
  });
});

describe.skipIf(!hasChromium)('the script of a shop', () => {
  const KEY = 'publishable';
  let copy: Copy;
  let script: string;
  let miso: Miso;
  let shop: Server;
  let browser: Browser;
  let page: Page;
  let requests: Request[];

  beforeAll(async () => {
    copy = await copyExamples(SETUP);
    miso = await startMiso();
    const sender = join(copy.path, 'browser/send.mjs');
    const MISO = 'https://api.askmiso.com/v1/interactions';
    expect(readFileSync(sender, 'utf8')).toContain(`'${MISO}'`);
    writeFileSync(sender, readFileSync(sender, 'utf8').replace(MISO, miso.url));
    const [shown] = readCodeBlocks('examples/browser/README.md', 'js');
    writeFileSync(
      join(copy.path, 'browser/shop.mjs'),
      `${SHOP}\n${shown!.replace('YOUR_PUBLISHABLE_API_KEY', KEY)}`,
    );
    await runCommand(copy.path, 'npx esbuild browser/shop.mjs --bundle --outfile=shop.js');
    script = readFileSync(join(copy.path, 'shop.js'), 'utf8');
    shop = createServer((request, response) => {
      response.setHeader('content-type', request.url === '/shop.js' ? 'text/javascript' : 'text/html');
      response.end(request.url === '/shop.js' ? script : '<!doctype html><script src="/shop.js"></script>');
    }).listen(0, '127.0.0.1');
    await once(shop, 'listening');
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    shop?.close();
    await miso?.close();
    copy?.remove();
  });

  beforeEach(async () => {
    miso.stored.length = 0;
    requests = [];
    page = await browser.newPage();
    page.on('request', (request) => {
      if (request.url().startsWith(miso.url)) requests.push(request);
    });
    await page.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/`);
  });

  afterEach(async () => {
    await page.close();
  });

  const getUsers = (): unknown[] => miso.stored.map((record) => (record as { user_id?: unknown }).user_id);

  test('sends what is mapped with the key in the query, and the id of the user as it is', async () => {
    await page.evaluate(`analytics.identify('u1').then(() => Promise.all([
      analytics.track('Product Viewed', { product_id: 'p1' }),
      analytics.track('Cart Viewed'),
      analytics.track('Product Added', { product_id: 'p1' }),
    ]))`);
    await vi.waitFor(() => {
      expect(getUsers()).toStrictEqual(['u1', 'u1']);
      expect(requests).toHaveLength(1);
    }, 5000);
    expect(requests[0]!.url()).toBe(`${miso.url}?api_key=${KEY}`);
    expect(requests[0]!.resourceType()).toBe('fetch');
    // no other: a header would need a permission, which Miso is asked for by a request of its own
    expect(requests[0]!.headers()).toMatchObject({ 'content-type': 'text/plain;charset=UTF-8' });
    expect(await page.evaluate('keepalives')).toStrictEqual([true]);
    expect(JSON.stringify(miso.stored)).not.toContain('user_hash');
  });

  test('sends what is left when the visitor leaves', async () => {
    await page.evaluate(`void analytics.track('Product Viewed', { product_id: 'p1' })`);
    await page.waitForTimeout(200);
    await page.goto('about:blank');
    await vi.waitFor(() => {
      expect(miso.stored).toMatchObject([{ type: 'product_detail_page_view' }]);
    }, 5000);
    // the browser reports nothing of a page that was left
    await page.goBack();
    expect(await page.evaluate('sessionStorage.beacon')).toBe(`${miso.url}?api_key=${KEY}`);
  });

  test('sends at most 64 KiB at a time', async () => {
    const products = Array.from({ length: 60 }, (_, index) => ({ product_id: `product-${index}` }));
    await page.evaluate(`for (let index = 0; index < 100; index++) {
      void analytics.track('Order Completed', { order_id: 'o' + index, products: ${JSON.stringify(products)} });
    }`);
    await vi.waitFor(() => {
      expect(miso.stored).toHaveLength(100);
      expect(requests.length).toBeGreaterThan(1);
    }, 20_000);
    for (const request of requests) {
      expect(request.postDataBuffer()!.length).toBeLessThanOrEqual(64 * 1024);
    }
  });
});

/** The address that esbuild prints. */
async function getAddress(server: ChildProcess): Promise<string> {
  let printed = '';
  return new Promise((resolve, reject) => {
    // read to the end: it would end with its output
    server.stderr!.on('data', (chunk) => {
      printed += String(chunk);
      const [found] = /http:\/\/127\.0\.0\.1:\d+\//.exec(printed) ?? [];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', () => {
      reject(new Error(`no address: ${printed}`));
    });
  });
}
