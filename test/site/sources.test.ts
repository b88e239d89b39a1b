import { expect, test } from 'vitest';
import { findSources, leavesOf } from '../../docs/playground/sources.ts';
import { mapEvent, mapper, mapWithOptions } from '../helpers/checkedMapper.ts';
import { createWebhookEvent, TIMESTAMP } from '../helpers/sampleEvents.ts';
import type { MapperOptions, MapResult } from '../../src/index.ts';

interface Row {
  readonly event: unknown;
  readonly options?: MapperOptions;
  readonly sources: Readonly<Record<string, readonly string[]>>;
}

const rows: Readonly<Record<string, Row>> = {
  'what comes first, not what it stands before': {
    event: order({ total: 30, revenue: 25, shipping: 3, tax: 2 }),
    sources: { revenue: ['properties.total'] },
  },
  'all that is added up': {
    event: order({ revenue: 25, shipping: '3.00', tax: '$2' }),
    sources: { revenue: ['properties.revenue', 'properties.shipping', 'properties.tax'] },
  },
  'what stands in for a wrong value, not that': {
    event: { ...order({ total: 'free', value: 12 }), userId: { id: 7 }, anonymousId: 'a1' },
    sources: { revenue: ['properties.value'], anonymous_id: ['anonymousId'] },
  },
  'none of what is filled in': {
    event: order({ products: [{ sku: 7 }, { sku: 8, quantity: 2 }] }),
    sources: {
      'product_ids[0]': ['properties.products[0].sku'],
      'quantities[1]': ['properties.products[1].quantity'],
    },
  },
  'each part of a list that one text is split into': {
    event: track('Product List Viewed', { category: 'Kitchen > Cookware' }),
    sources: { 'category[1]': ['properties.category'] },
  },
  'a filter, by its field and its value': {
    event: track('Products Searched', { query: 'pan', filters: [{ type: 'brand', value: 'Hearthline' }] }),
    sources: {
      'search.keywords': ['properties.query'],
      'search.filters.brand[0]': ['properties.filters[0].type', 'properties.filters[0].value'],
    },
  },
  'a string of JSON, for each value that is read from it': {
    event: track('Order Completed', {
      total: 30,
      products: '[ {"product_id": "p1", "quantity": 2, "price": 15}, {"sku": "p2"} ]',
    }),
    sources: {
      'product_ids[0]': ['properties.products'],
      'product_ids[1]': ['properties.products'],
      'quantities[0]': ['properties.products'],
      revenue: ['properties.total'],
    },
  },
  'a string of JSON in one of JSON': {
    event: track('Products Searched', '{"query":"pan","filters":"{\\"brand\\":\\"Hearthline\\"}"}'),
    sources: { 'search.keywords': ['properties'], 'search.filters.brand[0]': ['properties'] },
  },
  'a rating at the end of its scale': {
    event: track('Product Reviewed', { product_id: 'p1', rating: 5 }),
    sources: { rating: ['properties.rating'] },
  },
  'an address of which only a part is kept': {
    event: createWebhookEvent('Product Viewed', { product_id: 'p1' }),
    sources: { 'context.truncated_ip': ['context.ip'], timestamp: ['timestamp'] },
  },
  'what decides that there is an interaction': {
    event: {
      ...track('Product Viewed', { product_id: 'p1' }),
      context: { consent: { categoryPreferences: { Ads: true } } },
    },
    options: { consent: { categories: ['Ads'], whenAbsent: 'skip' } },
    sources: { type: ['type', 'event', 'context.consent.categoryPreferences.Ads'] },
  },
  'where the options read it': {
    event: track('Heard', { episodes: [{ guid: 'e1' }], 'a b': 1 }),
    options: {
      events: { Heard: { to: 'listen', fields: { products: 'properties.episodes', productId: 'guid' } } },
    },
    sources: { 'product_ids[0]': ['properties.episodes[0].guid'] },
  },
};

test.each(Object.entries(rows))('the source is %s', (_, { event, options, sources }) => {
  const found = listSources(event, (copy) =>
    options === undefined ? mapEvent(copy) : mapWithOptions(options, copy),
  );
  for (const [field, expected] of Object.entries(sources)) {
    expect(found[`[0].${field}`], field).toStrictEqual(expected);
  }
  const quantities = Object.keys(found).filter((field) => field.includes('quantities'));
  expect(quantities).toStrictEqual(
    Object.keys(sources)
      .filter((field) => field.includes('quantities'))
      .map((field) => `[0].${field}`),
  );
});

test('the event is as it was, and an event without interactions has no sources', () => {
  const event = structuredClone(createWebhookEvent('Product Viewed', { product_id: 'p1' }));
  const before = JSON.stringify(event);
  expect(listSources(event, mapEvent)).not.toStrictEqual({});
  expect(JSON.stringify(event)).toBe(before);
  expect(listSources({ type: 'identify', userId: 'u1' }, mapEvent)).toStrictEqual({});
});

test('of an order of 50 products they are found within the second that the page gives', () => {
  for (const products of [2, 50, 200]) {
    const event = structuredClone(
      createWebhookEvent('Order Completed', {
        total: 30,
        products: Array.from({ length: products }, (_, index) => product(index)),
      }),
    );
    const values = leavesOf(event).length;
    const started = performance.now();
    const found = listSources(event, mapper.map);
    const milliseconds = performance.now() - started;
    if (products <= 50) expect(milliseconds).toBeLessThan(1000);
    console.log(`sources of an order of ${products} (${values} values): ${milliseconds.toFixed(0)} ms`);
    expect(found[`[0].product_ids[${products - 1}]`]).toStrictEqual([
      `properties.products[${products - 1}].product_id`,
    ]);
  }
});

function listSources(event: unknown, mapEvent: (event: unknown) => MapResult): Record<string, string[]> {
  const copy = structuredClone(event);
  const found = {};
  expect(
    [...findSources(leavesOf(copy), () => mapEvent(copy), found)].every((step) => step === undefined),
  ).toBe(true);
  expect(copy).toStrictEqual(event);
  return found;
}

function track(event: string, properties: unknown): { readonly [member: string]: unknown } {
  return { type: 'track', event, userId: 'u1', timestamp: TIMESTAMP, properties };
}

function order(properties: object): { readonly [member: string]: unknown } {
  return track('Order Completed', { products: [{ product_id: 'p1' }], ...properties });
}

function product(index: number): object {
  return {
    product_id: `p${index}`,
    sku: `s${index}`,
    name: 'Cup',
    brand: 'Alder',
    variant: 'blue',
    price: 12.5,
    quantity: 2,
    category: 'Cups',
    position: index,
    url: 'https://shop.example.com/cup',
    image_url: 'https://cdn.example.com/cup.jpg',
  };
}
