import { describe, expect, test } from 'vitest';
import { type MisoInteraction, toUploadBodies } from '../../../src/index.ts';
import { countUtf8Bytes } from '../../helpers/internals.ts';
import { findUploadErrors } from '../../contract/misoErrors.ts';

const click = (user_id: string): MisoInteraction => ({ type: 'click', user_id });
const bytes = (text: string): number => Buffer.byteLength(text);

test('no interactions make no body', () => {
  expect([...toUploadBodies([])]).toStrictEqual([]);
});

test('a body is what Miso takes', () => {
  const [upload, ...others] = toUploadBodies([click('u1'), click('u2')]);
  expect(others).toStrictEqual([]);
  expect(upload).toStrictEqual({
    body: '{"data":[{"type":"click","user_id":"u1"},{"type":"click","user_id":"u2"}]}',
    start: 0,
    count: 2,
  });
  expect(findUploadErrors(JSON.parse(upload!.body))).toStrictEqual([]);
});

test('a body holds a thousand records unless told otherwise', () => {
  const interactions = Array.from({ length: 2500 }, (_, index) => click(`u${index}`));
  const shape = (limits?: object): number[][] =>
    [...toUploadBodies(interactions, limits)].map(({ start, count }) => [start, count]);
  expect(shape()).toStrictEqual([
    [0, 1000],
    [1000, 1000],
    [2000, 500],
  ]);
  expect(shape({ maxRecords: 2500 })).toStrictEqual([[0, 2500]]);
  expect(shape({ maxRecords: 2499 })).toStrictEqual([
    [0, 2499],
    [2499, 1],
  ]);
});

test('a body is at most a mebibyte unless told otherwise', () => {
  const interactions = Array.from({ length: 30 }, () => click('x'.repeat(100_000)));
  const uploads = [...toUploadBodies(interactions)];
  expect(uploads.map(({ count }) => count)).toStrictEqual([10, 10, 10]);
  for (const { body } of uploads) expect(bytes(body)).toBeLessThanOrEqual(2 ** 20);
});

describe('bytes are counted exactly', () => {
  const interactions = [click('a'), click('é'), click('€'), click('👟'), click('\ud800'), click('"\n\u2028')];
  const whole = (): number => bytes([...toUploadBodies(interactions)][0]!.body);

  test('a body of just the limit is whole', () => {
    expect([...toUploadBodies(interactions, { maxBytes: whole() })]).toHaveLength(1);
  });

  test('one byte less makes two', () => {
    const uploads = [...toUploadBodies(interactions, { maxBytes: whole() - 1 })];
    expect(uploads.map(({ start, count }) => [start, count])).toStrictEqual([
      [0, 5],
      [5, 1],
    ]);
  });

  test.each([
    '',
    'abc',
    '\u007f',
    '\u0080',
    '\u{10000}',
    'é',
    '߿',
    'ࠀ',
    '€',
    '\uffff',
    '👟',
    'a👟é',
    '\ue000',
    '\ud7ff',
  ])('%j', (text) => {
    expect(countUtf8Bytes(text)).toBe(bytes(text));
  });

  test.each([1, 13, 50, 100, 1000])('every body but a single record keeps to %d bytes', (maxBytes) => {
    const uploads = [...toUploadBodies(interactions, { maxBytes })];
    expect(uploads.flatMap(({ body }) => JSON.parse(body).data)).toStrictEqual(
      JSON.parse(JSON.stringify(interactions).replaceAll(/(?<!\\)\\ud[89a-f]../g, '\uFFFD')),
    );
    for (const { body, count } of uploads) if (count > 1) expect(bytes(body)).toBeLessThanOrEqual(maxBytes);
    uploads.reduce((next, { start, count }) => {
      expect(start).toBe(next);
      return start + count;
    }, 0);
  });
});

test('a record over the limit goes alone', () => {
  const interactions = [click('a'), click('x'.repeat(2 ** 20)), click('b'), click('c')];
  const uploads = [...toUploadBodies(interactions)];
  expect(uploads.map(({ start, count }) => [start, count])).toStrictEqual([
    [0, 1],
    [1, 1],
    [2, 2],
  ]);
});

test('so does the first', () => {
  const uploads = [...toUploadBodies([click('x'.repeat(2 ** 20)), click('a')])];
  expect(uploads.map(({ start, count }) => [start, count])).toStrictEqual([
    [0, 1],
    [1, 1],
  ]);
});

test('any iterable will do, and is read as bodies are asked for', () => {
  let read = 0;
  function* createEndless(): Generator<MisoInteraction> {
    for (;;) yield click(`u${read++}`);
  }
  const uploads = toUploadBodies(createEndless(), { maxRecords: 2 });
  expect(uploads.next().value).toMatchObject({ start: 0, count: 2 });
  expect(uploads.next().value).toMatchObject({ start: 2, count: 2 });
  expect(read).toBe(5);
});

test.each([
  [{ maxRecords: 0 }, 'maxRecords is 0, but must be a positive integer'],
  [{ maxRecords: 1.5 }, 'maxRecords is 1.5, but must be a positive integer'],
  [{ maxBytes: -1 }, 'maxBytes is -1, but must be a positive integer'],
  [{ maxBytes: NaN }, 'maxBytes is NaN, but must be a positive integer'],
  [{ maxBytes: '1000' }, 'maxBytes is 1000, but must be a positive integer'],
  [{ maxRecords: null }, 'maxRecords is null, but must be a positive integer'],
])('%j throws at once', (limits, message) => {
  expect(() => toUploadBodies([], limits as object)).toThrow(new TypeError(message));
});

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  [5, 'a number'],
  [[], 'an array'],
])('%j is no interaction, and not sent', (other, kind) => {
  const uploads = toUploadBodies([click('u1'), other as never]);
  expect(() => [...uploads]).toThrow(new TypeError(`interactions[1] is ${kind}, but must be an interaction`));
});

describe('lone surrogates, which strict JSON parsers refuse', () => {
  const write = (value: string): string => [...toUploadBodies([click(value)])][0]!.body;

  test.each([
    ['caf\uD83D', 'caf\uFFFD'],
    ['\uDC5Fa', '\uFFFDa'],
    ['\uDC5F\uD83D', '\uFFFD\uFFFD'],
    ['\uD83D\uD83D\uDC5F', '\uFFFD👟'],
    ['👟', '👟'],
    ['\\ud83d', '\\ud83d'],
    ['\\\\ud83d', '\\\\ud83d'],
    ['\\\uD83D', '\\\uFFFD'],
    ['"\uD83D"\n\u0001', '"\uFFFD"\n\u0001'],
    ['\uD7FF\uE000', '\uD7FF\uE000'],
  ])('%j is written as %j', (value, expected) => {
    const body = write(value);
    expect(JSON.parse(body).data[0].user_id).toBe(expected);
    expect(body).not.toMatch(/(?<!\\)(?:\\\\)*\\ud[89a-f]/);
    expect(new TextDecoder('utf-8', { fatal: true }).decode(new TextEncoder().encode(body))).toBe(body);
  });

  test('also in keys, and in records that were not made here', () => {
    const record = { type: 'search', user_id: 'u1', search: { filters: { '\uD83D': ['\uDFFF'] } } } as const;
    const [upload] = toUploadBodies([record as never]);
    expect(JSON.parse(upload!.body).data[0].search.filters).toStrictEqual({ '\uFFFD': ['\uFFFD'] });
  });
});
