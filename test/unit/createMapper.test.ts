import { describe, expect, test } from 'vitest';
import {
  canonicalMapping,
  createMapper,
  ECOMMERCE_EVENTS,
  type EventRule,
  extendedRules,
  ISSUE_CODES,
  type MapperOptions,
  MISO_INTERACTION_TYPES,
  type MisoInteractionType,
} from '../../src/index.ts';
import { checkResult, mapEvent, mapWithOptions } from '../helpers/checkedMapper.ts';
import { deepFreeze, createWebhookEvent, TIMESTAMP } from '../helpers/sampleEvents.ts';

const visitor = { userId: 'u1', timestamp: TIMESTAMP };
const common = { user_id: 'u1', timestamp: TIMESTAMP };

/** A `track` call with further members. */
const track = (event: string, properties: object = {}, more: object = {}): object =>
  deepFreeze({ event, ...visitor, properties, ...more });

/** Options, an event, and what becomes of it: the interactions, or the first code and its path. */
type Row = readonly [
  name: string,
  options: MapperOptions,
  event: unknown,
  expected: readonly object[] | string,
];

function run([, options, event, expected]: Row): void {
  const { interactions, issues } = mapWithOptions(deepFreeze(options), event);
  const [issue] = issues;
  if (typeof expected === 'string') expect(`${issue?.code ?? ''} ${issue?.path ?? ''}`).toBe(expected);
  else expect(interactions).toStrictEqual(expected.map((fields) => ({ ...common, ...fields })));
}

function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    test.each(rows.map((row) => ({ name: row[0], row })))('$name', ({ row }) => {
      run(row);
    });
  });
}

const product = { product_id: 'p1' };

table('a rule is', [
  [
    'a type',
    { events: { 'Song Played': 'listen' } },
    track('Song Played', product),
    [{ type: 'listen', product_ids: ['p1'] }],
  ],
  [
    'a type without its product',
    { events: { 'Song Played': 'listen' } },
    track('Song Played'),
    'missing_product_id properties',
  ],
  [
    'custom, named after the event',
    { events: { 'Vote Cast': 'custom' } },
    track('vote_cast'),
    [{ type: 'custom', custom_action_name: 'vote_cast' }],
  ],
  [
    'several types',
    { events: { 'Lookbook Opened': ['promo_page_view', 'impression'] } },
    track('Lookbook Opened', product),
    [
      { type: 'promo_page_view', product_ids: ['p1'] },
      { type: 'impression', product_ids: ['p1'] },
    ],
  ],
  [
    'several types, of which none can be built',
    { events: { 'Lookbook Opened': ['like', 'impression'] } },
    track('Lookbook Opened'),
    'missing_product_id properties',
  ],
  [
    'false',
    { events: { 'Product Shared': false } },
    track('Product Shared', product),
    'ignored_by_rule event',
  ],
  [
    'an interaction with sources of its own',
    {
      events: {
        'Podcast Heard': {
          to: 'listen',
          fields: { products: 'properties.episode', productId: 'guid', duration: 'properties.seconds' },
        },
      },
    },
    track('Podcast Heard', { episode: { guid: 'g1' }, seconds: '12.5' }),
    [{ type: 'listen', product_ids: ['g1'], duration: 12.5 }],
  ],
  [
    'a custom one with a name',
    { events: { 'Vote Cast': { to: 'custom', customActionName: 'vote' } } },
    track('Vote Cast'),
    [{ type: 'custom', custom_action_name: 'vote' }],
  ],
  [
    'code that builds',
    { events: { 'Quiz Finished': (_, { build }) => build('custom', { custom_action_name: 'quiz' }) } },
    track('Quiz Finished'),
    [{ type: 'custom', custom_action_name: 'quiz' }],
  ],
  [
    'code that writes by hand',
    {
      events: {
        'Quiz Finished': (event) => ({
          type: 'feedback',
          ...common,
          question_id: String(event.properties['quiz']),
        }),
      },
    },
    track('Quiz Finished', { quiz: 7 }),
    [{ type: 'feedback', question_id: '7' }],
  ],
  [
    'code that makes several',
    { events: { Both: (_, { build }) => [build('click'), build('submit')] } },
    track('Both'),
    [{ type: 'click' }, { type: 'submit' }],
  ],
  [
    'code that says null',
    { events: { 'Quiz Finished': () => null } },
    track('Quiz Finished'),
    'ignored_by_rule event',
  ],
  [
    'code that makes none',
    { events: { 'Quiz Finished': () => [] } },
    track('Quiz Finished'),
    'ignored_by_rule event',
  ],
]);

table('extendedRules', [
  [
    'Product Clicked',
    { events: extendedRules },
    track('Product Clicked', { ...product, position: 3, id: 'x' }),
    [{ type: 'click', product_ids: ['p1'] }],
  ],
  [
    'Clicked Product, with the id of V1',
    { events: extendedRules },
    track('Clicked Product', { id: 'v1' }),
    [{ type: 'click', product_ids: ['v1'] }],
  ],
  [
    'Product List Filtered',
    { events: extendedRules },
    track('Product List Filtered', {
      list_id: 'l1',
      category: 'Shoes > Boots',
      filters: [{ type: 'color', value: 'red' }],
      products: [product],
    }),
    [{ type: 'category_page_view', category: ['Shoes', 'Boots'] }],
  ],
  [
    'Promotion Clicked',
    { events: extendedRules },
    track('Promotion Clicked', { promotion_id: 'promo_1', creative: 'top', name: 'Top', position: 'home' }),
    [{ type: 'promo_page_view' }],
  ],
  [
    'Clicked Promotion',
    { events: extendedRules },
    track('Clicked Promotion', { id: 'promo_1', name: 'Top' }),
    [{ type: 'promo_page_view' }],
  ],
  [
    'Cart Shared',
    { events: extendedRules },
    track('Cart Shared', { share_via: 'email', cart_id: 'c1', products: [product, { product_id: 'p2' }] }),
    [{ type: 'share', product_ids: ['p1', 'p2'] }],
  ],
]);

table('pages and screens', [
  [
    'a page by its name, normalized',
    { pages: { Home: 'home_page_view' } },
    { ...visitor, type: 'page', name: 'HOME' },
    [{ type: 'home_page_view' }],
  ],
  [
    'a screen',
    { screens: { 'Top List': 'category_page_view' } },
    { ...visitor, type: 'screen', name: 'top_list', properties: { category: 'Top' } },
    [{ type: 'category_page_view', category: ['Top'] }],
  ],
  [
    'a page that is ignored',
    { pages: { Home: false } },
    { ...visitor, type: 'page', name: 'Home' },
    'ignored_by_rule name',
  ],
  [
    'a screen is no page',
    { pages: { Home: 'home_page_view' } },
    { ...visitor, type: 'screen', name: 'Home' },
    'unmapped_event name',
  ],
  [
    'a page is no event',
    { events: { Home: 'home_page_view' } },
    { ...visitor, type: 'page', name: 'Home' },
    'unmapped_event name',
  ],
  [
    'a custom page is named after it',
    { pages: { Help: 'custom' } },
    { ...visitor, type: 'page', name: 'Help' },
    [{ type: 'custom', custom_action_name: 'Help' }],
  ],
]);

