import { describe, expect, test } from 'vitest';
import { mapSegmentEvent } from '../../src/index.ts';
import { mapToInteraction, mapEvent } from '../helpers/checkedMapper.ts';
import { TIMESTAMP, createTrackEvent } from '../helpers/sampleEvents.ts';

const viewed = {
  event: 'Product Viewed',
  userId: 'u1',
  timestamp: TIMESTAMP,
  properties: { product_id: 'p1' },
};

describe('what is no object is no event', () => {
  test.each([
    ['undefined', undefined],
    ['null', null],
    ['a text', '{"type":"track"}'],
    ['a number', 5],
    ['NaN', NaN],
    ['a boolean', true],
    ['a bigint', 5n],
    ['a symbol', Symbol('event')],
    ['a function', () => viewed],
    ['an array', [viewed]],
  ])('%s', (_, input) => {
    expect(mapEvent(input)).toMatchObject({
      status: 'rejected',
      issues: [{ code: 'not_an_event', path: '' }],
    });
  });
});

describe('calls', () => {
  test.each([
    ['type', { type: 'track' }],
    ['type in capitals', { type: 'TRACK' }],
    ['action', { action: 'Track' }],
    ['action beside an empty type', { type: '', action: 'track' }],
    ['neither', {}],
    ['null for both', { type: null, action: null }],
  ])('a track call says so by %s', (_, call) => {
    expect(mapToInteraction({ ...viewed, ...call })).toMatchObject({ type: 'product_detail_page_view' });
  });

  test.each([
    ['identify', { type: 'identify' }, 'unsupported_call', 'type'],
    ['group', { type: 'group' }, 'unsupported_call', 'type'],
    ['alias', { action: 'alias' }, 'unsupported_call', 'action'],
    ['an unknown one', { type: 'Product Viewed' }, 'unsupported_call', 'type'],
    ['a number', { type: 7, action: 'track' }, 'unsupported_call', 'type'],
    ['page', { type: 'page', name: 'Home' }, 'unmapped_event', 'name'],
    ['page without a name', { type: 'Page' }, 'unmapped_event', 'name'],
    ['page by action', { type: '', action: 'Page', name: 'Home' }, 'unmapped_event', 'name'],
    ['screen by action', { action: 'screen', name: 'Home' }, 'unmapped_event', 'name'],
    ['page whose name is none', { type: 'page', name: 5 }, 'unmapped_event', 'name'],
    ['screen', { type: 'screen', name: 'Home' }, 'unmapped_event', 'name'],
    ['delete', { type: 'delete' }, 'deletion_request', 'type'],
    ['delete by action', { action: 'DELETE' }, 'deletion_request', 'action'],
  ])('%s is skipped', (_, call, code, path) => {
    expect(mapEvent({ ...viewed, ...call })).toMatchObject({ status: 'skipped', issues: [{ code, path }] });
  });

  test.each([undefined, null, '', ' ', 7, {}])('a track call named %j is rejected', (event) => {
    expect(mapEvent({ ...viewed, type: 'track', event })).toMatchObject({
      status: 'rejected',
      issues: [{ code: 'missing_event_name', path: 'event' }],
    });
  });
});

