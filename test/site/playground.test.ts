import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ECOMMERCE_EVENTS } from '../../src/index.ts';
import { mapEvent } from '../helpers/checkedMapper.ts';
import { hasChromium } from '../helpers/chromium.ts';
import { launch, openSite, type Site, visit, type Visit } from './openSite.ts';

const PATIENCE = { timeout: 20_000 };
const LONG = { timeout: 120_000, retry: 2 };
const lines = readFileSync('examples/events.ndjson', 'utf8').trim().split('\n');

let site: Site;
let files: string;
let here: Visit;
let page: Page;

beforeAll(async () => {
  files = mkdtempSync(join(tmpdir(), 'events-'));
  if (hasChromium) site = await openSite();
});

afterAll(async () => {
  rmSync(files, { recursive: true });
  if (hasChromium) await site.close();
});

describe.skipIf(!hasChromium)('the playground', () => {
  beforeEach(async () => {
    here = await visit(site);
    page = here.page;
  });

  // whatever it was that a test did
  afterEach(async () => {
    await page.context().close();
    expect(here.problems).toStrictEqual([]);
    const own = ['index.html', 'playground.css', 'playground.js'].map((file) => new URL(file, site.url).href);
    const others = here.requests.filter(
      (url) => !/^(blob|data):/.test(url) && !own.includes(url.replace(/#.*/, '')),
    );
    expect(others).toStrictEqual([]);
  });

  test('maps each sample as the library does', async () => {
    const labels = await page.locator('#sample option').allTextContents();
    expect(labels.slice(0, 28)).toStrictEqual([...ECOMMERCE_EVENTS]);
    // the lines of the demo, a batch and one that is broken
    expect(labels).toHaveLength(lines.length + 2);
    const events = sortAsInPicker(lines.map((line) => JSON.parse(line) as Event));
    for (const [index, event] of events.entries()) {
      await page.locator('#sample').selectOption(String(index));
      const { status, interactions, issues } = mapEvent(event);
      const expected = { status, interactions, issues: issues.map((issue) => ({ ...issue })) };
      await expect
        .poll(() => readOutcome(), { ...PATIENCE, message: labels[index]! })
        .toStrictEqual(expected);
    }
  });

  test('maps a batch event by event', async () => {
    await pick('A batch of three');
    await expect.poll(() => page.locator('.event h3').allTextContents(), PATIENCE).toHaveLength(3);
    expect(await page.locator('.code').count()).toBe(3);
    // the second event's own name, not the first one's
    await page
      .locator('.event')
      .nth(1)
      .locator('.line .source:not(:empty)')
      .first()
      .waitFor({ state: 'attached' });
    await page.locator('.event').nth(1).locator('[data-field="[0].type"]').click();
    await expect.poll(readSelection, PATIENCE).toBe('"Product Added"');

    await page.locator('#payload .cm-content').fill(`{"batch":[${'{},'.repeat(60)}1]}`);
    await statusIs(/^The first 50 of 61 events: 0 interactions, 50 issues$/);
    await page.locator('#payload .cm-content').fill('[]');
    await statusIs(/^0 events: 0 interactions, 0 issues$/);
  });

  test('shows what breaks the JSON as it is typed, and recovers', async () => {
    await page.locator('#payload .cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('x');
    await statusIs(/^The payload is not JSON: .*x/);
    await page.locator('#payload .cm-lintRange-error, #payload .cm-lintPoint-error').first().waitFor();
    expect(await page.locator('#payload .cm-lint-marker-error').count()).toBe(1);
    await page.keyboard.press('Backspace');
    await statusIs(/^mapped send it: 1 interaction, 0 issues$/);
    await expect.poll(() => page.locator('#payload .cm-lint-marker').count(), PATIENCE).toBe(0);
  });

  test('goes from an issue to its place', async () => {
    for (const [sample, code, path, expected] of [
      ['Order Completed · invalid_quantity', 'invalid_quantity', 'products[1].quantity', /^"1 Stück"$/],
      ['Order Completed · product_dropped', 'product_dropped', 'products[1]', /^\{[^{}]*Gift wrap[^{}]*\}$/],
      ['Order Completed · product_dropped', 'product_dropped', 'products[2]', /^\{[^{}]*: 0\s*\}$/],
      // what is missing is missed in what is there
      ['Product Viewed · missing_product_id', 'missing_product_id', 'properties', /^\{[^{}]*\}$/],
      ['Product Reviewed · invalid_rating', 'invalid_rating', 'properties.rating', /^11$/],
    ] as const) {
      await pick(sample);
      await page.locator('.issues button', { hasText: code }).filter({ hasText: path }).click();
      await expect.poll(readSelection, { ...PATIENCE, message: `${code} at ${path}` }).toMatch(expected);
    }
  });

  test('shows the sources of a field on hover and on focus', async () => {
    await page.locator('.source:not(:empty)').first().waitFor({ state: 'attached' });
    for (const [field, ...expected] of [
      ['type', 'event', 'type'],
      ['user_id', 'userId'],
      ['timestamp', 'timestamp'],
      ['product_ids[1]', 'properties.products[1].product_id'],
      ['quantities[0]', 'properties.products[0].quantity'],
      ['revenue', 'properties.total'],
      ['context.truncated_ip', 'context.ip'],
    ]) {
      const line = page.locator(`[data-field="[0].${field}"]`);
      const source = line.locator('.source');
      expect(await source.isVisible()).toBe(false);
      await line.hover();
      expect(await source.innerText(), field).toBe(` ← ${expected.join(', ')}`);
      expect(await page.locator('#payload .pointed').count(), field).toBe(expected.length);
      await page.mouse.move(0, 0);
      expect(await source.isVisible()).toBe(false);
      await line.focus();
      expect(await source.isVisible()).toBe(true);
    }
  });

  test('is usable with the keyboard alone', async () => {
    const reached = new Map<string, string>();
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      const [name, outline] = await page.evaluate(() => {
        const focused = document.activeElement!;
        // an editor and a file button show their focus around them
        const shown = focused.closest('.cm-editor') ?? focused.closest('.button') ?? focused;
        return [focused.id || focused.className || focused.tagName, getComputedStyle(shown).outlineStyle];
      });
      if (name === 'BODY' || reached.has(name)) break;
      reached.set(name, outline);
      if (name === 'sample') await page.keyboard.press('End');
    }
    expect([...reached.keys()].map((name) => name.split(' ')[0])).toStrictEqual([
      'A',
      'sample',
      'payload-tab',
      'format',
      'copy-text',
      'share',
      'cm-content',
      'copy-interactions',
      'file',
    ]);
    expect(new Set(reached.values())).toStrictEqual(new Set(['solid']));
    // the picker was changed on the way
    await statusIs(/^The payload is not JSON/);

    await page.locator('#sample').focus();
    await page.keyboard.press('Home');
    await statusIs(/^mapped/);
    await page.locator('.line .source:not(:empty)').first().waitFor({ state: 'attached' });
    await page.locator('#copy-interactions').focus();
    await page.keyboard.press('Tab');
    expect(await getFocusedField()).toBe('[0].type');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await getFocusedField()).toBe('[0].timestamp');
    await page.keyboard.press('Enter');
    await expect.poll(readSelection, PATIENCE).toMatch(/^"2026-/);
    await page.keyboard.type('"2026-01-31T12:00:00.000Z"');
    await expect
      .poll(async () => (await readOutcome()).interactions[0]?.timestamp, PATIENCE)
      .toBe('2026-01-31T12:00:00.000Z');

    await page.locator('#payload-tab').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#options').isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('options-tab');
  });

  describe('options', () => {
    const written: readonly (readonly [
      what: string,
      code: string,
      status: RegExp,
      type: string | undefined,
    ])[] = [
      ['a module', `export default { events: { 'Order Completed': 'click' } };`, /^mapped/, 'click'],
      ['an expression', `{ events: { 'Order Completed': 'click' } };`, /^mapped/, 'click'],
      [
        'an import',
        `import { extendedRules } from "segment-to-miso";\nexport default { events: { ...extendedRules, 'Order Completed': 'click' } };`,
        /^mapped/,
        'click',
      ],
      ['an expression with the library', `createMapper && { events: extendedRules }`, /^mapped/, 'checkout'],
      [
        'a rule that is refused',
        `({ events: { Sold: 'clicked' } })`,
        /options do not work: .*clicked/,
        undefined,
      ],
      [
        'what is not JavaScript',
        `export default {`,
        /options do not work: Unexpected end of input/,
        undefined,
      ],
      [
        'code that throws',
        `export default missing;`,
        /options do not work: missing is not defined/,
        undefined,
      ],
      [
        'a rule that throws',
        `({ events: { 'Order Completed': () => { throw new Error('no stock') } } })`,
        /^rejected/,
        undefined,
      ],
      [
        'code without end',
        `for (;;);\nexport default {};`,
        /options do not work: It took too long/,
        undefined,
      ],
      [
        'a rule without end',
        `({ events: { 'Order Completed': () => { for (;;); } } })`,
        /options do not work: It took too long/,
        undefined,
      ],
    ];

    test('may be a module or an expression; what is wrong with them is shown', async () => {
      for (const [what, code, expected, type] of written) {
        await writeOptions(code);
        await statusIs(expected, what);
        await typeIs(type, what);
        // and it goes on after each
        await writeOptions(`({ events: { 'Order Completed': 'like' } })`);
        await typeIs('like', what);
      }
    });

    const ways = [
      ['fetch', `await fetch('URL')`],
      ['a module', `await import('URL')`],
      [
        'a socket',
        `await new Promise((_, fail) => { new WebSocket('URL').onerror = () => fail(new TypeError('closed')); })`,
      ],
      ['a request', `const xhr = new XMLHttpRequest(); xhr.open('GET', 'URL', false); xhr.send();`],
      ['a script', `importScripts('URL')`],
      [
        'a worker',
        `await new Promise((_, fail) => { new Worker('URL').onerror = () => fail(new TypeError('closed')); })`,
      ],
    ] as const;

    test('reach nothing, not even the own site', async () => {
      const secret = new URL('/secret.js', site.url).href;
      for (const [way, code] of ways) {
        await writeOptions(`${code.replaceAll('URL', secret)};\nexport default {};`);
        await statusIs(/options do not work/, way);
        await writeOptions('({})');
        await statusIs(/^mapped/, way);
      }
      expect(site.asked).not.toContain('/secret.js');
      // the browser tells of what it refused
      here = { ...here, requests: here.requests.filter((url) => url !== secret), problems: [] };
    });
  });

  describe('a link', () => {
    test('carries the payload', async () => {
      await pick('Product Reviewed · invalid_rating');
      await statusIs(/^rejected/);
      const before = await readOutcome();
      const { hash } = await shared();
      expect(hash).toMatch(/^#shared=[\w-]+$/);
      const there = await visit(site, hash);
      await expect.poll(() => readOutcome(there.page), PATIENCE).toStrictEqual(before);
      expect(await there.page.locator('#offer').isVisible()).toBe(false);
      await there.page.context().close();
    });

    test('runs its options only when it is told to', async () => {
      await writeOptions(`export default { events: { 'Order Completed': 'click' } };`);
      await typeIs('click');
      const { hash } = await shared();
      const there = await visit(site, hash);
      await typeIs('checkout', '', there.page);
      expect(await there.page.locator('#offer').innerText()).toContain('It has not run');
      // not even when the payload changes, or when they are looked at and changed
      await there.page.locator('#options-tab').click();
      await there.page.locator('#options .cm-content').click();
      await there.page.keyboard.type('// seen\n');
      await there.page.waitForTimeout(300);
      expect((await readOutcome(there.page)).interactions[0]?.type).toBe('checkout');
      await there.page.locator('#run-options').click();
      await typeIs('click', '', there.page);
      expect(await there.page.locator('#offer').isVisible()).toBe(false);
      await there.page.context().close();
    });

    test('may have its options discarded', async () => {
      await page.goto(
        `${site.url}#${createFragment({ payload: lines[6], options: 'export default { events: 1 }' })}`,
      );
      await page.locator('#drop-options').click();
      expect(await page.locator('#offer').isVisible()).toBe(false);
      await typeIs('product_detail_page_view');
    });

    test.each([
      ['cut', createFragment({ payload: lines[0], options: '' }).slice(0, 300)],
      ['not base64', 'shared=%%%'],
      ['of something else', `shared=${deflateRawSync('{"payload":1}').toString('base64url')}`],
      ['a bomb', createFragment({ payload: '0'.repeat(5_000_000), options: '' })],
    ])('that is %s is said to be damaged', async (_, fragment) => {
      await page.goto(`${site.url}#${fragment}`);
      await expect.poll(() => page.locator('#said').innerText(), PATIENCE).toContain('damaged');
      await statusIs(/^mapped/);
    });

    test('has a limit', async () => {
      const noise = Array.from({ length: 6000 }, (_, index) => Math.sin(index)).join();
      await page.locator('#payload .cm-content').fill(JSON.stringify({ noise }));
      await statusIs(/^rejected/);
      await page.locator('#share').click();
      await expect
        .poll(() => page.locator('#said').innerText(), PATIENCE)
        .toMatch(/^Too much for a link: [\d,]+ characters, of at most 32,000\.$/);
    });
  });

  test('copies the payload, the options and the interactions', async () => {
    await page.locator('#copy-text').click();
    await expect
      .poll(async () => JSON.parse(await readClipboard()), PATIENCE)
      .toStrictEqual(JSON.parse(lines[15]!));
    await page.locator('#copy-interactions').click();
    await expect
      .poll(async () => JSON.parse(await readClipboard()), PATIENCE)
      .toStrictEqual([...mapEvent(JSON.parse(lines[15]!)).interactions]);
    await page.locator('#options-tab').click();
    await page.locator('#copy-text').click();
    await expect.poll(readClipboard, PATIENCE).toMatch(/^\/\/ What createMapper takes/);
  });

  describe('a file', () => {
    // more than once, as a machine that is busy with other things may stop for seconds, and the page then gives up
    test('of 200,000 events is mapped without a long task, and can be cancelled', LONG, async () => {
      const { path, megabytes } = writeGenerated(200_000);
      // of its own: when its page crashes, a trace that was begun cannot be ended, and none begun on the next try
      const browser = await launch();
      onTestFinished(() => browser.close());
      await page.context().close();
      here = await visit({ ...site, browser });
      page = here.page;
      await drop(path);
      await expect
        .poll(() => page.locator('#progress-text').innerText(), PATIENCE)
        .toMatch(/^[\d,]{5,} events, \d+ %$/);
      await page.locator('#cancel').click();
      await fileStatusIs(/^Cancelled after [\d,]{5,} events$/);
      expect(await page.locator('#charts .download').count()).toBe(0);

      await page.evaluate('longTasks.length = 0');
      await browser.startTracing(page, { categories: ['toplevel'] });
      const started = performance.now();
      await drop(path);
      await fileStatusIs(/^generated\.ndjson: 200,000 events in [\d.]+ s$/, 60_000);
      const seconds = (performance.now() - started) / 1000;
      const processor = findLongestTask(await browser.stopTracing());
      const observed = Math.max(0, ...(await page.evaluate<number[]>('longTasks')));
      const expected = { mapped: 0, skipped: 0, rejected: 0, unreadable: 0 };
      lines.forEach((line, index) => {
        expected[mapEvent(JSON.parse(line)).status] += Math.ceil((200_000 - index) / lines.length);
      });
      expect(await readChart('By status')).toStrictEqual(expected);
      console.log(
        `200,000 events, ${megabytes.toFixed(0)} MB: ${seconds.toFixed(1)} s; the page's longest task: ` +
          `${processor.toFixed(1)} ms of the processor; by the clock ${observed === 0 ? 'under 50' : observed.toFixed(0)} ms`,
      );
      // by the clock, a task also takes the time in which others have the processor
      expect(processor).toBeGreaterThan(0);
      expect(processor).toBeLessThan(50);
    });

    test.each([
      ['events.ndjson', (text: string) => text],
      ['events.ndjson.gz', gzipSync],
      // as Windows ends lines, and without an end to the last
      ['events.jsonl', (text: string) => text.replaceAll('\n', '\r\n')],
    ])('%s is counted, explained and written as bodies', async (name, write) => {
      const path = join(files, name);
      writeFileSync(path, write(`${lines.join('\n')}\n\n{"type":"track"\nnull`));
      await page.locator('#file').setInputFiles(path);
      await fileStatusIs(/: 58 events in/);

      const results = lines.map((line) => mapEvent(JSON.parse(line)));
      const count = (status: string): number => results.filter((result) => result.status === status).length;
      expect(await readChart('By status')).toStrictEqual({
        mapped: count('mapped'),
        skipped: count('skipped'),
        rejected: count('rejected') + 1,
        unreadable: 1,
      });
      const interactions = results.flatMap((result) => [...result.interactions]);
      expect(await readChart('By Miso type')).toStrictEqual(tally(interactions.map(({ type }) => type)));
      expect(await readChart('By issue')).toStrictEqual(
        tally([
          ...results.flatMap(({ issues }) => issues.map(({ code }) => code)),
          'not_json',
          'not_an_event',
        ]),
      );

      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download 1 upload body' }).click();
      const saved = await download;
      expect(saved.suggestedFilename()).toBe('events.uploads.ndjson');
      const bodies = readFileSync(await saved.path(), 'utf8')
        .trim()
        .split('\n');
      expect(bodies.map((body) => JSON.parse(body))).toStrictEqual([{ data: interactions }]);

      await page.getByRole('button', { name: 'Look at line 43' }).first().click();
      await statusIs(/^rejected/);
    });

    test.each([
      ['nothing.ndjson', '', /^nothing\.ndjson: 0 events in/],
      ['cut.ndjson.gz', gzipSync(lines.join('\n')).subarray(0, 900), /^The file cannot be read: /],
    ])('%s is no harm', async (name, content, expected) => {
      const path = join(files, name);
      writeFileSync(path, content);
      await page.locator('#file').setInputFiles(path);
      await fileStatusIs(expected);
    });

    test('is mapped by the options in force', async () => {
      await writeOptions(
        `({ events: { 'Newsletter Subscribed': { to: 'custom', customActionName: 'news' } } })`,
      );
      const path = join(files, 'one.ndjson');
      writeFileSync(path, lines.at(-1)!);
      await page.locator('#file').setInputFiles(path);
      await fileStatusIs(/: 1 event in/);
      expect(await readChart('By Miso type')).toStrictEqual({ custom: 1 });
    });
  });

  describe('axe finds nothing', () => {
    const states: Readonly<Record<string, () => Promise<unknown>>> = {
      'at the start': async () => {},
      'with issues and a source': async () => {
        await pick('Order Completed · product_dropped');
        await page.locator('.issues').waitFor();
        await page.locator('[data-field="[0].revenue"]').focus();
      },
      rejected: () => pick('Product Reviewed · invalid_rating'),
      'with a batch': () => pick('A batch of three'),
      'with broken JSON': async () => {
        await pick('Broken JSON');
        await statusIs(/not JSON/);
      },
      'with options': () => page.locator('#options-tab').click(),
      'with the options of a link': async () => {
        await page.goto(`${site.url}#${createFragment({ payload: lines[6], options: '({})' })}`);
        await page.locator('#offer').waitFor();
      },
      'with a file': async () => {
        await page.locator('#file').setInputFiles('examples/events.ndjson');
        await page.locator('.download').waitFor();
      },
    };

    test.each(Object.keys(states))('%s', async (state) => {
      await states[state]!();
      await page.evaluate(axe.source);
      // of each width and each scheme, as neither bears on the other
      for (const [width, colorScheme] of [
        [390, 'light'],
        [1440, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        const violations = await page.evaluate(async () => {
          const found = await (globalThis as unknown as { axe: typeof axe }).axe.run();
          return found.violations.map(({ id, nodes }) => [
            id,
            ...nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
          ]);
        });
        expect(violations, `${width} px, ${colorScheme}`).toStrictEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, `${width} px`).toBeLessThanOrEqual(0);
      }
    });
  });

  test('is small and soon there, on a processor of a quarter of the speed', async () => {
    const scripts = readdirSync(site.folder).filter((file) => file.endsWith('.js'));
    const size = scripts.reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(site.folder, file))).length,
      0,
    );
    const slow = await page.context().newPage();
    const session = await page.context().newCDPSession(slow);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await slow.goto(site.url);
    await slow.locator('.event').waitFor(PATIENCE);
    const { paint, mapped } = await slow.evaluate(() => ({
      paint: performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
      mapped: performance.getEntriesByName('mapped')[0]!.startTime,
    }));
    console.log(
      `script ${(size / 1000).toFixed(0)} kB gzip; at a quarter of the speed: first paint ${paint.toFixed(0)} ms, ` +
        `interactive and mapped ${mapped.toFixed(0)} ms`,
    );
    expect(size).toBeLessThanOrEqual(250_000);
    expect(paint).toBeLessThan(mapped);
  });
});

interface Event {
  readonly event?: string;
}

/** The 28 first, each by its first line. */
function sortAsInPicker(events: readonly Event[]): readonly Event[] {
  const first = ECOMMERCE_EVENTS.map((name) => events.find(({ event }) => event === name)!);
  return [...first, ...events.filter((event) => !first.includes(event))];
}

/** What the page shows of a single event. */
async function readOutcome(
  of = page,
): Promise<{ status: string; interactions: { type: string; timestamp?: string }[]; issues: unknown[] }> {
  return of.evaluate(() => {
    const textOf = (element: Element, selector: string): string =>
      element.querySelector(selector)!.textContent;
    const isStale = (document.querySelector('#outcome') as HTMLElement).inert;
    return {
      status: document.querySelector('#status .badge')?.textContent ?? '',
      interactions: [...(isStale ? [] : document.querySelectorAll('.code'))].map((code) => {
        const texts = [...code.querySelectorAll('.line > span:not(.source)')].map(
          ({ textContent }) => textContent,
        );
        return JSON.parse(texts.join('')) as never;
      }),
      issues: [...document.querySelectorAll('.issues li')].map((issue) => ({
        code: textOf(issue, 'code'),
        severity: textOf(issue, '.badge'),
        path: textOf(issue, '.path').replace('the event', ''),
        message: textOf(issue, 'p'),
      })),
    };
  });
}

async function pick(start: string): Promise<void> {
  const labels = await page.locator('#sample option').allTextContents();
  const index = labels.findIndex((label) => label.startsWith(start));
  expect(index, start).toBeGreaterThan(-1);
  await page.locator('#sample').selectOption({ index });
}

async function writeOptions(code: string): Promise<void> {
  await page.locator('#options-tab').click();
  await page.locator('#options .cm-content').fill(code);
}

async function statusIs(expected: RegExp, message = ''): Promise<void> {
  await expect.poll(() => page.locator('#status').innerText(), { ...PATIENCE, message }).toMatch(expected);
}

async function typeIs(expected: string | undefined, message = '', of = page): Promise<void> {
  const type = async (): Promise<unknown> => (await readOutcome(of)).interactions[0]?.type;
  await expect.poll(type, { ...PATIENCE, message }).toBe(expected);
}

async function fileStatusIs(expected: RegExp, timeout = 20_000): Promise<void> {
  await expect.poll(() => page.locator('#file-status').innerText(), { timeout }).toMatch(expected);
}

async function readSelection(): Promise<string> {
  return page.evaluate(() => getSelection()!.toString());
}

async function readClipboard(): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

async function getFocusedField(): Promise<string | undefined> {
  return page.evaluate(() => (document.activeElement as HTMLElement).dataset['field']);
}

async function shared(): Promise<URL> {
  await page.locator('#share').click();
  await expect.poll(() => page.locator('#said').innerText(), PATIENCE).toMatch(/^The link is copied/);
  return new URL(await readClipboard());
}

function createFragment(shared: unknown): string {
  return `shared=${deflateRawSync(JSON.stringify(shared)).toString('base64url')}`;
}

/** Drops a file of this machine on the page. */
async function drop(path: string): Promise<void> {
  // an input that the page does not know, as only an input can be given a real file
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'given-file';
    input.hidden = true;
    document.body.append(input);
  });
  await page.locator('#given-file').setInputFiles(path);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#given-file')!;
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(input.files![0]!);
    input.remove();
    document
      .querySelector('#drop')!
      .dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
}

