import type { Analytics, TrackParams } from '@segment/analytics-node';
import type { SegmentEvent as BrowserEvent } from '@segment/analytics-next';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import {
  type BatchResult,
  canonicalMapping,
  createMapper,
  type DeletionRequest,
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
  type RejectedResult,
  type RuleEvent,
  type RuleFunction,
  type RuleOutcome,
  type SegmentTrackEvent,
  type SkippedResult,
  type TypedMapper,
  withSchema,
} from '../../src/index.ts';

type CategoryPageView = MisoInteractionByType['category_page_view'];
type Checkout = MisoInteractionByType['checkout'];
type Click = MisoInteractionByType['click'];
type Custom = MisoInteractionByType['custom'];
type HomePageView = MisoInteractionByType['home_page_view'];
type Impression = MisoInteractionByType['impression'];
type Like = MisoInteractionByType['like'];
type Listen = MisoInteractionByType['listen'];
type ProductDetailPageView = MisoInteractionByType['product_detail_page_view'];
type PromoPageView = MisoInteractionByType['promo_page_view'];
type Rate = MisoInteractionByType['rate'];
type Read = MisoInteractionByType['read'];
type Search = MisoInteractionByType['search'];
type Share = MisoInteractionByType['share'];
type Watch = MisoInteractionByType['watch'];

declare const anything: unknown;
declare const text: string;

/** What an event gives that a rule keeps from Miso. */
type NotForMiso = SkippedResult | RejectedResult;

declare enum Shop {
  Ordered = 'Order Completed',
  Viewed = 'Product Viewed',
  Played = 'Song Played',
}

type Branded<Name extends string> = Name & { readonly __brand: 'EventName' };

describe('the result follows the form of the rule', () => {
  test('a type', () => {
    const { map } = createMapper({ events: { 'Song Played': 'listen', 'Page Read': 'read' } });
    expectTypeOf(map({ event: 'Song Played' })).toEqualTypeOf<MapResult<Listen>>();
    expectTypeOf(map({ event: 'Page Read' })).toEqualTypeOf<MapResult<Read>>();
  });

  test('every type', () => {
    expectTypeOf<{ [Type in MisoInteractionType]: InteractionOfRule<Type> }>().toEqualTypeOf<{
      [Type in MisoInteractionType]: MisoInteractionByType[Type];
    }>();
    expectTypeOf<{ [Type in MisoInteractionType]: InteractionOfRule<{ to: Type }> }>().toEqualTypeOf<{
      [Type in MisoInteractionType]: MisoInteractionByType[Type];
    }>();
  });

  test('several types', () => {
    const { map } = createMapper({ events: { 'Lookbook Opened': ['promo_page_view', 'impression'] } });
    expectTypeOf(map({ event: 'Lookbook Opened' })).toEqualTypeOf<MapResult<PromoPageView | Impression>>();
  });

  test('several types in a variable', () => {
    const events = { 'Lookbook Opened': ['promo_page_view', 'impression'] } as const;
    const { map } = createMapper({ events });
    expectTypeOf(map({ event: 'Lookbook Opened' })).toEqualTypeOf<MapResult<PromoPageView | Impression>>();
  });

  test('false', () => {
    const { map } = createMapper({ events: { 'Product Shared': false } });
    const result = map({ event: 'Product Shared' });
    expectTypeOf(result).toEqualTypeOf<NotForMiso>();
    expectTypeOf(result.interactions).toEqualTypeOf<readonly []>();
    // @ts-expect-error -- it is never mapped
    void (result.status === 'mapped');
  });

  test('a type with fields', () => {
    const { map } = createMapper({
      events: {
        'Podcast Heard': { to: 'listen', fields: { productId: 'guid', duration: 'properties.seconds' } },
        'Vote Cast': { to: 'custom', customActionName: 'vote' },
      },
    });
    expectTypeOf(map({ event: 'Podcast Heard' })).toEqualTypeOf<MapResult<Listen>>();
    expectTypeOf(map({ event: 'Vote Cast' })).toEqualTypeOf<MapResult<Custom>>();
  });

  test('a rule of any form', () => {
    const rule = {} as EventRule;
    const { map } = createMapper({ events: { 'Song Played': rule } });
    expectTypeOf(map({ event: 'Song Played' })).toEqualTypeOf<MapResult>();
  });

  test('one of two types', () => {
    const rule = {} as 'listen' | 'watch';
    const { map } = createMapper({ events: { 'Media Played': rule } });
    expectTypeOf(map({ event: 'Media Played' })).toEqualTypeOf<MapResult<Listen | Watch>>();
  });

  test('a type or nothing', () => {
    const rule = {} as 'listen' | false;
    const { map } = createMapper({ events: { 'Media Played': rule } });
    expectTypeOf(map({ event: 'Media Played' })).toEqualTypeOf<MapResult<Listen>>();
  });
});

