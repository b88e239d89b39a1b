import { beforeAll, describe, expect, test } from 'vitest';
import {
  explainUploadError,
  mapSegmentEvent,
  toUploadBodies,
  type MisoInteraction,
} from '../../../src/index.ts';
import { mapBatch } from '../../helpers/checkedMapper.ts';
import { findUploadErrors } from '../../contract/misoErrors.ts';
import { createTrackEvent } from '../../helpers/sampleEvents.ts';
import { isShort } from '../../helpers/chooseRuns.ts';

const refused = (...data: unknown[]): object => ({ errors: true, message: 'The input is invalid.', data });

describe('a line', () => {
  test.each([
    [
      'data.0.product_ids is invalid. The attribute was expected to be of type array.',
      {
        index: 0,
        path: 'product_ids',
        message: 'is invalid. The attribute was expected to be of type array.',
      },
    ],
    ['data.12 is invalid. No match.', { index: 12, path: '', message: 'is invalid. No match.' }],
    ['data.3.product_ids.2 is invalid.', { index: 3, path: 'product_ids[2]', message: 'is invalid.' }],
    ['data.3.context.page.url is required.', { index: 3, path: 'context.page.url', message: 'is required.' }],
    [
      'data.3.search.filters.top-level.0 is bad',
      { index: 3, path: 'search.filters["top-level"][0]', message: 'is bad' },
    ],
    [
      'data.1.rating (9) is invalid. Too high.',
      { index: 1, path: 'rating', message: 'is invalid. Too high.' },
    ],
    ['data.1.rating(9) is invalid.', { index: 1, path: 'rating', message: 'is invalid.' }],
    ['data.1.user_id (a b\nc) is invalid.', { index: 1, path: 'user_id', message: 'is invalid.' }],
    ['data.1 (x) is invalid (see docs).', { index: 1, path: '', message: 'is invalid (see docs).' }],
    ['data.0.product_ids.0 (Shoe (red)) is bad', { index: 0, path: 'product_ids[0]', message: 'is bad' }],
    ['data.0.user_id (a) b) is bad', { index: 0, path: 'user_id', message: 'is bad' }],
    ['data.0.user_id (a) b)  is bad', { index: 0, path: 'user_id', message: 'is bad' }],
    ['data.0.user_id (x) must be shorter', { index: 0, path: 'user_id', message: 'must be shorter' }],
    ['data.0.rating (10)  must be lower', { index: 0, path: 'rating', message: 'must be lower' }],
    ['data.0.rating (10)must be lower', { index: 0, path: 'rating', message: 'must be lower' }],
    ['data.0.rating (10)  is too high', { index: 0, path: 'rating', message: 'is too high' }],
    ['data.0.product_ids.10 is bad', { index: 0, path: 'product_ids[10]', message: 'is bad' }],
    ['data.0.a.b1.2c is bad', { index: 0, path: 'a.b1["2c"]', message: 'is bad' }],
    ['data.0.0.a is bad', { index: 0, path: '[0].a', message: 'is bad' }],
    ['data.7', { index: 7, path: '', message: 'data.7' }],
  ])('%s', (line, expected) => {
    expect(explainUploadError(refused(line))).toStrictEqual([expected]);
  });

  test.each([
    'Something else went wrong',
    'data.x.rating is invalid',
    'data is invalid',
    'metadata.0 is invalid',
    'data.99999999999999999999 is invalid',
  ])('that cannot be read is returned as it is: %s', (line) => {
    expect(explainUploadError(refused(line))).toStrictEqual([{ index: null, path: '', message: line }]);
  });
});

describe('an answer', () => {
  test.each([
    ['a line of another kind', refused({ code: 7 }), ['{"code":7}']],
    ['no lines', refused(), ['The input is invalid.']],
    ['a message only', { message: 'Unauthorized' }, ['Unauthorized']],
    ['data that is a line', { data: 'x', message: 'm' }, ['x']],
    ['data of another kind', { data: { 0: 'x' }, message: 'm' }, ['{"0":"x"}']],
    ['empty lines', { data: ['', null], message: 'm' }, ['m']],
    ['nothing but empty lines', { data: [''] }, ['{"data":[""]}']],
    ['a function for a line', { data: [() => 1] }, ['a function']],
    ['a symbol for a line', { data: [Symbol('x')] }, ['a symbol']],
    ['a bigint for a line', { data: [1n] }, ['the response cannot be read']],
    [
      'a list that claims billions',
      { data: Object.assign([], { 4294967294: 'x' }) },
      ['the response cannot be read'],
    ],
    ['a list of holes and a line', { data: [, 'x'] }, ['x']],
    [
      'a getter that throws',
      {
        get data() {
          throw new Error('no');
        },
      },
      ['the response cannot be read'],
    ],
    ['a list of lines', ['x', 'y'], ['x', 'y']],
    ['a list of a line that is JSON', ['["x"]'], ['["x"]']],
    ['text that is JSON', JSON.stringify(refused('nonsense')), ['nonsense']],
    ['text that is not', '<html>Bad gateway</html>', ['<html>Bad gateway</html>']],
    ['a detail', { detail: 'Not Found' }, ['Not Found']],
    ['another object', { code: 'x' }, ['{"code":"x"}']],
    ['a list of others', [1], ['1']],
    ['a number', 5, ['5']],
    ['nothing', undefined, []],
    ['null', null, []],
    ['empty text', '', []],
  ])('with %s', (_, response, messages) => {
    expect(explainUploadError(response)).toStrictEqual(
      messages.map((message) => ({ index: null, path: '', message })),
    );
  });
});

