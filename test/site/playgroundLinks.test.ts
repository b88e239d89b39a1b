import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { listExamples } from '../../docs/.vitepress/examples.ts';
import { hasChromium } from '../helpers/chromium.ts';
import { visitPlayground } from './openSite.ts';
import { PATIENCE, type Playground, readOutcome, usePlayground } from './playgroundPage.ts';

const lines = readFileSync('examples/events.ndjson', 'utf8').trim().split('\n');

describe.skipIf(!hasChromium)('a link to the playground', () => {
  const playground = usePlayground();

  describe('a link', () => {
    test('carries the payload', async () => {
      await playground.pick('Product Reviewed · invalid_rating');
      await playground.statusIs(/^rejected/);
      const before = await readOutcome(playground.page);
      const { hash } = await shareLink(playground);
      expect(hash).toMatch(/^#shared=[\w-]+$/);
      const there = await visitPlayground(playground.site, hash);
      await expect.poll(() => readOutcome(there.page), PATIENCE).toStrictEqual(before);
      expect(await there.page.locator('#offer').isVisible()).toBe(false);
      await there.page.context().close();
    });

    test('runs its options only when it is told to', async () => {
      await playground.writeOptions(`export default { events: { 'Order Completed': 'click' } };`);
      await playground.typeIs('click');
      const { hash } = await shareLink(playground);
      const there = await visitPlayground(playground.site, hash);
      await playground.typeIs('checkout', '', there.page);
      expect(await there.page.locator('#offer').innerText()).toContain('It has not run');
      // not even when the payload changes, or when they are looked at and changed
      await there.page.locator('#options-tab').click();
      await there.page.locator('#options .cm-content').click();
      await there.page.keyboard.type('// seen\n');
      await there.page.waitForTimeout(300);
      expect((await readOutcome(there.page)).interactions[0]?.type).toBe('checkout');
      await there.page.locator('#run-options').click();
      await playground.typeIs('click', '', there.page);
      expect(await there.page.locator('#offer').isVisible()).toBe(false);
      await there.page.context().close();
    });

    test('may have its options discarded', async () => {
      await playground.page.goto(
        `${playground.site.url}playground.html#${createFragment({ payload: lines[6], options: 'export default { events: 1 }' })}`,
      );
      await playground.page.locator('#drop-options').click();
      expect(await playground.page.locator('#offer').isVisible()).toBe(false);
      await playground.typeIs('product_detail_page_view');
    });

    test.each([
      ['cut', createFragment({ payload: lines[0], options: '' }).slice(0, 300)],
      ['not base64', 'shared=%%%'],
      ['of something else', `shared=${deflateRawSync('{"payload":1}').toString('base64url')}`],
      ['a bomb', createFragment({ payload: '0'.repeat(5_000_000), options: '' })],
    ])('that is %s is said to be damaged', async (_, fragment) => {
      await playground.page.goto(`${playground.site.url}playground.html#${fragment}`);
      await expect.poll(() => playground.page.locator('#said').innerText(), PATIENCE).toContain('damaged');
      await playground.statusIs(/^mapped/);
    });

    test('has a limit', async () => {
      const noise = Array.from({ length: 6000 }, (_, index) => Math.sin(index)).join();
      await playground.page.locator('#payload .cm-content').fill(JSON.stringify({ noise }));
      await playground.statusIs(/^rejected/);
      await playground.page.locator('#share').click();
      await expect
        .poll(() => playground.page.locator('#said').innerText(), PATIENCE)
        .toMatch(/^Too long for a link: [\d,]+ characters, of at most 32,000\.$/);
    });
  });
});

describe.skipIf(!hasChromium)('an example of a guide', () => {
  const playground = usePlayground();
  const examples = listExamples();

  test('is a click away from the guide, and runs with its options', async () => {
    const { page } = playground;
    await page.goto(`${playground.site.url}custom-events.html`);
    const links = page.locator('.open-in-playground');
    const ownExamples = Object.keys(examples).filter((name) => name.startsWith('custom-events-'));
    expect(await links.count()).toBe(ownExamples.length);
    expect(ownExamples.length).toBeGreaterThan(5);
    await links.first().click();
    await playground.typeIs('listen');
    expect(await page.locator('#offer').isVisible()).toBe(false);
    expect(await playground.readEditor('options')).toContain("{ events: { 'Song Played': 'listen' } }");
  });

  test('is mapped, each of them; those of the issues have the issue', async () => {
    const { page } = playground;
    const [, ...entries] = readFileSync('docs/issues.md', 'utf8').split('```ts\n');
    for (const name of Object.keys(examples)) {
      await page.evaluate((hash) => (location.hash = hash), `example=${name}`);
      await expect
        .poll(() => playground.readPayload(), { ...PATIENCE, message: name })
        .toBe(examples[name]!.payload);
      await playground.statusIs(/interactions?, \d+ issues?$/, name);
      const [, number] = /^issues-(\d+)$/.exec(name) ?? [];
      const [, code] = /\/\/=> \[?\{\s*code: '(\w+)'/.exec(entries[Number(number) - 1] ?? '') ?? [];
      if (code === undefined) continue;
      const codes = async (): Promise<unknown[]> => {
        const { issues } = await readOutcome(page);
        return issues.map((issue) => (issue as { code: string }).code);
      };
      await expect.poll(codes, { ...PATIENCE, message: name }).toContain(code);
    }
  }, 240_000);
});

async function shareLink(playground: Playground): Promise<URL> {
  await playground.page.locator('#share').click();
  await expect
    .poll(() => playground.page.locator('#said').innerText(), PATIENCE)
    .toMatch(/^The link is copied/);
  return new URL(await playground.readClipboard());
}

function createFragment(shared: unknown): string {
  return `shared=${deflateRawSync(JSON.stringify(shared)).toString('base64url')}`;
}
