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

  test('may be a module or an expression; what is wrong with them is shown', async () => {
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

  test('reach nothing, not even the own site', async () => {
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
});
