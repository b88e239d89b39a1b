import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ECOMMERCE_EVENTS } from '../../src/index.ts';
import { mapEvent } from '../helpers/checkedMapper.ts';
import { hasChromium } from '../helpers/chromium.ts';
import { PATIENCE, readOutcome, usePlayground } from './playgroundPage.ts';

const lines = readFileSync('examples/events.ndjson', 'utf8').trim().split('\n');

describe.skipIf(!hasChromium)('the playground', () => {
  const playground = usePlayground();

  test('maps each sample as the library does', async () => {
    const labels = await playground.page.locator('#sample option').allTextContents();
    expect(labels.slice(0, 28)).toStrictEqual([...ECOMMERCE_EVENTS]);
    // the lines of the demo, a batch and one that is broken
    expect(labels).toHaveLength(lines.length + 2);
    const events = sortAsInPicker(lines.map((line) => JSON.parse(line) as Event));
    for (const [index, event] of events.entries()) {
      await playground.page.locator('#sample').selectOption({ index });
      const { status, interactions, issues } = mapEvent(event);
      const expected = { status, interactions, issues: issues.map((issue) => ({ ...issue })) };
      await expect
        .poll(() => readOutcome(playground.page), { ...PATIENCE, message: labels[index]! })
        .toStrictEqual(expected);
    }
  });

  test('maps a batch event by event', async () => {
    await playground.pick('A batch of three');
    await expect.poll(() => playground.page.locator('.event h3').allTextContents(), PATIENCE).toHaveLength(3);
    expect(await playground.page.locator('.code').count()).toBe(3);
    // the second event's own name, not the first one's
    await playground.page
      .locator('.event')
      .nth(1)
      .locator('.line .source:not(:empty)')
      .first()
      .waitFor({ state: 'attached' });
    await playground.page.locator('.event').nth(1).locator('[data-field="[0].type"]').click();
    await expect.poll(() => playground.readSelection(), PATIENCE).toBe('"Product Added"');

    await playground.page.locator('#payload .cm-content').fill(`{"batch":[${'{},'.repeat(60)}1]}`);
    await playground.statusIs(/^The first 50 of 61 events: 0 interactions, 50 issues$/);
    await playground.page.locator('#payload .cm-content').fill('[]');
    await playground.statusIs(/^0 events: 0 interactions, 0 issues$/);
  });

  test('shows what breaks the JSON as it is typed, and recovers', async () => {
    await playground.page.locator('#payload .cm-content').click();
    await playground.page.keyboard.press('Control+End');
    await playground.page.keyboard.type('x');
    await playground.statusIs(/^The payload cannot be read\. /);
    await playground.page
      .locator('#payload .cm-lintRange-error, #payload .cm-lintPoint-error')
      .first()
      .waitFor();
    expect(await playground.page.locator('#payload .cm-lint-marker-error').count()).toBe(1);
    await playground.page.keyboard.press('Backspace');
    await playground.statusIs(/^mapped send it: 1 interaction, 0 issues$/);
    await expect.poll(() => playground.page.locator('#payload .cm-lint-marker').count(), PATIENCE).toBe(0);
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
      await playground.pick(sample);
      await playground.page.locator('.issues button', { hasText: code }).filter({ hasText: path }).click();
      await expect
        .poll(() => playground.readSelection(), { ...PATIENCE, message: `${code} at ${path}` })
        .toMatch(expected);
    }
  });

  test('shows the sources of a field on hover and on focus', async () => {
    await playground.page.locator('.source:not(:empty)').first().waitFor({ state: 'attached' });
    for (const [field, ...expected] of [
      ['type', 'event', 'type'],
      ['user_id', 'userId'],
      ['timestamp', 'timestamp'],
      ['product_ids[1]', 'properties.products[1].product_id'],
      ['quantities[0]', 'properties.products[0].quantity'],
      ['revenue', 'properties.total'],
      ['context.truncated_ip', 'context.ip'],
    ]) {
      const line = playground.page.locator(`[data-field="[0].${field}"]`);
      const source = line.locator('.source');
      expect(await source.isVisible()).toBe(false);
      await line.hover();
      expect(await source.innerText(), field).toBe(` ← ${expected.join(', ')}`);
      expect(await playground.page.locator('#payload .pointed').count(), field).toBe(expected.length);
      await playground.page.mouse.move(0, 0);
      expect(await source.isVisible()).toBe(false);
      await line.focus();
      expect(await source.isVisible()).toBe(true);
    }
  });

  test('is usable with the keyboard alone', async () => {
    const reached = new Map<string, string>();
    // the header of the site comes first
    await playground.page.locator('.VPSwitchAppearance:visible').focus();
    for (let presses = 0; presses < 20 && !reached.has('file'); presses++) {
      await playground.page.keyboard.press('Tab');
      const [name, outline] = await playground.page.evaluate(() => {
        const focused = document.activeElement!;
        // an editor and a file button show their focus around them
        const shown = focused.closest('.cm-editor') ?? focused.closest('.button') ?? focused;
        return [
          focused.id || (focused.classList[0] ?? focused.tagName),
          getComputedStyle(shown).outlineStyle,
        ];
      });
      reached.set(name, outline);
      if (name === 'sample') await playground.page.keyboard.press('End');
    }
    expect([...reached.keys()]).toStrictEqual([
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
    await playground.statusIs(/^The payload cannot be read/);

    await playground.page.locator('#sample').focus();
    await playground.page.keyboard.press('Home');
    await playground.statusIs(/^mapped/);
    await playground.page.locator('.line .source:not(:empty)').first().waitFor({ state: 'attached' });
    await playground.page.locator('#copy-interactions').focus();
    await playground.page.keyboard.press('Tab');
    expect(await readFocusedField(playground.page)).toBe('[0].type');
    await playground.page.keyboard.press('ArrowDown');
    await playground.page.keyboard.press('ArrowDown');
    expect(await readFocusedField(playground.page)).toBe('[0].timestamp');
    await playground.page.keyboard.press('Enter');
    await expect.poll(() => playground.readSelection(), PATIENCE).toMatch(/^"2026-/);
    await playground.page.keyboard.type('"2026-01-31T12:00:00.000Z"');
    await expect
      .poll(async () => (await readOutcome(playground.page)).interactions[0]?.timestamp, PATIENCE)
      .toBe('2026-01-31T12:00:00.000Z');

    await playground.page.locator('#payload-tab').focus();
    await playground.page.keyboard.press('ArrowRight');
    expect(await playground.page.locator('#options').isVisible()).toBe(true);
    expect(await playground.page.evaluate(() => document.activeElement!.id)).toBe('options-tab');
  });

  test('copies the payload, the options and the interactions', async () => {
    await playground.page.locator('#copy-text').click();
    await expect
      .poll(async () => JSON.parse(await playground.readClipboard()), PATIENCE)
      .toStrictEqual(JSON.parse(lines[15]!));
    await playground.page.locator('#copy-interactions').click();
    await expect
      .poll(async () => JSON.parse(await playground.readClipboard()), PATIENCE)
      .toStrictEqual([...mapEvent(JSON.parse(lines[15]!)).interactions]);
    await playground.page.locator('#options-tab').click();
    await playground.page.locator('#copy-text').click();
    await expect.poll(() => playground.readClipboard(), PATIENCE).toMatch(/^import \{ createMapper \}/);
  });
});

function readFocusedField(page: Page): Promise<string | undefined> {
  return page.evaluate(() => (document.activeElement as HTMLElement).dataset['field']);
}

interface Event {
  readonly event?: string;
}

/** The 28 first, each by its first line. */
function sortAsInPicker(events: readonly Event[]): readonly Event[] {
  const first = ECOMMERCE_EVENTS.map((name) => events.find(({ event }) => event === name)!);
  return [...first, ...events.filter((event) => !first.includes(event))];
}
