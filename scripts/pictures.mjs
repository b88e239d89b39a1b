// Takes pictures of the real page: docs/playground.png for README, and reports/playground/*.png to be looked at.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'reports/playground');
const WIDTHS = [390, 1440];
const SCHEMES = /** @type {const} */ (['light', 'dark']);

/** What is shown -> how to get there. @type {Readonly<Record<string, (page: import('playwright-core').Page) => Promise<unknown>>>} */
const STATES = {
  source: async (page) => {
    await pick(page, 'Order Completed · product_dropped');
    await page.locator('[data-field="[0].revenue"]').hover();
  },
  rejected: (page) => pick(page, 'Product Reviewed · invalid_rating'),
  broken: (page) => pick(page, 'Broken JSON'),
  batch: (page) => pick(page, 'A batch of three'),
  link: async (page) => {
    const shared = JSON.stringify({
      payload: '{"type":"track"}',
      options: 'export default { unmapped: "custom" };',
    });
    await page.goto(`${page.url()}#shared=${deflateRawSync(shared).toString('base64url')}`);
    await page.locator('#offer').waitFor();
  },
  options: (page) => page.getByRole('tab', { name: 'Options' }).click(),
  export: async (page) => {
    await page.locator('#file').setInputFiles(join(root, 'examples/events.ndjson'));
    await page.getByRole('link', { name: 'Download' }).waitFor();
  },
};

const site = await mkdtemp(join(tmpdir(), 'playground-'));
execFileSync(process.execPath, [join(root, 'scripts/playground.mjs'), site]);
const server = serve({
  fetch: new Hono().use('*', serveStatic({ root: site })).fetch,
  hostname: '127.0.0.1',
  port: 0,
});
await new Promise((resolve) => server.once('listening', resolve));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  await mkdir(folder, { recursive: true });
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      for (const state of Object.keys(STATES)) {
        const path = join(folder, `${state}-${width}-${colorScheme}.png`);
        await picture(state, { viewport: { width, height: 900 }, colorScheme }, { path, fullPage: true });
      }
    }
  }
  const path = join(root, 'docs/playground.png');
  await picture('source', { viewport: { width: 1200, height: 780 }, colorScheme: 'light' }, { path });
} finally {
  await browser.close();
  server.close();
  await rm(site, { recursive: true });
}

/**
 * @param {string} state
 * @param {import('playwright-core').BrowserContextOptions} context
 * @param {import('playwright-core').PageScreenshotOptions} screenshot
 */
async function picture(state, context, screenshot) {
  const page = await browser.newPage(context);
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await page.goto(`http://127.0.0.1:${port}/index.html`);
  await page.locator('.event').first().waitFor();
  await STATES[state](page);
  await page.waitForTimeout(300);
  await page.screenshot(screenshot);
  await page.close();
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} start
 */
async function pick(page, start) {
  const options = page.locator('#sample option');
  const label = (await options.allTextContents()).find((text) => text.startsWith(start));
  await page.locator('#sample').selectOption({ label });
  await page.waitForTimeout(300);
}
