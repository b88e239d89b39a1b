// Segment events as its SDKs send them, from a seed: the same events on each run, no two alike.
import { Faker, base, en } from '@faker-js/faker';

/** The envelopes, in turn: an event of any kind comes in each. */
export const ENVELOPES = [knownBrowser, anonymousBrowser, directBrowser, mobile, server];

/** What each of the seven payloads is: the event's name, and its properties. */
export const PAYLOADS = {
  'Product Viewed': (faker) => ['Product Viewed', PROPERTIES['Product Viewed'](faker)],
  'Product Added': (faker) => ['Product Added', PROPERTIES['Product Added'](faker)],
  'Order Completed (2)': (faker) => ['Order Completed', order(faker, 2)],
  'Order Completed (50)': (faker) => ['Order Completed', order(faker, 50)],
  'Products Searched': (faker) => ['Products Searched', search(faker)],
  'Product List Viewed (24)': (faker) => ['Product List Viewed', productList(faker, 24)],
  'Product Reviewed': (faker) => ['Product Reviewed', review(faker)],
};

/** The properties of the events that become an interaction, one name for each type. */
export const PROPERTIES = {
  'Products Searched': search,
  'Product List Viewed': (faker) => productList(faker, faker.number.int({ min: 1, max: 24 })),
  'Product Viewed': (faker) => ({ ...product(faker), currency: 'USD', value: price(faker) }),
  'Product Added': (faker) => ({ cart_id: faker.string.uuid(), ...product(faker) }),
  'Product Removed': (faker) => ({ cart_id: faker.string.uuid(), ...product(faker) }),
  'Order Completed': (faker) => order(faker, faker.number.int({ min: 1, max: 4 })),
  'Order Refunded': (faker) => order(faker, faker.number.int({ min: 1, max: 4 })),
  'Product Added to Wishlist': (faker) => ({ wishlist_id: faker.string.uuid(), ...product(faker) }),
  'Product Removed from Wishlist': (faker) => ({ wishlist_id: faker.string.uuid(), ...product(faker) }),
  'Product Shared': (faker) => ({ share_via: 'email', ...product(faker) }),
  'Product Reviewed': review,
};

/** Names of the kind that shops give to events of their own: the library has no row for them. */
export const UNMAPPED_NAMES = ['Banner', 'Size Guide', 'Store Locator', 'Newsletter', 'Live Chat']
  .flatMap((thing) => ['Opened', 'Closed', 'Clicked', 'Seen'].map((action) => `${thing} ${action}`))
  .flatMap((name) => [name, `app_${name.toLowerCase().replaceAll(' ', '_')}`]);

/** Makes events from a seed. Each next one of a kind has the next of the five envelopes. */
export function eventSource(seed) {
  const faker = new Faker({ locale: [en, base], seed });
  let made = 0;
  const inEnvelope = (call, envelope = ENVELOPES[made++ % ENVELOPES.length]) => envelope(faker, call);
  const track = (event, properties, envelope) => inEnvelope({ event, type: 'track', properties }, envelope);
  return {
    track,
    usual: (event, envelope = knownBrowser) => track(event, PROPERTIES[event](faker), envelope),
    payload: (name) => track(...PAYLOADS[name](faker)),
    order: (products) => track('Order Completed', order(faker, products)),
    unmapped: () => track(faker.helpers.arrayElement(UNMAPPED_NAMES), interaction(faker)),
    identify: () => inEnvelope({ type: 'identify', traits: traits(faker) }),
    page: () => inEnvelope({ type: 'page', name: title(faker), properties: page(faker) }),
  };
}

// ---- what the events are about

function product(faker) {
  const product_id = faker.string.alphanumeric(12);
  return {
    product_id,
    sku: `SKU-${faker.string.numeric(8)}`,
    category: category(faker),
    name: faker.commerce.productName(),
    brand: `${faker.person.lastName()} & Co`,
    variant: faker.color.human(),
    price: price(faker),
    quantity: faker.number.int({ min: 1, max: 4 }),
    coupon: faker.string.alphanumeric({ length: 8, casing: 'upper' }),
    position: faker.number.int({ min: 1, max: 48 }),
    url: `https://shop.example.com/products/${product_id}`,
    image_url: `https://cdn.example.com/images/${product_id}.jpg`,
  };
}