describe('the result of a rule function is what it returns', () => {
  const { map } = createMapper({
    events: {
      built: (_, { build }) => build('custom', { custom_action_name: 'quiz' }),
      several: (_, { build }) => [build('listen'), build('like')],
      either: (event, { build }) => (event.userId === 'u1' ? build('listen') : build('read')),
      maybe: (event, { build }) => (event.userId === 'u1' ? build('listen') : null),
      oneOrMore: (event, { build }) => (event.userId === 'u1' ? build('listen') : [build('like')]),
      nothing: () => null,
      none: () => [],
      annotated: (): RuleOutcome => null,
      annotatedByType: (_, { build }): Rate | null => build('rate'),
      anyType: (event, { build }) => build(event.event as MisoInteractionType),
    },
  });

  test('built', () => {
    expectTypeOf(map({ event: 'built' })).toEqualTypeOf<MapResult<Custom>>();
    expectTypeOf(map({ event: 'either' })).toEqualTypeOf<MapResult<Listen | Read>>();
    expectTypeOf(map({ event: 'annotatedByType' })).toEqualTypeOf<MapResult<Rate>>();
  });

  test('several', () => {
    expectTypeOf(map({ event: 'several' })).toEqualTypeOf<MapResult<Listen | Like>>();
    expectTypeOf(map({ event: 'oneOrMore' })).toEqualTypeOf<MapResult<Listen | Like>>();
  });

  test('nothing, always or sometimes', () => {
    expectTypeOf(map({ event: 'nothing' })).toEqualTypeOf<NotForMiso>();
    expectTypeOf(map({ event: 'none' })).toEqualTypeOf<NotForMiso>();
    expectTypeOf(map({ event: 'maybe' })).toEqualTypeOf<MapResult<Listen>>();
  });

  test('of any type', () => {
    expectTypeOf(map({ event: 'annotated' })).toEqualTypeOf<MapResult>();
    expectTypeOf(map({ event: 'anyType' })).toEqualTypeOf<MapResult>();
  });

  test('written by hand', () => {
    const byHand = createMapper({
      events: {
        bare: () => ({ type: 'like', user_id: 'u1', product_ids: ['p1'] }),
        annotated: (): Like => ({ type: 'like', user_id: 'u1', product_ids: ['p1'] }),
        annotatedList: (): Like[] => [],
      },
    });
    const bare = byHand.map({ event: 'bare' });
    expectTypeOf(bare).toExtend<MapResult<Like>>();
    if (bare.status === 'mapped') expectTypeOf(bare.interactions[0].type).toEqualTypeOf<'like'>();
    expectTypeOf(byHand.map({ event: 'annotated' })).toEqualTypeOf<MapResult<Like>>();
    expectTypeOf(byHand.map({ event: 'annotatedList' })).toEqualTypeOf<MapResult<Like>>();
  });

  test('declared elsewhere', () => {
    const quiz: RuleFunction = (_, { build }) => build('custom', { custom_action_name: 'quiz' });
    const rate = (event: RuleEvent): Rate => ({ type: 'rate', rating: Number(event.properties['stars']) });
    const elsewhere = createMapper({ events: { Quiz: quiz, Stars: rate } });
    expectTypeOf(elsewhere.map({ event: 'Quiz' })).toEqualTypeOf<MapResult>();
    expectTypeOf(elsewhere.map({ event: 'Stars' })).toEqualTypeOf<MapResult<Rate>>();
  });
});

describe('the result follows the name', () => {
  const { map } = createMapper({ events: { 'Order Completed': 'subscribe', 'Song Played': 'listen' } });
  type Subscribe = MisoInteractionByType['subscribe'];

  test('by the custom rule over the canonical one', () => {
    expectTypeOf(map({ event: 'Order Completed' })).toEqualTypeOf<MapResult<Subscribe>>();
    expectTypeOf(
      createMapper({ events: { 'Order Completed': false } }).map({ event: 'Order Completed' }),
    ).toEqualTypeOf<NotForMiso>();
  });

  test('by the canonical one where there is no other', () => {
    expectTypeOf(map({ event: 'Product Viewed' })).toEqualTypeOf<MapResult<ProductDetailPageView>>();
    expectTypeOf(map({ event: 'Completed Order' })).toEqualTypeOf<MapResult<Checkout>>();
  });

  test('and is any interaction for every other name', () => {
    expectTypeOf(map({ event: 'Song Paused' })).toEqualTypeOf<MapResult>();
    // which rule it has is decided when it is normalized
    expectTypeOf(map({ event: 'song_played' })).toEqualTypeOf<MapResult>();
    expectTypeOf(map({ event: text })).toEqualTypeOf<MapResult>();
    expectTypeOf(map({ type: 'identify' })).toEqualTypeOf<MapResult>();
    expectTypeOf(map({})).toEqualTypeOf<MapResult>();
  });

  test('and for what is no event', () => {
    expectTypeOf(map(anything)).toEqualTypeOf<MapResult>();
    expectTypeOf(map(null)).toEqualTypeOf<MapResult>();
    expectTypeOf(map(undefined)).toEqualTypeOf<MapResult>();
    expectTypeOf(map([])).toEqualTypeOf<MapResult>();
    expectTypeOf([anything].map(map)).toEqualTypeOf<MapResult[]>();
  });

  test('of a union', () => {
    const either = {} as { event: 'Song Played' | 'Product Viewed' };
    expectTypeOf(map(either)).toEqualTypeOf<MapResult<Listen | ProductDetailPageView>>();
    const events = {} as { event: 'Song Played' } | { event: 'Product Viewed' };
    expectTypeOf(map(events)).toEqualTypeOf<MapResult<Listen | ProductDetailPageView>>();
    const open = {} as { event: 'Song Played' } | { event: string };
    expectTypeOf(map(open)).toEqualTypeOf<MapResult>();
  });

  test('of a variable', () => {
    const event = { event: 'Song Played', userId: 'u1', properties: { seconds: 5 } } as const;
    expectTypeOf(map(event)).toEqualTypeOf<MapResult<Listen>>();
    const annotated: SegmentTrackEvent<'Song Played'> = { event: 'Song Played' };
    expectTypeOf(map(annotated)).toEqualTypeOf<MapResult<Listen>>();
    const widened = { event: 'Song Played' };
    expectTypeOf(map(widened)).toEqualTypeOf<MapResult>();
  });

  test('of an interface', () => {
    interface SongPlayed {
      type: 'track';
      event: 'Song Played';
      properties: { song: { id: number } };
    }
    interface Ordered {
      readonly event: 'Product Viewed';
      readonly shop: string;
    }
    expectTypeOf(map({} as SongPlayed)).toEqualTypeOf<MapResult<Listen>>();
    expectTypeOf(map({} as Ordered)).toEqualTypeOf<MapResult<ProductDetailPageView>>();
  });

  test('of an event with what else there may be, and of other types than the spec says', () => {
    const result = map({
      type: 'track',
      event: 'Product Viewed',
      userId: 7,
      timestamp: new Date(),
      properties: { price: '5.00', product_id: 7, loyalty_points: 7 },
      context: { page: null },
      extra: { nested: [1] },
    });
    expectTypeOf(result).toEqualTypeOf<MapResult<ProductDetailPageView>>();
  });

  test('of an event made by a function', () => {
    const track = <const Name extends string>(event: Name) => ({ type: 'track', event }) as const;
    expectTypeOf(map(track('Song Played'))).toEqualTypeOf<MapResult<Listen>>();
    expectTypeOf(map(track('Completed Order'))).toEqualTypeOf<MapResult<Checkout>>();
  });
});

