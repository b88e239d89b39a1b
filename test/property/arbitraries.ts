import fc from 'fast-check';
import {
  canonicalMapping,
  ECOMMERCE_EVENTS,
  type MapperOptions,
  MISO_INTERACTION_TYPES,
} from '../../src/index.ts';
import { type UserFunction, createUserFunction } from './userFunctions.ts';

/** Anything at all: JSON and what JSON has not. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
  }),
);

/** What is found in fields where something else was meant. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  anything,
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    0,
    -1,
    1e21,
    2 ** 53,
    NaN,
    Infinity,
    true,
    [],
    {},
    '[object Object]',
    'undefined',
    'null',
    'NaN',
    '00000000-0000-0000-0000-000000000000',
    '"a-1"',
    '%22null%22',
    '\u200b',
    '[]',
    '{}',
    '{"0":{"sku":"s1"}}',
    '[{"sku":"s1"}]',
    '[{"sku":',
    '1.234,50',
    '12,34',
    '$5',
    '5 USD USD',
    '0x10',
    '\ud800',
    '👟'.repeat(600),
    'x'.repeat(1025),
    '2026-02-30T00:00:00Z',
    '2026-01-31',
    '2026-01-31 12:00',
    [null],
    ['a', 1],
    [{}],
    new Date(NaN),
    10n ** 600n,
  ),
  fc.date({ noInvalidDate: false }),
  fc.bigInt(),
);

// not `fc.webUrl`, which takes half a second to make
const address = fc
  .tuple(fc.constantFrom('', '', 'user:password@'), fc.domain())
  .map(([user, domain]) => `https://${user}${domain}/shoes?size=42#top`);
const id = fc.oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.nat(), fc.uuid());
const amount = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.nat().map(String),
  fc.constantFrom('$1,234.50', '79.95 USD', '€ 5', '1,000'),
);
const words = fc.oneof(
  fc.lorem({ maxCount: 3 }),
  fc.nat(),
  fc.array(fc.lorem({ maxCount: 1 }), { maxLength: 3 }),
);

const product = fc.record(
  {
    product_id: id,
    productId: id,
    id,
    sku: id,
    quantity: fc.oneof(fc.nat(9), fc.nat(9).map(String)),
    category: fc.constantFrom('Shoes', 'Men > Shoes'),
    price: amount,
  },
  { requiredKeys: [] },
);
const filters = fc.oneof(
  fc.array(
    fc.record({ type: fc.lorem({ maxCount: 1 }), attribute: id, value: words }, { requiredKeys: [] }),
    {
      maxLength: 4,
    },
  ),
  fc.dictionary(
    fc.oneof(fc.lorem({ maxCount: 1 }), fc.constantFrom('__proto__', 'a.b', 'constructor')),
    words,
    {
      maxKeys: 4,
    },
  ),
);

const properties = fc
  .tuple(
    product,
    fc.record(
      {
        product,
        products: fc.oneof(fc.array(product, { maxLength: 5 }), product),
        total: amount,
        revenue: amount,
        subtotal: amount,
        shipping: amount,
        tax: amount,
        value: amount,
        category: fc.oneof(fc.lorem(), fc.constant('A > B'), fc.array(fc.lorem({ maxCount: 1 }))),
        query: fc.oneof(
          words,
          fc.record(
            {
              q: words,
              keywords: words,
              color: words,
              size: words,
              page: fc.nat(9),
              filters,
              range: fc.object(),
            },
            { requiredKeys: [] },
          ),
        ),
        search_term: words,
        q: words,
        filters,
        rating: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom('4.5', '11')),
        miso_id: fc.uuid(),
        misoId: fc.uuid(),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([flat, rest]) => ({ ...flat, ...rest }));

const context = fc.record(
  {
    ip: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom('0.0.0.0', '::ffff:1.2.3.4', '203.0.113.7, 10.0.0.1')),
    locale: fc.constantFrom('en-US', 'nl'),
    userAgent: fc.lorem(),
    page: fc.record({ url: address, referrer: address, title: fc.lorem() }, { requiredKeys: [] }),
    campaign: fc.record(
      { name: words, source: words, medium: words, term: words, content: words },
      { requiredKeys: [] },
    ),
    miso_id: fc.uuid(),
  },
  { requiredKeys: [] },
);

const time = fc.oneof(
  fc
    .date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2100-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString()),
  fc.date({ noInvalidDate: true }),
  fc.integer({ min: 0, max: 2e9 }),
  fc.constantFrom<unknown>(
    '2026-01-31 12:00',
    '2026-01-31T12:00:00+02:00',
    '2026-01-31 12:00:00.123456+00',
    '0001-01-01T00:00:00Z',
    1769860800000,
  ),
);

const name = fc
  .tuple(
    fc.constantFrom<string>(...canonicalMapping.map(({ event }) => event), ...ECOMMERCE_EVENTS),
    fc.constantFrom<(written: string) => string>(
      (written) => written,
      (written) => written,
      (written) => written.toUpperCase(),
      (written) => written.replaceAll(' ', '_'),
    ),
  )
  .map(([written, spell]) => spell(written));

/** An event as the spec has it. */
export const specEvent = fc.record(
  {
    type: fc.constantFrom('track', 'track', 'track', 'Track'),
    event: name,
    userId: id,
    anonymousId: id,
    timestamp: time,
    originalTimestamp: time,
    receivedAt: time,
    properties,
    context,
  },
  { requiredKeys: ['event', 'properties'] },
);

