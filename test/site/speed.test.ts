import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../helpers/chromium.ts';
import { openSite, type Site, visit } from './openSite.ts';
import { PATIENCE } from './playgroundPage.ts';

const FIRST_PAINT = 'first-contentful-paint';
const MAPPED = 'mapped';
const MOST_VISITS = 8;

/** When things happened, in milliseconds. */
interface Times {
  readonly paint: number;
  readonly interactive: number;
}

describe.skipIf(!hasChromium)('on a processor of a quarter of the speed', () => {
  let site: Site;

  beforeAll(async () => {
    site = await openSite();
  });

  afterAll(() => site.close());

  test.each([
    ['', 120, FIRST_PAINT, 1000],
    ['getting-started.html', 120, FIRST_PAINT, 1000],
    ['custom-events.html', 120, FIRST_PAINT, 1000],
    ['api/interfaces/MapperOptions.html', 120, FIRST_PAINT, 1000],
    ['playground.html', 300, MAPPED, 1500],
  ])('/%s is small and soon there', async (path, kilobytes, mark, milliseconds) => {
    const visits: Times[] = [];
    const isSoonThere = ({ paint, interactive }: Times): boolean =>
      paint <= 1000 && interactive <= milliseconds;
    // again, as others may have the processor
    while (visits.length < MOST_VISITS && !visits.some(isSoonThere)) visits.push(await measure(path, mark));
    const kilobytesThere = await weighScripts(path, mark);
    const [best] = visits.toSorted((a, b) => a.interactive - b.interactive);
    console.log(
      `/${path}: scripts ${kilobytesThere.toFixed(0)} kB gzip, first paint ${best!.paint.toFixed(0)} ms, ` +
        `interactive ${best!.interactive.toFixed(0)} ms, best of ${visits.length}`,
    );
    expect(kilobytesThere).toBeLessThanOrEqual(kilobytes);
    expect(visits.some(isSoonThere), JSON.stringify(visits)).toBe(true);
  });

  async function measure(path: string, mark: string): Promise<Times> {
    const { page } = await visit(site, '404.html');
    const session = await page.context().newCDPSession(page);
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.goto(site.url + path);
    const timeOf = async (name: string): Promise<number> => {
      const time = await page.waitForFunction(
        (entry) => performance.getEntriesByName(entry)[0]?.startTime,
        name,
        PATIENCE,
      );
      return (await time.jsonValue())!;
    };
    const times = { paint: await timeOf(FIRST_PAINT), interactive: await timeOf(mark) };
    await page.context().close();
    return times;
  }

  /** The scripts that a page loads, in kilobytes, gzipped. */
  async function weighScripts(path: string, mark: string): Promise<number> {
    const { page, requests } = await visit(site, path);
    await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, mark, PATIENCE);
    await page.waitForTimeout(500);
    await page.context().close();
    const scripts = [...new Set(requests)].filter((url) => url.startsWith(site.url) && url.endsWith('.js'));
    const sizes = scripts.map(
      (url) => gzipSync(readFileSync(join(site.folder, new URL(url).pathname))).length,
    );
    return sizes.reduce((sum, size) => sum + size, 0) / 1000;
  }
});