describe('a name of an enum or with a brand', () => {
  const { map } = createMapper({ events: { 'Song Played': 'listen' } });

  test('is that of a canonical event', () => {
    expectTypeOf(mapSegmentEvent({ event: Shop.Ordered })).toEqualTypeOf<MapResult<Checkout>>();
    expectTypeOf(map({ event: Shop.Ordered })).toEqualTypeOf<MapResult<Checkout>>();
    const event = { event: 'Order Completed' as Branded<'Order Completed'> };
    expectTypeOf(mapSegmentEvent(event)).toEqualTypeOf<MapResult<Checkout>>();
    expectTypeOf(map(event)).toEqualTypeOf<MapResult<Checkout>>();
  });

  test('is that of a custom event', () => {
    expectTypeOf(map({ event: Shop.Played })).toEqualTypeOf<MapResult<Listen>>();
    const event = { event: 'Song Played' as Branded<'Song Played'> };
    expectTypeOf(map(event)).toEqualTypeOf<MapResult<Listen>>();
  });

  test('is one of several', () => {
    const event = {} as { event: Shop.Ordered | Shop.Viewed };
    expectTypeOf(map(event)).toEqualTypeOf<MapResult<Checkout | ProductDetailPageView>>();
    // `Song Played` is not in the canonical table
    expectTypeOf(mapSegmentEvent({} as { event: Shop })).toEqualTypeOf<MapResult>();
  });

  test('is any', () => {
    expectTypeOf(map({ event: text as Branded<string> })).toEqualTypeOf<MapResult>();
    expectTypeOf(map({ event: 'Song Paused' as Branded<'Song Paused'> })).toEqualTypeOf<MapResult>();
  });

  test('names the rule', () => {
    const named = createMapper({ events: { [Shop.Played]: 'listen', [Shop.Ordered]: 'click' } });
    expectTypeOf(named.map({ event: Shop.Played })).toEqualTypeOf<MapResult<Listen>>();
    expectTypeOf(named.map({ event: Shop.Ordered })).toEqualTypeOf<MapResult<Click>>();
  });
});

describe('rules that are put together', () => {
  test('extended ones beside and under others', () => {
    const { map } = createMapper({
      events: { ...extendedRules, 'Product Clicked': false, 'Song Played': 'listen' },
    });
    expectTypeOf(map({ event: 'Clicked Product' })).toEqualTypeOf<MapResult<Click>>();
    expectTypeOf(map({ event: 'Product List Filtered' })).toEqualTypeOf<MapResult<CategoryPageView>>();
    expectTypeOf(map({ event: 'Cart Shared' })).toEqualTypeOf<MapResult<Share>>();
    expectTypeOf(map({ event: 'Product Clicked' })).toEqualTypeOf<NotForMiso>();
    expectTypeOf(map({ event: 'Song Played' })).toEqualTypeOf<MapResult<Listen>>();
    expectTypeOf(map({ event: 'Products Searched' })).toEqualTypeOf<MapResult<Search>>();
  });

  test('extended ones alone', () => {
    const { map } = createMapper({ events: extendedRules });
    expectTypeOf(map({ event: 'Promotion Clicked' })).toEqualTypeOf<MapResult<PromoPageView>>();
    expectTypeOf(mapSegmentEvent({ event: 'Promotion Clicked' })).toEqualTypeOf<MapResult>();
  });

  test('by extend, again and again', () => {
    const parent = createMapper({ events: { 'Song Played': 'listen', 'Page Read': 'read' } });
    const child = parent.extend({ events: { 'Clip Played': 'watch', 'Page Read': 'bookmark' } });
    const grandchild = child.extend({ events: { 'Song Played': false, 'Order Completed': ['click'] } });
    expectTypeOf(child.map({ event: 'Song Played' })).toEqualTypeOf<MapResult<Listen>>();
    expectTypeOf(child.map({ event: 'Clip Played' })).toEqualTypeOf<MapResult<Watch>>();
    expectTypeOf(child.map({ event: 'Page Read' })).toEqualTypeOf<
      MapResult<MisoInteractionByType['bookmark']>
    >();
    expectTypeOf(grandchild.map({ event: 'Song Played' })).toEqualTypeOf<NotForMiso>();
    expectTypeOf(grandchild.map({ event: 'Clip Played' })).toEqualTypeOf<MapResult<Watch>>();
    expectTypeOf(grandchild.map({ event: 'Order Completed' })).toEqualTypeOf<MapResult<Click>>();
    expectTypeOf(grandchild.map({ event: 'Product Reviewed' })).toEqualTypeOf<MapResult<Rate>>();
    // the parent is as it was
    expectTypeOf(parent.map({ event: 'Page Read' })).toEqualTypeOf<MapResult<Read>>();
    expectTypeOf(parent.map({ event: 'Clip Played' })).toEqualTypeOf<MapResult>();
  });

  test('by extend without rules', () => {
    const parent = createMapper({ events: { 'Song Played': 'listen' } });
    const child = parent.extend({ ratingScale: 10 });
    expectTypeOf(child.map({ event: 'Song Played' })).toEqualTypeOf<MapResult<Listen>>();
    expectTypeOf(child.map({ event: 'Order Completed' })).toEqualTypeOf<MapResult<Checkout>>();
    expectTypeOf(parent.extend({}).map({ event: 'Song Played' })).toEqualTypeOf<MapResult<Listen>>();
  });

  test('none', () => {
    expectTypeOf(createMapper({}).map({ event: 'Order Completed' })).toEqualTypeOf<MapResult<Checkout>>();
    expectTypeOf(createMapper({ events: {} }).map({ event: 'Order Completed' })).toEqualTypeOf<
      MapResult<Checkout>
    >();
    const { map } = createMapper({ unmapped: 'custom', pages: { Home: 'home_page_view' } });
    expectTypeOf(map({ event: 'Order Completed' })).toEqualTypeOf<MapResult<Checkout>>();
    expectTypeOf(map({ event: 'Song Played' })).toEqualTypeOf<MapResult>();
  });

  test('by names that only run time knows', () => {
    const events = {} as Record<string, EventRule>;
    const { map, extend } = createMapper({ events });
    expectTypeOf(map({ event: 'Order Completed' })).toEqualTypeOf<MapResult>();
    expectTypeOf(map({ event: 'Song Played' })).toEqualTypeOf<MapResult>();
    const child = extend({ events: { 'Song Played': 'listen' } });
    expectTypeOf(child.map({ event: 'Order Completed' })).toEqualTypeOf<MapResult>();
    const types = {} as Record<string, 'listen' | 'watch'>;
    expectTypeOf(
      createMapper({ events: types }).map({ event: 'Order Completed' }),
    ).toEqualTypeOf<MapResult>();
  });

  test('by options that only run time knows', () => {
    const options = {} as MapperOptions;
    expectTypeOf(createMapper(options).map({ event: 'Order Completed' })).toEqualTypeOf<MapResult>();
  });
});

