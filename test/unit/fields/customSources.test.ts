import { describe, expect, test } from 'vitest';
import { mapWithOptions } from '../../helpers/checkedMapper.ts';
import { createTrackEvent } from '../../helpers/sampleEvents.ts';

const order = (properties: object) =>
  createTrackEvent('Order Completed', { product_id: 'p1', ...properties });

describe('functions in a list of sources', () => {
  const revenue = [
    ({ properties }: { properties: { readonly [key: string]: unknown } }) =>
      Number(properties['cents']) / 100,
    'properties.total',
  ];

  test.each<[properties: object, revenue: number | undefined]>([
    [{ cents: 2750, total: 5 }, 27.5],
    [{ total: 5 }, 5], // NaN counts as nothing found
    [{}, undefined],
  ])('%j', (properties, expected) => {
    const { interactions, issues } = mapWithOptions({ fields: { revenue } }, order(properties));
    expect(interactions[0]).toMatchObject(expected === undefined ? {} : { revenue: expected });
    expect(issues).toStrictEqual([]);
  });

  test('one that throws is named by its place', () => {
    const fail = (): never => {
      throw new TypeError('secret');
    };
    const { issues } = mapWithOptions({ fields: { revenue: ['properties.sum', fail] } }, order({}));
    expect(issues).toMatchObject([
      {
        code: 'rule_failed',
        message:
          'fields.revenue[1] failed: it threw TypeError (the cause of this issue); the event is rejected.',
      },
    ]);
  });

  test('of a product get the product', () => {
    const productId = [({ code }: { readonly code?: unknown }) => code, 'sku'];
    const products = [{ code: 'c1', sku: 's1' }, { sku: 's2' }];
    const { interactions } = mapWithOptions({ fields: { productId } }, order({ products }));
    expect(interactions).toMatchObject([{ product_ids: ['c1', 's2'] }]);
  });
});

test.each([[NaN], [null], [undefined], ['']])('a function that returns %o found nothing', (found) => {
  const { interactions, issues } = mapWithOptions({ fields: { revenue: () => found } }, order({ total: 5 }));
  expect(interactions[0]).not.toHaveProperty('revenue');
  expect(issues).toStrictEqual([]);
});

test('NaN in an event is called NaN', () => {
  expect(mapWithOptions({}, order({ total: NaN })).issues[0]?.message).toBe(
    'properties.total (NaN) must be an amount, such as 12.5 or "$1,234.50"; it is ignored, and so is a sum with it.',
  );
});

describe('constants of the custom context', () => {
  test.each([['nl-1'], [5], [0], [false], [['a', 'b']], [[{ shop: 'nl', open: true }]]])('%j', (value) => {
    const { interactions } = mapWithOptions({ customContext: { store: { value } } }, order({}));
    expect(interactions[0]?.context).toStrictEqual({ custom_context: { store: value } });
  });

  test('are copied: changing an interaction changes no other', () => {
    const options = { customContext: { store: { value: ['nl'] } } };
    const [one] = mapWithOptions(options, order({})).interactions;
    (one?.context?.custom_context?.['store'] as string[]).push('be');
    expect(mapWithOptions(options, order({})).interactions[0]?.context?.custom_context).toStrictEqual({
      store: ['nl'],
    });
  });
});