describe('hostile input', () => {
  const hostile = (): never => {
    throw new Error('secret');
  };
  const cyclic: Record<string, unknown> = { ...viewed };
  cyclic['properties'] = cyclic;
  cyclic['context'] = { page: cyclic };
  let deep: unknown = 'x';
  for (let depth = 0; depth < 100_000; depth++) deep = { deep, product: deep, products: [deep] };
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  class Event {
    readonly userId = 'u1';
    readonly #name = 'Product Viewed';
    get event(): string {
      return this.#name;
    }
    get properties(): object {
      return { product_id: 'p1' };
    }
  }

  test.each([
    ['a getter that throws', Object.defineProperty({ ...viewed }, 'userId', { get: hostile })],
    [
      'a getter that throws in a product',
      {
        ...viewed,
        properties: {
          product_id: 'p1',
          get sku() {
            return hostile();
          },
          get product_id2() {
            return hostile();
          },
        },
      },
    ],
    ['a proxy that throws', new Proxy(viewed, { get: hostile })],
    ['a revoked proxy', revoked],
    ['a revoked proxy as properties', { ...viewed, properties: revoked }],
    [
      'a list that throws',
      { ...viewed, event: 'Order Completed', properties: { products: new Proxy([], { get: hostile }) } },
    ],
  ])('%s does not throw, and tells nothing', (_, input) => {
    const result = mapEvent(input);
    expect(JSON.stringify(result)).not.toContain('secret');
    if (result.status !== 'mapped') expect(result.issues).toMatchObject([{ code: 'not_an_event', path: '' }]);
  });

  test('the message says that it is an object', () => {
    expect(mapEvent(revoked).issues[0].message).toBe(
      'The event (an object) must be one Segment call, such as { type: "track", event: …, properties: … }; the event is rejected.',
    );
  });

  const bare = <Members extends object>(members: Members): Members =>
    Object.assign(Object.create(null) as Members, members);
  const reviewed = { product_id: 'x'.repeat(2 ** 20), rating: '4', id: '1' };

  // what becomes of it: the fields of the interaction, or the first code
  test.each<[name: string, input: unknown, expected: object | string]>([
    ['cyclic', cyclic, 'missing_product_id'],
    [
      'cyclic beside its fields',
      { ...viewed, self: cyclic, properties: { product_id: 'p1', up: cyclic } },
      { product_ids: ['p1'] },
    ],
    ['very deep', { ...viewed, properties: deep, context: deep, userId: deep }, 'missing_identity'],
    [
      'very deep beside its fields',
      { ...viewed, context: deep, properties: { product_id: 'p1', deep } },
      { product_ids: ['p1'] },
    ],
    [
      'of null prototypes',
      bare({ ...viewed, properties: bare({ product_id: 'p1' }) }),
      { product_ids: ['p1'] },
    ],
    ['a class instance', new Event(), { product_ids: ['p1'] }],
    ['a Date', new Date(0), 'not_an_event'],
    ['a Map', new Map([['event', 'Product Viewed']]), 'not_an_event'],
    [
      'with Dates everywhere',
      { ...viewed, userId: new Date(0), properties: new Date(0), context: new Date(0) },
      'missing_identity',
    ],
    [
      'with symbols',
      {
        ...viewed,
        properties: { product_id: Symbol('p'), sku: 's', [Symbol('q')]: 1 },
        anonymousId: Symbol('a'),
      },
      { product_ids: ['s'] },
    ],
    [
      'with lone surrogates',
      { ...viewed, properties: { product_id: '\udc00' } },
      { product_ids: ['\udc00'] },
    ],
    [
      'with keys of the prototype',
      JSON.parse(
        '{"__proto__":{"type":"page"},"constructor":1,"toString":2,"hasOwnProperty":3,"event":"Product Viewed","userId":"u1","properties":{"__proto__":{"product_id":"evil"},"sku":"s"}}',
      ),
      { product_ids: ['s'] },
    ],
    [
      'with keys of the prototype in products',
      createTrackEvent('Order Completed', {
        products: [
          JSON.parse('{"__proto__":{"product_id":"evil"},"constructor":"c","toString":"t","sku":"s"}'),
          JSON.parse('{"__proto__":"evil","constructor":"c"}'),
        ],
      }),
      { product_ids: ['s'] },
    ],
    [
      'with megabytes of text',
      createTrackEvent('Product Reviewed', reviewed),
      { product_ids: ['1'], rating: 4 },
    ],
    [
      'with a megabyte of digits',
      createTrackEvent('Product Reviewed', { id: '1', rating: '9'.repeat(2 ** 20) }),
      'invalid_rating',
    ],
    ['with a megabyte for a name', createTrackEvent('_'.repeat(2 ** 20), {}), 'unmapped_event'],
    ['with a megabyte for a call', { ...viewed, type: 'x'.repeat(2 ** 20) }, 'unsupported_call'],
    [
      'with a megabyte of separators',
      createTrackEvent('Product List Viewed', { category: ' > '.repeat(2 ** 18) }),
      'missing_category',
    ],
    [
      'with a megabyte for a member',
      createTrackEvent('Products Searched', { q: 'x', filters: { ['k'.repeat(2 ** 20)]: {} } }),
      { search: { keywords: 'x' } },
    ],
    ['with numbers as members', { ...viewed, properties: { 0: 'a', product_id: 0 } }, { product_ids: ['0'] }],
  ])('an event %s is handled', (_, input, expected) => {
    const { interactions, issues } = mapEvent(input);
    if (typeof expected === 'string') expect(issues[0]?.code).toBe(expected);
    else expect(interactions).toMatchObject([expected]);
    for (const { message } of issues) expect(message.length).toBeLessThan(500);
  });

  test('a getter that throws in a nested product rejects the event', () => {
    const products = [
      { product_id: 'p1' },
      {
        get product_id() {
          return hostile();
        },
      },
    ];
    expect(mapEvent({ ...viewed, event: 'Order Completed', properties: { products } })).toMatchObject({
      issues: [{ code: 'not_an_event' }],
    });
  });

  test('lone surrogates in ids reach Miso as JSON has them', () => {
    expect(JSON.stringify(mapToInteraction({ ...viewed, userId: '\ud800' }))).toContain(
      '"user_id":"\\ud800"',
    );
  });

  test('what is read is never kept', () => {
    const properties = { products: [{ product_id: 'p1' }], filters: { color: ['red'] }, category: ['a'] };
    const kept = (event: string): unknown =>
      JSON.parse(JSON.stringify(mapEvent({ ...viewed, event, properties })));
    for (const event of ['Order Completed', 'Products Searched', 'Product List Viewed']) {
      const { interactions } = mapSegmentEvent({ ...viewed, event, properties });
      const before = kept(event);
      JSON.stringify(interactions[0], (_, value: unknown) => {
        if (Array.isArray(value)) value.push('changed');
        return value;
      });
      expect(kept(event)).toStrictEqual(before);
    }
  });
});

