import fc from 'fast-check';
import { extendedRules, MISO_INTERACTION_TYPES } from '../../../src/index.ts';
import { callAboutOneThing, callOf, canonicalCall, spelling } from './events.arbitraries.ts';
import { normalizeName } from './oracle.ts';
import type { OracleOptions, Rules, Sources } from './readPaths.ts';
import { ROWS, WITH_DURATION, WITH_QUANTITIES, WITHOUT_PRODUCTS } from './tables.ts';

// names of the table, in other spellings too, and of nobody else
const NAMES = [
  'Order Completed',
  'order_completed',
  'Product Viewed',
  'PRODUCT-ADDED',
  'Product Reviewed',
  'Products Searched',
  'Product List Viewed',
  'Song Played',
  'song.played',
  'constructor',
  '__proto__',
];

/** Paths that lead somewhere, nowhere, and through what is no object. */
const EVENT_PATHS: Readonly<Record<string, readonly string[]>> = {
  userId: [
    'userId',
    'traits.id',
    'traits.list[0].id',
    'traits.list[].id',
    'context.device.id',
    'userId.length',
  ],
  anonymousId: ['anonymousId', 'context.device.id', 'properties.a.b', 'traits', 'properties.ids[1]'],
  timestamp: ['timestamp', 'receivedAt', 'properties.when', 'properties.list[0].b', 'properties.list[]'],
  misoId: ['properties.misoId', 'context.miso_id', 'properties.id'],
  products: [
    'properties',
    'properties.products',
    'properties.products[]',
    'properties.products[1]',
    'properties.products[][]',
    'properties.product',
    'properties.order',
    'properties.list[].product',
    'properties.list[].product.ids[]',
    'traits.list',
    'context.device',
  ],
  keywords: [
    'properties.q',
    'properties.query',
    'properties.query.keyword',
    'properties.search_query',
    'properties.list[].b',
    'properties.products[].sku',
  ],
  filters: [
    'properties.filters',
    'properties.filters[0]',
    'properties.filters[].value',
    'properties.query',
    'properties.query.filters',
    'properties.order',
  ],
  category: ['properties.category', 'properties.category[0]', 'properties.q', 'properties.list[].b', 'event'],
  revenue: [
    'properties.total',
    'properties.value',
    'properties.list[0].b',
    'properties.list[].b',
    'properties.a.b',
  ],
  rating: ['properties.rating', 'properties.value', 'properties.list[0].b', 'properties.order.quantity'],
  duration: ['properties.seconds', 'properties.total', 'properties.list[].b', 'context.seconds'],
};
const PRODUCT_PATHS: Readonly<Record<string, readonly string[]>> = {
  productId: ['product_id', 'id', 'sku', 'variant_id', 'a.b', 'ids[0]', 'ids[]', 'constructor.name'],
  productGroupId: ['group', 'id', 'a.b', 'ids[1]'],
  quantity: ['quantity', 'n', 'a.b', 'ids[0]', 'ids[]'],
};
const PATHS = { ...EVENT_PATHS, ...PRODUCT_PATHS };
const COMMON = ['userId', 'anonymousId', 'timestamp', 'misoId'];

const sourceOf = (field: string): fc.Arbitrary<string | string[]> => {
  const path = fc.constantFrom(...PATHS[field]!);
  return fc.oneof(path, fc.uniqueArray(path, { minLength: 1, maxLength: 3 }));
};

/** Sources of some of these fields. */
const sources = (fields: readonly string[]): fc.Arbitrary<Sources> =>
  fc
    .subarray([...fields], { maxLength: 4 })
    .chain((named) => fc.record(Object.fromEntries(named.map((field) => [field, sourceOf(field)]))));

function arbitraryFields(type: string): string[] {
  const own = { search: ['keywords', 'filters'], category_page_view: ['category'], rate: ['rating'] };
  return [
    ...COMMON,
    ...(WITHOUT_PRODUCTS.includes(type) ? [] : ['products', 'productId', 'productGroupId']),
    ...(WITH_QUANTITIES.includes(type) ? ['quantity'] : []),
    ...(WITH_DURATION.includes(type) ? ['duration'] : []),
    ...(type === 'checkout' ? ['revenue'] : []),
    ...(own[type as keyof typeof own] ?? []),
  ];
}

const type: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('checkout', 'search', 'category_page_view', 'rate', 'add_to_cart', 'custom'),
  fc.constantFrom(...MISO_INTERACTION_TYPES),
);
const detailed = type.chain((to) =>
  fc.record(
    {
      to: fc.constant(to),
      fields: sources(arbitraryFields(to)),
      ...(to === 'custom' ? { customActionName: fc.constantFrom('vote', ' vote ') } : {}),
      ...(WITHOUT_PRODUCTS.includes(to) ? {} : { products: fc.constantFrom('one', 'many') }),
    },
    { requiredKeys: ['to'] },
  ),
);
const rule = fc.oneof(
  { weight: 4, arbitrary: type },
  { weight: 3, arbitrary: fc.uniqueArray(type, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant<false>(false) },
  { weight: 5, arbitrary: detailed },
);

/** Rules of which no two have a name that folds alike, unless names are matched exactly. */
const rules = (isExact: boolean): fc.Arbitrary<Rules> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...NAMES, ...Object.keys(ROWS)), rule), {
      maxLength: 6,
      selector: ([name]) => (isExact ? name : normalizeName(name)),
    })
    // entries, as a name may be __proto__
    .map((entries) => Object.fromEntries(entries) as Rules);