table('unmapped and matching', [
  [
    'custom',
    { unmapped: 'custom' },
    track('Coupon Denied', product),
    [{ type: 'custom', custom_action_name: 'Coupon Denied', product_ids: ['p1'] }],
  ],
  [
    'custom is not for pages',
    { unmapped: 'custom' },
    { ...visitor, type: 'page', name: 'Home' },
    'unmapped_event name',
  ],
  [
    'custom is not for what false leaves out',
    { unmapped: 'custom', events: { 'Coupon Denied': false } },
    track('Coupon Denied'),
    'ignored_by_rule event',
  ],
  ['skip', { unmapped: 'skip' }, track('Coupon Denied'), 'unmapped_event event'],
  [
    'exact takes the name as it is',
    { matching: 'exact' },
    track('Product Viewed', product),
    [{ type: 'product_detail_page_view', product_ids: ['p1'] }],
  ],
  ['exact takes no other', { matching: 'exact' }, track('product_viewed', product), 'unmapped_event event'],
  [
    'exact holds for pages',
    { matching: 'exact', pages: { Home: 'home_page_view' } },
    { ...visitor, type: 'page', name: 'home' },
    'unmapped_event name',
  ],
  [
    'normalized',
    { matching: 'normalized', events: { 'Song Played': 'listen' } },
    track('songPlayed', product),
    [{ type: 'listen', product_ids: ['p1'] }],
  ],
]);

table('a name is looked up: custom exact, canonical exact, custom normalized, canonical normalized', [
  [
    'custom exact',
    { events: { 'Product Viewed': 'like' } },
    track('Product Viewed', product),
    [{ type: 'like', product_ids: ['p1'] }],
  ],
  [
    'a custom name that differs by case leaves the canonical one',
    { events: { 'product viewed': 'like' } },
    track('Product Viewed', product),
    [{ type: 'product_detail_page_view', product_ids: ['p1'] }],
  ],
  [
    'and has its own',
    { events: { 'product viewed': 'like' } },
    track('product viewed', product),
    [{ type: 'like', product_ids: ['p1'] }],
  ],
  [
    'and goes first for other spellings',
    { events: { 'product viewed': 'like' } },
    track('PRODUCT VIEWED', product),
    [{ type: 'like', product_ids: ['p1'] }],
  ],
  [
    'canonical normalized',
    { events: { 'Song Played': 'listen' } },
    track('product-viewed', product),
    [{ type: 'product_detail_page_view', product_ids: ['p1'] }],
  ],
  [
    'events over extendedRules over the table',
    { events: { ...extendedRules, 'Cart Shared': 'impression', 'Product Shared': 'like' } },
    track('Cart Shared', product),
    [{ type: 'impression', product_ids: ['p1'] }],
  ],
  [
    'a name of the prototype',
    { events: JSON.parse('{"constructor":"like","toString":"like"}') },
    track('constructor', product),
    [{ type: 'like', product_ids: ['p1'] }],
  ],
  [
    'a name of the prototype that is no rule',
    { events: { 'Song Played': 'listen' } },
    track('hasOwnProperty', product),
    'unmapped_event event',
  ],
]);