describe('pages and screens', () => {
  const { map } = createMapper({
    pages: { Home: 'home_page_view', Sale: { to: 'category_page_view', fields: { category: 'name' } } },
    screens: { Album: (_, { build }) => build('product_detail_page_view'), Splash: false },
  });

  test('give any interaction: their name is not typed', () => {
    expectTypeOf(map({ type: 'page', name: 'Home' })).toEqualTypeOf<MapResult>();
    expectTypeOf(map({ type: 'screen', name: 'Splash' })).toEqualTypeOf<MapResult>();
    expectTypeOf(map({ event: 'Order Completed' })).toEqualTypeOf<MapResult<Checkout>>();
  });

  test('are told apart by their type', () => {
    const [interaction] = map({ type: 'page', name: 'Home' }).interactions;
    if (interaction?.type === 'home_page_view') expectTypeOf(interaction).toEqualTypeOf<HomePageView>();
  });

  test('take rules only', () => {
    // @ts-expect-error -- there is no type `homepage_view`
    createMapper({ pages: { Home: 'homepage_view' } });
    // @ts-expect-error -- a home_page_view has no products
    createMapper({ screens: { Home: { to: 'home_page_view', fields: { productId: 'id' } } } });
  });
});

describe('in a rule function', () => {
  test('the names of a canonical event’s properties are known, their values are not', () => {
    createMapper({
      events: {
        'Product Viewed': (event) => {
          expectTypeOf(event.properties.product_id).toEqualTypeOf<unknown>();
          expectTypeOf(event.properties.price).toEqualTypeOf<unknown>();
          // @ts-expect-error -- it is `product_id`
          void event.properties.product_ids;
          // @ts-expect-error -- nobody checked that it is a number
          const price: number | undefined = event.properties.price;
          void price;
          return null;
        },
        'Completed Order': ({ properties }) => {
          expectTypeOf(properties.order_id).toEqualTypeOf<unknown>();
          // the names of V1
          expectTypeOf(properties.orderId).toEqualTypeOf<unknown>();
          // @ts-expect-error -- it is `order_id`
          void properties.order_ids;
          return null;
        },
      },
    });
  });

  test('of another name everything is unknown', () => {
    createMapper({
      events: {
        'Song Played': (event, tools) => {
          expectTypeOf(event.properties['song']).toEqualTypeOf<unknown>();
          expectTypeOf(event.userId).toEqualTypeOf<unknown>();
          expectTypeOf(event.timestamp).toEqualTypeOf<unknown>();
          expectTypeOf(event.context?.ip).toEqualTypeOf<unknown>();
          expectTypeOf(event.traits?.['plan']).toEqualTypeOf<unknown>();
          expectTypeOf(tools.build('listen')).toEqualTypeOf<Listen>();
          // @ts-expect-error -- nobody checked that it is a text
          const name: string = event.properties['song'];
          void name;
          // @ts-expect-error -- it is `userId`
          void event.user_id;
          return null;
        },
      },
    });
  });

  test('beside a rule of another form, and in extend and pages', () => {
    createMapper({
      events: {
        'Song Played': 'listen',
        'Order Completed': (event) => {
          expectTypeOf(event.properties.order_id).toEqualTypeOf<unknown>();
          return null;
        },
      },
      pages: {
        Home: (event) => {
          expectTypeOf(event.properties['title']).toEqualTypeOf<unknown>();
          return null;
        },
      },
    }).extend({
      events: {
        'Order Refunded': (event) => {
          expectTypeOf(event.properties.order_id).toEqualTypeOf<unknown>();
          // @ts-expect-error -- it is `order_id`
          void event.properties.orderID;
          return null;
        },
      },
    });
  });

  test('the event is read only', () => {
    createMapper({
      events: {
        'Song Played': (event) => {
          // @ts-expect-error -- the event is read only
          event.userId = 'u1';
          // @ts-expect-error -- so are its properties
          event.properties['song'] = 's1';
          return null;
        },
      },
    });
  });

  test('build gives the interface of the type', () => {
    createMapper({
      events: {
        'Song Played': (event, { build }) => {
          expectTypeOf(build('listen')).toEqualTypeOf<Listen>();
          expectTypeOf(build('checkout', { revenue: 5, quantities: [1] })).toEqualTypeOf<Checkout>();
          expectTypeOf(build('search', { search: { keywords: 'a' } })).toEqualTypeOf<Search>();
          // what is required may still come from the event
          expectTypeOf(build('rate', {})).toEqualTypeOf<Rate>();
          expectTypeOf(build('like', { user_id: 'u1', timestamp: text })).toEqualTypeOf<Like>();
          expectTypeOf(build(event.name as 'like' | 'listen')).toEqualTypeOf<Like | Listen>();
          return null;
        },
      },
    });
  });

  test('build refuses what the type does not take', () => {
    createMapper({
      events: {
        'Song Played': (event, { build }) => {
          // @ts-expect-error -- a click has no revenue
          build('click', { revenue: 5 });
          // @ts-expect-error -- revenue is a number
          build('checkout', { revenue: '5' });
          // @ts-expect-error -- nobody checked that it is a number
          build('checkout', { revenue: event.properties['sum'] });
          // @ts-expect-error -- it is `product_ids`
          build('listen', { product_id: 'p1' });
          // @ts-expect-error -- the type is the first argument
          build('listen', { type: 'click' });
          // @ts-expect-error -- there is no type `listened`
          build('listened');
          // @ts-expect-error -- a type is needed
          build();
          return null;
        },
      },
    });
  });
});

