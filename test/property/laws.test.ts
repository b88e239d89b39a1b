import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMapper, mapSegmentEvent, type MisoInteraction, suggestRules } from '../../src/index.ts';
import { chooseRuns } from '../helpers/chooseRuns.ts';

const RUNS = chooseRuns(20_000);
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
// so that a run can be had again: SEED=… npm test
console.info(`laws: ${RUNS} runs each, SEED=${seed}`);

function checkLaw<Given>(given: fc.Arbitrary<Given>, holds: (given: Given) => void): void {
  fc.assert(fc.property(given, holds), { numRuns: RUNS, seed });
}

const viewed = { event: 'Product Viewed', userId: 'u1', timestamp: '2026-01-31T12:00:00Z' };
const searched = { ...viewed, event: 'Products Searched' };

function map(event: object): {
  readonly record: Partial<MisoInteraction>;
  readonly issues: readonly string[];
} {
  const { interactions, issues } = mapSegmentEvent(event);
  return { record: interactions[0] ?? {}, issues: issues.map(({ code, path }) => `${code} ${path}`) };
}

describe(`in ${RUNS} runs with SEED=${seed}`, () => {
  // prettier-ignore
  const placeholder = fc.oneof(
    fc.constantFrom(
      'null', 'NULL', 'undefined', 'NaN', 'nan', 'None', 'nil', '<nil>', '(null)', '<null>', '<NA>', '\\N',
      '00000000-0000-0000-0000-000000000000',
    ),
    fc.string().map((name) => `[object ${name}]`),
  );
  const zeros = fc
    .tuple(fc.constantFrom('', '0x'), fc.integer({ min: 8, max: 40 }), fc.integer({ min: 1, max: 9 }))
    .map(
      ([prefix, count, group]) =>
        prefix + '0'.repeat(count).replaceAll(new RegExp(`0{${group}}`, 'g'), '$&-'),
    );
  const space = fc.constantFrom('', ' ', '\t', '\u00a0');
  const wrapped = (ids: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc
      .tuple(space, fc.constantFrom('', '"', '%22'), space, ids)
      .map(([outside, quote, inside, id]) => outside + quote + inside + id + inside + quote + outside);
  const userPlaceholder = wrapped(fc.oneof(placeholder, zeros, fc.constantFrom('0', '-1')));
  const visitorPlaceholder = wrapped(
    fc.oneof(placeholder, zeros, fc.constantFrom('anonymous', 'guest', 'unknown')),
  );

  test('no placeholder becomes the id of a user or a visitor', () => {
    checkLaw(fc.tuple(userPlaceholder, visitorPlaceholder), ([userId, anonymousId]) => {
      const properties = { product_id: 'p1' };
      expect(map({ ...viewed, userId, anonymousId: 'a1', properties }).record.user_id).toBeUndefined();
      expect(map({ ...viewed, anonymousId, properties }).record.anonymous_id).toBeUndefined();
    });
  });

  test('what is suggested can be pasted, and what is mapped is', () => {
    const word = fc.constantFrom(
      'Product',
      'item',
      'Viewed',
      'added',
      'Cart',
      'to',
      'Order',
      'Shared',
      '*',
      'x',
    );
    const name = fc.oneof(
      fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')),
      fc.string(),
    );
    checkLaw(fc.array(name, { maxLength: 6 }), (names) => {
      const { suggestions, events } = suggestRules(names);
      expect(suggestions.map(({ event }) => event)).toStrictEqual(names);
      const { rows } = createMapper({ events });
      expect(rows.filter(({ origin }) => origin === 'custom').map(({ event }) => event)).toStrictEqual(
        Object.keys(events),
      );
      for (const { event, status } of suggestions) {
        const { issues } = mapSegmentEvent({ type: 'track', event });
        const isUnmapped = ['unmapped_event', 'missing_event_name'].includes(issues[0].code);
        expect(status === 'mapped').toBe(!isUnmapped);
      }
    });
  });

  test('no placeholder becomes the id of a product', () => {
    const key = fc.constantFrom('product_id', 'productId', 'id', 'sku');
    checkLaw(fc.tuple(placeholder, key, space), ([id, name, around]) => {
      const product = { [name]: around + id + around };
      const { status } = mapSegmentEvent({ ...viewed, properties: product });
      expect(status).toBe('rejected');
      const products = [product, { sku: 's1' }];
      expect(map({ ...viewed, event: 'Order Refunded', properties: { products } }).record).toMatchObject({
        product_ids: ['s1'],
      });
    });
  });

  const instant = fc.bigInt({ min: 946_684_800_000_000_000n, max: 4_133_980_799_999_999_999n });
  const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });

  test('every way of writing an instant gives that instant', () => {
    checkLaw(fc.tuple(instant, offset, fc.constantFrom(0, 3, 6, 9)), ([nanoseconds, minutes, digits]) => {
      const unit = 10n ** BigInt(9 - digits);
      const exact = (nanoseconds / unit) * unit;
      for (const written of writeInstant(exact, digits, minutes)) {
        const { record, issues } = map({ ...viewed, timestamp: written, properties: { product_id: 'p1' } });
        expect(issues, String(written)).toStrictEqual([]);
        expect(readInstant(record.timestamp ?? ''), String(written)).toBe(exact);
      }
    });
  });

  const name = fc.oneof(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1, maxLength: 8 }));
  const scalar = fc.oneof(fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null));
  const value = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 3 }),
    fc.dictionary(name, scalar, { maxKeys: 2, noNullPrototype: true }),
    fc.array(fc.dictionary(name, scalar, { maxKeys: 2, noNullPrototype: true }), { maxLength: 2 }),
  );

  test('a filter is in the record or in an issue', () => {
    const fieldKey = fc.constantFrom('type', 'attribute', 'name', 'key', 'field');
    const valueKey = fc.constantFrom('value', 'values');
    checkLaw(fc.array(fc.tuple(fieldKey, name, valueKey, value), { maxLength: 4 }), (drawn) => {
      const filters = drawn.map(([key, field, under, selected]) => ({ [key]: field, [under]: selected }));
      const { record, issues } = map({ ...searched, properties: { query: 'shoes', filters } });
      drawn.forEach(([, field, , selected], index) => {
        const isReported = issues.includes(`invalid_filters properties.filters[${index}]`);
        expectKept(record, field, selected, isReported || field.trim() === '');
      });
    });
  });

  test('no key of an object query disappears silently, but those that the mapping names', () => {
    checkLaw(fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true }), (query) => {
      const { record, issues } = map({ ...searched, properties: { query, q: 'shoes' } });
      for (const [key, selected] of Object.entries(query)) {
        if (isNamed(key)) continue;
        const isReported = issues.some(
          (issue) =>
            issue === `invalid_filters properties.query.${key}` || issue.endsWith(`[${JSON.stringify(key)}]`),
        );
        expectKept(record, key, selected, isReported);
      }
    });
  });

  test('no output holds the credentials of an address', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9._~!$&'()*+,;=-]{1,8}$/);
    const address = fc
      .tuple(fc.constantFrom('https:', 'http:', '', 'app:', ' https:'), word, word, word, fc.webPath())
      .map(([scheme, user, password, host, path]) => `${scheme}//${user}:${password}@${host}.example${path}`);
    const page = fc
      .tuple(address, address, fc.constantFrom('?to=', '#', '/'))
      .map(([url, referrer, between]) => ({
        url: `${url}${between}${referrer}`,
        referrer,
      }));
    checkLaw(page, (drawn) => {
      const { record } = map({ ...viewed, context: { page: drawn }, properties: { product_id: 'p1' } });
      expect(record.context?.page?.url).toBeDefined();
      expect(JSON.stringify(record)).not.toMatch(/\/\/[^/?#@"]*:[^/?#@"]*@/);
    });
  });
});