/** The lines of the demo again and again, each with an id of its own. */
function writeGenerated(count: number): { path: string; megabytes: number } {
  const path = join(files, 'generated.ndjson');
  const file = openSync(path, 'w');
  let bytes = 0;
  for (let made = 0; made < count; made += lines.length) {
    const block = lines
      .slice(0, count - made)
      .map((line, index) => line.replace('"messageId":"', `"messageId":"${made + index}-`));
    bytes += writeSync(file, `${block.join('\n')}\n`);
  }
  closeSync(file);
  return { path, megabytes: bytes / 1e6 };
}

/** The longest task of a page, in milliseconds of the processor. */
function findLongestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const pages = new Set(traceEvents.filter(({ args }) => args?.name === 'CrRendererMain').map(threadOf));
  const tasks = traceEvents
    .filter(({ tdur }) => tdur !== undefined)
    .filter((event) => pages.has(threadOf(event)));
  return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur), 0) / 1000;
}

/** What Chromium notes down: `tdur` is in microseconds of the processor. */
interface TraceEvent {
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

async function readChart(caption: string): Promise<Record<string, number>> {
  const rows = page
    .locator('table.chart', { has: page.locator('caption', { hasText: caption }) })
    .locator('tr');
  const texts = await rows.evaluateAll((all) =>
    all.map((row) => [row.children[0]!.textContent, row.children[1]!.textContent]),
  );
  return Object.fromEntries(texts.map(([name, count]) => [name, Number(count!.replaceAll(',', ''))]));
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