describe('a schema types the properties', () => {
  type Order = { sum: number; code: string };
  const byHand = {} as StandardSchemaV1<unknown, Order>;

  test('written by hand', () => {
    const rule = withSchema(byHand, (event, { build }) => {
      expectTypeOf(event.properties).toEqualTypeOf<Order>();
      return build('checkout', { revenue: event.properties.sum });
    });
    const { map } = createMapper({ events: { 'Order Placed': rule } });
    expectTypeOf(map({ event: 'Order Placed' })).toEqualTypeOf<MapResult<Checkout>>();
  });

  test('in its place', () => {
    const { map } = createMapper({
      events: {
        'Order Placed': withSchema(byHand, ({ properties }, { build }) => {
          expectTypeOf(properties.sum).toEqualTypeOf<number>();
          return build('checkout', { revenue: properties.sum });
        }),
        'Order Completed': withSchema(byHand, ({ properties }) =>
          properties.sum > 5 ? { type: 'like' } : null,
        ),
      },
    });
    expectTypeOf(map({ event: 'Order Placed' })).toEqualTypeOf<MapResult<Checkout>>();
    expectTypeOf(map({ event: 'Order Completed' })).toExtend<MapResult<Like>>();
  });

  test('of zod, after its transforms', () => {
    const schema = z.object({ sum: z.string().transform(Number), code: z.string().optional() });
    const { map } = createMapper({
      events: {
        'Order Placed': withSchema(schema, (event, { build }) => {
          expectTypeOf(event.properties).toEqualTypeOf<{ sum: number; code?: string | undefined }>();
          return build('checkout', { revenue: event.properties.sum });
        }),
      },
    });
    expectTypeOf(map({ event: 'Order Placed' })).toEqualTypeOf<MapResult<Checkout>>();
  });

  test('of valibot, after its transforms', () => {
    const schema = v.object({ sum: v.pipe(v.string(), v.transform(Number)) });
    const { map } = createMapper({
      events: {
        'Order Placed': withSchema(schema, (event, { build }) => {
          expectTypeOf(event.properties).toEqualTypeOf<{ sum: number }>();
          return [build('checkout', { revenue: event.properties.sum }), build('like')];
        }),
      },
    });
    expectTypeOf(map({ event: 'Order Placed' })).toEqualTypeOf<MapResult<Checkout | Like>>();
  });

  test('of arktype', () => {
    const schema = type({ sum: 'number', 'code?': 'string' });
    const { map } = createMapper({
      events: {
        'Order Placed': withSchema(schema, (event, { build }) => {
          expectTypeOf(event.properties).toEqualTypeOf<{ sum: number; code?: string }>();
          return build('checkout', { revenue: event.properties.sum });
        }),
      },
    });
    expectTypeOf(map({ event: 'Order Placed' })).toEqualTypeOf<MapResult<Checkout>>();
  });

  test('and leaves the rest of the event unknown', () => {
    withSchema(byHand, (event, { build }) => {
      expectTypeOf(event.userId).toEqualTypeOf<unknown>();
      // @ts-expect-error -- the schema does not give it
      void event.properties.total;
      // @ts-expect-error -- a text is no revenue
      return build('checkout', { revenue: event.properties.code });
    });
  });

  test('of what is no schema, or rules of what is no interaction', () => {
    // @ts-expect-error -- an object with `validate` is no Standard Schema
    withSchema({ validate: () => ({ value: {} }) }, () => null);
    // @ts-expect-error -- the rule is missing
    withSchema(byHand);
    // @ts-expect-error -- there is no type `order`
    withSchema(byHand, () => ({ type: 'order', user_id: 'u1' }));
    // @ts-expect-error -- a rule answers at once
    withSchema(byHand, async (_, { build }) => Promise.resolve(build('like')));
  });
});

