import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { mapEvent } from '../helpers/checkedMapper.ts';
import { hasChromium } from '../helpers/chromium.ts';
import { launch, visitPlayground } from './openSite.ts';
import { PATIENCE, type Playground, usePlayground } from './playgroundPage.ts';

const LONG = { timeout: 120_000, retry: 2 };
const lines = readFileSync('examples/events.ndjson', 'utf8').trim().split('\n');
const files = mkdtempSync(join(tmpdir(), 'events-'));

afterAll(() => {
  rmSync(files, { recursive: true });
});

describe.skipIf(!hasChromium)('the export in the playground', () => {
  const playground = usePlayground();

  // more than once, as a machine that is busy with other things may stop for seconds, and the page then gives up
  test('maps 200,000 events without a long task, and can be canceled', LONG, async () => {
    const { path, megabytes } = writeGenerated(200_000);
    // of its own: when its page crashes, a trace that was begun cannot be ended, and none begun on the next try
    const browser = await launch();
    onTestFinished(() => browser.close());
    await playground.page.context().close();
    playground.visit = await visitPlayground({ ...playground.site, browser });
    await drop(playground.page, path);
    await expect
      .poll(() => playground.page.locator('#progress-text').innerText(), PATIENCE)
      .toMatch(/^[\d,]{5,} events, \d+ %$/);
    await playground.page.locator('#cancel').click();
    await playground.fileStatusIs(/^Canceled after [\d,]{5,} events$/);
    expect(await playground.page.locator('.downloads').count()).toBe(0);

    await playground.page.evaluate('longTasks.length = 0');
    await browser.startTracing(playground.page, { categories: ['toplevel'] });
    const started = performance.now();
    await drop(playground.page, path);
    await playground.fileStatusIs(/^generated\.ndjson: 200,000 events in [\d.]+ s$/, 60_000);
    const seconds = (performance.now() - started) / 1000;
    const processor = findLongestTask(await browser.stopTracing());
    const observed = Math.max(0, ...(await playground.page.evaluate<number[]>('longTasks')));
    const expected = { mapped: 0, skipped: 0, rejected: 0, unreadable: 0 };
    lines.forEach((line, index) => {
      expected[mapEvent(JSON.parse(line)).status] += Math.ceil((200_000 - index) / lines.length);
    });
    expect(await readChart(playground.page, 'By status')).toStrictEqual(expected);
    console.log(
      `200,000 events, ${megabytes.toFixed(0)} MB: ${seconds.toFixed(1)} s; the page's longest task: ` +
        `${processor.toFixed(1)} ms of the processor; by the clock ${observed === 0 ? 'under 50' : observed.toFixed(0)} ms`,
    );
    // by the clock, a task also takes the time in which others have the processor
    expect(processor).toBeGreaterThan(0);
    expect(processor).toBeLessThan(50);
  });

  const results = lines.map((line) => mapEvent(JSON.parse(line)));
  const interactions = results.flatMap((result) => [...result.interactions]);
  const events = lines.map((line) => JSON.parse(line) as object);

  test.each([
    ['events.ndjson', lines.join('\n')],
    ['events.ndjson.gz', gzipSync(lines.join('\n'))],
    // as Windows ends lines
    ['events.jsonl', lines.join('\r\n')],
    ['events.json', JSON.stringify(events)],
    ['pretty.json', JSON.stringify(events, null, 2)],
    ['batch.json', JSON.stringify({ batch: events, sentAt: '2026-01-31T12:00:00Z' }, null, '\t')],
    ['packed.json.gz', gzipSync(JSON.stringify(events, null, 2))],
  ])('%s is counted, explained and written as bodies', async (name, content) => {
    await choose(playground, name, content);
    await playground.fileStatusIs(new RegExp(`: ${lines.length} events in`));
    const count = (status: string): number => results.filter((result) => result.status === status).length;
    expect(await readChart(playground.page, 'By status')).toStrictEqual({
      mapped: count('mapped'),
      skipped: count('skipped'),
      rejected: count('rejected'),
      unreadable: 0,
    });
    expect(await readChart(playground.page, 'By Miso type')).toStrictEqual(
      tally(interactions.map(({ type }) => type)),
    );

    const base = name.replace(/\..*/, '');
    const bodies = await download(playground.page, /^Download 1 upload body/, `${base}.uploads.ndjson`);
    expect(bodies).toStrictEqual([{ data: interactions }]);
    const rejects = await download(playground.page, /rejected events/, `${base}.rejected.ndjson`);
    const expected = events.flatMap((event, index) => {
      const { status, issues } = results[index]!;
      return status === 'rejected' ? [{ event, issues: issues.map((issue) => ({ ...issue })) }] : [];
    });
    expect(rejects).toStrictEqual(expected);
  });

  test('says how the events of each name are mapped, and why not', async () => {
    const orders = [
      {
        type: 'track',
        event: 'Order Completed',
        userId: 'u1',
        properties: { products: [{ product_id: 'p1' }] },
      },
      {
        type: 'track',
        event: 'Order Completed',
        userId: 'u2',
        properties: { products: [{}, { quantity: -1 }] },
      },
      { type: 'track', event: 'Order Completed', userId: 'u3', properties: {} },
      { type: 'track', event: 'Song Played', userId: 'u1' },
      { type: 'page', name: 'Home', userId: 'u1' },
      { type: 'identify', userId: 'u1' },
    ];
    await choose(playground, 'orders.ndjson', orders.map((order) => JSON.stringify(order)).join('\n'));
    await playground.fileStatusIs(/: 6 events in/);
    const rows = await playground.page.locator('table.names tr').evaluateAll((all) => {
      return all.map((row) => [...row.children].map(({ textContent }) => textContent));
    });
    expect(rows).toStrictEqual([
      ['Event', 'mapped', 'skipped', 'rejected', 'Miso type'],
      ['Order Completed', '1', '', '2', 'checkout'],
      ['Song Played', '', '1', '', ''],
      ['page: Home', '', '1', '', ''],
      ['identify', '', '1', '', ''],
    ]);
    const reasons = await playground.page.locator('.reasons .reason').allInnerTexts();
    expect(reasons.map((reason) => reason.replaceAll(/\s+/g, ' '))).toContain(
      'warning product_dropped properties.products[] 2 times',
    );
    const reason = playground.page.locator('.reasons li', { hasText: 'Open event 4' });
    expect(await reason.locator('a').getAttribute('href')).toBe('issues.html#unmapped_event');
    await reason.getByRole('button').click();
    await playground.statusIs(/^skipped/);
    expect(await playground.readEditor('payload')).toContain('Song Played');
  });

  test.each([
    ['nothing.ndjson', '', /^nothing\.ndjson: 0 events in/],
    [
      'table.csv',
      'event,userId,product_id\nProduct Viewed,u1,p1\n',
      /^The file cannot be used\. This looks like CSV\. Export/,
    ],
    ['semicolons.txt', 'event;userId\nProduct Viewed;u1\n', /This looks like CSV/],
    ['page.html', '<!doctype html>\n<p>Hello</p>', /This is not JSON\. Export/],
    ['events.zip', Buffer.from('504b030414000000', 'hex'), /This is a ZIP archive/],
    ['events.parquet', Buffer.from('PAR1\u0015\u0004'), /This is a Parquet file/],
    [
      'wide.ndjson',
      Buffer.from(`\uFEFF${lines[0]!}`, 'utf16le'),
      /This is a binary file, or text in another encoding/,
    ],
    ['noise.bin', Buffer.from([1, 2, 0, 255, 254, 10, 0]), /This is a binary file/],
    [
      'broken.json',
      '[\n  {"type": "track"},\n  {"type": \n]',
      /^The file cannot be used\. The JSON is broken\./,
    ],
  ])('%s is accepted or refused with a sentence', async (name, content, expected) => {
    await choose(playground, name, content);
    await playground.fileStatusIs(expected);
  });

  test('a line that is broken costs no other', async () => {
    await choose(playground, 'some.ndjson', `{"type":"track"\n\n${lines[0]!}\nnull`);
    await playground.fileStatusIs(/: 3 events in/);
    expect(await readChart(playground.page, 'By status')).toStrictEqual({
      mapped: 1,
      skipped: 0,
      rejected: 1,
      unreadable: 1,
    });
  });

  test('a compressed file that is cut off gives the result up to there', async () => {
    const noisy = Array.from({ length: 3000 }, (_, index) => {
      return lines[index % lines.length]!.replace('"messageId":"', `"messageId":"${Math.sin(index)}-`);
    });
    const zipped = gzipSync(noisy.join('\n'));
    await choose(playground, 'cut.ndjson.gz', zipped.subarray(0, zipped.length / 2));
    await playground.fileStatusIs(
      /^cut\.ndjson\.gz: 1,\d{3} events in .* ends in the middle\. The result is about/,
    );
    expect((await readChart(playground.page, 'By status'))['unreadable']).toBe(0);
  });

  test('a file that is dropped on the editor is mapped, and not inserted', async () => {
    const path = join(files, 'dropped.ndjson');
    writeFileSync(path, lines.slice(0, 3).join('\n'));
    const before = await playground.readEditor('payload');
    await drop(playground.page, path, '#payload .cm-content');
    await playground.fileStatusIs(/^dropped\.ndjson: 3 events in/);
    expect(await playground.readEditor('payload')).toBe(before);
  });

  test('a file is mapped by the effective options', async () => {
    await playground.writeOptions(
      `({ events: { 'Newsletter Subscribed': { to: 'custom', customActionName: 'news' } } })`,
    );
    await choose(playground, 'one.ndjson', lines.at(-1)!);
    await playground.fileStatusIs(/: 1 event in/);
    expect(await readChart(playground.page, 'By Miso type')).toStrictEqual({ custom: 1 });
  });
});

async function choose({ page }: Playground, name: string, content: string | Uint8Array): Promise<void> {
  const path = join(files, name);
  writeFileSync(path, content);
  await page.locator('#file').setInputFiles(path);
}

/** The lines of a download. */
async function download(page: Page, link: RegExp, name: string): Promise<unknown[]> {
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: link }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe(name);
  const text = readFileSync(await saved.path(), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

/** Drops a file of this machine on the page. */
async function drop(page: Page, path: string, target = '#drop'): Promise<void> {
  // an input that the page does not know, as only an input can be given a real file
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'given-file';
    input.hidden = true;
    document.body.append(input);
  });
  await page.locator('#given-file').setInputFiles(path);
  await page.evaluate((selector) => {
    const input = document.querySelector<HTMLInputElement>('#given-file')!;
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(input.files![0]!);
    input.remove();
    document
      .querySelector(selector)!
      .dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, target);
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

async function readChart(page: Page, caption: string): Promise<Record<string, number>> {
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
