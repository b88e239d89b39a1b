import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../helpers/chromium.ts';
import { openSite, type Site, visit } from './openSite.ts';
import { PATIENCE, usePlayground } from './playgroundPage.ts';

const lines = readFileSync('examples/events.ndjson', 'utf8').trim().split('\n');

describe.skipIf(!hasChromium)('axe finds nothing on', () => {
  let site: Site;

  beforeAll(async () => {
    site = await openSite();
  });

  afterAll(() => site.close());

  // every kind of page
  test.each([
    '',
    'getting-started.html',
    'the-mapping.html',
    'issues.html',
    'custom-events.html',
    'hosts.html',
    'performance.html',
    'examples/webhook.html',
    'examples/send.html',
    'project/security.html',
    'api/',
    'api/functions/createMapper.html',
    'api/interfaces/MapperOptions.html',
    'api/type-aliases/MapResult.html',
    'api/variables/canonicalMapping.html',
    '404.html',
  ])('/%s', async (path) => {
    const { page } = await visit(site, path);
    await expectNoViolations(page);
    await page.context().close();
  });
});

describe.skipIf(!hasChromium)('axe finds nothing in the playground', () => {
  const playground = usePlayground();

  const states: Readonly<Record<string, () => Promise<unknown>>> = {
    'at the start': () => Promise.resolve(),
    'with issues and a source': async () => {
      await playground.pick('Order Completed · product_dropped');
      await playground.page.locator('.issues').waitFor();
      await playground.page.locator('[data-field="[0].revenue"]').focus();
    },
    rejected: () => playground.pick('Product Reviewed · invalid_rating'),
    'with an option to insert': async () => {
      await playground.writePayload({ event: 'Product Viewed', userId: 'u1', properties: { item_id: 'p1' } });
      await playground.page.locator('.suggestions').waitFor();
    },
    'with a batch': () => playground.pick('A batch of three'),
    'with broken JSON': async () => {
      await playground.pick('Broken JSON');
      await playground.statusIs(/cannot be read/);
    },
    'with options': () => playground.page.locator('#options-tab').click(),
    'with event names': async () => {
      await playground.page.locator('#names-tab').click();
      await playground.page.locator('#names-input').fill('Product Viewed\nItem Added to Bag\nCart Shared\nX');
      await playground.statusIs(/^4 names/);
    },
    'with the options of a link': async () => {
      const shared = JSON.stringify({ payload: lines[6], options: '({})' });
      const fragment = deflateRawSync(shared).toString('base64url');
      await playground.page.goto(`${playground.site.url}playground.html#shared=${fragment}`);
      await playground.page.locator('#offer').waitFor();
    },
    'with a file': async () => {
      await playground.page.locator('#file').setInputFiles('examples/events.ndjson');
      await playground.page.locator('.downloads').waitFor();
    },
  };

  test.each(Object.keys(states))('%s', async (state) => {
    await states[state]!();
    await playground.page.waitForTimeout(300);
    await expectNoViolations(playground.page);
  });
});

describe.skipIf(!hasChromium)('the playground on a phone', () => {
  const playground = usePlayground();

  test('has targets of at least 44 px for fingers', async () => {
    await playground.page.setViewportSize({ width: 390, height: 844 });
    await playground.writePayload({ event: 'Product Viewed', userId: 'u1', properties: { item_id: 'p1' } });
    await playground.page.locator('.suggestions').waitFor();
    await playground.page.locator('#file').setInputFiles('examples/events.ndjson');
    await playground.page.locator('.downloads').waitFor();
    const small = await playground.page
      .locator('main')
      .evaluate((main) =>
        [...main.querySelectorAll<HTMLElement>('button:not(.line), .button, select, a')]
          .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 44)
          .map((target) => target.outerHTML),
      );
    expect(small).toStrictEqual([]);
  });

  test('shows all of the ring around the editor that has the focus', async () => {
    await playground.page.locator('#payload .cm-content').click();
    const [ring, clips] = await playground.page.locator('#payload .cm-editor').evaluate((editor) => {
      const parents: Element[] = [];
      for (let parent = editor.parentElement; parent?.tagName !== 'MAIN'; parent = parent!.parentElement) {
        parents.push(parent!);
      }
      const { outlineStyle } = getComputedStyle(editor);
      return [outlineStyle, parents.map((parent) => getComputedStyle(parent).overflow)];
    });
    expect(ring).toBe('solid');
    expect(new Set(clips)).toStrictEqual(new Set(['visible']));
  });
});

/** Of each width and each scheme, as neither bears on the other. */
async function expectNoViolations(page: Page): Promise<void> {
  await page
    .locator('h1')
    .first()
    .waitFor({ state: 'attached', ...PATIENCE });
  await page.evaluate(axe.source);
  for (const [width, colorScheme] of [
    [390, 'light'],
    [1440, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    const violations = await page.evaluate(async () => {
      const found = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return found.violations.map(({ id, nodes }) => [
        id,
        ...nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`),
      ]);
    });
    expect(violations, `${width} px, ${colorScheme}`).toStrictEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, `${width} px`).toBeLessThanOrEqual(0);
  }
}
