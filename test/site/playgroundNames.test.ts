import { describe, expect, test } from 'vitest';
import { suggestRules } from '../../src/index.ts';
import { readNames } from '../../docs/playground/names.ts';
import { hasChromium } from '../helpers/chromium.ts';
import { PATIENCE, usePlayground } from './playgroundPage.ts';

const names = ['Product Viewed', 'Item Added to Bag', 'Cart Shared', "Sort 'n' Filter Applied"];

const written: Readonly<Record<string, string>> = {
  'one a line': names.join('\n'),
  'one a line, quoted, with commas, more than once': `- "Product Viewed",\n${[...names, ...names].map((name) => `* "${name}",`).join('\r\n')}\n`,
  'between commas': names.join(', '),
  'a JSON array': JSON.stringify(names),
  'a JSON array of events': JSON.stringify(names.map((event) => ({ type: 'track', event }))),
};

test.each(Object.entries(written))('names are read: %s', (_, text) => {
  expect(readNames(text)).toStrictEqual(names);
});

test('a tracking plan is handed on', () => {
  const plan = { rules: [{ type: 'TRACK', key: 'Song Played' }] };
  expect(readNames(JSON.stringify(plan))).toStrictEqual(plan);
});

describe.skipIf(!hasChromium)('the event names of the playground', () => {
  const playground = usePlayground();

  async function write(text: string): Promise<void> {
    await playground.page.locator('#names-tab').click();
    await playground.page.locator('#names-input').fill(text);
  }

  test('show what becomes of each, and the mapper to copy', async () => {
    await write(names.join('\n'));
    await playground.statusIs(/^4 names: 1 mapped, 1 suggested, 1 optional, 1 unknown$/);
    const rows = await playground.page.locator('#names-result tbody tr').evaluateAll((all) => {
      return all.map((row) => [...row.children].slice(0, 3).map(({ textContent }) => textContent));
    });
    const { suggestions } = suggestRules(names);
    expect(rows).toStrictEqual(suggestions.map(({ event, status, to = '' }) => [event, status, to]));

    await playground.page.getByRole('button', { name: 'Copy the code' }).click();
    await playground.saidIs(/^The code is copied/);
    expect(await playground.readClipboard()).toBe(`import { createMapper } from 'segment-to-miso';

export const mapper = createMapper({
  events: {
    'Item Added to Bag': 'add_to_cart',
    'Cart Shared': { to: 'share', products: 'many' },
    // 'Sort \\'n\\' Filter Applied': ?,
  },
});
`);
  });

  test('go into the options, and are mapped then', async () => {
    await write(names.join('\n'));
    await playground.page.getByRole('button', { name: 'Insert into Options' }).click();
    expect(await playground.readEditor('options')).toContain("'Item Added to Bag': 'add_to_cart'");
    await playground.page.locator('#names-tab').click();
    await playground.statusIs(/^4 names: 3 mapped, 1 unknown$/);
    await playground.page.locator('#payload-tab').click();
    await playground.statusIs(/^mapped/);
  });

  test('may be a tracking plan; what is none is refused', async () => {
    await write(JSON.stringify({ data: { rules: [{ type: 'TRACK', key: 'Order Completed' }] } }));
    await playground.statusIs(/^1 name: 1 mapped$/);
    await write('{"a": 1}');
    await playground.statusIs(/^The names cannot be read\. suggestRules takes/);
    await write('');
    await playground.statusIs(/^Paste event names/);
  });

  test('are a click away from the landing page', async () => {
    await playground.page.goto(playground.site.url);
    await playground.page.getByRole('link', { name: 'Check your event names' }).click();
    await playground.page.locator('#names-input').fill(names.join('\n'));
    await playground.statusIs(/^4 names/);
  });

  test('an event without a rule leads to one', async () => {
    await playground.writePayload({ event: 'Item Added to Bag', userId: 'u1', properties: { sku: 's1' } });
    await playground.statusIs(/^skipped/);
    await playground.page.getByRole('button', { name: 'Insert this option' }).click();
    await playground.typeIs('add_to_cart');
  });

  test('of an export without a rule are suggested, and inserted', async () => {
    const events = names.map((event) => JSON.stringify({ event, userId: 'u1', properties: { sku: 's1' } }));
    const file = { name: 'names.ndjson', mimeType: '', buffer: Buffer.from(events.join('\n')) };
    await playground.page.locator('#file').setInputFiles(file);
    await playground.page.getByRole('button', { name: 'Insert all' }).click();
    const code = await playground.readEditor('options');
    expect(code).toContain("'Item Added to Bag': 'add_to_cart'");
    expect(code).toContain("'Cart Shared': { to: 'share', products: 'many' }");
    await playground.page.locator('#file').setInputFiles(file);
    await expect
      .poll(() => playground.page.locator('.report .names').innerText(), PATIENCE)
      .toMatch(/Cart Shared\s+1\s+share/);
  });
});