table('fields', [
  [
    'a path',
    { fields: { userId: 'traits.customer.id' } },
    { event: 'Hit Search', timestamp: TIMESTAMP, properties: { q: 'x' }, traits: { customer: { id: 'u1' } } },
    [{ type: 'search', search: { keywords: 'x' } }],
  ],
  [
    'replaces the usual sources',
    { fields: { userId: 'traits.id' } },
    track('Hit Search', { q: 'x' }),
    'missing_identity ',
  ],
  [
    'several paths, tried in order',
    { fields: { userId: ['traits.id', 'userId'] } },
    track('Hit Search', { q: 'x' }),
    [{ type: 'search', search: { keywords: 'x' } }],
  ],
  [
    'a path through what is no object is absent',
    { fields: { userId: ['userId.id', 'userId.length', 'properties[0].id', 'userId'] } },
    track('Hit Search', { q: 'x' }),
    [{ type: 'search', search: { keywords: 'x' } }],
  ],
  [
    'code',
    { fields: { userId: (event) => `u${String(event.properties['n'])}` } },
    track('Hit Search', { q: 'x', n: 1 }),
    [{ type: 'search', search: { keywords: 'x' } }],
  ],
  [
    'code sees properties where there are none',
    { fields: { keywords: (event) => Object.keys(event.properties).length } },
    { ...visitor, event: 'Hit Search' },
    [{ type: 'search', search: { keywords: '0' } }],
  ],
  [
    'code that throws',
    {
      fields: {
        userId: () => {
          throw new Error('no');
        },
      },
    },
    track('Hit Search', { q: 'x' }),
    'rule_failed ',
  ],
  [
    'anonymousId',
    { fields: { anonymousId: ['context.device.id', 'anonymousId'] } },
    track('Hit Search', { q: 'x' }, { context: { device: { id: 'd1' } } }),
    [{ type: 'search', anonymous_id: 'd1', search: { keywords: 'x' } }],
  ],
  [
    'timestamp',
    { fields: { timestamp: 'sentAt' } },
    track('Hit Search', { q: 'x' }, { sentAt: 1769860800, timestamp: 'x' }),
    [{ type: 'search', timestamp: '2026-01-31T12:00:00.000Z', search: { keywords: 'x' } }],
  ],
  [
    'misoId',
    { fields: { misoId: 'properties.miso.id' } },
    track('Hit Search', { q: 'x', miso: { id: '123e4567-e89b-12d3-a456-426614174000' } }),
    [{ type: 'search', miso_id: '123e4567-e89b-12d3-a456-426614174000', search: { keywords: 'x' } }],
  ],
  [
    'products',
    { fields: { products: ['properties.items', 'properties.item'] } },
    track('Order Refunded', { item: { sku: 's' }, products: [product] }),
    [{ type: 'refund', product_ids: ['s'] }],
  ],
  [
    'products of every line',
    { fields: { products: 'properties.lines[].product' } },
    track('Order Refunded', { lines: [{ product }, { product: { sku: 's' } }] }),
    [{ type: 'refund', product_ids: ['p1', 's'] }],
  ],
  [
    'products by code',
    { fields: { products: (event) => [event.properties['item']] } },
    track('Order Refunded', { item: { sku: 's' } }),
    [{ type: 'refund', product_ids: ['s'] }],
  ],
  [
    'productId',
    { fields: { productId: 'variant.id' } },
    track('Order Refunded', { products: [{ product_id: 'x', variant: { id: 'v1' } }] }),
    [{ type: 'refund', product_ids: ['v1'] }],
  ],
  [
    'productId by code',
    { fields: { productId: (of, event) => `${String(of['sku'])}-${String(event.event)}` } },
    track('Order Refunded', { products: [{ sku: 's' }] }),
    [{ type: 'refund', product_ids: ['s-Order Refunded'] }],
  ],
  [
    'productId flat',
    { fields: { productId: 'variant_id' } },
    track('Product Added', { variant_id: 'v1', quantity: 2 }),
    [{ type: 'add_to_cart', product_ids: ['v1'], quantities: [2] }],
  ],
  [
    'a flat id that may be the order’s',
    { fields: { productId: 'id' } },
    track('Order Refunded', { id: 'o1' }),
    'missing_product_id properties',
  ],
  [
    'a flat id of one product',
    { fields: { productId: 'id' } },
    track('Product Viewed', { id: 'p1' }),
    [{ type: 'product_detail_page_view', product_ids: ['p1'] }],
  ],
  [
    'productGroupId beside productId',
    { fields: { productId: 'variant_id', productGroupId: 'product_id' } },
    track('Product Viewed', { product_id: 'g1', variant_id: 'v1' }),
    [{ type: 'product_detail_page_view', product_ids: ['v1'], product_group_ids: ['g1'] }],
  ],
  [
    'productGroupId alone',
    { fields: { productId: 'variant_id', productGroupId: 'product_id' } },
    track('Product Added', { product_id: 'g1', quantity: 3 }),
    [{ type: 'add_to_cart', product_group_ids: ['g1'] }],
  ],
  [
    'productGroupId in a list',
    { fields: { productId: 'variant_id', productGroupId: 'product_id' } },
    track('Order Completed', {
      products: [
        { product_id: 'g1', quantity: 9 },
        { variant_id: 'v2', quantity: 2 },
        { product_id: 'g3', variant_id: 'v3' },
      ],
    }),
    [{ type: 'checkout', product_ids: ['v2', 'v3'], product_group_ids: ['g1', 'g3'], quantities: [2, 1] }],
  ],
  [
    'quantity',
    { fields: { quantity: ['qty', 'quantity'] } },
    track('Order Completed', { products: [{ ...product, qty: '2' }] }),
    [{ type: 'checkout', product_ids: ['p1'], quantities: [2] }],
  ],
  [
    'keywords',
    { fields: { keywords: 'properties.terms[].text' } },
    track('Hit Search', { terms: [{ text: 'red' }, {}, { text: 'shoes' }] }),
    [{ type: 'search', search: { keywords: 'red shoes' } }],
  ],
  [
    'filters',
    { fields: { filters: 'properties.facets' } },
    track('Hit Search', { facets: { color: 'red' }, filters: { size: 5 } }),
    [{ type: 'search', search: { filters: { color: ['red'] } } }],
  ],
  [
    'filters by code',
    { fields: { filters: () => [{ type: 'color', value: 'red' }] } },
    track('Hit Search', {}),
    [{ type: 'search', search: { filters: { color: ['red'] } } }],
  ],
  [
    'category',
    { fields: { category: 'properties.list_id' } },
    track('Product List Viewed', { list_id: 'deals' }),
    [{ type: 'category_page_view', category: ['deals'] }],
  ],
  [
    'revenue',
    { fields: { revenue: 'properties.paid' } },
    track('Order Completed', { ...product, paid: '$5', total: 9 }),
    [{ type: 'checkout', product_ids: ['p1'], revenue: 5 }],
  ],
  [
    'rating',
    { fields: { rating: 'properties.stars' } },
    track('Product Reviewed', { ...product, stars: 4 }),
    [{ type: 'rate', product_ids: ['p1'], rating: 4 }],
  ],
  [
    'duration',
    { fields: { duration: 'properties.seconds' } },
    track('Product Viewed', { ...product, seconds: 0 }),
    [{ type: 'product_detail_page_view', product_ids: ['p1'], duration: 0 }],
  ],
  [
    'duration of pages',
    { fields: { duration: 'properties.s' }, pages: { Home: 'home_page_view', List: 'category_page_view' } },
    { ...visitor, type: 'page', name: 'List', properties: { s: 5, category: 'A' } },
    [{ type: 'category_page_view', category: ['A'], duration: 5 }],
  ],
  [
    'those of a rule go before those for all events',
    {
      fields: { productId: 'a', duration: 'properties.d' },
      events: { 'Song Played': { to: 'listen', fields: { productId: 'b' } } },
    },
    track('Song Played', { a: '1', b: '2', d: 3 }),
    [{ type: 'listen', product_ids: ['2'], duration: 3 }],
  ],
  [
    'a rule’s own flat id',
    { events: { 'Song Played': { to: 'listen', fields: { productId: 'id' } } } },
    track('Song Played', { id: 's1' }),
    [{ type: 'listen', product_ids: ['s1'] }],
  ],
]);

