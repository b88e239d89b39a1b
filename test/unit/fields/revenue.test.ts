import { expect, test } from 'vitest';
import { mapToInteraction, mapToIssues, mapEvent } from '../../helpers/checkedMapper.ts';
import { createTrackEvent } from '../../helpers/sampleEvents.ts';

const order = (amounts: object): object =>
  createTrackEvent('Order Completed', { product_id: 'p1', ...amounts });

test.each([
  ['total', { total: 27.5, revenue: 25, value: 1 }, 27.5],
  ['total as text', { total: '$1,234.50' }, 1234.5],
  ['a total of nothing', { total: 0, revenue: 25 }, 0],
  ['a negative total', { total: -5 }, -5],
  ['revenue with shipping and tax', { revenue: 25, shipping: 3, tax: 2 }, 30],
  ['subtotal with shipping and tax', { subtotal: 25, shipping: 3, tax: 2 }, 30],
  ['subtotal goes before revenue', { revenue: 25, subtotal: 22 }, 22],
  ['revenue alone', { revenue: 25 }, 25],
  ['revenue with shipping', { revenue: 25, shipping: 3 }, 28],
  ['revenue with tax', { revenue: '25.10', tax: '2.05 USD' }, 27.15],
  ['an exact sum', { revenue: 19.99, shipping: 4.6, tax: 2 }, 26.59],
  ['a sum of fifteen digits', { revenue: 1234567890123.25, tax: 0.01 }, 1234567890123.26],
  ['a sum of cents', { revenue: 0.1, shipping: 0.2 }, 0.3],
  ['value', { value: 12 }, 12],
  ['value goes last', { value: 12, subtotal: 11 }, 11],
  ['empty texts are none', { total: '', revenue: null, value: 12 }, 12],
  ['none', {}, undefined],
  ['shipping and tax alone are none', { shipping: 3, tax: 2 }, undefined],
])('%s', (_, amounts, expected) => {
  const interaction = mapToInteraction(order(amounts));
  expect('revenue' in interaction ? interaction.revenue : undefined).toBe(expected);
  expect(mapToIssues(order(amounts))).toStrictEqual([]);
});

test.each([
  ['a wrong total', { total: '12,50', revenue: 25 }, 25, ['total']],
  ['an invalid subtotal', { subtotal: {}, revenue: 20, tax: 1 }, 21, ['subtotal']],
  ['a wrong addend abandons the sum', { revenue: 25, shipping: 'free', tax: 2 }, undefined, ['shipping']],
  ['for value', { revenue: 25, shipping: 3, tax: 'x', value: 33 }, 33, ['tax']],
  ['both addends', { subtotal: 25, shipping: [], tax: true }, undefined, ['shipping', 'tax']],
  [
    'all of them',
    { total: NaN, revenue: 'x', subtotal: 'y', value: 'z' },
    undefined,
    ['total', 'subtotal', 'revenue', 'value'],
  ],
  ['an addend without revenue is not looked at', { shipping: 'free', value: 3 }, 3, []],
])('%s is reported, and the next tried', (_, amounts, expected, wrong) => {
  const interaction = mapToInteraction(order(amounts));
  expect('revenue' in interaction ? interaction.revenue : undefined).toBe(expected);
  expect(mapToIssues(order(amounts))).toStrictEqual(
    wrong.map((member) => `invalid_revenue properties.${member}`),
  );
});

test('a sum beyond all numbers is reported', () => {
  const input = order({ revenue: 1e308, shipping: 1e308, value: 4 });
  expect(mapToInteraction(input)).toMatchObject({ revenue: 4 });
  expect(mapEvent(input).issues).toMatchObject([
    {
      code: 'invalid_revenue',
      path: 'properties',
      message:
        'properties (the sum with shipping and tax) must be an amount, such as 12.5 or "$1,234.50"; it is ignored, and so is a sum with it.',
    },
  ]);
});

test('only a checkout has revenue', () => {
  expect(
    mapToInteraction(createTrackEvent('Order Refunded', { product_id: 'p1', total: 'x' })),
  ).not.toHaveProperty('revenue');
  expect(mapToIssues(createTrackEvent('Order Refunded', { product_id: 'p1', total: 'x' }))).toStrictEqual([]);
});
