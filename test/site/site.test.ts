import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, hasChromium } from '../helpers/chromium.ts';

const ORIGIN = 'http://site.test/';
const PHONE = { viewport: { width: 390, height: 844 } };
const DESKTOP = { viewport: { width: 1440, height: 900 } };

/** The entries of the menu. */
const MENU = '#tsd-nav-container a';

/** What axe does not look for: typedoc's theme has it on each page, and no style mends it. */
const RULES = {
  // an entry of the menu that unfolds is a link within the button that unfolds it
  'nested-interactive': { enabled: false },
};

/** The guides, in the order of the menu. */
const guides = listDocuments().filter((path) => path.startsWith('docs/'));
const titles = guides.map(readTitle);

const site = mkdtempSync(join(tmpdir(), 'segment-to-miso-site-'));
let browser: Browser;

beforeAll(async () => {
  const run = promisify(execFile);
  await run('npx', ['typedoc', '--out', site]);
  await run('node', ['scripts/playground.mjs', join(site, 'playground')]);
  if (hasChromium) {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  }
}, 240_000);

afterAll(async () => {
  rmSync(site, { recursive: true });
  if (hasChromium) await browser.close();
});

describe.skipIf(!hasChromium)('the site', () => {
  test('leads to no page, file or heading that is not there', async () => {
    const pages = listFiles(site).filter((file) => file.endsWith('.html'));
    const outlines = await visit('index.html', DESKTOP, async (page) => {
      // the menu is made by a script: it is in no file
      await page.locator(MENU).first().waitFor({ state: 'attached' });
      const found = new Map([['index.html', await page.evaluate(collectOutline, await page.content())]]);
      for (const name of pages.filter((file) => file !== 'index.html')) {
        found.set(name, await page.evaluate(collectOutline, readFileSync(join(site, name), 'utf8')));
      }
      return found;
    });
    expect(outlines.get('index.html')!.href.length).toBeGreaterThan(100);
    expect([...outlines.keys()].filter((name) => name.startsWith('documents/')).length).toBeGreaterThan(12);

    const broken = [...outlines].flatMap(([name, { href }]) =>
      href.filter((link) => !leadsSomewhere(link, name, outlines)).map((link) => `${name}: ${link}`),
    );
    expect(broken).toStrictEqual([]);
  });

  test('has all guides in its menu, in order', async () => {
    const menu = await visit('index.html', DESKTOP, async (page) => {
      await page.locator(MENU).first().waitFor({ state: 'attached' });
      return page.locator(MENU).allTextContents();
    });
    expect(menu.filter((entry) => titles.includes(entry))).toStrictEqual(titles);
  });

  test('leads from a search to the guide that has the word', async () => {
    const found = await visit('index.html', DESKTOP, async (page) => {
      await page.locator('#tsd-search-trigger').click();
      await page.locator('#tsd-search-input').fill('invalid_revenue');
      const results = page.locator('#tsd-search-results');
      await results.locator('a').first().waitFor();
      return results.innerText();
    });
    expect(found).toContain('Issues and what to do');
  });

  test('does not scroll sideways on a phone', async () => {
    const names = [
      ...listFiles(join(site, 'documents')).map((file) => `documents/${file}`),
      'index.html',
      'modules.html',
    ];
    const widths = await Promise.all(names.map((name) => visit(name, PHONE, measureWidth)));
    expect(names.filter((_, index) => widths[index]! > PHONE.viewport.width)).toStrictEqual([]);
  });
});

describe.skipIf(!hasChromium).each(guides)('%s', (guide) => {
  test.each([
    ['on a phone, in light colours', { ...PHONE, colorScheme: 'light' }],
    ['on a desk, in dark colours', { ...DESKTOP, colorScheme: 'dark' }],
  ] as const)('opens %s, and is accessible', async (_, options) => {
    const page = `documents/${readTitle(guide).replaceAll(/[ :]/g, '_')}.html`;
    const heading = await visit(page, options, async (here) => {
      expect(await findViolations(here)).toStrictEqual([]);
      return here.locator('h1').allInnerTexts();
    });
    expect(heading).toStrictEqual([readTitle(guide)]);
  });
});

/** Opens a page of the site; it may ask for nothing else, and complain of nothing. */
async function visit<Seen>(
  name: string,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<Seen>,
): Promise<Seen> {
  const context = await browser.newContext(options);
  try {
    const problems: string[] = [];
    const page = await context.newPage();
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    await page.route('**/*', async (route) => {
      const url = route.request().url();
      const path = findFile(url);
      if (url.startsWith(ORIGIN) && existsSync(path)) await route.fulfill({ path });
      else {
        problems.push(`asks for ${url}`);
        await route.abort();
      }
    });
    await page.goto(new URL(name, ORIGIN).href);
    const seen = await look(page);
    expect(problems).toStrictEqual([]);
    return seen;
  } finally {
    await context.close();
  }
}

/** What axe finds on a page. */
async function findViolations(page: Page): Promise<string[]> {
  // typedoc hides a page until its menu is there
  await page.locator('h1').first().waitFor();
  await page.evaluate(axe.source);
  const options = JSON.stringify({ rules: RULES, resultTypes: ['violations'] });
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${options})`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

function measureWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}

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
  const url = new URL(link, new URL(from, ORIGIN));
  if (url.origin !== new URL(ORIGIN).origin) return true;
  const name = decodeURIComponent(url.pathname.slice(1));
  if (!existsSync(findFile(url.href))) return false;
  const place = decodeURIComponent(url.hash.slice(1));
  return place === '' || !name.endsWith('.html') || outlines.get(name)!.id.includes(place);
}

function findFile(url: string): string {
  return join(site, decodeURIComponent(new URL(url).pathname));
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}

function listDocuments(): string[] {
  const { projectDocuments }: { projectDocuments: string[] } = JSON.parse(
    readFileSync('typedoc.json', 'utf8'),
  );
  return projectDocuments;
}

function readTitle(guide: string): string {
  return /^title: '?(.*?)'?$/m.exec(readFileSync(guide, 'utf8'))![1]!;
}