table('host options', [
  [
    'categorySeparator',
    { categorySeparator: '/' },
    track('Product List Viewed', { category: 'A/B > C' }),
    [{ type: 'category_page_view', category: ['A', 'B > C'] }],
  ],
  [
    'categorySeparator for a field',
    { categorySeparator: '/', fields: { category: 'properties.path' } },
    track('Product List Viewed', { path: 'A/B' }),
    [{ type: 'category_page_view', category: ['A', 'B'] }],
  ],
  [
    'ratingScale',
    { ratingScale: 10 },
    track('Product Reviewed', { ...product, rating: 9 }),
    [{ type: 'rate', product_ids: ['p1'], rating: 4.5 }],
  ],
  [
    'ratingScale for a field',
    { ratingScale: 100, fields: { rating: 'properties.score' } },
    track('Product Reviewed', { ...product, score: '33' }),
    [{ type: 'rate', product_ids: ['p1'], rating: 1.65 }],
  ],
  [
    'a rating beyond the scale',
    { ratingScale: 1 },
    track('Product Reviewed', { ...product, rating: 2 }),
    'invalid_rating properties.rating',
  ],
  [
    'region',
    { region: 'EU' },
    track('Hit Search', { q: 'x' }),
    [{ type: 'search', search: { keywords: 'x' }, context: { region: 'EU' } }],
  ],
  [
    'region by code',
    { region: (event) => event.properties['shop'] },
    track('Hit Search', { q: 'x', shop: 'nl' }, { context: { locale: 'nl-NL' } }),
    [{ type: 'search', search: { keywords: 'x' }, context: { locale: 'nl-NL', region: 'nl' } }],
  ],
  [
    'region by code that finds none',
    { region: () => '' },
    track('Hit Search', { q: 'x' }),
    [{ type: 'search', search: { keywords: 'x' } }],
  ],
  [
    'customContext',
    {
      customContext: {
        currency: 'properties.currency',
        tags: ['properties.none', 'properties.tags'],
        vip: (event) => event.userId === 'u1',
        'a b': 'properties.empty',
        items: 'properties.items',
        no: 'properties.list',
      },
    },
    track('Hit Search', {
      q: 'x',
      currency: 'EUR',
      tags: ['a', 'b'],
      empty: '',
      items: [{ a: 1 }],
      list: [],
    }),
    [
      {
        type: 'search',
        search: { keywords: 'x' },
        context: { custom_context: { currency: 'EUR', tags: ['a', 'b'], vip: true, items: [{ a: 1 }] } },
      },
    ],
  ],
  [
    'consent that is given',
    { consent: { categories: ['Ads', 'Stats'], whenAbsent: 'skip' } },
    track(
      'Hit Search',
      { q: 'x' },
      { context: { consent: { categoryPreferences: { Ads: true, Stats: true } } } },
    ),
    [{ type: 'search', search: { keywords: 'x' } }],
  ],
  [
    'consent that is denied',
    { consent: { categories: ['Ads', 'Stats'], whenAbsent: 'send' } },
    track(
      'Hit Search',
      { q: 'x' },
      { context: { consent: { categoryPreferences: { Ads: true, Stats: false } } } },
    ),
    'consent_denied context.consent.categoryPreferences.Stats',
  ],
  [
    'consent that is anything but true is denied',
    { consent: { categories: ['Ads'], whenAbsent: 'send' } },
    track('Hit Search', { q: 'x' }, { context: { consent: { categoryPreferences: { Ads: 'false' } } } }),
    'consent_denied context.consent.categoryPreferences.Ads',
  ],
  [
    'consent that is missing',
    { consent: { categories: ['Ads', 'A b'], whenAbsent: 'skip' } },
    track('Hit Search', { q: 'x' }, { context: { consent: { categoryPreferences: { Ads: true } } } }),
    'consent_missing context.consent.categoryPreferences["A b"]',
  ],
  [
    'consent that is null is missing',
    { consent: { categories: ['Ads'], whenAbsent: 'skip' } },
    track('Hit Search', { q: 'x' }, { context: { consent: { categoryPreferences: { Ads: null } } } }),
    'consent_missing context.consent.categoryPreferences.Ads',
  ],
  [
    'consent that nobody asked for, skip',
    { consent: { categories: ['Ads'], whenAbsent: 'skip' } },
    track('Hit Search', { q: 'x' }, { context: { consent: 'yes' } }),
    'consent_missing context.consent.categoryPreferences.Ads',
  ],
  [
    'consent that nobody asked for, send',
    { consent: { categories: ['Ads'], whenAbsent: 'send' } },
    track('Hit Search', { q: 'x' }),
    [{ type: 'search', search: { keywords: 'x' } }],
  ],
  [
    'consent of an unmapped event',
    { consent: { categories: ['Ads'], whenAbsent: 'skip' } },
    track('Coupon Denied'),
    'unmapped_event event',
  ],
  [
    'integration off',
    { integration: 'Miso' },
    track('Hit Search', { q: 'x' }, { integrations: { Miso: false } }),
    'integration_disabled integrations.Miso',
  ],
  [
    'integration off with all',
    { integration: 'Miso' },
    track('Hit Search', { q: 'x' }, { integrations: { All: false } }),
    'integration_disabled integrations.All',
  ],
  [
    'integration on beside all off',
    { integration: 'Miso' },
    track('Hit Search', { q: 'x' }, { integrations: { All: false, Miso: { key: 1 } } }),
    [{ type: 'search', search: { keywords: 'x' } }],
  ],
  [
    'integration not told',
    { integration: 'Miso' },
    track('Hit Search', { q: 'x' }, { integrations: {} }),
    [{ type: 'search', search: { keywords: 'x' } }],
  ],
  [
    'an integration that is null is as all are',
    { integration: 'Miso' },
    track('Hit Search', { q: 'x' }, { integrations: { All: false, Miso: null } }),
    'integration_disabled integrations.All',
  ],
  [
    'integrations of another kind',
    { integration: 'Miso' },
    track('Hit Search', { q: 'x' }, { integrations: false }),
    [{ type: 'search', search: { keywords: 'x' } }],
  ],
  [
    'integration under another name',
    {},
    track('Hit Search', { q: 'x' }, { integrations: { All: false } }),
    [{ type: 'search', search: { keywords: 'x' } }],
  ],
  [
    'consent and integration',
    { integration: 'Miso', consent: { categories: ['Ads'], whenAbsent: 'send' } },
    track('Hit Search', { q: 'x' }, { integrations: { Miso: false } }),
    'integration_disabled integrations.Miso',
  ],
]);

/** What is wrong with a value found at a named place, by code, path and the start of the message. */
const wrongRows: readonly (readonly [
  options: MapperOptions,
  event: unknown,
  code: string,
  path: string,
  message: string,
])[] = [
  [
    { fields: { userId: ['traits.id', 'userId'] } },
    track('Hit Search', { q: 'x' }, { traits: { id: {} } }),
    'invalid_id',
    'traits.id',
    'traits.id (an object)',
  ],
  [
    { fields: { anonymousId: () => ({}) } },
    track('Hit Search', { q: 'x' }),
    'invalid_id',
    '',
    'The result of fields.anonymousId (an object)',
  ],
  [
    { fields: { keywords: ['properties.terms[].text', 'properties.q'] } },
    track('Hit Search', { q: 'x', terms: [{ text: 5 }] }),
    'invalid_keywords',
    'properties.terms',
    'properties.terms (an array)',
  ],
  [
    { fields: { productId: ['variant.id', 'sku'] } },
    track('Order Refunded', { products: [{ sku: 's', variant: { id: [] } }] }),
    'invalid_id',
    'properties.products[0].variant.id',
    'properties.products[0].variant.id (an array)',
  ],
  [
    { fields: { quantity: 'qty' } },
    track('Order Completed', { products: [product, { ...product, qty: -1 }] }),
    'invalid_quantity',
    'properties.products[1].qty',
    'properties.products[1].qty (a number)',
  ],
  [
    { fields: { products: 'properties.lines[].product' } },
    track('Order Refunded', { lines: [{ product }, { product: 5 }] }),
    'product_dropped',
    'properties.lines[1].product',
    'properties.lines[1].product (a number)',
  ],
  [
    { fields: { products: 'properties.orders[].lines[]' } },
    track('Order Refunded', { orders: [{ lines: [product, {}] }] }),
    'product_dropped',
    'properties.orders',
    'properties.orders (an object)',
  ],
  [
    { fields: { products: () => [product, {}] } },
    track('Order Refunded'),
    'product_dropped',
    '',
    'The result of fields.products has no usable id',
  ],
  [
    { fields: { products: ['properties.a', 'properties.b'] } },
    track('Order Refunded', { a: 5, b: product }),
    'invalid_products',
    'properties.a',
    'properties.a (a number)',
  ],
  [
    { fields: { filters: ['properties.a', 'properties.b'] } },
    track('Hit Search', { a: 5, b: { c: 'd' } }),
    'invalid_filters',
    'properties.a',
    'properties.a (a number)',
  ],
  [
    { events: { 'Song Played': { to: 'listen', fields: { duration: (event) => event.properties['d'] } } } },
    track('Song Played', { ...product, d: -1 }),
    'invalid_duration',
    '',
    'The result of events["Song Played"].fields.duration (a number)',
  ],
  [
    { region: () => 5 },
    track('Hit Search', { q: 'x' }),
    'invalid_context',
    '',
    'The result of region (a number)',
  ],
  [
    { customContext: { a: 'properties.a' } },
    track('Hit Search', { q: 'x', a: { b: 1 } }),
    'invalid_context',
    'properties.a',
    'properties.a (an object)',
  ],
  [
    { customContext: { 'a b': () => null, c: () => [1, 'x'] } },
    track('Hit Search', { q: 'x' }),
    'invalid_context',
    '',
    'The result of customContext.c (an array)',
  ],
];