describe("FastAPI's detail", () => {
  const explain = (...detail: unknown[]): object[] => explainUploadError({ detail });

  test.each<[name: string, entry: object, expected: object]>([
    [
      'a field of a record',
      {
        loc: ['body', 'data', 3, 'product_ids', 0],
        msg: 'Input should be a valid string',
        type: 'string_type',
        input: 5,
      },
      { index: 3, path: 'product_ids[0]', message: 'Input should be a valid string' },
    ],
    [
      'a record',
      { loc: ['body', 'data', 2], msg: 'Field required' },
      { index: 2, path: '', message: 'Field required' },
    ],
    [
      'no body',
      { loc: ['data', 1, 'context', 'a.b'], msg: 'bad' },
      { index: 1, path: 'context["a.b"]', message: 'bad' },
    ],
    [
      'the users to delete',
      { loc: ['body', 'user_ids', 0], msg: 'bad' },
      { index: null, path: 'user_ids[0]', message: 'bad' },
    ],
    [
      'all data',
      { loc: ['body', 'data'], msg: 'Field required' },
      { index: null, path: 'data', message: 'Field required' },
    ],
    [
      'a header',
      { loc: ['header', 'x-api-key'], msg: 'Field required' },
      { index: null, path: 'header["x-api-key"]', message: 'Field required' },
    ],
    ['nothing', { loc: [], msg: 'bad' }, { index: null, path: '', message: 'bad' }],
  ])('of %s', (_, entry, expected) => {
    expect(explain(entry)).toStrictEqual([expected]);
  });

  test('leads back to events', () => {
    const batch = { sources: [0, 4] };
    const detail = [{ loc: ['body', 'data', 1, 'user_id'], msg: 'bad' }];
    expect(explainUploadError({ detail }, { batch })).toStrictEqual([
      { index: 1, path: 'user_id', message: 'bad', source: 4 },
    ]);
    expect(explainUploadError(JSON.stringify({ detail }), { indices: [7, 9] })).toMatchObject([{ index: 9 }]);
  });

  test('never repeats the input', () => {
    const secret = 'a@b.example';
    const entries = [
      { loc: ['body', 'data', 0, 'user_id'], msg: 'too long', input: secret, ctx: { given: secret } },
      { loc: 'body', msg: 'bad', input: secret },
      { loc: ['body'], input: secret },
    ];
    expect(JSON.stringify(explain(...entries))).not.toContain(secret);
  });

  test("follows Miso's own lines, where both are there", () => {
    expect(explainUploadError({ data: ['data.0 is bad'], detail: [{ loc: [], msg: 'x' }] })).toMatchObject([
      { index: 0, message: 'is bad' },
    ]);
    expect(explainUploadError({ detail: [], message: 'm' })).toMatchObject([{ message: 'm' }]);
  });
});

describe('places', () => {
  const viewed = createTrackEvent('Product Viewed', { product_id: 'p1' });
  let batch: ReturnType<typeof mapBatch>;

  beforeAll(() => {
    batch = mapBatch([{ type: 'identify' }, viewed, {}, viewed, viewed]);
  });

  test('lead back to events', () => {
    expect(explainUploadError(refused('data.2.x is bad'), { batch })).toStrictEqual([
      { index: 2, path: 'x', message: 'is bad', source: 4 },
    ]);
  });

  test('are counted from the start of the upload', () => {
    expect(explainUploadError(refused('data.1 is bad'), { batch, start: 1 })).toMatchObject([
      { index: 2, source: 4 },
    ]);
  });

  test('follow the indices of an upload with gaps', () => {
    const errors = explainUploadError(refused('data.1 is bad', 'data.2 is bad'), { batch, indices: [0, 2] });
    expect(errors).toStrictEqual([
      { index: 2, path: '', message: 'is bad', source: 4 },
      { index: null, path: '', message: 'data.2 is bad' },
    ]);
  });

  test('beyond the batch have no source', () => {
    expect(explainUploadError(refused('data.9 is bad'), { batch })).toStrictEqual([
      { index: 9, path: '', message: 'is bad' },
    ]);
  });
});

test.skipIf(isShort)('a line of megabytes is read', () => {
  const [error] = explainUploadError(refused(`data.0${'.a'.repeat(4e6)} is bad`));
  expect(error).toMatchObject({ index: 0, message: 'is bad' });
});

test('a refused upload is explained record by record', () => {
  const good = mapSegmentEvent(createTrackEvent('Product Viewed', { product_id: 'p1' })).interactions[0]!;
  const bad = { type: 'rate', user_id: 'u1', rating: 9, product_ids: ['p', 7] } as unknown as MisoInteraction;
  const [upload] = toUploadBodies([good, bad]);
  const data = findUploadErrors(JSON.parse(upload!.body));
  const errors = explainUploadError({ errors: true, message: 'invalid', data }, { start: upload!.start });
  expect(errors.map(({ index }) => index)).toContain(1);
  expect(errors.every(({ index }) => index === 1)).toBe(true);
  expect(errors.map(({ path }) => path)).toContain('product_ids[1]');
});
