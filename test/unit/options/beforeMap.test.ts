import { describe, expect, test } from 'vitest';
import { createMapper, type MapperOptions } from '../../../src/index.ts';
import { checkResult, mapWithOptions } from '../../helpers/checkedMapper.ts';
import { createTrackEvent } from '../../helpers/sampleEvents.ts';

const viewed = createTrackEvent('Product Viewed', { product_id: 'p1' });

/** Maps an event with a function that every event runs through before. */
function mapAfter(beforeMap: (event: never) => unknown, event: unknown, more: MapperOptions = {}) {
  return mapWithOptions({ ...more, beforeMap: beforeMap as never }, event);
}

describe('the event that it returns is mapped', () => {
  test('as it is', () => {
    const result = mapAfter((event) => event, viewed);
    expect(result).toStrictEqual(mapWithOptions({}, viewed));
  });

  test('by its new name, properties and ids', () => {
    const { interactions } = mapAfter(
      ({ properties }: { properties: { product_id: string } }) => ({
        type: 'track',
        event: 'Product Shared',
        userId: 'u2',
        timestamp: '2026-01-31T12:00:00Z',
        properties: { product_id: properties.product_id.toUpperCase() },
      }),
      viewed,
    );
    expect(interactions).toStrictEqual([
      { type: 'share', user_id: 'u2', timestamp: '2026-01-31T12:00:00Z', product_ids: ['P1'] },
    ]);
  });

  test('as another call', () => {
    const result = mapAfter(() => ({ type: 'identify', userId: 'u1' }), viewed);
    expect(result.issues).toMatchObject([{ code: 'unsupported_call' }]);
    expect(mapAfter(() => ({}), viewed).issues).toMatchObject([{ code: 'not_an_event' }]);
  });

  test('with consent and integrations as it has them', () => {
    const { issues } = mapAfter((event: object) => ({ ...event, integrations: { All: false } }), viewed, {
      integration: 'Miso',
    });
    expect(issues).toMatchObject([{ code: 'integration_disabled', path: 'integrations.All' }]);
  });
});

describe('it sees', () => {
  test('properties and a context that are objects, even where the event has none', () => {
    const seen: unknown[] = [];
    mapAfter((event) => seen.push(event), { event: 'X', properties: 5, context: null });
    mapAfter((event) => seen.push(event), { event: 'X', properties: '{"a":1}', context: '{"ip":"::1"}' });
    expect(seen).toStrictEqual([
      { event: 'X', properties: {}, context: {} },
      { event: 'X', properties: { a: 1 }, context: { ip: '::1' } },
    ]);
  });

  test.each([
    [{ type: 'delete', userId: 'u1' }],
    [{ type: 'identify', userId: 'u1' }],
    [{ type: 'page' }],
    [{ type: 5, userId: 'u1' }],
    [{ action: 'Track', event: 'X' }],
    [{ event: '' }],
  ])('every call: %j', (event) => {
    const { issues } = mapAfter(() => null, event);
    expect(issues).toStrictEqual([
      {
        code: 'ignored_by_rule',
        severity: 'info',
        path: '',
        message: 'The event is ignored by beforeMap; the event is skipped.',
      },
    ]);
  });

  test.each([[null], ['[]'], [[]], [{}], [{ events: [] }], [{ type: 'Buffer', data: [] }]])(
    'nothing that is not an event: %j',
    (value) => {
      const fail = (): never => {
        throw new Error('secret');
      };
      expect(mapAfter(fail, value).issues).toMatchObject([{ code: 'not_an_event' }]);
    },
  );
});

describe('the event is rejected', () => {
  test.each<[returned: unknown, message: string]>([
    [undefined, 'it returned undefined, but must return an event or null'],
    ['Product Viewed', 'it returned a string of length 14, but must return an event or null'],
    [[viewed], 'it returned an array, but must return an event or null'],
    [false, 'it returned a boolean, but must return an event or null'],
    [Promise.resolve(viewed), 'it returned a promise, but events are mapped synchronously'],
  ])('where it returns %o', (returned, failure) => {
    const { status, issues } = mapAfter(() => returned, viewed);
    expect(status).toBe('rejected');
    expect(issues).toMatchObject([
      {
        code: 'rule_failed',
        path: '',
        message: `beforeMap failed: ${failure}; the event is rejected.`,
        cause: expect.any(TypeError),
      },
    ]);
  });

  test('where it throws, and a batch goes on', () => {
    const { mapBatch } = createMapper({
      beforeMap: (event) => {
        if (event.event === 'Bad') throw new RangeError('secret');
        return event;
      },
    });
    const { results } = mapBatch([{ event: 'Bad', userId: 'u1' }, viewed]);
    results.forEach(checkResult);
    expect(results.map(({ status }) => status)).toStrictEqual(['rejected', 'mapped']);
    expect(results[0]?.issues[0]?.message).toBe(
      'beforeMap failed: it threw RangeError (the cause of this issue); the event is rejected.',
    );
  });

  test.each([
    [{ name: 'secret' }],
    [Object.assign(new Error('secret'), { name: 'the secret of u1' })],
    [
      Object.defineProperty(new Error('secret'), 'name', {
        get: () => {
          throw new Error('secret');
        },
      }),
    ],
  ])('without a name that is not one of a class', (thrown: unknown) => {
    const { issues } = mapAfter(() => {
      throw thrown;
    }, viewed);
    expect(issues[0]?.message).toBe(
      'beforeMap failed: it threw an object (the cause of this issue); the event is rejected.',
    );
  });
});

describe('a mapper that extends another', () => {
  const { extend } = createMapper({ beforeMap: (event) => ({ ...event, event: 'Product Shared' }) });

  test('keeps it, and may name keys that it adds', () => {
    const { map } = extend({ fields: { userId: ['shop.user', 'userId'] } });
    expect(checkResult(map(viewed)).interactions).toMatchObject([{ type: 'share', user_id: 'u1' }]);
    expect(() => createMapper().extend({ fields: { userId: 'shop.user' } })).toThrow('fields.userId is');
  });

  test('replaces it; `undefined` counts as absent', () => {
    expect(extend({ beforeMap: () => null }).map(viewed).status).toBe('skipped');
    expect(checkResult(extend({ beforeMap: undefined }).map(viewed)).interactions).toMatchObject([
      { type: 'share' },
    ]);
  });

  test('keeps other options that are `undefined` in the second', () => {
    const exact = createMapper({ matching: 'exact', fields: { productId: 'guid' }, events: { X: 'like' } });
    const { map, rows } = exact.extend({
      matching: undefined,
      fields: { productId: undefined },
      events: { X: undefined } as never,
    });
    expect(rows[0]).toMatchObject({ event: 'X', to: ['like'] });
    expect(checkResult(map(createTrackEvent('X', { guid: 'g1' }))).interactions).toMatchObject([
      { product_ids: ['g1'] },
    ]);
    expect(map(createTrackEvent('x', { guid: 'g1' })).status).toBe('skipped');
  });
});

test('toDeletionRequest needs resolve, as it does not run it', () => {
  const { toDeletionRequest } = createMapper({ beforeMap: () => null });
  const deletion = { type: 'delete', userId: 'u1' };
  expect(() => toDeletionRequest(deletion)).toThrow(
    'toDeletionRequest requires resolve, such as (userId) => userId, with fields.userId or beforeMap: ',
  );
  expect(toDeletionRequest(deletion, (userId) => `crm-${userId}`)).toStrictEqual({ user_ids: ['crm-u1'] });
});
