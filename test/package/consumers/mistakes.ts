import {
  createMapper,
  extendedRules,
  mapSegmentEvent,
  type MisoInteraction,
  type SegmentTrackEvent,
  withSchema,
} from 'segment-to-miso';

// --- rules

// @ts-expect-error -- it is `listen`
createMapper({ events: { 'Song Played': 'listn' } });
// @ts-expect-error -- it is `impression`
createMapper({ events: { 'Lookbook Opened': ['promo_page_view', 'impresion'] } });
// @ts-expect-error -- it is `listen`
createMapper({ events: { 'Song Played': { to: 'listn' } } });
// @ts-expect-error -- it is `listen`, in an extension as well
createMapper().extend({ events: { 'Song Played': 'listn' } });
// @ts-expect-error -- there is no type `homepage_view`
createMapper({ pages: { Home: 'homepage_view' } });
// @ts-expect-error -- `false` keeps an event from Miso; `true` says nothing
createMapper({ events: { 'Song Played': true } });
// @ts-expect-error -- `to` is missing
createMapper({ events: { 'Song Played': { fields: { productId: 'id' } } } });
// @ts-expect-error -- a click has no revenue
createMapper({ events: { 'Song Played': { to: 'click', fields: { revenue: 'properties.sum' } } } });
// @ts-expect-error -- a listen has a duration, but no rating
createMapper({ events: { X: { to: 'listen', fields: { duration: 'properties.s', rating: 'r' } } } });
// @ts-expect-error -- it is `productId`
createMapper({ events: { 'Song Played': { to: 'listen', fields: { product_id: 'id' } } } });
// @ts-expect-error -- a path is text
createMapper({ events: { 'Song Played': { to: 'listen', fields: { duration: 7 } } } });
// @ts-expect-error -- only a custom interaction is named
createMapper({ events: { 'Song Played': { to: 'listen', customActionName: 'play' } } });

const widened = { 'Song Played': 'listen' };
// @ts-expect-error -- without `as const` it is any text
createMapper({ events: widened });

// --- rule functions

// @ts-expect-error -- there is no type `song`
createMapper({ events: { 'Song Played': () => ({ type: 'song', user_id: 'u1' }) } });
// @ts-expect-error -- a custom interaction needs its name
createMapper({ events: { 'Song Played': () => ({ type: 'custom', user_id: 'u1' }) } });
// @ts-expect-error -- ids are a list of texts
createMapper({ events: { 'Song Played': () => ({ type: 'like', product_ids: [7] }) } });
// @ts-expect-error -- a rule that returns nothing says `null`
createMapper({ events: { 'Song Played': () => undefined } });
// @ts-expect-error -- a rule answers at once
createMapper({ events: { 'Song Played': async (_, { build }) => build('listen') } });

createMapper({
  events: {
    'Product Viewed': (event, { build }) => {
      // @ts-expect-error -- it is `product_id`
      void event.properties.product_ids;
      // @ts-expect-error -- nobody checked that it is a number
      const price: number | undefined = event.properties.price;
      // @ts-expect-error -- the event is read only
      event.userId = 'u1';
      // @ts-expect-error -- a click has no revenue
      build('click', { revenue: 5 });
      // @ts-expect-error -- revenue is a number
      build('checkout', { revenue: '5' });
      // @ts-expect-error -- there is no type `listened`
      build('listened');
      return price === 5 ? build('like') : null;
    },
  },
});

// @ts-expect-error -- an object with `validate` is no Standard Schema
withSchema({ validate: () => ({ value: {} }) }, () => null);

// --- options

// @ts-expect-error -- it is `events`
createMapper({ event: { 'Song Played': 'listen' } });
// @ts-expect-error -- it is `matching`
createMapper({ events: { 'Song Played': 'listen' }, match: 'exact' });
// @ts-expect-error -- it is `userId`
createMapper({ fields: { user_id: 'traits.id' } });
// @ts-expect-error -- paths are texts
createMapper({ fields: { userId: ['userId', 7] } });
// @ts-expect-error -- consent has no default for `whenAbsent`
createMapper({ consent: { categories: ['Advertising'] } });
// @ts-expect-error -- there is no such way
createMapper({ unmapped: 'drop' });
// @ts-expect-error -- a member's value is found by a path or code
createMapper({ customContext: { currency: 7 } });
// @ts-expect-error -- a scale is a number
createMapper({ ratingScale: '5' });

// --- what cannot be changed

const mapper = createMapper();
const result = mapper.map({ event: 'Order Completed' });
// @ts-expect-error -- a mapper is read only
mapper.map = mapSegmentEvent;
// @ts-expect-error -- so is its table
mapper.rows[0] = undefined;
// @ts-expect-error -- so are the rules that can be had
extendedRules['Cart Shared'] = 'click';
// @ts-expect-error -- so is a result
result.status = 'skipped';

// --- records and events

// @ts-expect-error -- a click has no revenue
export const click: MisoInteraction = { type: 'click', user_id: 'u1', revenue: 5 };
export const event: SegmentTrackEvent<'Order Completed'> = {
  event: 'Order Completed',
  // @ts-expect-error -- a total is a number
  properties: { total: '5' },
};
// @ts-expect-error -- a checkout has no rating
void (result.status === 'mapped' && result.interactions[0].rating);