function order(faker, count) {
  const products = faker.helpers.multiple(() => product(faker), { count });
  const revenue = cents(products.reduce((sum, { price, quantity }) => sum + price * quantity, 0));
  const shipping = price(faker);
  const tax = cents(revenue * 0.0825);
  return {
    checkout_id: faker.string.uuid(),
    order_id: `ORD-${faker.string.numeric(10)}`,
    affiliation: 'Web Store',
    total: cents(revenue + shipping + tax),
    subtotal: revenue,
    revenue,
    shipping,
    tax,
    discount: price(faker),
    coupon: faker.string.alphanumeric({ length: 8, casing: 'upper' }),
    currency: 'USD',
    products,
  };
}

function search(faker) {
  return {
    query: `${faker.color.human()} ${faker.commerce.productName().toLowerCase()}`,
    filters: [
      { type: 'brand', value: `${faker.person.lastName()} & Co` },
      { type: 'color', value: faker.color.human() },
      { type: 'color', value: `${faker.color.human()} melange` },
      { type: 'price', value: `under-$${faker.number.int({ min: 20, max: 200 })}` },
    ],
    sorts: [{ type: 'price', value: 'desc' }],
    results_count: faker.number.int(900),
  };
}

function productList(faker, count) {
  return {
    list_id: `list_${faker.string.alphanumeric(10)}`,
    category: category(faker),
    products: faker.helpers.multiple(() => product(faker), { count }),
  };
}

function review(faker) {
  return {
    product_id: faker.string.alphanumeric(12),
    review_id: faker.string.uuid(),
    review_body: faker.lorem.sentences(2),
    rating: faker.helpers.arrayElement([1, 2, 3, 3.5, 4, 4.5, 5]),
  };
}

function interaction(faker) {
  return { element_id: faker.string.alphanumeric(12), label: faker.commerce.productName(), position: 3 };
}

function traits(faker) {
  return {
    email: faker.internet.email(),
    firstName: faker.person.firstName(),
    lastName: faker.person.lastName(),
    createdAt: time(faker),
    plan: faker.commerce.department(),
  };
}

// ---- the envelopes: keys come and go, and their order differs from SDK to SDK

function knownBrowser(faker, call) {
  const at = time(faker);
  return {
    timestamp: at,
    integrations: { All: true, 'Google Analytics 4': { sessionIds: [faker.string.numeric(10)] } },
    userId: `user_${faker.string.alphanumeric(12)}`,
    anonymousId: faker.string.uuid(),
    ...call,
    context: {
      ...browserContext(faker, referrer(faker)),
      campaign: campaign(faker),
      consent: consent(faker),
    },
    ...browserDelivery(faker, at),
  };
}

function anonymousBrowser(faker, call) {
  const at = time(faker);
  return {
    timestamp: at,
    integrations: { All: true },
    userId: null,
    anonymousId: faker.string.uuid(),
    ...call,
    context: { ...browserContext(faker, referrer(faker)), consent: consent(faker) },
    ...browserDelivery(faker, at),
  };
}

// as a webhook delivers it: the keys sorted by name
function directBrowser(faker, { event, name, properties, traits, type }) {
  const at = time(faker);
  const { originalTimestamp, sentAt, receivedAt } = deliveryTimes(faker, at);
  const { ip, library, locale, page, timezone, userAgent } = browserContext(faker, '');
  return {
    anonymousId: faker.string.uuid(),
    channel: 'client',
    context: { ip, library, locale, page, timezone, userAgent },
    ...(event && { event }),
    integrations: {},
    messageId: `ajs-next-${faker.string.numeric(13)}-${faker.string.uuid()}`,
    ...(name && { name }),
    originalTimestamp,
    projectId: faker.string.alphanumeric(22),
    ...(properties && { properties }),
    receivedAt,
    sentAt,
    timestamp: at,
    ...(traits && { traits }),
    type,
    version: 2,
    writeKey: faker.string.alphanumeric(32),
  };
}

