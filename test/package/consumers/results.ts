import {
  type BatchResult,
  createMapper,
  type EventRule,
  extendedRules,
  type FieldSourceOf,
  type InteractionOfRule,
  type Mapper,
  type MapperOptions,
  type MappingRow,
  mapSegmentEvent,
  type MapResult,
  type MisoInteraction,
  type MisoInteractionByType,
  type MisoInteractionType,
  type OrderCompleted,
  type RejectedResult,
  type RuleEvent,
  type RuleOutcome,
  type SegmentTrackEvent,
  type SkippedResult,
  toUploadBodies,
  type UnknownPropertiesOf,
  type UploadBody,
  withSchema,
} from 'segment-to-miso';
import { type Equal, expectTrue, expectType } from './expectType.js';

type CategoryPageView = MisoInteractionByType['category_page_view'];
type Checkout = MisoInteractionByType['checkout'];
type Click = MisoInteractionByType['click'];
type Custom = MisoInteractionByType['custom'];
type Impression = MisoInteractionByType['impression'];
type Like = MisoInteractionByType['like'];
type Listen = MisoInteractionByType['listen'];
type ProductDetailPageView = MisoInteractionByType['product_detail_page_view'];
type PromoPageView = MisoInteractionByType['promo_page_view'];
type Rate = MisoInteractionByType['rate'];
type Search = MisoInteractionByType['search'];
type Watch = MisoInteractionByType['watch'];

declare const anything: unknown;
declare const text: string;

declare enum Shop {
  Ordered = 'Order Completed',
  Played = 'Song Played',
}

type Branded<Name extends string> = Name & { readonly __brand: 'EventName' };

// --- the canonical table

expectType<MapResult<Checkout>>()(mapSegmentEvent({ event: 'Order Completed' }));
expectType<MapResult<Search>>()(mapSegmentEvent({ event: 'Hit Search' }));
expectType<MapResult<Rate>>()(createMapper().map({ event: 'Product Reviewed' }));
expectType<MapResult>()(mapSegmentEvent({ event: 'Song Played' }));
expectType<MapResult>()(mapSegmentEvent({ event: text }));
expectType<MapResult>()(mapSegmentEvent(anything));
expectType<MapResult>()(mapSegmentEvent(null));
expectType<MapResult>()(mapSegmentEvent({ type: 'identify' }));

// --- what is a trap for overloads

const event = { type: 'track', event: 'Order Completed', properties: { total: 5 } } as const;
expectType<MapResult<Checkout>>()(mapSegmentEvent(event));

const annotated: SegmentTrackEvent<'Order Completed'> = { event: 'Order Completed' };
expectType<MapResult<Checkout>>()(mapSegmentEvent(annotated));

expectType<MapResult<Checkout>>()(
  mapSegmentEvent({
    event: 'Order Completed',
    userId: 7,
    timestamp: new Date(0),
    properties: { total: 'a text where the spec says number', loyalty_points: 7 },
    extra: { nested: [1] },
  }),
);

interface Ordered {
  event: 'Order Completed';
  shop: string;
}
declare const ordered: Ordered;
expectType<MapResult<Checkout>>()(mapSegmentEvent(ordered));

declare const either: SegmentTrackEvent<'Order Completed' | 'Product Viewed'>;
expectType<MapResult<Checkout | ProductDetailPageView>>()(mapSegmentEvent(either));

declare const open: { event: 'Order Completed' } | { event: string };
expectType<MapResult>()(mapSegmentEvent(open));

expectType<MapResult<Checkout>>()(mapSegmentEvent({ event: Shop.Ordered }));
expectType<MapResult<Checkout>>()(
  mapSegmentEvent({ event: 'Order Completed' as Branded<'Order Completed'> }),
);

// --- the forms of a rule

const mapper = createMapper({
  events: {
    ...extendedRules,
    'Song Played': 'listen',
    'Lookbook Opened': ['promo_page_view', 'impression'],
    'Product Shared': false,
    'Order Completed': 'like',
    'Podcast Heard': { to: 'listen', fields: { productId: 'guid', duration: 'properties.seconds' } },
    'Vote Cast': { to: 'custom', customActionName: 'vote' },
    'Quiz Finished': (_, { build }) => build('custom', { custom_action_name: 'quiz' }),
    'Clip Finished': (_, { build }) => [build('watch'), build('like')],
    'Clip Paused': () => null,
    'Clip Rated': (rated, { build }) => (rated.userId === 'u1' ? build('rate') : null),
    'Clip Lost': (): RuleOutcome => null,
    'Clip Found': (): Like => ({ type: 'like', user_id: 'u1', product_ids: ['p1'] }),
  },
  pages: { Home: 'home_page_view' },
  screens: { Album: (_, { build }) => build('product_detail_page_view') },
});
const { map } = mapper;

