import type { Analytics, Context } from '@segment/analytics-node';
import type { SegmentEvent as BrowserEvent } from '@segment/analytics-next';
import { describe, expectTypeOf, test } from 'vitest';
import {
  type CanonicalInteraction,
  canonicalMapping,
  createMapper,
  ECOMMERCE_EVENTS,
  type EcommerceEventAlias,
  type EcommerceEventName,
  type EcommerceProperties,
  ISSUE_CODES,
  type IssueCode,
  mapSegmentEvent,
  type MapResult,
  type MappingIssue,
  MISO_INTERACTION_TYPES,
  type MisoInteraction,
  type MisoInteractionType,
  type OrderCompleted,
  type ProductViewed,
  type SegmentEvent,
  type SegmentTrackEvent,
  type MisoInteractionByType,
} from '../../src/index.ts';

type Checkout = MisoInteractionByType['checkout'];
type ProductDetailPageView = MisoInteractionByType['product_detail_page_view'];
type Rate = MisoInteractionByType['rate'];
type Search = MisoInteractionByType['search'];

declare const anything: unknown;
declare const text: string;

describe('the result follows the name of the event', () => {
  test('for each kind of row', () => {
    expectTypeOf(mapSegmentEvent({ event: 'Order Completed' })).toEqualTypeOf<MapResult<Checkout>>();
    expectTypeOf(mapSegmentEvent({ event: 'Completed Order' })).toEqualTypeOf<MapResult<Checkout>>();
    expectTypeOf(mapSegmentEvent({ event: 'Hit Search' })).toEqualTypeOf<MapResult<Search>>();
    expectTypeOf(mapSegmentEvent({ event: 'Product Reviewed' })).toEqualTypeOf<MapResult<Rate>>();
    expectTypeOf(createMapper().map({ event: 'Product Viewed' })).toEqualTypeOf<
      MapResult<ProductDetailPageView>
    >();
  });

  test('for every row of the table', () => {
    type Row = (typeof canonicalMapping)[number];
    type Expected = { [Event in Row['event']]: Extract<Row, { event: Event }>['to'][number] };
    type Found = { [Event in Row['event']]: CanonicalInteraction<Event>['type'] };
    expectTypeOf<Found>().toEqualTypeOf<Expected>();
  });

  test('with what else there may be in an event', () => {
    const result = mapSegmentEvent({
      type: 'track',
      event: 'Order Completed',
      userId: 'u1',
      timestamp: new Date(),
      properties: {
        total: 'a text where the spec says number',
        loyalty_points: 7,
        products: [{ product_id: 7 }],
      },
      context: { anything: true },
      extra: { nested: [1] },
    });
    expectTypeOf(result).toEqualTypeOf<MapResult<Checkout>>();
  });

  test('of a variable', () => {
    const event = { type: 'track', event: 'Order Completed', properties: { total: 5 } } as const;
    expectTypeOf(mapSegmentEvent(event)).toEqualTypeOf<MapResult<Checkout>>();
    const annotated: SegmentTrackEvent<'Order Completed'> = { event: 'Order Completed' };
    expectTypeOf(mapSegmentEvent(annotated)).toEqualTypeOf<MapResult<Checkout>>();
  });

  test('of a union of names', () => {
    const either: SegmentTrackEvent<'Order Completed' | 'Product Viewed'> = { event: 'Product Viewed' };
    expectTypeOf(mapSegmentEvent(either)).toEqualTypeOf<MapResult<Checkout | ProductDetailPageView>>();
  });

  test('and is any interaction for every other name', () => {
    expectTypeOf(mapSegmentEvent({ event: 'Song Played' })).toEqualTypeOf<MapResult>();
    expectTypeOf(mapSegmentEvent({ event: 'order completed' })).toEqualTypeOf<MapResult>();
    expectTypeOf(mapSegmentEvent({ event: text })).toEqualTypeOf<MapResult>();
    expectTypeOf(mapSegmentEvent({ type: 'identify' })).toEqualTypeOf<MapResult>();
    expectTypeOf(mapSegmentEvent({})).toEqualTypeOf<MapResult>();
  });

  test('and for what is no event', () => {
    expectTypeOf(mapSegmentEvent(anything)).toEqualTypeOf<MapResult>();
    expectTypeOf(mapSegmentEvent(JSON.parse('{}') as object)).toEqualTypeOf<MapResult>();
    expectTypeOf(mapSegmentEvent(null)).toEqualTypeOf<MapResult>();
    expectTypeOf(mapSegmentEvent(undefined)).toEqualTypeOf<MapResult>();
    expectTypeOf(mapSegmentEvent(5)).toEqualTypeOf<MapResult>();
    expectTypeOf(mapSegmentEvent([])).toEqualTypeOf<MapResult>();
  });
});

