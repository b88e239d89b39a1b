import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { ISSUE_CODES, mapSegmentEvent, type MapResult } from '../src/index.ts';

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
];

/** What else may arrive: broken, for others, or with names that mean something to JavaScript. */
const OTHERS = [
  'null',
  '7',
  '"Order Completed"',
  '[]',
  '{}',
  '{"type":"track"}',
  '{"type":"track","event":"__proto__"}',
  '{"type":"page","name":"Home"}',
  '{"type":"delete","userId":"u1"}',
  '{"type":"track","event":"Order Completed","properties":"none"}',
  `{${VISIT},"event":"Order Completed","properties":{"total":"a lot","products":[null,{},{"id":[]}]}}`,
  `{${VISIT},"event":"Products Searched","properties":{"query":{"__proto__":["x"],"constructor":{}}}}`,
  `{${VISIT},"__proto__":{"polluted":1},"event":"Product Viewed","context":{"__proto__":{"polluted":1}}}`,
];

const lines = [...COMPLETE, ...OTHERS];

interface Outcome {
  readonly results: readonly MapResult[];
  /** What `validateInteraction` says of all interactions. */
  readonly refusals: readonly unknown[];
}

/** Uses all of the library. */
const USE = `
  function use(library, lines) {
    const events = lines.map((line) => JSON.parse(line));
    const results = events.map((event) => library.mapSegmentEvent(event));
    const mapper = library.createMapper();
    const { interactions } = mapper.mapBatch({ batch: events });
    mapper.toDeletionRequest(events);
    library.explainUploadError({ errors: true, message: 'no', data: ['data.0.user_id is wrong'] });
    const [{ body }] = library.toUploadBodies(interactions);
    const refusals = JSON.parse(body).data.flatMap((record) => library.validateInteraction(record));
    return { results, refusals: [...refusals, ...interactions.flatMap(library.validateInteraction)] };
  }
`;

const expected: Outcome = { results: lines.map((line) => mapSegmentEvent(JSON.parse(line))), refusals: [] };

test('the events are of all kinds', () => {
  const statuses = expected.results.map(({ status }) => status);
  expect(statuses.slice(0, COMPLETE.length)).toStrictEqual(COMPLETE.map(() => 'mapped'));
  expect(new Set(statuses.slice(COMPLETE.length))).toStrictEqual(new Set(['mapped', 'skipped', 'rejected']));
});

test('nothing built in is written to, and no text is run as code', () => {
  const flags = ['--frozen-intrinsics', '--disallow-code-generation-from-strings'];
  const script = `
    const library = await import('${LIBRARY}');
    let runsText = true;
    try { Function('') } catch { runsText = false }
    return { ...use(library, lines), frozen: Object.isFrozen(Array.prototype), runsText };
  `;
  expect(run(script, flags)).toStrictEqual({ ...expected, frozen: true, runsText: false });
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
    return { ...outcome, looksAt, changed: changed.map(String) };
  `;
  expect(run(script)).toStrictEqual({ ...expected, looksAt: true, changed: [] });
});

const pollution = {
  polluted: 1,
  userId: 'polluted',
  products: [{ product_id: 'polluted' }],
  type: 'polluted',
};
const POLLUTE = `Object.assign(Object.prototype, ${JSON.stringify(pollution)});`;
const IMPORT = `const library = await import('${LIBRARY}');`;

test.each([
  ['before the library is loaded', `${POLLUTE} ${IMPORT}`],
  ['after the library is loaded', `${IMPORT} ${POLLUTE}`],
])('complete events are mapped the same when Object.prototype is polluted %s', (_, begin) => {
  const script = `
    ${begin}
    const { results, refusals } = use(library, lines);
    return { results: results.slice(0, ${COMPLETE.length}), refusals, polluted: ({}).userId, count: results.length };
  `;
  const results = expected.results.slice(0, COMPLETE.length);
  expect(run(script)).toStrictEqual({ results, refusals: [], polluted: 'polluted', count: lines.length });
});

test('ISSUE_CODES has no others when Object.prototype is polluted before the library is loaded', () => {
  expect(run(`${POLLUTE} ${IMPORT} return library.ISSUE_CODES;`)).toStrictEqual(ISSUE_CODES);
});

/** Runs the body of a function in a Node of its own; what it returns. */
function run(script: string, flags: readonly string[] = []): unknown {
  const program = `
    ${USE}
    const lines = ${JSON.stringify(lines)};
    const outcome = await (async () => { ${script} })();
    process.stdout.write(JSON.stringify(outcome));
  `;
  const args = [...flags, '--no-warnings', '--input-type=module', '--eval', program];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}