expectType<MapResult<Listen>>()(map({ event: 'Song Played' }));
expectType<MapResult<PromoPageView | Impression>>()(map({ event: 'Lookbook Opened' }));
expectType<SkippedResult | RejectedResult>()(map({ event: 'Product Shared' }));
expectType<MapResult<Like>>()(map({ event: 'Order Completed' }));
expectType<MapResult<Listen>>()(map({ event: 'Podcast Heard' }));
expectType<MapResult<Custom>>()(map({ event: 'Vote Cast' }));
expectType<MapResult<Custom>>()(map({ event: 'Quiz Finished' }));
expectType<MapResult<Watch | Like>>()(map({ event: 'Clip Finished' }));
expectType<SkippedResult | RejectedResult>()(map({ event: 'Clip Paused' }));
expectType<MapResult<Rate>>()(map({ event: 'Clip Rated' }));
expectType<MapResult>()(map({ event: 'Clip Lost' }));
expectType<MapResult<Like>>()(map({ event: 'Clip Found' }));
expectType<MapResult<CategoryPageView>>()(map({ event: 'Product List Filtered' }));
expectType<MapResult<Click>>()(map({ event: 'Clicked Product' }));
expectType<MapResult<Checkout>>()(map({ event: 'Completed Order' }));
expectType<MapResult<Listen>>()(map({ event: Shop.Played }));
expectType<MapResult<Listen>>()(map({ event: 'Song Played' as Branded<'Song Played'> }));
expectType<MapResult>()(map({ event: 'Song Paused' }));
expectType<MapResult>()(map({ type: 'page', name: 'Home' }));
expectType<MapResult>()(map(anything));
expectType<MapResult[]>()([anything].map(createMapper({ events: { 'Song Played': 'listen' } }).map));
expectType<BatchResult>()(mapper.mapBatch([anything]));
expectType<readonly MappingRow[]>()(mapper.rows);

// --- extend

const child = mapper.extend({ events: { 'Song Played': 'watch', 'Page Read': 'read' } });
const grandchild = child.extend({ ratingScale: 10 }).extend({ events: { 'Page Read': false } });
expectType<MapResult<Watch>>()(child.map({ event: 'Song Played' }));
expectType<MapResult<Custom>>()(grandchild.map({ event: 'Vote Cast' }));
expectType<MapResult<Watch>>()(grandchild.map({ event: 'Song Played' }));
expectType<SkippedResult | RejectedResult>()(grandchild.map({ event: 'Page Read' }));
expectType<MapResult<Listen>>()(mapper.map({ event: 'Song Played' }));

// --- options of a variable, or that only run time knows

const options = { events: { 'Song Played': 'listen' }, matching: 'exact' } as const;
expectType<MapResult<Listen>>()(createMapper(options).map({ event: 'Song Played' }));
const satisfied = { events: { 'Song Played': 'listen' } } satisfies MapperOptions;
expectType<MapResult<Listen>>()(createMapper(satisfied).map({ event: 'Song Played' }));
declare const rules: Record<string, EventRule>;
expectType<MapResult>()(createMapper({ events: rules }).map({ event: 'Order Completed' }));
expectType<MapResult<Checkout>>()(createMapper({ unmapped: 'custom' }).map({ event: 'Order Completed' }));

// --- what a rule function knows

createMapper({
  events: {
    'Product Viewed': ({ properties }, { build }) => {
      expectType<unknown>()(properties.product_id);
      expectType<unknown>()(properties.price);
      expectType<ProductDetailPageView>()(build('product_detail_page_view', { duration: 5 }));
      return null;
    },
    'Song Played': ({ properties, userId }) => {
      expectType<unknown>()(properties['song']);
      expectType<unknown>()(userId);
      return null;
    },
  },
  fields: {
    userId: (found) => {
      expectType<RuleEvent>()(found);
      return found.traits?.['id'];
    },
    productId: (product) => {
      expectType<unknown>()(product['sku']);
      return product['sku'];
    },
  },
});

// --- a schema, as the Standard Schema spec has it

interface Order {
  sum: number;
}
interface OrderSchema {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => { readonly value: Order };
    readonly types?: { readonly input: unknown; readonly output: Order };
  };
}
declare const schema: OrderSchema;

