import { describe, expect, test } from 'vitest';
import { mapBatch, mapper } from '../helpers/checkedMapper.ts';
import { createTrackEvent } from '../helpers/sampleEvents.ts';

const viewed = createTrackEvent('Product Viewed', { product_id: 'p1' });
const ordered = createTrackEvent('Order Completed', { products: [{ product_id: 'p2' }] });
const identify = { type: 'identify', userId: 'u1' };

describe('mapBatch', () => {
  test('maps an array of events, and says which interaction came from which', () => {
    const given = [identify, viewed, {}, ordered, null];
    const { events, results, interactions, sources } = mapBatch(given);
    expect(events).toStrictEqual(given);
    expect(events).not.toBe(given);
    expect(results.map(({ status }) => status)).toStrictEqual([
      'skipped',
      'mapped',
      'rejected',
      'mapped',
      'rejected',
    ]);
    expect(interactions.map(({ type }) => type)).toStrictEqual(['product_detail_page_view', 'checkout']);
    expect(sources).toStrictEqual([1, 3]);
  });

  test('maps the batch that Segment’s clients send', () => {
    const body = { batch: [identify, viewed], sentAt: '2026-01-31T12:00:00Z', writeKey: 'k' };
    expect(mapBatch(body)).toStrictEqual(mapBatch([identify, viewed]));
  });

  test('maps one event', () => {
    expect(mapBatch(viewed)).toStrictEqual(mapBatch([viewed]));
  });

  test('maps nothing', () => {
    expect(mapBatch([])).toStrictEqual({ events: [], results: [], interactions: [], sources: [] });
    expect(mapBatch({ batch: [] })).toStrictEqual({ events: [], results: [], interactions: [], sources: [] });
  });

  test.each([
    ['null', null],
    ['undefined', undefined],
    ['a text', '[]'],
    ['a batch of another kind', { batch: 'x', type: 'nothing' }],
    ['a sparse array of billions', Object.assign([], { 4294967294: viewed })],
    [
      'a proxy that throws',
      new Proxy([viewed], {
        get: () => {
          throw new Error('no');
        },
      }),
    ],
    [
      'a getter that throws',
      {
        get batch(): unknown {
          throw new Error('no');
        },
      },
    ],
    [
      'an array with a getter that throws',
      Object.defineProperty([viewed], 0, {
        get: () => {
          throw new Error('no');
        },
      }),
    ],
  ])('%s is one event, and none to map', (_, payload) => {
    const { results, interactions } = mapBatch(payload);
    expect(interactions).toStrictEqual([]);
    expect(results).toHaveLength(1);
    expect(results[0]?.status).not.toBe('mapped');
  });

  test('returns the events of the body, whatever it is', () => {
    expect(mapBatch({ batch: [identify, viewed] }).events).toStrictEqual([identify, viewed]);
    expect(mapBatch(viewed).events).toStrictEqual([viewed]);
    expect(mapBatch(null).events).toStrictEqual([null]);
    expect(mapBatch([, viewed]).events).toStrictEqual([undefined, viewed]);
  });

  test('a hole is an event that is none', () => {
    expect(mapBatch([, viewed]).results.map(({ status }) => status)).toStrictEqual(['rejected', 'mapped']);
  });

  test('works detached and ignores further arguments', () => {
    const { map, mapBatch: detached } = mapper;
    expect([[viewed]].map(detached)).toStrictEqual([mapBatch([viewed])]);
    expect([viewed].map(map)).toStrictEqual(mapBatch([viewed]).results);
  });
});

describe('toDeletionRequest', () => {
  const deletion = (userId: unknown): object => ({ type: 'delete', userId, messageId: 'm1' });

  test('collects the users of delete calls, each once', () => {
    const events = [deletion('u1'), viewed, deletion(' u2 '), deletion('u1'), deletion(3), identify];
    expect(mapper.toDeletionRequest(events)).toStrictEqual({ user_ids: ['u1', 'u2', '3'] });
    expect(mapper.toDeletionRequest({ batch: events })).toStrictEqual({ user_ids: ['u1', 'u2', '3'] });
    expect(mapper.toDeletionRequest(deletion('u1'))).toStrictEqual({ user_ids: ['u1'] });
  });

  test.each([
    ['no delete call', [viewed, identify]],
    ['no events', []],
    ['no user', [deletion(undefined), deletion(''), deletion({}), deletion('x'.repeat(513))]],
    [
      'a getter that throws',
      [
        Object.defineProperty({ type: 'delete' }, 'userId', {
          get: () => {
            throw new Error('no');
          },
        }),
      ],
    ],
    ['nothing', null],
  ])('is null for %s', (_, payload) => {
    expect(mapper.toDeletionRequest(payload)).toBeNull();
  });

  test('a delete call is skipped by the mapping', () => {
    expect(mapBatch([deletion('u1')]).results).toMatchObject([
      { status: 'skipped', issues: [{ code: 'deletion_request', path: 'type' }] },
    ]);
  });
});

test('rows is the table in force', () => {
  expect(mapper.rows).toHaveLength(21);
  expect(mapper.rows).toContainEqual({
    event: 'Order Completed',
    call: 'track',
    to: ['checkout'],
    products: 'many',
    origin: 'segment-v2',
  });
});
