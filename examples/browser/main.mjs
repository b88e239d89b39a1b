// @ts-check
// Segment's library on a page, with the mapper as its middleware: each event is mapped on its way.
import { AnalyticsBrowser } from '@segment/analytics-next';
import { mapSegmentEvent } from 'segment-to-miso';

/** @import { MapResult } from 'segment-to-miso' */

const rose = {
  product_id: 'rose-1',
  name: 'Blue rose',
  category: 'Garden > Roses',
  price: 12.5,
  quantity: 2,
};
const order = { order_id: 'o-1', revenue: 25, shipping: 3, tax: 2, currency: 'USD', products: [rose] };

/** Button → what it tracks. @type {[label: string, event: string, properties: object][]} */
const ACTIONS = [
  ['Search', 'Products Searched', { query: 'blue roses' }],
  ['Open a category', 'Product List Viewed', { category: 'Garden > Roses', products: [rose] }],
  ['View', 'Product Viewed', rose],
  ['Add to cart', 'Product Added', rose],
  ['Save for later', 'Product Added to Wishlist', rose],
  ['Buy', 'Order Completed', order],
  ['Rate', 'Product Reviewed', { product_id: 'rose-1', rating: 5, review_body: 'As blue as it says.' }],
  ['Look at the cart', 'Cart Viewed', { products: [rose] }],
  ['View what has no id', 'Product Viewed', { name: 'Blue rose' }],
];

// a shop has its write key here and no more: this page has no Segment to ask for settings, nor to send to
const analytics = AnalyticsBrowser.load(
  { writeKey: 'none', cdnSettings: { integrations: { 'Segment.io': { apiKey: 'none' } } } },
  { integrations: { 'Segment.io': false } },
);

analytics.addSourceMiddleware(({ payload, next }) => {
  const event = payload.obj;
  show(String(event.event), mapSegmentEvent(event));
  next(payload);
});

// for events of your own, in the console of the browser: analytics.track('Product Shared', { product_id: 'p1' })
Object.assign(window, { analytics });

for (const [label, event, properties] of ACTIONS) {
  const button = element('button', label);
  button.addEventListener('click', () => void analytics.track(event, properties));
  document.querySelector('#actions')?.append(button);
}

/**
 * Shows the result of an event, above those before it.
 *
 * @param {string} event
 * @param {MapResult} result
 */
function show(event, { status, interactions, issues }) {
  const heading = element('h2', event);
  const badge = element('span', status);
  badge.className = status;
  heading.append(badge);
  const item = element('li');
  item.append(
    heading,
    ...issues.map(({ message }) => element('p', message)),
    ...interactions.map((interaction) => element('pre', JSON.stringify(interaction, null, 2))),
  );
  document.querySelector('#outcomes')?.prepend(item);
}

/**
 * @param {string} name
 * @param {string} [text]
 */
function element(name, text = '') {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
