import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as source from '../../src/index.ts';
import { deepFreeze } from '../helpers/sampleEvents.ts';
import { createBareRealm } from './bareRealm.ts';
import { complete, lines as everyKind, type Outcome, useLibrary, USE } from './useLibrary.ts';

const LIBRARY = pathToFileURL(resolve('dist/index.js')).href;

const VISIT = '"type":"track","userId":"u1","timestamp":"2026-01-31T12:00:00.000Z"';

/** Events as they arrive that have all that they should. */
// prettier-ignore
const COMPLETE = [
  `{${VISIT},"event":"Order Completed","properties":{"total":27.5,"products":[{"product_id":"p1","quantity":2}]}}`,
  `{${VISIT},"event":"Products Searched","properties":{"query":"shoes","filters":[{"type":"color","value":"red"}]}}`,
  `{${VISIT},"event":"Products Searched","properties":{"query":"boots","filters":{"size":["40","41"]}}}`,
  `{${VISIT},"event":"Product Viewed","properties":{"product_id":"p1"}}`,
  `{${VISIT},"event":"product_added","properties":{"sku":"p1","quantity":"2"},"context":{"ip":"203.0.113.7"}}`,
  `{${VISIT},"event":"Product List Viewed","properties":{"category":"Shoes"},"context":{"page":{"url":"https://a.b/"}}}`,
  `{${VISIT},"event":"Product Reviewed","properties":{"product_id":"p1","rating":4}}`,
  ...complete,
];

const lines = [...COMPLETE, ...everyKind];
const expected: Outcome = useLibrary(lines);

test('the events are of all kinds, and Miso takes what they become', () => {
  const statuses = expected.results.slice(0, lines.length).map(({ status }) => status);
  expect(statuses.slice(0, COMPLETE.length)).toStrictEqual(COMPLETE.map(() => 'mapped'));
  expect(new Set(statuses.slice(COMPLETE.length))).toStrictEqual(new Set(['mapped', 'skipped', 'rejected']));
  expect(expected.refusals).toStrictEqual([]);
});

test('events that are frozen throughout are mapped the same', () => {
  const events = lines.map((line) => deepFreeze(JSON.parse(line) as unknown));
  const results = expected.results.slice(0, lines.length);
  expect(events.map((event) => source.mapSegmentEvent(event))).toStrictEqual(results);
  expect(source.createMapper().mapBatch(Object.freeze(events)).results).toStrictEqual(results);
});

test('nothing built in is written to, and no text is run as code', () => {
  const flags = ['--frozen-intrinsics', '--disallow-code-generation-from-strings'];
  const script = `
    const library = await import('${LIBRARY}');
    let runsText = true;
    try { Function('') } catch { runsText = false }
    return { outcome: use(library, lines), frozen: Object.isFrozen(Array.prototype), runsText };
  `;
  expect(run(script, flags)).toStrictEqual({ outcome: expected, frozen: true, runsText: false });
});

test('every global and every built-in object is left as it was', () => {
  const script = `
    const members = (object) => Object.values(Object.getOwnPropertyDescriptors(object)).map(({ value }) => value);
    const isOwner = (value) => Object(value) === value;
    const owners = new Set([globalThis]);
    for (const owner of owners) for (const found of members(owner).filter(isOwner)) owners.add(found);

    const state = (owner) => new Map(Reflect.ownKeys(owner).map((key) => [key, Object.getOwnPropertyDescriptor(owner, key)]));
    const isSame = (one = {}, other = {}) =>
      Object.keys({ ...one, ...other }).every((part) => Object.is(one[part], other[part]));
    const before = new Map([...owners].map((owner) => [owner, state(owner)]));
    const library = await import('${LIBRARY}');
    const outcome = use(library, lines);

    const changed = [...before].flatMap(([owner, earlier]) => {
      const now = state(owner);
      return [...new Set([...earlier.keys(), ...now.keys()])].filter((key) => !isSame(earlier.get(key), now.get(key)));
    });
    const looksAt = [Object.prototype, Array.prototype, Map.prototype, Date].every((owner) => before.has(owner));
    return { outcome, looksAt, changed: changed.map(String) };
  `;
  expect(run(script)).toStrictEqual({ outcome: expected, looksAt: true, changed: [] });
});

