import { describe, expect, test } from 'vitest';
import { hasChromium } from '../helpers/chromium.ts';
import { usePlayground } from './playgroundPage.ts';

describe.skipIf(!hasChromium)('the options of the playground', () => {
  const playground = usePlayground();

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
    ['an expression with the library', `({ events: extendedRules })`, /^mapped/, 'checkout'],
    [
      'a rule that is refused',
      `({ events: { Sold: 'clicked' } })`,
      /options do not work\. .*clicked/,
      undefined,
    ],
    [
      'what is not JavaScript',
      `export default {`,
      /options do not work\. Unexpected end of input/,
      undefined,
    ],
    [
      'code that throws',
      `export default missing;`,
      /options do not work\. missing is not defined/,
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
      /options do not work\. It took too long/,
      undefined,
    ],
    [
      'a rule without end',
      `({ events: { 'Order Completed': () => { for (;;); } } })`,
      /options do not work\. It took too long/,
      undefined,
    ],
  ];

  test('may be a module or an expression; what is wrong with them is shown', { retry: 2 }, async () => {
    for (const [what, code, expected, type] of written) {
      await playground.writeOptions(code);
      await playground.statusIs(expected, what);
      await playground.typeIs(type, what);
      // and it goes on after each
      await playground.writeOptions(`({ events: { 'Order Completed': 'like' } })`);
      await playground.typeIs('like', what);
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

  // more than once, as on a busy machine mapping may take so long that the page stops it
  test('reach nothing, not even the own site', { retry: 2 }, async () => {
    // the browser reports what it refuses
    playground.expected = /secret\.js/;
    const secret = new URL('/secret.js', playground.site.url).href;
    for (const [way, code] of ways) {
      await playground.writeOptions(`${code.replaceAll('URL', secret)};\nexport default {};`);
      await playground.statusIs(/options do not work/, way);
      await playground.writeOptions('({})');
      await playground.statusIs(/^mapped/, way);
    }
    expect(playground.site.asked).not.toContain('/secret.js');
  });

  test('may be what the guides show, with the annotations of TypeScript', async () => {
    for (const code of [
      `import { createMapper, type MapperOptions } from 'segment-to-miso';

interface Settings { readonly to: 'like' }
const settings = { to: 'like' } as const satisfies Settings;
const options: MapperOptions = { events: { 'Order Completed': settings.to } };
export const mapper = createMapper<{}>(options as never);
const { map } = mapper;
map({ event: 'Order Completed' }).interactions;`,
      `const mapper = createMapper({
  events: { 'Order Completed': (event: RuleEvent, { build }: RuleTools): MisoInteraction => build('like', { timestamp: event.timestamp! as string }) },
});`,
      `createMapper({ events: { 'Order Completed': 'click' } }).extend({ events: { 'Order Completed': 'like' } });
export default createMapper({ events: { 'Order Completed': 'like' } });`,
    ]) {
      await playground.writeOptions(code);
      await playground.typeIs('like', code);
      await playground.writeOptions('({})');
      await playground.typeIs('checkout');
    }
  });

  test.each([
    [`createMapper({\n  events: { 'Sold': 'clicked' },\n});`, `'Sold': 'clicked'`],
    [`createMapper({\n  event: {},\n});`, 'event: {}'],
    [`createMapper({\n  fields: { productId: 'properties.id' },\n});`, `productId: 'properties.id'`],
    [`const a = 1;\nconst b = missing;\ncreateMapper({});`, 'missing;'],
    [`createMapper({\n  events: { 'Sold' 'like' },\n});`, `'`],
    ['const a = 1;', 'const a = 1;'],
  ])('mark the place of an error in %j', async (code, place) => {
    await playground.writeOptions(code);
    await playground.statusIs(/options do not work\. /);
    const marks = playground.page.locator('#options .cm-lintRange-error');
    await expect.poll(async () => (await marks.allInnerTexts()).join('')).toBe(place);
  });

  test.each([
    ['createMapper({ ca', 'categorySeparator', 'createMapper({ categorySeparator: '],
    ['createMapper({ fields: { pro', 'products', 'createMapper({ fields: { products: '],
    [
      "createMapper({ events: { 'Product R",
      "'Product Reviewed'",
      "createMapper({ events: { 'Product Reviewed': ",
    ],
    ["createMapper({ events: { Sold: 'che", "'checkout'", "createMapper({ events: { Sold: 'checkout'"],
    ["createMapper({ events: { Sold: { to: 'lik", "'like'", "createMapper({ events: { Sold: { to: 'like'"],
  ])('complete %j', async (typed, label, completed) => {
    await playground.writeOptions('');
    await playground.page.keyboard.type(typed);
    const choices = playground.page.locator('.cm-tooltip-autocomplete li');
    const choice = choices.filter({ hasText: label }).first();
    await choice.waitFor();
    // CodeMirror ignores a click on choices that have only just appeared
    await playground.page.waitForTimeout(200);
    await choice.click();
    expect(await playground.readEditor('options')).toBe(completed);
  });
});

describe.skipIf(!hasChromium)('a rejection leads on', () => {
  const playground = usePlayground();
  const identity = { type: 'track', userId: 'u1', timestamp: '2026-01-31T12:00:00Z' };
  const rows: Readonly<Record<string, readonly [event: object, option: string, type: string]>> = {
    'to another id of the product': [
      { ...identity, event: 'Product Viewed', properties: { item_id: 'p1', price: 12 } },
      "fields.productId: 'item_id'",
      'product_detail_page_view',
    ],
    'to another list of products': [
      { ...identity, event: 'Order Completed', properties: { order_id: 'o1', items: [{ sku: 's1' }] } },
      "fields.products: 'properties.items'",
      'checkout',
    ],
    'to another list of products with another id, as in GA4': [
      { ...identity, event: 'Order Completed', properties: { ecommerce: { items: [{ item_id: 's1' }] } } },
      "fields.products: 'properties.ecommerce.items', fields.productId: 'item_id'",
      'checkout',
    ],
    'to a user in the traits': [
      {
        ...identity,
        userId: null,
        event: 'Product Viewed',
        context: { traits: { id: 'c1' } },
        properties: { sku: 's1' },
      },
      "fields.userId: ['context.traits.id', 'userId']",
      'product_detail_page_view',
    ],
    'to other search words': [
      { ...identity, event: 'Products Searched', properties: { phrase: 'red pan' } },
      "fields.keywords: 'properties.phrase'",
      'search',
    ],
  };

  test.each(Object.entries(rows))('%s', async (_, [event, option, type]) => {
    await playground.writePayload(event);
    await playground.statusIs(/^rejected/);
    await playground.page
      .locator('.suggestions li')
      .filter({ has: playground.page.locator(`code:text-is("${option}")`) })
      .getByRole('button', { name: /^Insert th(is option|ese options)$/ })
      .click();
    await playground.typeIs(type);
    const written = option.split('fields.').map((part) => part.replace(/, $/, ''));
    expect(await playground.readSelection()).toContain(written.at(-1));
    const code = await playground.readEditor('options');
    expect(code).toMatch(/^import \{ createMapper \}/);
    for (const part of written) expect(code).toContain(part);
  });

  test('to the guide, at the code', async () => {
    await playground.writePayload({ ...identity, event: 'Product Viewed', properties: {} });
    const link = playground.page.getByRole('link', { name: 'How to fix missing_product_id' });
    const opening = playground.page.context().waitForEvent('page');
    await link.click();
    const guide = await opening;
    await guide.locator('h3#missing_product_id').waitFor();
    expect(await playground.page.locator('.suggestions').count()).toBe(0);
  });

  test('inserts an option into the code that is there', async () => {
    await playground.writeOptions(`createMapper({ fields: { productId: 'product' }, matching: 'exact' });`);
    await playground.writePayload({ ...identity, event: 'Product Viewed', properties: { item_id: 'p1' } });
    await playground.page.getByRole('button', { name: 'Insert this option' }).first().click();
    await playground.typeIs('product_detail_page_view');
    expect(await playground.readEditor('options')).toBe(
      `createMapper({ fields: { productId: 'item_id' }, matching: 'exact' });`,
    );
  });
});
