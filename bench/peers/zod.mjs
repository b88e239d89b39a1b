// zod on the event, with the properties that Segment documents for it, then the unsafe mapper on what zod gives back.
// There is a schema for each event, found by its name, which costs less than a union of them. A schema of nothing but
// what the mapping reads takes half as long, and lets a wrong price or position of a documented event pass.
import * as z from 'zod';
import unsafe from './unsafe.mjs?for=zod';

const string = z.string().min(1);
const id = string.max(512);
const amount = z.number();

const product = {
  product_id: id,
  sku: string.optional(),
  category: string.optional(),
  name: string.optional(),
  brand: string.optional(),
  variant: string.optional(),
  price: amount.optional(),
  quantity: z.number().positive().optional(),
  coupon: string.optional(),
  position: z.number().optional(),
  url: string.optional(),
  image_url: string.optional(),
};
const products = z.array(z.object(product));
const order = {
  checkout_id: string.optional(),
  order_id: string,
  affiliation: string.optional(),
  subtotal: amount.optional(),
  total: amount,
  revenue: amount.optional(),
  shipping: amount.optional(),
  tax: amount.optional(),
  discount: amount.optional(),
  coupon: string.optional(),
  currency: string.optional(),
  products: products.min(1),
};
const options = z.array(z.object({ type: string, value: string }));
const list = { list_id: string.optional(), category: string, products };
const review = { product_id: id, review_id: string.optional(), review_body: string.optional() };

const context = z.object({
  campaign: z
    .object({ name: string, source: string, medium: string, term: string, content: string })
    .partial()
    .optional(),
  ip: z.ipv4().optional(),
  locale: string.optional(),
  page: z.object({ url: string, referrer: z.string().optional(), title: z.string().optional() }).optional(),
  userAgent: string.optional(),
});

const schemas = new Map(
  Object.entries({
    'Product Viewed': track({ ...product, currency: string.optional(), value: amount.optional() }),
    'Product Added': track({ ...product, cart_id: string.optional() }),
    'Order Completed': track(order),
    'Products Searched': track({ query: string, filters: options, sorts: options.optional() }),
    'Product List Viewed': track(list),
    'Product Reviewed': track({ ...review, rating: z.number().min(0).max(5) }),
  }),
);

function track(properties) {
  return z.object({
    type: z.literal('track'),
    event: string,
    userId: id.nullish(),
    anonymousId: string.max(1024).nullish(),
    timestamp: z.iso.datetime({ offset: true }),
    properties: z.object(properties),
    context,
  });
}

export default function map(event) {
  return unsafe(schemas.get(event.event).parse(event));
}