function mobile(faker, call) {
  const at = time(faker);
  return {
    anonymousId: faker.string.uuid().toUpperCase(),
    userId: `user_${faker.string.alphanumeric(12)}`,
    ...call,
    messageId: faker.string.uuid().toUpperCase(),
    timestamp: at,
    context: {
      app: {
        name: 'Shop',
        version: faker.system.semver(),
        build: faker.string.numeric(5),
        namespace: 'com.example.shop',
      },
      device: {
        id: faker.string.uuid(),
        manufacturer: 'Apple',
        model: 'iPhone16,1',
        name: 'iPhone',
        type: 'ios',
      },
      os: { name: 'iOS', version: faker.system.semver() },
      screen: { height: 2556, width: 1179 },
      network: { bluetooth: false, cellular: true, wifi: false },
      library: { name: 'analytics-swift', version: '1.6.2' },
      locale: 'en-US',
      timezone: faker.location.timeZone(),
      ip: faker.internet.ipv4(),
      userAgent: faker.internet.userAgent(),
      instanceId: faker.string.uuid(),
    },
    integrations: {},
    ...delivery(faker, at),
  };
}

function server(faker, call) {
  const at = time(faker);
  return {
    userId: `user_${faker.string.alphanumeric(12)}`,
    timestamp: at,
    ...call,
    context: { library: { name: '@segment/analytics-node', version: '2.2.1' }, ip: faker.internet.ipv4() },
    integrations: {},
    messageId: `node-next-${faker.string.numeric(13)}-${faker.string.uuid()}`,
    ...delivery(faker, at),
    _metadata: { nodeVersion: '20.20.2', jsRuntime: 'node' },
  };
}

function browserContext(faker, from) {
  return {
    page: page(faker, from),
    userAgent: faker.internet.userAgent(),
    userAgentData: {
      brands: [
        { brand: 'Not A(Brand', version: '8' },
        { brand: 'Chromium', version: faker.string.numeric(3) },
      ],
      mobile: false,
      platform: 'macOS',
    },
    locale: 'en-US',
    library: { name: 'analytics.js', version: 'npm:next-1.81.0' },
    timezone: faker.location.timeZone(),
    ip: faker.internet.ipv4(),
  };
}

function browserDelivery(faker, at) {
  return {
    messageId: `ajs-next-${faker.string.numeric(13)}-${faker.string.uuid()}`,
    ...delivery(faker, at),
    _metadata: { bundled: ['Segment.io'], unbundled: [], bundledIds: [] },
  };
}

function delivery(faker, at) {
  return {
    writeKey: faker.string.alphanumeric(32),
    ...deliveryTimes(faker, at),
    channel: 'client',
    projectId: faker.string.alphanumeric(22),
    version: 2,
  };
}

function deliveryTimes(faker, originalTimestamp) {
  const sentAt = later(originalTimestamp, faker.number.int({ min: 1, max: 3000 }));
  return { originalTimestamp, sentAt, receivedAt: later(sentAt, faker.number.int({ min: 20, max: 900 })) };
}

function later(at, milliseconds) {
  return new Date(Date.parse(at) + milliseconds).toISOString();
}

function page(faker, from = referrer(faker)) {
  const path = `/${faker.lorem.slug(3)}`;
  return {
    path,
    referrer: from,
    search: '',
    title: title(faker),
    url: `https://shop.example.com${path}`,
  };
}

function title(faker) {
  return `${faker.commerce.productName()} | Shop`;
}

function referrer(faker) {
  return `https://www.google.example/?q=${faker.lorem.slug(2)}`;
}

function campaign(faker) {
  return {
    name: faker.lorem.slug(3),
    source: faker.internet.domainWord(),
    medium: 'newsletter',
    term: faker.lorem.slug(2),
    content: faker.lorem.slug(4),
  };
}

function consent(faker) {
  const [Advertising, Analytics] = faker.helpers.multiple(() => faker.datatype.boolean(), { count: 2 });
  return { categoryPreferences: { Advertising, Analytics, Functional: true } };
}

function category(faker) {
  return `${faker.commerce.department()} & ${faker.commerce.department()} > ${faker.commerce.product()}`;
}

function price(faker) {
  return faker.number.float({ min: 4, max: 120, fractionDigits: 2 });
}

function time(faker) {
  return faker.date.between({ from: '2026-01-01', to: '2026-06-30' }).toISOString();
}

function cents(amount) {
  return Math.round(amount * 100) / 100;
}