describe('a rule that is wrong does not compile', () => {
  test('a misspelt type', () => {
    // @ts-expect-error -- it is `listen`
    createMapper({ events: { 'Song Played': 'listn' } });
    // @ts-expect-error -- it is `impression`
    createMapper({ events: { 'Lookbook Opened': ['promo_page_view', 'impresion'] } });
    // @ts-expect-error -- it is `listen`
    createMapper({ events: { 'Song Played': { to: 'listn' } } });
    // @ts-expect-error -- it is `listen`
    createMapper().extend({ events: { 'Song Played': 'listn' } });
    // @ts-expect-error -- types are written small
    createMapper({ events: { 'Song Played': 'Listen' } });
  });

  test('beside right ones', () => {
    createMapper({
      events: {
        'Song Played': 'listen',
        // @ts-expect-error -- it is `read`
        'Page Read': 'reed',
        'Product Shared': false,
      },
    });
  });

  test('a type that is only known as text', () => {
    const events = { 'Song Played': 'listen' };
    // @ts-expect-error -- without `as const` it is any text
    createMapper({ events });
  });

  test('what is no rule', () => {
    // @ts-expect-error -- `false` keeps an event from Miso; `true` says nothing
    createMapper({ events: { 'Song Played': true } });
    // @ts-expect-error -- `false` keeps an event from Miso
    createMapper({ events: { 'Song Played': null } });
    // @ts-expect-error -- a rule is no number
    createMapper({ events: { 'Song Played': 5 } });
    // @ts-expect-error -- `to` is missing
    createMapper({ events: { 'Song Played': { fields: { productId: 'id' } } } });
    // @ts-expect-error -- one type only; a list of types stands for itself
    createMapper({ events: { 'Song Played': { to: ['listen', 'like'] } } });
  });

  test('fields that the type does not take', () => {
    // @ts-expect-error -- a click has no revenue
    createMapper({ events: { 'Song Played': { to: 'click', fields: { revenue: 'properties.sum' } } } });
    // @ts-expect-error -- a search has no products
    createMapper({ events: { 'Song Searched': { to: 'search', fields: { productId: 'id' } } } });
    // @ts-expect-error -- a listen has a duration, but no rating
    createMapper({ events: { X: { to: 'listen', fields: { duration: 'properties.s', rating: 'r' } } } });
    // @ts-expect-error -- it is `productId`
    createMapper({ events: { 'Song Played': { to: 'listen', fields: { product_id: 'id' } } } });
    expectTypeOf<FieldSourceOf<'checkout'>>().toEqualTypeOf<
      | 'userId'
      | 'anonymousId'
      | 'timestamp'
      | 'misoId'
      | 'products'
      | 'productId'
      | 'productGroupId'
      | 'quantity'
      | 'revenue'
    >();
  });

  test('a name for an interaction that has one already', () => {
    // @ts-expect-error -- only a custom interaction is named
    createMapper({ events: { 'Song Played': { to: 'listen', customActionName: 'play' } } });
    // @ts-expect-error -- the name is text
    createMapper({ events: { 'Vote Cast': { to: 'custom', customActionName: 7 } } });
  });

  test('one product or many for an interaction without products', () => {
    createMapper({ events: { 'Cart Shared': { to: 'share', products: 'many' } } });
    // @ts-expect-error -- a search has no products
    createMapper({ events: { 'Song Found': { to: 'search', products: 'one' } } });
    // @ts-expect-error -- one or many
    createMapper({ events: { 'Cart Shared': { to: 'share', products: 'all' } } });
  });

  test('a function that returns something else', () => {
    // @ts-expect-error -- there is no type `song`
    createMapper({ events: { 'Song Played': () => ({ type: 'song', user_id: 'u1' }) } });
    // @ts-expect-error -- a custom interaction needs its name
    createMapper({ events: { 'Song Played': () => ({ type: 'custom', user_id: 'u1' }) } });
    // @ts-expect-error -- ids are a list of texts
    createMapper({ events: { 'Song Played': () => ({ type: 'like', product_ids: [7] }) } });
    // @ts-expect-error -- a rule that returns nothing says `null`
    createMapper({ events: { 'Song Played': () => undefined } });
    // @ts-expect-error -- a rule that returns nothing says `null`
    createMapper({ events: { 'Song Played': () => {} } });
    // @ts-expect-error -- `false` is a rule, but no outcome
    createMapper({ events: { 'Song Played': () => false } });
    // @ts-expect-error -- the name of a type is a rule, but no outcome
    createMapper({ events: { 'Song Played': () => 'listen' } });
    // @ts-expect-error -- a rule answers at once
    createMapper({ events: { 'Song Played': async (_, { build }) => Promise.resolve(build('listen')) } });
    // @ts-expect-error -- a list holds interactions only
    createMapper({ events: { 'Song Played': (_, { build }) => [build('listen'), null] } });
  });
});

describe('an option that is wrong does not compile', () => {
  test('a misspelt one', () => {
    // @ts-expect-error -- it is `events`
    createMapper({ event: { 'Song Played': 'listen' } });
    // @ts-expect-error -- it is `matching`
    createMapper({ events: { 'Song Played': 'listen' }, match: 'exact' });
    // @ts-expect-error -- it is `ratingScale`
    createMapper().extend({ ratingscale: 10 });
    // @ts-expect-error -- it is `userId`
    createMapper({ fields: { user_id: 'traits.id' } });
    // @ts-expect-error -- it is `whenAbsent`
    createMapper({ consent: { categories: ['Ads'], whenabsent: 'skip' } });
  });

  test('consent without what to do when it is absent', () => {
    // @ts-expect-error -- there is no default
    createMapper({ consent: { categories: ['Advertising'] } });
    // @ts-expect-error -- there is no other way
    createMapper({ consent: { categories: ['Advertising'], whenAbsent: 'reject' } });
    // @ts-expect-error -- which consent?
    createMapper({ consent: { whenAbsent: 'skip' } });
    createMapper({ consent: { categories: ['Advertising'] as const, whenAbsent: 'send' } });
  });

  test('a source that leads nowhere', () => {
    // @ts-expect-error -- a path is text
    createMapper({ fields: { userId: 7 } });
    // @ts-expect-error -- paths are texts
    createMapper({ fields: { userId: ['userId', 7] } });
    // @ts-expect-error -- nothing is known of the event
    createMapper({ fields: { userId: (event) => event.user_id } });
    // @ts-expect-error -- a path is text, in a rule as well
    createMapper({ events: { X: { to: 'listen', fields: { duration: 7 } } } });
    // @ts-expect-error -- a member's value is found by a path or code
    createMapper({ customContext: { currency: 7 } });
  });

  test('of another kind', () => {
    // @ts-expect-error -- there is no such way
    createMapper({ unmapped: 'drop' });
    // @ts-expect-error -- there is no such way
    createMapper({ matching: 'fuzzy' });
    // @ts-expect-error -- a scale is a number
    createMapper({ ratingScale: '5' });
    // @ts-expect-error -- a region is text or code
    createMapper({ region: 5 });
    // @ts-expect-error -- options are an object
    createMapper('listen');
    // @ts-expect-error -- `extend` without options extends nothing
    createMapper().extend();
  });
});

