import {
  createMapper,
  explainUploadError,
  mapSegmentEvent,
  type MapperOptions,
  validateInteraction,
} from '../../../src/index.ts';
import { measureMilliseconds } from './measurements.ts';

type Use = (list: unknown[]) => unknown;

const search = (properties: object): unknown =>
  mapSegmentEvent({ userId: 'u1', event: 'Products Searched', properties });
const checked = (fields: object): unknown =>
  validateInteraction({ type: 'checkout', user_id: 'u1', ...fields });
const withOptions = (options: MapperOptions): Use => {
  const { map } = createMapper(options as object);
  return (list) => map({ userId: 'u1', event: 'X', properties: { list, lists: [list, list] } });
};

/** What is done with a list that claims more items than it has. */
export const claims: Readonly<Record<string, Use>> = {
  products: (products) =>
    mapSegmentEvent({ userId: 'u1', event: 'Order Completed', properties: { products, product: products } }),
  category: (category) =>
    mapSegmentEvent({ userId: 'u1', event: 'Product List Viewed', properties: { category } }),
  keywords: (q) => search({ query: q, q }),
  'keywords of a query': (q) => search({ query: { q, color: q } }),
  filters: (filters) => search({ filters }),
  'values of a filter': (value) => search({ filters: [{ type: 'f', value }] }),
  'values of a filter, by field': (f) => search({ filters: { f } }),
  'all else': (list) =>
    mapSegmentEvent({
      userId: list,
      anonymousId: list,
      timestamp: list,
      event: 'Product Added',
      context: { page: list, campaign: list, ip: list, locale: list },
      properties: { sku: list, quantity: list, miso_id: list },
    }),
  'an event': (list) => mapSegmentEvent(list),
  'a batch': (list) => createMapper().mapBatch(list),
  'a batch in a body': (batch) => createMapper().mapBatch({ batch }),
  deletions: (list) => createMapper().toDeletionRequest(list),
  'a path with []': withOptions({
    events: { X: { to: 'checkout', fields: { products: 'properties.list[]' } } },
  }),
  'a path with [] within': withOptions({
    events: { X: { to: 'search', fields: { keywords: ['properties.lists[][]', 'properties.list[7]'] } } },
  }),
  'a custom context': withOptions({ events: { X: 'custom' }, customContext: { a: 'properties.list' } }),
  'a code that gives it': withOptions({
    events: { X: 'custom' },
    fields: { products: (event) => (event.properties as { list: unknown }).list, userId: () => 'u1' },
  }),
  'a record, product_ids': (product_ids) => checked({ product_ids }),
  'a record, quantities': (quantities) => checked({ product_ids: ['p1'], quantities }),
  'a record, filters': (a) =>
    validateInteraction({ type: 'search', user_id: 'u1', search: { filters: { a } } }),
  'a record, custom context': (a) => checked({ context: { custom_context: { a } } }),
  'a record, all else': (list) => checked({ user_id: list, timestamp: list, context: list, revenue: list }),
  'a record, unknown': (list) => checked({ [String(list.length)]: list }),
  'a record, unknown in a context': (a) => checked({ context: { a } }),
  'an answer of Miso': (data) => explainUploadError({ data }),
  'an option': (list) => {
    try {
      return createMapper({ fields: { userId: list as string[] } });
    } catch (error) {
      return error;
    }
  },
};

export const LENGTHS = [1e6, 1e7, 2 ** 32 - 1];
/** What takes longer reads what is not there, and would for minutes. */
export const TOO_LONG = 50;

/** Milliseconds that lists of one item and these lengths take; of fewer, when it takes too long. */
export function measureTimes(use: Use): number[] {
  const times: number[] = [];
  for (const length of LENGTHS) {
    // an array of so many is stored by its items, and stays so: else it would take as much room as it claims
    const list: unknown[] = [];
    list.length = 2 ** 32 - 1;
    list[0] = 'p1';
    list.length = length;
    times.push(measureMilliseconds(() => use(list)));
    if (times.at(-1)! > TOO_LONG) break;
  }
  return times;
}
