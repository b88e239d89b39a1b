// zod on the event, with the properties that Segment documents for it, then the unsafe mapper on what zod gives back.
// There is a schema for each event, found by its name, which costs less than a union of them. A schema of nothing but
// what the mapping reads takes half as long, and lets a wrong price or position of a documented event pass.
import * as z from 'zod';
import unsafe from './unsafe.mjs?for=zod';

const text = z.string().min(1);
const id = text.max(512);
const amount = z.number();

const product = {
  product_id: id,
  sku: text.optional(),
  category: text.optional(),
  name: text.optional(),
  brand: text.optional(),
  variant: text.optional(),
  price: amount.optional(),
  quantity: z.number().positive().optional(),
  coupon: text.optional(),
  position: z.number().optional(),
  url: text.optional(),
  image_url: text.optional(),
};
const products = z.array(z.object(product));
const order = {
  checkout_id: text.optional(),
  order_id: text,
  affiliation: text.optional(),
  subtotal: amount.optional(),
  total: amount,
  revenue: amount.optional(),
  shipping: amount.optional(),
  tax: amount.optional(),
  discount: amount.optional(),
  coupon: text.optional(),
  currency: text.optional(),
  products: products.min(1),
};
const options = z.array(z.object({ type: text, value: text }));
const list = { list_id: text.optional(), category: text, products };
const review = { product_id: id, review_id: text.optional(), review_body: text.optional() };

const context = z.object({
  campaign: z
    .object({ name: text, source: text, medium: text, term: text, content: text })
    .partial()
    .optional(),
  ip: z.ipv4().optional(),
  locale: text.optional(),
  page: z.object({ url: text, referrer: z.string().optional(), title: z.string().optional() }).optional(),
  userAgent: text.optional(),
});

const schemas = new Map(
  Object.entries({
    'Product Viewed': track({ ...product, currency: text.optional(), value: amount.optional() }),
    'Product Added': track({ ...product, cart_id: text.optional() }),
    'Order Completed': track(order),
    'Products Searched': track({ query: text, filters: options, sorts: options.optional() }),
    'Product List Viewed': track(list),
    'Product Reviewed': track({ ...review, rating: z.number().min(0).max(5) }),
  }),
);

function track(properties) {
  return z.object({
    type: z.literal('track'),
    event: text,
    userId: id.nullish(),
    anonymousId: text.max(1024).nullish(),
    timestamp: z.iso.datetime({ offset: true }),
    properties: z.object(properties),
    context,
  });
}

export default function map(event) {
  return unsafe(schemas.get(event.event).parse(event));
}