describe('beforeMap', () => {
  test('sees the event, and changes which result there may be', () => {
    const { map } = createMapper({
      events: { 'Song Played': 'listen' },
      beforeMap: (event) => {
        expectTypeOf(event).toEqualTypeOf<RuleEvent>();
        return event.context.ip === '203.0.113.7' ? null : { ...event, event: 'Song Played' };
      },
    });
    expectTypeOf(map({ event: 'Order Completed' })).toEqualTypeOf<MapResult>();
    const extended = createMapper().extend({ beforeMap: (event) => event });
    expectTypeOf(extended).toEqualTypeOf<Mapper>();
  });

  test('returns an event or null', () => {
    createMapper({ beforeMap: () => null });
    // @ts-expect-error -- a forgotten return
    createMapper({ beforeMap: () => undefined });
    // @ts-expect-error -- a string
    createMapper({ beforeMap: (event) => String(event.event) });
    // @ts-expect-error -- not a function
    createMapper({ beforeMap: 'trim' });
  });
});

describe('unmapped as a rule function', () => {
  test('has the parameters of one', () => {
    createMapper({
      unmapped: (event, { build }) => {
        expectTypeOf(event).toEqualTypeOf<RuleEvent>();
        return event.context.page?.path === '/' ? build('home_page_view') : null;
      },
    });
    // @ts-expect-error -- it returns interactions or null
    createMapper({ unmapped: () => 'skip' });
  });
});

describe('undefined counts as absent', () => {
  test('in options, events and what rules give', () => {
    const off = undefined as string | undefined;
    createMapper({
      integration: off,
      fields: { userId: off },
      pages: undefined,
      customContext: { shop: off },
    });
    createMapper({ events: { X: { to: 'custom', customActionName: off, fields: { productId: off } } } });
    createMapper({ events: { X: (_, { build }) => build('like', { user_id: off }) } });
    createMapper({ events: { X: () => ({ type: 'like', user_id: off, product_ids: ['p1'] }) } });
    const event: SegmentTrackEvent<'Product Viewed'> = {
      event: 'Product Viewed',
      userId: off,
      properties: { product_id: off },
      context: { page: { url: off } },
    };
    expectTypeOf(mapSegmentEvent(event)).toEqualTypeOf<MapResult<ProductDetailPageView>>();
    const { map } = createMapper({
      events: { X: () => ({ type: 'like', user_id: off, product_ids: ['p1'] }) },
    });
    expectTypeOf(map({ event: 'X' })).toEqualTypeOf<MapResult<Like>>();
    // @ts-expect-error -- what is required is not optional
    createMapper({ events: { X: () => ({ type: 'custom', custom_action_name: off }) } });
  });
});

describe('the custom context', () => {
  test('takes paths, functions and constants', () => {
    createMapper({
      customContext: {
        currency: 'properties.currency',
        isApp: (event) => event.context.device !== undefined,
        store: [(event) => event.properties['store'], 'properties.shop'],
        region: { value: 'nl-1' },
        sizes: { value: [40, 41] },
      },
    });
    // @ts-expect-error -- Miso has no dates
    createMapper({ customContext: { day: { value: new Date() } } });
    // @ts-expect-error -- a constant is under `value`
    createMapper({ customContext: { day: { constant: 'monday' } } });
  });
});

describe('sources that are code', () => {
  test('see the event, and the product first where there is one', () => {
    createMapper({
      fields: {
        userId: (event) => {
          expectTypeOf(event).toEqualTypeOf<RuleEvent>();
          return event.traits?.['id'];
        },
        productId: (product, event) => {
          expectTypeOf(product['sku']).toEqualTypeOf<unknown>();
          expectTypeOf(event).toEqualTypeOf<RuleEvent>();
          return product['sku'];
        },
      },
      region: (event) => event.context?.locale,
      customContext: { plan: (event) => event.traits?.['plan'], currency: ['properties.currency', 'c'] },
    });
  });

  test('see them in a rule as well', () => {
    const { map } = createMapper({
      events: {
        'Podcast Heard': {
          to: 'listen',
          fields: {
            productId: (product) => {
              expectTypeOf(product['guid']).toEqualTypeOf<unknown>();
              return product['guid'];
            },
            duration: (event) => {
              expectTypeOf(event.properties['ms']).toEqualTypeOf<unknown>();
              return Number(event.properties['ms']) / 1000;
            },
          },
        },
      },
    });
    expectTypeOf(map({ event: 'Podcast Heard' })).toEqualTypeOf<MapResult<Listen>>();
  });
});

describe('options of a variable', () => {
  test('with their own types', () => {
    const options = { events: { 'Song Played': 'listen' }, matching: 'exact' } as const;
    expectTypeOf(createMapper(options).map({ event: 'Song Played' })).toEqualTypeOf<MapResult<Listen>>();
    const satisfied = { events: { 'Song Played': 'listen' } } satisfies MapperOptions;
    expectTypeOf(createMapper(satisfied).map({ event: 'Song Played' })).toEqualTypeOf<MapResult<Listen>>();
    const rules = { 'Song Played': 'listen', X: false } satisfies Record<string, EventRule>;
    expectTypeOf(createMapper({ events: rules }).map({ event: 'Song Played' })).toEqualTypeOf<
      MapResult<Listen>
    >();
    expectTypeOf(createMapper({ events: rules }).map({ event: 'X' })).toEqualTypeOf<NotForMiso>();
  });
});