test('mapSegmentEvent ignores further arguments, as Array.map hands them in', () => {
  expect([viewed].map(mapSegmentEvent)).toStrictEqual([mapSegmentEvent(viewed)]);
});

test('the name in a message is quoted, and short', () => {
  expect(mapEvent(createTrackEvent('Say "hi"')).issues[0]?.message).toBe(
    'event "Say \\"hi\\"" has no mapping; the event is skipped.',
  );
  expect(mapEvent(createTrackEvent('x'.repeat(101))).issues[0]?.message).toBe(
    `event "${'x'.repeat(100)}…" has no mapping; the event is skipped.`,
  );
  expect(mapEvent(createTrackEvent('x'.repeat(100))).issues[0]?.message).toContain(`"${'x'.repeat(100)}"`);
});

describe('names that nobody listed', () => {
  const nameOf = (index: number) => `Banner ${index} Closed`;

  test('are answered alike the first time and after thousands of others', () => {
    const [first, again] = [nameOf(0), nameOf(0)].map((name) => mapEvent(createTrackEvent(name)));
    expect(again).toStrictEqual(first);
    for (let index = 0; index < 3000; index++) mapSegmentEvent(createTrackEvent(nameOf(index)));
    expect(mapEvent(createTrackEvent(nameOf(0)))).toStrictEqual(first);
  });

  test('leave those of the table as they are', () => {
    for (let index = 0; index < 3000; index++) mapSegmentEvent(createTrackEvent(nameOf(index)));
    expect(mapToInteraction(viewed).type).toBe('product_detail_page_view');
    expect(mapToInteraction({ ...viewed, event: 'product_viewed' }).type).toBe('product_detail_page_view');
  });

  test('share what says so, which nobody can change', () => {
    const [one, other] = [
      mapEvent(createTrackEvent('Banner Closed')),
      mapEvent(createTrackEvent('Banner Closed')),
    ];
    expect(one.issues[0]).toBe(other.issues[0]);
    expect(() => {
      (one.issues[0] as { path: string }).path = 'changed';
    }).toThrow(TypeError);
  });
});