describe('a value found at a named place gets the care of the usual one', () => {
  test.each(wrongRows)('%j', (options, event, code, path, message) => {
    const { status, issues } = mapWithOptions(options, event);
    expect(status).toBe('mapped');
    expect(issues).toMatchObject([{ code, path }]);
    expect(issues[0]?.message.slice(0, message.length)).toBe(message);
  });
});

describe('a rule function', () => {
  const mapping = (rule: NonNullable<MapperOptions['events']>[string]) => (event: unknown) =>
    mapWithOptions({ events: { 'Song Played': rule } }, event);

  test('that throws costs its own event only, and the error is its cause', () => {
    const cause = new Error('secret');
    const { mapBatch } = createMapper({
      events: {
        'Song Played': () => {
          throw cause;
        },
      },
    });
    const { results } = mapBatch([track('Song Played'), track('Product Viewed', product)]);
    results.forEach(checkResult);
    expect(results.map(({ status }) => status)).toStrictEqual(['rejected', 'mapped']);
    const [issue] = results[0]!.issues;
    expect(issue).toHaveProperty('cause', cause);
    expect(JSON.stringify(results)).not.toContain('secret');
    expect(Object.keys(issue)).not.toContain('cause');
  });

  test.each<[name: string, returned: unknown, path: string]>([
    ['nothing', undefined, ''],
    ['a text', 'listen', ''],
    ['a stray field', { type: 'click', user_id: 'u1', revenue: 5 }, 'revenue'],
    ['a bigint', { type: 'checkout', user_id: 'u1', revenue: 5n }, 'revenue'],
    ['a cycle', cyclic(), 'context.self'],
    ['a list with a hole', [, { type: 'click', user_id: 'u1' }], ''],
    [
      'a list that claims billions',
      { type: 'click', user_id: 'u1', product_ids: Object.assign([], { 4294967294: 'q' }) },
      'product_ids[0]',
    ],
    ['no identity', { type: 'click' }, ''],
    ['a list with a bad one', [{ type: 'click', user_id: 'u1' }, { type: 'clack' }], 'type'],
    [
      'misaligned quantities',
      { type: 'checkout', user_id: 'u1', product_ids: ['p'], quantities: [1, 2] },
      'quantities',
    ],
  ])('that returns %s rejects its event', (_, returned, path) => {
    expect(mapping(() => returned as never)(track('Song Played'))).toMatchObject({
      status: 'rejected',
      issues: [{ code: 'invalid_interaction', path }],
    });
  });

  test.each([
    ['that resolves', () => Promise.resolve(null)],
    ['that rejects', () => Promise.reject(new Error('secret'))],
    ['of another make', () => ({ then: 5 })],
  ])('that returns a promise %s fails, and no rejection is left unheard', async (_, rule) => {
    const [issue] = mapping(rule as never)(track('Song Played')).issues;
    expect(issue).toMatchObject({ code: 'rule_failed' });
    expect(String(issue?.cause)).toBe(
      'TypeError: it returned a promise, but events are mapped synchronously',
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
  });

  test('is taken as JSON writes it: nothing undefined, and nothing of the event is kept', () => {
    const tags = ['a'];
    const result = mapping(() => ({
      type: 'click',
      user_id: 'u1',
      anonymous_id: undefined as never,
      timestamp: new Date(0) as never,
      context: { custom_context: { tags } },
    }))(track('Song Played'));
    tags.push('b');
    expect(result.interactions).toStrictEqual([
      {
        type: 'click',
        user_id: 'u1',
        timestamp: '1970-01-01T00:00:00.000Z',
        context: { custom_context: { tags: ['a'] } },
      },
    ]);
  });

  test('sees the event itself, with properties and a context where it has none', () => {
    const seen: unknown[] = [];
    const event = track('Song Played', product, { context: {} });
    const rule = mapping((given) => {
      seen.push(given);
      return null;
    });
    rule(event);
    rule({ ...visitor, event: 'Song Played', properties: 'none' });
    expect(seen[0]).toBe(event);
    expect(seen[1]).toStrictEqual({ ...visitor, event: 'Song Played', properties: {}, context: {} });
  });

  test('that builds what lacks something rejects with that code, and tells what else was wrong', () => {
    const event = track('Song Played', {}, { anonymousId: {} });
    expect(mapping((_, { build }) => build('listen'))(event).issues).toMatchObject([
      { code: 'missing_product_id' },
      { code: 'invalid_id' },
    ]);
    expect(
      mapping((_, { build }) => build('rate', { product_ids: ['p'] }))(track('Song Played')).issues,
    ).toMatchObject([{ code: 'missing_rating' }]);
  });

  test('that returns several bad records tells of each, and what was found when they were built', () => {
    const rule = mapping((_, { build }) => [
      build('like'),
      { type: 'clack', user_id: 'u1' } as never,
      { type: 'click' },
    ]);
    expect(rule(track('Song Played', product, { anonymousId: {} })).issues).toMatchObject([
      { code: 'invalid_interaction', path: 'type' },
      { code: 'invalid_interaction', path: '' },
      { code: 'invalid_id', path: 'anonymousId' },
    ]);
  });

  test('that gives NaN is told so, and two interactions that cannot be built report each thing once', () => {
    const rule = mapping((_, { build }) => [build('like'), build('checkout', { revenue: NaN })]);
    const event = { event: 'Song Played', userId: 'u1', properties: product };
    expect(rule(event).issues.map(({ code, path }) => `${code} ${path}`)).toStrictEqual([
      'invalid_interaction revenue',
      'missing_timestamp timestamp',
    ]);
    expect(rule(event).issues[0]?.message).toMatch(/^revenue \(NaN\) must be a finite number/);
    // a getter that gives something else when the record is looked at again
    let reads = 0;
    const other = mapping(() => ({
      type: 'checkout',
      user_id: 'u1',
      product_ids: ['p1'],
      get revenue() {
        return reads++ === 0 ? NaN : 5;
      },
    }));
    expect(other(event).issues[0]?.message).toMatch(/^revenue \(null\) must be a finite number/);
    const missing = mapping((_, { build }) => [build('click'), build('search')]);
    expect(missing(event).issues.map(({ code }) => code)).toStrictEqual([
      'missing_keywords',
      'missing_timestamp',
    ]);
  });

  test('builds with what the event has where it gives undefined', () => {
    const rule = mapping((_, { build }) => build('like', { product_ids: undefined as never }));
    expect(rule(track('Song Played', product)).interactions).toMatchObject([{ product_ids: ['p1'] }]);
  });

  test('builds of one product or many, as the type is', () => {
    const properties = { id: 'p1', products: [{ product_id: 'r1' }, { product_id: 'r2' }] };
    const build = (type: MisoInteractionType): unknown =>
      mapping((_, tools) => tools.build(type))(track('Song Played', properties)).interactions[0];
    expect(build('click')).toMatchObject({ product_ids: ['p1'] });
    expect(build('custom')).toMatchObject({ product_ids: ['r1', 'r2'] });
  });

  test('warns of each thing that two interactions read', () => {
    const event = track('Song Played', product, { anonymousId: {}, context: { locale: 5 } });
    expect(mapping(['like', 'listen'])(event).issues).toMatchObject([
      { code: 'invalid_id', path: 'anonymousId' },
      { code: 'invalid_context', path: 'context.locale' },
    ]);
  });

  test('warns once of what two interactions read', () => {
    const event = track('Song Played', product, { anonymousId: {} });
    const both = mapping((_, { build }) => [build('like'), build('listen')]);
    expect(both(event).issues).toMatchObject([{ code: 'invalid_id', path: 'anonymousId' }]);
    expect(mapping(['like', 'listen'])(event).issues).toMatchObject([
      { code: 'invalid_id', path: 'anonymousId' },
    ]);
  });

  test('that builds a type that is none fails with a cause that says so', () => {
    const [issue] = mapping((_, { build }) => build('lisen' as never))(track('Song Played')).issues;
    expect(issue).toMatchObject({ code: 'rule_failed' });
    expect(String(issue?.cause)).toBe(
      'TypeError: build: the type is "lisen", but must be one of Miso\'s interaction types (did you mean "listen"?)',
    );
  });

  test('may catch what build rejects', () => {
    const rule = mapping((_, { build }) => {
      try {
        return build('listen');
      } catch {
        return build('click');
      }
    });
    expect(rule(track('Song Played')).interactions).toMatchObject([{ type: 'click' }]);
  });
});

describe('what build is given is laid over the usual record, and its sources are not read', () => {
  const UUID = '123e4567-e89b-12d3-a456-426614174000';
  const wrong = {
    event: 'Anything',
    userId: {},
    anonymousId: {},
    timestamp: 'x',
    context: 'x',
    properties: {
      miso_id: 'x',
      total: 'x',
      rating: 'x',
      category: 5,
      query: true,
      filters: 5,
      products: [{ product_id: 'p', quantity: 'x' }],
    },
  };
  const base = {
    user_id: 'u2',
    timestamp: TIMESTAMP,
    anonymous_id: 'a2',
    miso_id: UUID,
    context: { locale: 'en' },
  };

  test.each([
    ['checkout', { ...base, quantities: [7], revenue: 5 }, { product_ids: ['p'] }],
    ['checkout', { ...base, product_ids: ['q'], revenue: 5 }, {}],
    ['rate', { ...base, rating: 3 }, { product_ids: ['p'] }],
    ['category_page_view', { ...base, category: ['A'], duration: 4 }, {}],
    ['search', { ...base, search: { keywords: 'x' } }, {}],
    ['like', { ...base, product_group_ids: ['g'] }, { product_ids: ['p'] }],
    ['feedback', { ...base, question_id: 'q1', result_type: undefined as never }, {}],
  ] as const)('%s', (type, fields, read) => {
    const options: MapperOptions = {
      fields: { duration: 'properties.total' },
      events: { Anything: (_, { build }) => build(type, fields) },
    };
    const result = mapWithOptions(options, wrong);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    expect(result.interactions).toStrictEqual([{ type, ...read, ...given }]);
    expect(result.issues).toStrictEqual([]);
  });
});

describe('extend', () => {
  const parent = createMapper({
    events: { 'Song Played': 'listen', 'Vote Cast': 'custom' },
    fields: { productId: 'a' },
    unmapped: 'custom',
    customContext: { x: 'properties.x' },
    pages: { Home: 'home_page_view' },
  });
  const child = parent.extend({
    events: { 'Song Played': 'like' },
    fields: { duration: 'properties.d' },
    unmapped: 'skip',
    customContext: { y: 'properties.y' },
    screens: { Home: 'home_page_view' },
  });
  const grandchild = child.extend({ events: { 'Vote Cast': false, 'Book Read': 'read' } });

  test('merges rules and fields, and replaces other options', () => {
    const event = track('Song Played', { a: '1', d: 5, x: 'x', y: 'y' });
    const context = { custom_context: { x: 'x', y: 'y' } };
    expect(checkResult(child.map(event)).interactions).toStrictEqual([
      { ...common, type: 'like', product_ids: ['1'], context },
    ]);
    expect(checkResult(child.map(track('Vote Cast'))).status).toBe('mapped');
    expect(checkResult(child.map(track('Coupon Denied'))).status).toBe('skipped');
    for (const type of ['page', 'screen'])
      expect(checkResult(child.map({ ...visitor, type, name: 'Home' })).status).toBe('mapped');
  });

  test('leaves the parent as it was', () => {
    expect(checkResult(parent.map(track('Song Played', { a: '1', d: 5 }))).interactions).toStrictEqual([
      { ...common, type: 'listen', product_ids: ['1'] },
    ]);
    expect(checkResult(parent.map(track('Coupon Denied'))).status).toBe('mapped');
    expect(parent.rows.map(({ event }) => event)).not.toContain('Book Read');
  });

  test('of extend', () => {
    expect(checkResult(grandchild.map(track('Vote Cast'))).issues).toMatchObject([
      { code: 'ignored_by_rule' },
    ]);
    expect(checkResult(grandchild.map(track('Book Read', { a: '1', d: 5 }))).interactions).toStrictEqual([
      { ...common, type: 'read', product_ids: ['1'], duration: 5 },
    ]);
    expect(checkResult(grandchild.map(track('Song Played', { a: '1' }))).interactions).toMatchObject([
      { type: 'like' },
    ]);
  });

  test('checks its options, and names against those of the parent', () => {
    expect(() => parent.extend({ event: {} } as never)).toThrow(
      'event is an unknown option (did you mean "events"?)',
    );
    expect(() => parent.extend(null as never)).toThrow('options is null, but must be a plain object');
    expect(() => parent.extend({ events: { song_played: 'like' } })).toThrow(
      'is the same name as events["Song Played"]',
    );
  });
});

describe('rows', () => {
  test('are the user’s, then the canonical ones that they leave', () => {
    const { rows } = createMapper({
      events: {
        'Song Played': 'listen',
        'Product Shared': false,
        Both: ['search', 'click'],
        Code: () => null,
        Own: { to: 'home_page_view' },
      },
      pages: { Home: 'home_page_view' },
      screens: { Top: 'like' },
    });
    expect(rows.slice(0, 7)).toStrictEqual([
      { event: 'Song Played', call: 'track', to: ['listen'], origin: 'custom', products: 'one' },
      { event: 'Product Shared', call: 'track', to: 'none', origin: 'custom' },
      { event: 'Both', call: 'track', to: ['search', 'click'], origin: 'custom', products: 'one' },
      { event: 'Code', call: 'track', to: 'function', origin: 'custom' },
      { event: 'Own', call: 'track', to: ['home_page_view'], origin: 'custom' },
      { event: 'Home', call: 'page', to: ['home_page_view'], origin: 'custom' },
      { event: 'Top', call: 'screen', to: ['like'], origin: 'custom', products: 'one' },
    ]);
    expect(rows).toHaveLength(7 + 20);
    expect(rows.filter(({ event }) => event === 'Product Shared')).toHaveLength(1);
  });
});

describe('one or many products follow from the type', () => {
  const related = { product_id: 'p1', products: [{ product_id: 'r1' }, { product_id: 'r2' }] };
  const many = [
    'checkout',
    'refund',
    'impression',
    'viewable_impression',
    'promo_page_view',
    'submit',
    'custom',
  ];
  const withProducts = MISO_INTERACTION_TYPES.filter(
    (type) => !['search', 'feedback', 'home_page_view', 'category_page_view'].includes(type),
  );
  const mapTo = (rule: EventRule): unknown => {
    const event = track('Song Played', { ...related, rating: 5 });
    const [interaction] = mapWithOptions({ events: { 'Song Played': rule } }, event).interactions;
    return interaction && 'product_ids' in interaction ? interaction.product_ids : undefined;
  };

  test.each(withProducts)('%s', (type) => {
    const expected = many.includes(type) ? ['r1', 'r2'] : ['p1'];
    expect(mapTo(type)).toStrictEqual(expected);
    expect(mapTo([type])).toStrictEqual(expected);
    expect(mapTo({ to: type } as EventRule)).toStrictEqual(expected);
    expect(mapTo({ to: type, products: 'one' } as EventRule)).toStrictEqual(['p1']);
    expect(mapTo({ to: type, products: 'many' } as EventRule)).toStrictEqual(['r1', 'r2']);
    const { rows } = createMapper({ events: { X: type } });
    expect(rows[0]?.products).toBe(many.includes(type) ? 'many' : 'one');
  });

  test('each of several types reads its own', () => {
    const events = { 'Song Played': ['click', 'promo_page_view'] } as const;
    expect(mapWithOptions({ events }, track('Song Played', related)).interactions).toMatchObject([
      { type: 'click', product_ids: ['p1'] },
      { type: 'promo_page_view', product_ids: ['r1', 'r2'] },
    ]);
    expect(createMapper({ events }).rows[0]).not.toHaveProperty('products');
  });

  test('each of several types that can be built is, and the others are warnings', () => {
    const events = { 'Lookbook Opened': ['impression', 'promo_page_view', 'rate', 'search'] } as const;
    const { status, interactions, issues } = mapWithOptions({ events }, track('Lookbook Opened'));
    expect(status).toBe('mapped');
    expect(interactions).toStrictEqual([expect.objectContaining({ type: 'promo_page_view' })]);
    expect(issues.map(({ code, severity, path }) => `${severity} ${code} ${path}`)).toStrictEqual([
      'warning missing_product_id properties',
      'warning missing_product_id properties',
      'warning missing_keywords properties',
    ]);
    expect(issues.map(({ message }) => message.split('; ').at(-1))).toStrictEqual([
      'the "impression" is left out.',
      'the "rate" is left out.',
      'the "search" is left out.',
    ]);
  });

  test('of several types that cannot be built each error is reported once', () => {
    const events = { 'Lookbook Opened': ['like', 'bookmark', 'search'] } as const;
    const { status, issues } = mapWithOptions({ events }, track('Lookbook Opened'));
    expect(status).toBe('rejected');
    expect(issues.map(({ code, severity }) => `${severity} ${code}`)).toStrictEqual([
      'error missing_product_id',
      'error missing_keywords',
    ]);
  });

  test('rows show what a rule says', () => {
    const events = {
      Shared: { to: 'share', products: 'many' },
      Added: { to: 'add_to_cart', products: undefined as unknown as 'one' },
    } as const;
    expect(createMapper({ events }).rows.slice(0, 2)).toMatchObject([
      { products: 'many' },
      { products: 'one' },
    ]);
  });

  test('an event of a cart sends its own product, not the related ones', () => {
    const event = track('Item Added', { id: 'p1', products: [{ product_id: 'r1' }], quantity: 2 });
    const { interactions } = mapWithOptions({ events: { 'Item Added': 'add_to_cart' } }, event);
    expect(interactions).toMatchObject([{ product_ids: ['p1'], quantities: [2] }]);
  });
});

describe('toDeletionRequest with fields.userId', () => {
  const { toDeletionRequest } = createMapper({ fields: { userId: 'traits.id' } });
  const deletions = [
    { type: 'delete', userId: 'u1' },
    { type: 'delete', userId: 'u2' },
    { type: 'delete', userId: 'u3' },
  ];

  test('needs resolve', () => {
    expect(() => toDeletionRequest(deletions)).toThrow(TypeError);
    expect(() => toDeletionRequest(deletions)).toThrow('toDeletionRequest requires resolve, such as');
    expect(() => [deletions].map(toDeletionRequest as never)).toThrow(TypeError);
  });

  test('asks it for the id that Miso holds', () => {
    const ids: Readonly<Record<string, string | null>> = { u1: ' c1 ', u2: null, u3: 'c1' };
    expect(toDeletionRequest(deletions, (userId) => ids[userId])).toStrictEqual({ user_ids: ['c1'] });
    expect(toDeletionRequest(deletions, () => undefined)).toBeNull();
  });

  test('asks it for nobody else', () => {
    const asked: string[] = [];
    const others = [track('Product Viewed', product), { type: 'delete' }, { type: 'delete', userId: {} }];
    toDeletionRequest([...others, ...deletions], (userId) => {
      asked.push(userId);
      return userId;
    });
    expect(asked).toStrictEqual(['u1', 'u2', 'u3']);
  });

  test('throws when it gives no id', () => {
    expect(() => toDeletionRequest(deletions, (() => Promise.resolve('c1')) as never)).toThrow(
      'resolve returned an object, but must return an id of at most 512 characters, or null for a user unknown to Miso',
    );
    expect(() => toDeletionRequest(deletions, () => 'x'.repeat(513))).toThrow(TypeError);
  });

  test('may ask it without fields.userId too', () => {
    const plain = createMapper().toDeletionRequest;
    expect(plain(deletions, (userId) => `c-${userId}`)).toStrictEqual({ user_ids: ['c-u1', 'c-u2', 'c-u3'] });
    expect([deletions].map(plain as never)).toStrictEqual([{ user_ids: ['u1', 'u2', 'u3'] }]);
  });
});

test('a mapper without options is the default mapping', () => {
  const event = createWebhookEvent('Order Completed', { products: [product], total: 5 });
  expect(createMapper().map(event)).toStrictEqual(createMapper({}).map(event));
  expect(mapWithOptions({}, event).interactions).toMatchObject([{ type: 'checkout', revenue: 5 }]);
});

function cyclic(): object {
  const context: Record<string, unknown> = {};
  context['self'] = context;
  return { type: 'click', user_id: 'u1', context };
}

describe('what an object inherits is not its own', () => {
  const event = { ...track('Product Viewed', { sku: 's' }), integrations: { All: false } };

  test.each<[MapperOptions, string]>([
    [{ consent: { categories: ['constructor'], whenAbsent: 'skip' } }, 'consent_missing'],
    [{ integration: 'constructor' }, 'integration_disabled'],
  ])('%j', (options, code) => {
    const preferences = { context: { consent: { categoryPreferences: {} } } };
    expect(mapWithOptions(options, { ...event, ...preferences }).issues).toMatchObject([{ code }]);
  });

  test('a path', () => {
    const result = mapWithOptions({ fields: { productId: ['constructor', 'sku'] } }, event);
    expect(result).toMatchObject({ status: 'mapped', interactions: [{ product_ids: ['s'] }], issues: [] });
  });
});

test('a wrong rating beside a usable one is a warning', () => {
  const options = { fields: { rating: ['properties.stars', 'properties.rating'] } };
  const reviewed = (properties: object) =>
    mapWithOptions(options, track('Product Reviewed', { sku: 's', ...properties }));
  expect(reviewed({ stars: 'x', rating: 3 })).toMatchObject({
    status: 'mapped',
    interactions: [{ rating: 3 }],
    issues: [
      {
        code: 'invalid_rating',
        severity: 'warning',
        message:
          'properties.stars (a string of length 1) must be a number within the rating scale; it is ignored.',
      },
    ],
  });
  expect(reviewed({ stars: 'x' })).toMatchObject({
    status: 'rejected',
    issues: [{ code: 'invalid_rating', severity: 'error' }],
  });
});

test("a flat id of an order is not its products' group", () => {
  const event = track('Order Completed', { id: 'o1', sku: 's' });
  const { interactions } = mapWithOptions({ fields: { productGroupId: 'id' } }, event);
  expect(interactions).toMatchObject([{ product_ids: ['s'] }]);
  expect(interactions[0]).not.toHaveProperty('product_group_ids');
});

test('an object of nothing does not come into the custom context', () => {
  const event = track('Hit Search', { q: 'x', tags: [{}] });
  const { interactions, issues } = mapWithOptions({ customContext: { tags: 'properties.tags' } }, event);
  expect(interactions[0]).not.toHaveProperty('context');
  expect(issues).toMatchObject([{ code: 'invalid_context', path: 'properties.tags' }]);
  const beside = track('Hit Search', { q: 'x', tags: [{ a: 1 }, {}] });
  expect(mapWithOptions({ customContext: { tags: 'properties.tags' } }, beside)).toMatchObject({ issues });
});

test('names of blanks are none, of whichever call', () => {
  const options: MapperOptions = { events: { a: 'click' }, pages: { a: 'click' }, screens: { a: 'click' } };
  expect(mapWithOptions(options, { ...visitor, type: 'track', event: ' ' })).toMatchObject({
    status: 'rejected',
    issues: [{ code: 'missing_event_name', path: 'event' }],
  });
  for (const type of ['page', 'screen']) {
    expect(mapWithOptions(options, { ...visitor, type, name: ' ' })).toMatchObject({
      status: 'skipped',
      issues: [{ code: 'unmapped_event', path: 'name' }],
    });
  }
});

test('a wrong filter past [] has the path of its item', () => {
  const event = track('Hit Search', { q: 'x', facets: [{ by: { type: 'color', value: {} } }] });
  expect(mapWithOptions({ fields: { filters: 'properties.facets[].by' } }, event).issues).toMatchObject([
    { code: 'invalid_filters', path: 'properties.facets[0].by' },
  ]);
});

describe('nobody can change the mapping of a process', () => {
  const isDeeplyFrozen = (value: unknown): boolean =>
    typeof value !== 'object' ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen));

  test.each([
    ['canonicalMapping', canonicalMapping],
    ['extendedRules', extendedRules],
    ['ISSUE_CODES', ISSUE_CODES],
    ['MISO_INTERACTION_TYPES', MISO_INTERACTION_TYPES],
    ['ECOMMERCE_EVENTS', ECOMMERCE_EVENTS],
    ['rows', createMapper({ events: { 'Song Played': ['like', 'listen'] } }).rows],
  ])('%s cannot be written into', (_, exported) => {
    expect(isDeeplyFrozen(exported)).toBe(true);
  });

  test('writing into a row throws, and changes no event', () => {
    const { rows, map } = createMapper();
    const row = rows.find(({ event }) => event === 'Product Viewed');
    expect(() => {
      (row!.to as MisoInteractionType[])[0] = 'click';
    }).toThrow(TypeError);
    expect(map(track('Product Viewed', product)).interactions[0]?.type).toBe('product_detail_page_view');
    expect(mapEvent(track('Product Viewed', product)).interactions[0]?.type).toBe('product_detail_page_view');
  });

  test("what the options' owner changes later changes no mapper, and none that extends it", () => {
    const options = {
      events: {
        'Song Played': ['like'] as MisoInteractionType[],
        Heard: { to: 'listen' } as { to: MisoInteractionType },
      },
      fields: { userId: ['traits.id'] },
      customContext: { plan: ['properties.plan'] },
      consent: { categories: ['Advertising'], whenAbsent: 'send' as const },
      pageQuery: ['page'],
    };
    const mapper = createMapper(options as MapperOptions);
    options.events['Song Played'][0] = 'click';
    options.events.Heard.to = 'click';
    options.fields.userId[0] = 'traits.other';
    options.customContext.plan[0] = 'properties.other';
    options.consent.categories[0] = 'Other';
    options.pageQuery[0] = 'email';
    const event = {
      ...track('Song Played', { product_id: 'p1', plan: 'pro', other: 'x' }),
      traits: { id: 'u9', other: 'u0' },
      context: {
        page: { url: 'https://s.example/?page=1&email=a' },
        consent: { categoryPreferences: { Other: false } },
      },
    };
    for (const { map } of [mapper, mapper.extend({ ratingScale: 10 })]) {
      const [interaction] = checkResult(map(event)).interactions;
      expect(interaction).toMatchObject({
        type: 'like',
        user_id: 'u9',
        context: { page: { url: 'https://s.example/?page=1' }, custom_context: { plan: 'pro' } },
      });
      expect(checkResult(map({ ...event, event: 'Heard' })).interactions[0]?.type).toBe('listen');
    }
  });

  test('a rule function is kept as it is', () => {
    const rule = (): null => null;
    const { map } = createMapper({
      events: { 'Song Played': rule, Heard: Object.assign(rule, { note: [1] }) },
    });
    expect(map(track('Song Played', product)).status).toBe('skipped');
  });
});