describe('a mapper', () => {
  const mapper = createMapper({ events: { 'Song Played': 'listen' } });

  test('can be named', () => {
    const named: TypedMapper<{ 'Song Played': 'listen' }> = createMapper({
      events: { 'Song Played': 'listen' },
    });
    expectTypeOf(named.map({ event: 'Song Played' })).toEqualTypeOf<MapResult<Listen>>();
    const any: Mapper = createMapper();
    expectTypeOf(any.map({ event: 'Order Completed' })).toEqualTypeOf<MapResult>();
  });

  test('is a `Mapper`, by any rules', () => {
    const annotated: Mapper = mapper;
    const mappers: Mapper[] = [annotated, mapper, createMapper(), createMapper({ unmapped: 'custom' })];
    const byShop = new Map<string, Mapper>([['nl-1', mapper]]);
    const map = ({ map }: Mapper): MapResult => map({ event: 'Song Played' });
    expectTypeOf(map(mapper)).toEqualTypeOf<MapResult>();
    expectTypeOf<ReturnType<typeof createMapper>>().toEqualTypeOf<Mapper>();
    class Receiver {
      readonly mapper: Mapper;
      constructor() {
        this.mapper = createMapper({ events: { 'Song Played': (_, { build }) => build('listen') } });
      }
    }
    let extended: Mapper = createMapper();
    for (const one of mappers)
      extended = one.extend({ events: { 'Song Played': (_, { build }) => build('like') } });
    extended = extended.extend({ beforeMap: (event) => event });
    void [byShop, Receiver, extended];
  });

  test('with an annotation, its rule functions have the types of their parameters', () => {
    const annotated: Mapper = createMapper({
      events: {
        'Song Played': (event, { build }) => {
          expectTypeOf(event.context.page?.url).toEqualTypeOf<unknown>();
          return build('listen');
        },
        'Order Completed': (event, { build }) => {
          expectTypeOf(event.properties.order_id).toEqualTypeOf<unknown>();
          return build('checkout');
        },
      },
    });
    void annotated;
  });

  test('of rules by names that are not known gives any result', () => {
    const rules: { readonly [name: string]: EventRule } = {};
    expectTypeOf(createMapper({ events: rules })).toEqualTypeOf<Mapper>();
  });

  test('cannot be changed', () => {
    // @ts-expect-error -- a mapper is read only
    mapper.map = mapSegmentEvent;
    // @ts-expect-error -- so is its table
    mapper.rows = [];
    // @ts-expect-error -- and every row
    mapper.rows[0] = canonicalMapping[0];
    // @ts-expect-error -- and what it says
    mapper.rows[0].to = 'none';
    // @ts-expect-error -- and the rules that can be had
    extendedRules['Cart Shared'] = 'click';
  });

  test('has functions for bodies', () => {
    expectTypeOf(mapper.mapBatch(anything)).toEqualTypeOf<BatchResult>();
    expectTypeOf(mapper.mapBatch(anything).interactions).toEqualTypeOf<readonly MisoInteraction[]>();
    expectTypeOf(mapper.toDeletionRequest(anything)).toEqualTypeOf<DeletionRequest | null>();
    expectTypeOf(
      mapper.toDeletionRequest([], (userId) => `crm-${userId}`),
    ).toEqualTypeOf<DeletionRequest | null>();
    expectTypeOf(mapper.rows).toEqualTypeOf<readonly MappingRow[]>();
    // @ts-expect-error -- an id is text
    mapper.toDeletionRequest([], () => 7);
    // @ts-expect-error -- and at once
    mapper.toDeletionRequest([], async (userId) => Promise.resolve(userId));
  });
});

describe('the official clients’ payloads need no cast', () => {
  const { map } = createMapper({ events: { 'Song Played': 'listen' } });

  test('of @segment/analytics-node', () => {
    expectTypeOf(map({} as TrackParams)).toEqualTypeOf<MapResult>();
    expectTypeOf(map({} as Parameters<Analytics['track']>[0])).toEqualTypeOf<MapResult>();
    expectTypeOf(map({} as TrackParams & { event: 'Song Played' })).toEqualTypeOf<MapResult<Listen>>();
  });

  test('of @segment/analytics-next', () => {
    expectTypeOf(map({} as BrowserEvent)).toEqualTypeOf<MapResult>();
    expectTypeOf(map({} as BrowserEvent & { event: 'Order Completed' })).toEqualTypeOf<MapResult<Checkout>>();
  });

  test('and a typed event is one for them', () => {
    const event: SegmentTrackEvent<'Order Completed'> = { event: 'Order Completed', userId: 'u1' };
    expectTypeOf(map(event)).toEqualTypeOf<MapResult<Checkout>>();
  });
});

// each of these turns red when it is mended: then it moves to where it belongs
describe('rules of which little is known', () => {
  test('a rule that may be absent', () => {
    const events: { 'Order Completed'?: 'click' } = {};
    const { map } = createMapper({ events });
    expectTypeOf(map({ event: 'Order Completed' })).toEqualTypeOf<MapResult<Click | Checkout>>();
  });

  test('a rule function that returns any', () => {
    const { map } = createMapper({ events: { 'Song Played': () => JSON.parse('null') } });
    expectTypeOf(map({ event: 'Song Played' })).toEqualTypeOf<MapResult>();
  });
});

describe('gaps that are known', () => {
  test('a rule named by a member of an enum, for an event named by its text', () => {
    const { map } = createMapper({ events: { [Shop.Played]: 'listen', [Shop.Ordered]: 'click' } });
    // @ts-expect-error -- to be MapResult<Listen>; is any interaction
    expectTypeOf(map({ event: 'Song Played' })).toEqualTypeOf<MapResult<Listen>>();
    // @ts-expect-error -- to be MapResult<Click>; is MapResult<Checkout>, though it gives a click
    expectTypeOf(map({ event: 'Order Completed' })).toEqualTypeOf<MapResult<Click>>();
  });

  test('a misspelt member of a rule, beside a right one', () => {
    createMapper({ events: { 'Vote Cast': { to: 'custom', custom_action_name: 'vote' } } });
    createMapper({ events: { X: { to: 'listen', fields: { duration: 's', product_id: 'id' } } } });
  });
});