const ofOrders = createMapper({
  events: {
    'Order Placed': withSchema(schema, ({ properties }, { build }) => {
      expectType<Order>()(properties);
      return build('checkout', { revenue: properties.sum });
    }),
  },
});
expectType<MapResult<Checkout>>()(ofOrders.map({ event: 'Order Placed' }));

// --- a mapper of any rules

const ofSongs = createMapper({ events: { 'Song Played': 'listen' } });
const ofAny: Mapper = createMapper({
  events: {
    'Song Played': (event, { build }) => {
      expectType<RuleEvent<UnknownPropertiesOf<'Song Played'>>>()(event);
      expectType<unknown>()(event.context.page?.url);
      expectType<unknown>()(event.context.consent?.categoryPreferences?.['Ads']);
      return build('listen', { duration: undefined });
    },
  },
});
const mappers: Mapper[] = [ofSongs, ofAny, createMapper(), createMapper({ unmapped: 'custom' })];
const mapperByShop = new Map<string, Mapper>([['nl-1', ofSongs]]);
const mapAny = (mapper: Mapper, event: unknown): MapResult => mapper.map(event);
expectType<MapResult>()(mapAny(ofSongs, mapperByShop));
expectTrue<Equal<ReturnType<typeof createMapper>, Mapper>>();

export class Receiver {
  readonly mapper: Mapper;
  constructor() {
    this.mapper = createMapper({ events: { 'Song Played': (_, { build }) => build('listen') } });
  }
}

let extended: Mapper = ofSongs;
for (const one of mappers)
  extended = one.extend({ events: { 'Song Played': (_, { build }) => build('like') } });
extended = extended.extend({ beforeMap: (event) => event });

// --- beforeMap and unmapped

const prepared = createMapper({
  events: { 'Song Played': 'listen' },
  beforeMap: (event) => {
    expectType<RuleEvent>()(event);
    return event.context.ip === '203.0.113.7' ? null : { ...event, event: 'Song Played' };
  },
  unmapped: (event, { build }) => {
    expectType<RuleEvent>()(event);
    return build('custom', { custom_action_name: String(event.name) });
  },
});
expectType<Mapper>()(prepared);
expectType<MapResult>()(prepared.map({ event: 'Order Completed' }));
expectType<Mapper>()(ofSongs.extend({ beforeMap: () => null }));

// --- undefined counts as absent

declare const maybe: string | undefined;

createMapper({
  integration: maybe,
  fields: { userId: maybe },
  customContext: { shop: maybe },
  pages: undefined,
});
createMapper({ events: { X: { to: 'custom', customActionName: maybe, fields: { productId: maybe } } } });
expectType<MapResult<Like>>()(
  createMapper({ events: { X: () => ({ type: 'like', user_id: maybe, product_ids: ['p1'] }) } }).map({
    event: 'X',
  }),
);
expectType<MapResult<Checkout>>()(
  mapSegmentEvent({ event: 'Order Completed', userId: maybe, properties: { total: undefined } }),
);
export const loose: SegmentTrackEvent<'Product Viewed'> = {
  event: 'Product Viewed',
  userId: maybe,
  properties: { product_id: maybe },
  context: { page: { url: maybe } },
};
toUploadBodies([], { maxRecords: undefined });

// --- a result

const result = mapSegmentEvent({ event: 'Order Completed' });
if (result.status === 'mapped') {
  expectType<Checkout>()(result.interactions[0]);
  expectTrue<Equal<Checkout['product_ids'], string[] | undefined>>();
} else {
  expectType<readonly []>()(result.interactions);
}

const [interaction] = mapper.mapBatch(anything).interactions;
if (interaction?.type === 'search') expectType<Search>()(interaction);

for (const body of toUploadBodies([])) expectType<UploadBody>()(body);

// --- the types by themselves

expectTrue<
  Equal<
    { [Type in MisoInteractionType]: InteractionOfRule<Type> },
    { [Type in MisoInteractionType]: MisoInteractionByType[Type] }
  >
>();
expectTrue<Equal<MisoInteraction['type'], MisoInteractionType>>();
expectTrue<Equal<NonNullable<SegmentTrackEvent<'Order Completed'>['properties']>, OrderCompleted>>();
expectTrue<
  Equal<FieldSourceOf<'search'>, 'userId' | 'anonymousId' | 'timestamp' | 'misoId' | 'keywords' | 'filters'>
>();
