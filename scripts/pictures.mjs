// Takes pictures of the site that `npm run docs` built, to be looked at: reports/site/*.png, and docs/playground.png for README.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'reports/site');
const WIDTHS = [390, 1440];
const SCHEMES = /** @type {const} */ (['light', 'dark']);

/** @typedef {import('playwright-core').Page} Page */

const REJECTED = {
  type: 'track',
  event: 'Product Viewed',
  userId: 'u1',
  properties: { item_id: 'p1', price: 12 },
};

const NAMES = [
  'Product Viewed',
  'Item Added to Bag',
  'purchase',
  'Cart Shared',
  'Video Playback Started',
  'Collection Viewed',
  'Sort Applied',
  'Signed Up',
];

/** The pages that are only opened. */
const PAGES = {
  landing: '',
  guide: 'custom-events.html',
  issues: 'issues.html#missing_product_id',
  example: 'examples/webhook.html',
  reference: 'api/',
  function: 'api/functions/createMapper.html',
  interface: 'api/interfaces/MapperOptions.html',
};

/** What the playground shows -> how to get there. @type {Readonly<Record<string, (page: Page) => Promise<unknown>>>} */
const STATES = {
  mapped: async (page) => {
    await pick(page, 'Order Completed · product_dropped');
    await page.locator('[data-field="[0].revenue"]').hover();
  },
  rejected: (page) => open(page, { payload: JSON.stringify(REJECTED, null, 2), options: '' }),
  broken: (page) => pick(page, 'Broken JSON'),
  link: (page) => open(page, { payload: JSON.stringify(REJECTED), options: '({ unmapped: "custom" })' }),
  options: (page) => page.getByRole('tab', { name: 'Options' }).click(),
  names: async (page) => {
    await page.getByRole('tab', { name: 'Event names' }).click();
    await page.locator('#names-input').fill(NAMES.join('\n'));
  },
  export: async (page) => {
    await page.locator('#file').setInputFiles(join(root, 'examples/events.ndjson'));
    await page.getByRole('link', { name: 'Download' }).first().waitFor();
  },
};

const server = serve({
  fetch: new Hono().use('*', serveStatic({ root: join(root, 'site') })).fetch,
  hostname: '127.0.0.1',
  port: 0,
});
await new Promise((resolve) => server.once('listening', resolve));
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
const site = `http://127.0.0.1:${port}/`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  await mkdir(folder, { recursive: true });
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const context = { viewport: { width, height: 900 }, colorScheme };
      const nameFile = (/** @type {string} */ name) => join(folder, `${name}-${width}-${colorScheme}.png`);
      for (const [name, path] of Object.entries(PAGES)) {
        await takePicture(path, async () => {}, context, { path: nameFile(name) });
      }
      for (const [name, act] of Object.entries(STATES)) {
        await takePicture('playground.html', act, context, {
          path: nameFile(`playground-${name}`),
          fullPage: true,
        });
      }
    }
  }
  const context = /** @type {const} */ ({ viewport: { width: 1200, height: 780 }, colorScheme: 'light' });
  await takePicture('playground.html', STATES.mapped, context, { path: join(root, 'docs/playground.png') });
} finally {
  await browser.close();
  server.close();
}

/**
 * @param {string} path
 * @param {(page: Page) => Promise<unknown>} act
 * @param {import('playwright-core').BrowserContextOptions} context
 * @param {import('playwright-core').PageScreenshotOptions} screenshot
 */
async function takePicture(path, act, context, screenshot) {
  const page = await browser.newPage(context);
  await page.goto(site + path);
  if (path.startsWith('playground')) await page.locator('.event').first().waitFor();
  await act(page);
  await page.waitForTimeout(500);
  await page.screenshot(screenshot);
  await page.close();
}

/**
 * @param {Page} page
 * @param {string} start
 */
async function pick(page, start) {
  const options = page.locator('#sample option');
  const label = (await options.allTextContents()).find((text) => text.startsWith(start));
  await page.locator('#sample').selectOption({ label });
  await page.waitForTimeout(300);
}

/**
 * @param {Page} page
 * @param {{ payload: string, options: string }} shared
 */
async function open(page, shared) {
  await page.goto(`${page.url()}#shared=${deflateRawSync(JSON.stringify(shared)).toString('base64url')}`);
  await page.waitForTimeout(300);
}
