import { describe, expect, test } from 'vitest';
import { hasChromium } from '../helpers/chromium.ts';
import { usePlayground } from './playgroundPage.ts';

const viewed = { type: 'track', event: 'Product Viewed', userId: 'u1', properties: { product_id: 'p1' } };

describe.skipIf(!hasChromium)('what is pasted into the playground', () => {
  const playground = usePlayground();

  const rows: Readonly<Record<string, readonly [pasted: string, payload: unknown, said?: RegExp]>> = {
    'minified JSON is formatted': [JSON.stringify(viewed), viewed],
    'NDJSON becomes an array': [`${JSON.stringify(viewed)}\n\n${JSON.stringify(viewed)}\n`, [viewed, viewed]],
    'an object literal becomes JSON': [
      `{ // copied from the code\n  type: 'track', event: "Product Viewed", userId: \`u1\`, 'properties': { product_id: 'p1', },\n}`,
      viewed,
    ],
    'trailing commas are removed': [
      `{"a": [1, -2.5, true, null,], "b": "it's \\"x\\"",}`,
      { a: [1, -2.5, true, null], b: `it's "x"` },
    ],
    'a call of analytics.js becomes an event': [
      `analytics.track('Product Viewed', { product_id: 'p1' });`,
      {
        type: 'track',
        event: 'Product Viewed',
        properties: { product_id: 'p1' },
        anonymousId: 'added-by-analytics.js',
      },
      /adds the anonymousId itself/,
    ],
    'a call of the Node library becomes an event': [
      `await analytics.track({ userId: 'u1', event: 'Product Viewed', properties: { product_id: product.id } });`,
      { type: 'track', userId: 'u1', event: 'Product Viewed', properties: { product_id: 'product.id' } },
      /Replace what is code by values: product\.id\./,
    ],
    'a call of the Python library becomes an event': [
      `analytics.track('u1', 'Product Viewed', {'product_id': 'p1', 'gift': True, 'note': None})`,
      {
        type: 'track',
        userId: 'u1',
        event: 'Product Viewed',
        properties: { product_id: 'p1', gift: true, note: null },
      },
    ],
    'several calls become a batch': [
      `analytics.identify('u1');\nanalytics.page('Docs', 'Home');`,
      [
        { type: 'identify', userId: 'u1', traits: {} },
        {
          type: 'page',
          name: 'Home',
          category: 'Docs',
          properties: {},
          anonymousId: 'added-by-analytics.js',
        },
      ],
    ],
  };

  test.each(Object.entries(rows))('%s', async (_, [pasted, payload, said]) => {
    await playground.paste(pasted);
    if (said) await playground.saidIs(said);
    await playground.statusIs(/interaction/);
    expect(await playground.readEditor('payload')).toBe(`${JSON.stringify(payload, null, 2)}\n`);
  });

  test('replaces the sample when it is a whole event, wherever the cursor is', async () => {
    await playground.paste(JSON.stringify(viewed), false);
    await playground.typeIs('product_detail_page_view');
    expect(JSON.parse(await playground.readEditor('payload'))).toStrictEqual(viewed);
    await playground.page.locator('#payload .cm-content').click();
    await playground.page.keyboard.press('Control+z');
    await playground.typeIs('checkout');
  });

  test('is inserted when it is a part of one', async () => {
    await playground.writePayload('{"a": }');
    await playground.page.locator('#payload .cm-content').click();
    await playground.page.keyboard.press('End');
    await playground.page.keyboard.press('ArrowLeft');
    await playground.page.evaluate(() => navigator.clipboard.writeText('{"b":1}'));
    await playground.page.keyboard.press('Control+v');
    expect(await playground.readEditor('payload')).toBe('{"a": {"b":1}}');
  });

  test.each([
    ['{\n  "userId": "u1\n}', 'This string has no closing quote', '"u1'],
    ['{"a": 1 "b": 2}', 'A comma is missing before this', '"'],
    ['{"a": , "b": 2}', 'A value is missing before this ,', ','],
    ['{\n  "a": [1, 2\n', 'The end is missing: the [ in line 2 needs a ]', '2'],
    ['{"id": product.id}', 'product.id is code. Write the value itself', 'product.id'],
    ['', 'Paste a Segment event as JSON', ''],
  ])('%j is explained at its place', async (text, message, place) => {
    await playground.writePayload(text);
    await playground.statusIs(
      new RegExp(`^The payload cannot be read\\. ${message.replaceAll(/[[\].]/g, '\\$&')}`),
    );
    const marks = playground.page.locator('#payload .cm-lintRange-error');
    if (place !== '') await expect.poll(() => marks.allInnerTexts()).toContain(place);
  });

  test('may be typed as an object literal: its places are found too', async () => {
    await playground.writePayload(
      `{ event: 'Order Completed', userId: 'u1', properties: { products: [{ sku: 7 }, {}] } }`,
    );
    await playground.statusIs(/^mapped/);
    await playground.page.locator('.issues button', { hasText: 'product_dropped' }).click();
    await expect.poll(() => playground.readSelection()).toBe('{}');
  });
});
