import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getPagePath, readTitle, sections } from '../../docs/.vitepress/pages.ts';
import { mapEvent } from '../helpers/checkedMapper.ts';
import { hasChromium } from '../helpers/chromium.ts';
import { openSite, type Site, visit } from './openSite.ts';
import { PATIENCE } from './playgroundPage.ts';

const PHONE = { viewport: { width: 390, height: 844 } };

let site: Site;

beforeAll(async () => {
  if (hasChromium) site = await openSite();
});

afterAll(async () => {
  if (hasChromium) await site.close();
});

describe.skipIf(!hasChromium)('the site', () => {
  test('leads to no page, file or heading that is not there', async () => {
    const { page } = await visit(site);
    const pages = listPages();
    const outlines = new Map<string, Outline>();
    for (const name of pages) {
      outlines.set(name, await page.evaluate(collectOutline, readFileSync(join(site.folder, name), 'utf8')));
    }
    await page.context().close();
    expect(outlines.get('index.html')!.href.length).toBeGreaterThan(20);
    expect(pages.filter((name) => name.startsWith('api/')).length).toBeGreaterThan(40);

    const broken = [...outlines].flatMap(([name, { href }]) =>
      href.filter((link) => !leadsSomewhere(link, name, outlines)).map((link) => `${name}: ${link}`),
    );
    expect(broken).toStrictEqual([]);
  });

  test('has a menu with all pages, in order, and a title and a description of its own for each', async () => {
    const { page, problems } = await visit(site, 'getting-started.html');
    const files = Object.values(sections).flat();
    const entries = await page
      .locator('.VPSidebar .items a')
      .evaluateAll((links) =>
        links.map((link) => [link.textContent.trim(), new URL((link as HTMLAnchorElement).href).pathname]),
      );
    expect(entries).toStrictEqual(files.map((file) => [readTitle(file), `${getPagePath(file)!}.html`]));
    await page.context().close();
    expect(problems).toStrictEqual([]);

    const heads = files.map((file) => {
      const html = readFileSync(join(site.folder, `${getPagePath(file)!}.html`), 'utf8');
      const [, title] = /<title>([^<]*)<\/title>/.exec(html) ?? [];
      const [, description] = /<meta name="description" content="([^"]*)"/.exec(html) ?? [];
      return { file, title, description };
    });
    expect(heads.filter(({ description }) => description!.length < 40)).toStrictEqual([]);
    for (const key of ['title', 'description'] as const) {
      expect(new Set(heads.map((head) => head[key])).size, key).toBe(files.length);
    }
  });

  test('groups the reference: functions first', async () => {
    const { page } = await visit(site, 'api/');
    const groups = await page.locator('main h2').allInnerTexts();
    expect(groups.map((group) => group.replaceAll(/\W+$/g, ''))).toStrictEqual([
      'Functions',
      'Results',
      'Options',
      'Tables',
      'Segment types',
      'Miso types',
    ]);
    const [first] = await page.locator('main table').allInnerTexts();
    expect(first).toContain('createMapper');
    await page.context().close();
  });

  test.each([
    ['invalid_revenue', /issues/],
    ['createMapper', /api\/functions\/createMapper/],
  ])('finds %s', async (word, expected) => {
    const { page, problems } = await visit(site);
    const input = page.locator('#localsearch-input');
    // before the page is hydrated, a key does nothing
    const open = async (): Promise<boolean> => {
      if (!(await input.isVisible())) await page.keyboard.press('/');
      return input.isVisible();
    };
    await expect.poll(open, PATIENCE).toBe(true);
    await input.fill(word);
    const results = page.locator('#localsearch-list a');
    await results.first().waitFor();
    const found = await results.evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
    expect(found.some((href) => expected.test(href))).toBe(true);
    await page.context().close();
    expect(problems).toStrictEqual([]);
  });

  test('has one theme: what is chosen on a guide holds in the playground, and the other way round', async () => {
    const { page } = await visit(site, 'hosts.html', { colorScheme: 'light' });
    const readColors = () =>
      page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        return [document.documentElement.className, backgroundColor, color];
      });
    const light = await readColors();
    await page.locator('.VPSwitchAppearance:visible').click();
    const dark = await readColors();
    expect(dark).not.toStrictEqual(light);
    await page.getByRole('link', { name: 'Playground' }).click();
    await page.locator('.event').waitFor();
    expect(await readColors()).toStrictEqual(dark);
    await page.locator('.VPSwitchAppearance:visible').click();
    await page.getByRole('link', { name: 'Production' }).click();
    await page.locator('h1', { hasNotText: 'Playground' }).waitFor();
    expect(await readColors()).toStrictEqual(light);
    await page.context().close();
  });

  test('does not scroll sideways on a phone', async () => {
    const { page } = await visit(site, '', PHONE);
    const wide: string[] = [];
    for (const name of listPages()) {
      await page.goto(site.url + name);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > PHONE.viewport.width) wide.push(`${name}: ${width}`);
    }
    await page.context().close();
    expect(wide).toStrictEqual([]);
  }, 240_000);
});

test('the interaction on the landing page is that of the event beside it', () => {
  const blocks = readFileSync('docs/index.md', 'utf8').matchAll(/^```json\n(.*?)^```/gms);
  const [event, interaction] = Array.from(blocks, ([, json]) => JSON.parse(json!) as object);
  expect(mapEvent(event).interactions).toStrictEqual([interaction]);
});

/** The links of a page, and the places in it that links lead to. */
interface Outline {
  readonly href: readonly string[];
  readonly id: readonly string[];
}

// runs in the browser, whose parser reads HTML as it is read there
function collectOutline(html: string): Outline {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const all = (name: string) =>
    [...page.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name)!);
  return { href: [...all('href'), ...all('src')], id: all('id') };
}

function leadsSomewhere(link: string, from: string, outlines: ReadonlyMap<string, Outline>): boolean {
  const url = new URL(link, new URL(from, site.url));
  if (url.origin !== new URL(site.url).origin) return true;
  const path = decodeURIComponent(url.pathname.slice(1));
  const name = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  if (!existsSync(join(site.folder, name))) return false;
  const place = decodeURIComponent(url.hash.slice(1));
  // the playground reads its fragment itself
  if (place === '' || !name.endsWith('.html') || name === 'playground.html') return true;
  return outlines.get(name)!.id.includes(place);
}

function listPages(): string[] {
  const files = readdirSync(site.folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.html') && file !== '404.html');
}