describe('a result', () => {
  const result = mapSegmentEvent({ event: 'Order Completed' });

  test('has an interaction when mapped', () => {
    if (result.status === 'mapped') {
      expectTypeOf(result.interactions[0]).toEqualTypeOf<Checkout>();
      expectTypeOf(result.interactions[0].revenue).toEqualTypeOf<number | undefined>();
    }
  });

  test('has a reason when not', () => {
    if (result.status !== 'mapped') {
      expectTypeOf(result.issues[0]).toEqualTypeOf<MappingIssue>();
      expectTypeOf(result.interactions).toEqualTypeOf<readonly []>();
    }
  });

  test('cannot be changed', () => {
    // @ts-expect-error -- results are read only
    result.status = 'skipped';
    // @ts-expect-error -- so are their lists
    result.issues[0] = undefined;
  });

  test('is told apart by type', () => {
    const [interaction] = mapSegmentEvent(anything).interactions;
    if (interaction?.type === 'search') expectTypeOf(interaction).toEqualTypeOf<Search>();
    // @ts-expect-error -- not every interaction has a revenue
    void interaction?.revenue;
  });
});

describe('the official clients’ payloads need no cast', () => {
  test('of @segment/analytics-node', () => {
    const payload = {} as Parameters<Analytics['track']>[0];
    expectTypeOf(mapSegmentEvent(payload)).toEqualTypeOf<MapResult>();
    const event = {} as Context['event'];
    expectTypeOf(mapSegmentEvent(event)).toEqualTypeOf<MapResult>();
  });

  test('of @segment/analytics-next', () => {
    const event = {} as BrowserEvent;
    expectTypeOf(mapSegmentEvent(event)).toEqualTypeOf<MapResult>();
  });
});

describe('events', () => {
  test('of V2 have their documented properties', () => {
    expectTypeOf<EcommerceProperties['Order Completed']>().toEqualTypeOf<OrderCompleted>();
    expectTypeOf<ProductViewed['price']>().toEqualTypeOf<number | undefined>();
    // @ts-expect-error -- a coupon has no product
    void ({} as EcommerceProperties['Coupon Denied']).product_id;
  });

  test('of other names have unknown properties', () => {
    const event: SegmentTrackEvent<'Song Played'> = { event: 'Song Played', properties: { seconds: 5 } };
    expectTypeOf(event.properties?.['seconds']).toEqualTypeOf<unknown>();
  });

  test('by an alias have those of V2 and the names of V1', () => {
    const event: SegmentTrackEvent<'Completed Order'> = {
      event: 'Completed Order',
      properties: { orderId: 'o1', total: 5 },
    };
    expectTypeOf(event.properties?.orderId).toEqualTypeOf<string | undefined>();
  });

  test('are told apart by type', () => {
    const event = {} as SegmentEvent;
    if (event.type === 'alias') expectTypeOf(event.previousId).toEqualTypeOf<string | undefined>();
    if (event.type === 'page') expectTypeOf(event.name).toEqualTypeOf<string | null | undefined>();
    // @ts-expect-error -- `tracking` is no call
    void (event.type === 'tracking');
  });
});

describe('the lists are whole', () => {
  test('events', () => {
    expectTypeOf<(typeof ECOMMERCE_EVENTS)[number]>().toEqualTypeOf<EcommerceEventName>();
  });

  test('interaction types', () => {
    expectTypeOf<(typeof MISO_INTERACTION_TYPES)[number]>().toEqualTypeOf<MisoInteractionType>();
    expectTypeOf<MisoInteraction['type']>().toEqualTypeOf<MisoInteractionType>();
  });

  test('issue codes', () => {
    expectTypeOf<(typeof ISSUE_CODES)[number]>().toEqualTypeOf<IssueCode>();
  });

  test('the table names events of the spec, or their aliases', () => {
    expectTypeOf<(typeof canonicalMapping)[number]['event']>().toExtend<
      EcommerceEventName | EcommerceEventAlias
    >();
  });
});

describe('what is wrong with an interaction is a compile error', () => {
  test('a field that its type does not take', () => {
    // @ts-expect-error -- a click has no revenue
    const click: MisoInteraction = { type: 'click', user_id: 'u1', revenue: 5 };
    void click;
  });

  test('a custom one without a name', () => {
    // @ts-expect-error -- custom_action_name is required
    const custom: MisoInteraction = { type: 'custom', user_id: 'u1' };
    void custom;
  });

  test('a page without an address', () => {
    // @ts-expect-error -- Miso takes a page only with its url
    const view: MisoInteraction = { type: 'home_page_view', context: { page: { title: 'Home' } } };
    void view;
  });
});