const LISTS = ['ISSUE_CODES', 'ECOMMERCE_EVENTS', 'MISO_INTERACTION_TYPES', 'canonicalMapping'] as const;

const POLLUTION = { polluted: 1, userId: 'x', products: [{ product_id: 'x' }], type: 'x' };

/** What a page may have done to Object.prototype, how that shows, and the events that it must not change. */
const TAMPERINGS: readonly (readonly [
  what: string,
  script: string,
  sign: string,
  unchanged: readonly string[],
])[] = [
  ['frozen', 'Object.freeze(Object.prototype);', 'Object.isFrozen(Object.prototype)', lines],
  [
    'polluted',
    `Object.assign(Object.prototype, ${JSON.stringify(POLLUTION)});`,
    `({}).userId === 'x'`,
    COMPLETE,
  ],
];

const GLOBAL = readFileSync('dist/segment-to-miso.global.js', 'utf8');
const CJS = `
  const exports = {};
  (function () { ${readFileSync('dist/index.cjs', 'utf8')}
  })();
  const segmentToMiso = exports;
`;

describe.each([
  ['before the global file is loaded', GLOBAL, true],
  ['before the CommonJS file is loaded', CJS, true],
  ['after the global file is loaded', GLOBAL, false],
])('%s', (_, library, isBefore) => {
  test.each(TAMPERINGS)(
    'Object.prototype is %s: events are mapped the same',
    (_what, tamper, sign, unchanged) => {
      const realm = createBareRealm();
      realm.run(`const use = ${USE};`);
      realm.run(isBefore ? tamper : library);
      realm.run(isBefore ? library : tamper);
      const lists = `[${LISTS.map((name) => `segmentToMiso.${name}`).join()}]`;
      const seen = realm.valueOf(
        `({ sign: ${sign}, outcome: JSON.parse(use(segmentToMiso, ${JSON.stringify(unchanged)})), lists: ${lists} })`,
      );
      expect(seen).toStrictEqual({
        sign: true,
        outcome: unchanged === lines ? expected : useLibrary(unchanged),
        lists: LISTS.map((name) => source[name]),
      });
      // of the others some are mapped in another way, but none makes it throw
      const results = realm.valueOf(
        `JSON.parse(use(segmentToMiso, ${JSON.stringify(lines)})).results.length`,
      );
      expect(results).toBe(expected.results.length);
    },
  );
});

const POLLUTE = `Object.assign(Object.prototype, ${JSON.stringify(POLLUTION)});`;
const IMPORT = `const library = await import('${LIBRARY}');`;

test.each([
  ['before', `${POLLUTE} ${IMPORT}`],
  ['after', `${IMPORT} ${POLLUTE}`],
])(
  'in Node, Object.prototype is polluted %s the module is loaded: events are mapped the same',
  (_, begin) => {
    const script = `
    ${begin}
    return { outcome: use(library, ${JSON.stringify(COMPLETE)}), sign: ({}).userId, codes: library.ISSUE_CODES };
  `;
    expect(run(script)).toStrictEqual({
      outcome: useLibrary(COMPLETE),
      sign: 'x',
      codes: source.ISSUE_CODES,
    });
  },
);

/** Runs the body of a function in a Node of its own; what it returns. */
function run(script: string, flags: readonly string[] = []): unknown {
  const program = `
    const lines = ${JSON.stringify(lines)};
    const use = (library, lines) => JSON.parse((${USE})(library, lines));
    const outcome = await (async () => { ${script} })();
    process.stdout.write(JSON.stringify(outcome));
  `;
  const args = [...flags, '--no-warnings', '--input-type=module'];
  // by its input, as an argument may not be as long
  return JSON.parse(
    execFileSync(process.execPath, args, { input: program, encoding: 'utf8', maxBuffer: 2 ** 30 }),
  );
}