const contextPath = fc.constantFrom(
  'properties.query',
  'properties.q',
  'properties.list',
  'properties.list[].b',
  'properties.rating',
  'properties.products',
  'properties.ids',
  'context.page.url',
  'traits.list',
  'integrations.Miso',
);
const customContext = fc
  .array(
    fc.tuple(
      fc.constantFrom('currency', 'a b', '__proto__'),
      fc.oneof(contextPath, fc.array(contextPath, { minLength: 1, maxLength: 2 })),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((entries) => Object.fromEntries(entries) as Sources);

const pageQuery = fc.constantFrom<'keep' | 'drop' | string[]>(
  'keep',
  'drop',
  [],
  ['page'],
  ['page', 'a[]', 'x y'],
  ['%zz', 'token'],
);
const categorySeparator = fc.constantFrom('>', ' > ', '/', ' / ', '::', '&', ' - ');
const scale = fc.constantFrom(1, 3, 5, 10, 100, 0.1, 1e308);
const consent = fc.record({
  categories: fc.constantFrom(['Ads'], ['a.b', 'Ads'], ['Analytics', 'Ads'], ['constructor']),
  whenAbsent: fc.constantFrom<'skip' | 'send'>('skip', 'send', 'send'),
});
/** Mostly none, or little else would be compared. */
const permission: fc.Arbitrary<OracleOptions> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.record({ consent }) },
  {
    weight: 1,
    arbitrary: fc.record({ integration: fc.constantFrom('Miso', 'Miso', 'All', 'all', 'constructor') }),
  },
  { weight: 1, arbitrary: fc.record({ consent, integration: fc.constant('Miso') }) },
);

/** Options of which none is wrong, and none is code. */
const options: fc.Arbitrary<OracleOptions> = fc
  .constantFrom('normalized', 'exact', undefined)
  .chain((matching) =>
    fc
      .record(
        {
          events: rules(matching === 'exact'),
          pages: rules(matching === 'exact'),
          screens: rules(matching === 'exact'),
          unmapped: fc.constantFrom('skip', 'custom'),
          fields: sources(Object.keys(PATHS)),
          categorySeparator,
          pageQuery,
          ratingScale: scale,
          region: fc.constantFrom('EU', ' EU '),
          customContext,
        },
        { requiredKeys: ['events', 'fields'] },
      )
      .map((chosen) => (matching === undefined ? chosen : { ...chosen, matching })),
  );

const optedCall = fc.oneof(
  { weight: 4, arbitrary: callOf([...NAMES, ...Object.keys(ROWS)], ['track', 'Track']) },
  { weight: 1, arbitrary: callOf(NAMES, ['page', 'screen']) },
);

/** Options, and an event that they are about. */
export const optedCase: fc.Arbitrary<[OracleOptions, object]> = fc
  .tuple(options, permission, optedCall, fc.nat(), spelling)
  .map(([others, permitted, event, nth, spell]) => {
    const chosen = { ...others, ...permitted };
    const { type } = event as { type?: unknown };
    const [rules, call] =
      type === 'page' || type === 'screen' ? [chosen[`${type}s`], type] : [chosen.events, 'track'];
    const names = Object.keys(rules ?? {});
    // one in four stays as it is
    if (nth % 4 === 0 || names.length === 0) return [chosen, event];
    const name = spell(names[(nth >> 2) % names.length]!);
    return [chosen, { ...event, type: call, event: name, name }];
  });

const placed = (to: string, fields: Sources, isOfRule: boolean): { events: Rules; fields?: Sources } =>
  isOfRule ? { events: { X: { to, fields } } } : { events: { X: to }, fields };

/** One rule, with sources of its own or with the same for all events. */
export const focusedCase: fc.Arbitrary<[OracleOptions, object]> = type
  .chain((to) => fc.tuple(fc.constant(to), sources(arbitraryFields(to)), fc.boolean(), scale))
  .chain(([to, fields, isOfRule, ratingScale]) =>
    fc.tuple(
      fc.constant({ ...placed(to, fields, isOfRule), ratingScale }),
      callOf(['X'], ['track']).map((event) => ({ ...event, type: 'track', event: 'X' })),
    ),
  );

/** The rules that are given as data. */
export const extendedCase: fc.Arbitrary<[OracleOptions, object]> = fc.tuple(
  fc.constant({ events: extendedRules }),
  callOf(Object.keys(extendedRules), ['track']),
);

/** One option at a time, each with an event that it is about. */
export const optionCase: fc.Arbitrary<[OracleOptions, object]> = fc.oneof(
  fc.tuple(fc.record({ pageQuery }), callAboutOneThing),
  fc.tuple(fc.record({ categorySeparator }), callOf(['Product List Viewed'], ['track'])),
  fc.tuple(fc.record({ integration: fc.constant('Miso') }), canonicalCall),
  fc.tuple(
    fc.record({ fields: sources(['productId', 'productGroupId', 'products', 'quantity']) }),
    canonicalCall,
  ),
);
