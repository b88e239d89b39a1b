import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../helpers/chromium.ts';
import { openSite, type Site, visit } from './openSite.ts';
import { PATIENCE } from './playgroundPage.ts';

const KILOBYTE = 1000;

describe.skipIf(!hasChromium)('on a processor of a quarter of the speed', () => {
  let site: Site;

  beforeAll(async () => {
    site = await openSite();
  });

  afterAll(() => site.close());

  // more than once, as other tests may have the processor
  test.each([
    ['', 120, 1000],
    ['getting-started.html', 120, 1000],
    ['your-own-events.html', 120, 1000],
    ['api/interfaces/MapperOptions.html', 120, 1000],
    ['playground.html', 300, 1500],
  ])('/%s is small and soon there', { retry: 2 }, async (path, kilobytes, milliseconds) => {
    const { page } = await visit(site, '404.html');
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (/\.js$/.test(response.url())) sizes.push(response.body().then((body) => gzipSync(body).length));
    });
    const session = await page.context().newCDPSession(page);
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.goto(site.url + path);
    if (path.startsWith('playground')) await page.locator('.event').waitFor(PATIENCE);
    const { paint, mapped } = await page.evaluate(() => ({
      paint: performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
      mapped: performance.getEntriesByName('mapped')[0]?.startTime ?? 0,
    }));
    const size = (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0) / KILOBYTE;
    await page.context().close();
    console.log(
      `/${path}: scripts ${size.toFixed(0)} kB gzip, first paint ${paint.toFixed(0)} ms` +
        (mapped === 0 ? '' : `, interactive and mapped ${mapped.toFixed(0)} ms`),
    );
    expect(size).toBeLessThanOrEqual(kilobytes);
    expect(paint).toBeLessThanOrEqual(1000);
    expect(mapped).toBeLessThanOrEqual(milliseconds);
  });
});