/** One damage: which of the event's members (counted through all of it), and what is there instead. */
const REMOVED = Symbol('removed');
const damage = fc.tuple(fc.nat(), fc.oneof(junk, junk, fc.constant(REMOVED)));

/** An event as the spec has it, with some of its members replaced by junk or taken out. */
export const damagedEvent: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(specEvent, fc.array(damage, { maxLength: 4 }))
  .map(([event, damages]) =>
    // copies, since what is drawn is drawn again while shrinking
    damages.reduce(damageEvent, copyDeep(event) as Record<string, unknown>),
  );

function damageEvent(
  event: Record<string, unknown>,
  [place, value]: readonly [number, unknown],
): Record<string, unknown> {
  const places = listPaths(event);
  const [owner, member] = places[place % places.length]!;
  if (value === REMOVED) Reflect.deleteProperty(owner, member);
  else Reflect.set(owner, member, copyDeep(value));
  return event;
}

function listPaths(owner: object, depth = 0): [object, string][] {
  return Object.entries(owner).flatMap(([member, value]) => {
    const inside =
      typeof value === 'object' && value !== null && depth < 4 ? listPaths(value, depth + 1) : [];
    return [[owner, member], ...inside];
  });
}

/** Paths that lead somewhere, nowhere, and through what is no object. */
const path = fc.constantFrom(
  'userId',
  'anonymousId',
  'timestamp',
  'event',
  'properties.id',
  'properties.total',
  'properties.query',
  'properties.products',
  'properties.product',
  'properties.products[0].sku',
  'properties.products[].product_id',
  'properties.filters',
  'properties.filters[].value',
  'context.ip',
  'context.page.url',
  'traits.none',
  'userId.length',
);
const productPath = fc.constantFrom('product_id', 'sku', 'quantity', 'variant.id', 'ids[0]', 'ids[]');
const code: fc.Arbitrary<UserFunction> = fc.oneof(
  junk.map((value) => createUserFunction({ gives: value })),
  fc.constant(createUserFunction({ throws: 'secret' })),
);
const sourceOf = (one: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(one, fc.array(fc.oneof(one, code), { minLength: 1, maxLength: 3 }), code);
const sources = { event: sourceOf(path), product: sourceOf(productPath) };
const OF_PRODUCTS = ['productId', 'productGroupId', 'quantity'];
const sourcesOf = (names: readonly string[]): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .subarray([...names], { maxLength: 4 })
    .chain((named) =>
      fc.record(
        Object.fromEntries(
          named.map((name) => [name, OF_PRODUCTS.includes(name) ? sources.product : sources.event]),
        ),
      ),
    );
const constant = fc.constantFrom<unknown>('nl-1', 5, false, ['a'], [{ a: 1 }]).map((value) => ({ value }));
const COMMON_FIELDS = ['userId', 'anonymousId', 'timestamp', 'misoId'];
const PRODUCT_FIELDS = [...COMMON_FIELDS, 'products', 'productId', 'productGroupId'];
const FIELDS = [
  ...PRODUCT_FIELDS,
  'quantity',
  'keywords',
  'filters',
  'category',
  'revenue',
  'rating',
  'duration',
];

const type = fc.constantFrom(...MISO_INTERACTION_TYPES);
const rule: fc.Arbitrary<unknown> = fc.oneof(
  type,
  fc.uniqueArray(type, { minLength: 1, maxLength: 3 }),
  fc.constant(false),
  fc.record({ to: fc.constantFrom('like', 'click', 'refund', 'share'), fields: sourcesOf(PRODUCT_FIELDS) }),
  fc.record({ to: fc.constant('custom'), customActionName: fc.constant('named') }, { requiredKeys: ['to'] }),
  code,
  fc
    .tuple(
      type,
      fc.dictionary(fc.constantFrom('product_ids', 'revenue', 'user_id', 'context', 'timestamp'), junk, {
        maxKeys: 2,
      }),
    )
    .map(([build, fields]) => createUserFunction({ build, fields })),
);
const rules = fc.dictionary(name, rule, { maxKeys: 4 });

/** Options of which none is wrong; names that fold alike are matched exactly. */
export const validOptions: fc.Arbitrary<MapperOptions> = fc
  .record(
    {
      events: rules,
      pages: rules,
      screens: rules,
      unmapped: fc.oneof(fc.constantFrom('skip', 'custom'), code),
      fields: sourcesOf(FIELDS),
      categorySeparator: fc.constantFrom('>', ' > ', '/'),
      ratingScale: fc.constantFrom(1, 5, 10),
      region: fc.oneof(fc.constant('EU'), code),
      customContext: fc.dictionary(
        fc.constantFrom('currency', 'a b', '__proto__'),
        fc.oneof(sources.event, constant),
        { maxKeys: 3 },
      ),
      beforeMap: fc.oneof(
        { weight: 4, arbitrary: fc.constant(createUserFunction({ passes: 'its argument' })) },
        code,
      ),
      consent: fc.record({
        categories: fc.constant(['Ads']),
        whenAbsent: fc.constantFrom('skip', 'send', 'send', 'send'),
      }),
      pageQuery: fc.constantFrom('keep', 'drop', ['size'], []),
      integration: fc.constant('Miso'),
    },
    { requiredKeys: [] },
  )
  .map((options) => ({ ...options, matching: 'exact' }) as unknown as MapperOptions);

/** A deep copy of whatever was drawn. */
export function copyDeep(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return new Date(value);
  if (value instanceof Map || value instanceof Set) return value;
  // a slice keeps holes, and what is spread keeps its shape: to add the members one by one takes far longer
  const copy: object = Array.isArray(value) ? value.slice() : { ...value };
  if (Object.getPrototypeOf(value) === null) Object.setPrototypeOf(copy, null);
  for (const member of Reflect.ownKeys(value)) {
    const inside: unknown = Reflect.get(value, member);
    if (typeof inside === 'object' && inside !== null) replace(copy, member, copyDeep(inside));
  }
  return copy;
}

function replace(owner: object, member: PropertyKey, value: unknown): void {
  // assigned, `__proto__` would be the prototype
  if (member === '__proto__') Object.defineProperty(owner, member, { value });
  else Reflect.set(owner, member, value);
}