/** The ways of writing an instant, of which a number of digits of the second's fraction are known. */
function writeInstant(nanoseconds: bigint, digits: number, minutes: number): unknown[] {
  const seconds = nanoseconds / 1_000_000_000n;
  const fraction = String(nanoseconds % 1_000_000_000n)
    .padStart(9, '0')
    .slice(0, digits);
  const shifted = new Date(Number(seconds) * 1000 + minutes * 60_000).toISOString().slice(0, 19);
  const utc = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  const sign = minutes < 0 ? '-' : '+';
  const point = fraction === '' ? '' : `.${fraction}`;
  const comma = fraction === '' ? '' : `,${fraction}`;
  return [
    `${shifted}${point}${sign}${hours}:${rest}`,
    `${shifted.replace('T', ' ')}${comma}${sign}${hours}${rest}`,
    `${shifted}${point} ${sign}${hours}:${rest}`,
    ...['Z', 'z', ' UTC', '', ' Z', '+00', '+0000', '-00:00'].flatMap((zone) => [
      `${utc}${point}${zone}`,
      `${utc.replace('T', 't')}${comma}${zone}`,
      ` ${utc.replace('T', ' ')}${point}${zone} `,
    ]),
    `${seconds}${point}`,
    ...(digits <= 3 ? [String(nanoseconds / 1_000_000n), new Date(Number(nanoseconds / 1_000_000n))] : []),
    ...(digits <= 6 ? [String(nanoseconds / 1000n), Number(nanoseconds / 1000n)] : []),
    String(nanoseconds),
  ];
}

/** Nanoseconds since 1970 of a time in Miso's form. */
function readInstant(written: string): bigint {
  const { 1: whole = '', 2: fraction = '', 3: zone = '' } = /^(.{19})(?:\.(\d+))?(.+)$/.exec(written) ?? [];
  return BigInt(Date.parse(whole + zone)) * 1_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));
}

function expectKept(
  record: Partial<MisoInteraction>,
  field: string,
  selected: unknown,
  isReported: boolean,
): void {
  const search = 'search' in record ? record.search : undefined;
  const kept = Object.entries(search?.filters ?? {}).find(([key]) => key === field)?.[1] ?? [];
  const values = Array.isArray(selected) ? selected : [selected];
  const missing = values.filter(
    (one) => !isEmpty(one) && (typeof one === 'object' || !kept.includes(String(one))),
  );
  expect(isReported || missing.length === 0, `${field} is in the record or in an issue`).toBe(true);
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

// prettier-ignore
const NAMED = new Set([
  'query', 'search_query', 'searchQuery', 'search_term', 'searchTerm', 'search_string', 'searchString', 'keywords',
  'keyword', 'term', 'text', 'q', 'filters', 'page', 'per_page', 'perPage', 'hitsPerPage', 'limit', 'offset', 'sort',
  'sorts', 'sort_by', 'sortBy', 'index', 'indexName', 'queryID', 'userToken', 'nbHits', 'hits', 'count',
  'results_count', 'lang', 'language', 'locale',
]);

function isNamed(key: string): boolean {
  return NAMED.has(key) || key.startsWith('utm_') || key.startsWith('_') || key.endsWith('clid');
}
