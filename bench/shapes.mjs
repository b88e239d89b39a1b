// Events that differ from the usual one: by one change each, or by many at random.
import { base, Faker } from '@faker-js/faker';
import { ENVELOPES, eventSource, PROPERTIES } from './payloads.mjs';

const ALL = Object.keys(PROPERTIES);
const SEARCH = ['Products Searched'];
const LIST = ['Product List Viewed'];
const ORDER = ['Order Completed'];
const REVIEW = ['Product Reviewed'];
const COUNTED = ['Product Added', ...ORDER];
const PRODUCTS = ALL.filter((name) => ![...SEARCH, ...LIST].includes(name));
const USUAL = ['Product Viewed', ...COUNTED];

/**
 * The changes: of which field, what it does to the result, its name, the events that it applies to, and how it is made. The
 * record holds what the event has (`copied`); or a value is `converted` or left out; or there is a warning (`warned`); or the
 * event is `rejected`.
 */
// prettier-ignore
export const CHANGES = [
  ['name', 'copied', 'name in snake_case', ALL, (event) => { event.event = event.event.toLowerCase().replaceAll(' ', '_'); }],
  ['type', 'copied', 'no type', ALL, (event) => { delete event.type; }],
  ['type', 'rejected', 'no name', ALL, (event) => { delete event.event; }],

  ['identity', 'copied', 'anonymous', ALL, (event) => { event.anonymousId ??= readUuid(event); event.userId = null; }],
  ['identity', 'copied', 'anonymous, no key userId', ALL, (event) => { event.anonymousId ??= readUuid(event); delete event.userId; }],
  ['identity', 'copied', 'user ID only', ALL, (event) => { event.userId ??= readUuid(event); delete event.anonymousId; }],
  ['identity', 'converted', 'number as user ID', ALL, (event) => { event.userId = readNumber(event.messageId); }],
  ['identity', 'rejected', 'no identity', ALL, (event) => { omit(event, ['userId', 'anonymousId']); }],

  ['timestamp', 'copied', 'time with an offset', ALL, (event) => { event.timestamp = event.timestamp.replace('Z', '+02:00'); }],
  ['timestamp', 'converted', 'time without a zone', ALL, (event) => { event.timestamp = event.timestamp.slice(0, -1); }],
  ['timestamp', 'converted', 'time with a space for T', ALL, (event) => { event.timestamp = event.timestamp.slice(0, 19).replace('T', ' '); }],
  ['timestamp', 'converted', 'epoch milliseconds', ALL, (event) => { event.timestamp = Date.parse(event.timestamp); }],
  ['timestamp', 'converted', 'epoch seconds', ALL, (event) => { event.timestamp = Math.floor(Date.parse(event.timestamp) / 1000); }],
  ['timestamp', 'copied', 'no timestamp, but receivedAt', ALL, (event) => { omit(event, ['timestamp', 'originalTimestamp']); }],
  ['timestamp', 'warned', 'no time at all', ALL, (event) => { omit(event, ['timestamp', 'originalTimestamp', 'receivedAt']); }],

  ['product', 'copied', 'SKU only', PRODUCTS, (event) => { changeProducts(event, ({ product_id, ...rest }) => ({ ...rest, sku: product_id })); }],
  ['product', 'copied', 'productId', PRODUCTS, (event) => { changeProducts(event, ({ product_id, ...rest }) => ({ productId: product_id, ...rest })); }],
  ['product', 'converted', 'number as product ID', PRODUCTS, (event) => { changeProducts(event, ({ product_id, ...rest }) => ({ product_id: readNumber(product_id), ...rest })); }],
  ['product', 'copied', 'nested product', PRODUCTS, (event) => { nestProduct(event); }],
  ['product', 'rejected', 'no product', PRODUCTS, (event) => { event.properties = { currency: 'USD' }; }],

  ['quantity', 'copied', 'no quantity', COUNTED, (event) => { changeProducts(event, ({ quantity, ...rest }) => rest); }],
  ['quantity', 'copied', 'one product without quantity', ORDER, ({ properties }) => { delete properties.products?.at(-1).quantity; }],
  ['quantity', 'converted', 'quantity as a string', COUNTED, (event) => { changeProducts(event, (product) => ({ ...product, quantity: '2' })); }],

  ['revenue', 'copied', 'total only', ORDER, ({ properties }) => { omit(properties, ['subtotal', 'revenue', 'shipping', 'tax', 'discount']); }],
  ['revenue', 'copied', 'no amounts', ORDER, ({ properties }) => { omit(properties, ['total', 'subtotal', 'revenue', 'shipping', 'tax', 'discount']); }],
  ['revenue', 'converted', 'no total, but its parts', ORDER, ({ properties }) => { omit(properties, ['total']); }],
  ['revenue', 'converted', 'total as a string', ORDER, ({ properties }) => { properties.total = `$${properties.total}`; }],

  ['keywords', 'copied', 'search_term', SEARCH, ({ properties }) => { rename(properties, 'query', 'search_term'); }],
  ['keywords', 'copied', 'q', SEARCH, ({ properties }) => { rename(properties, 'query', 'q'); }],
  ['keywords', 'rejected', 'no keywords', SEARCH, ({ properties }) => { omit(properties, ['query', 'filters']); }],
  ['filters', 'copied', 'no filters', SEARCH, ({ properties }) => { omit(properties, ['filters']); }],
  ['filters', 'copied', 'filters as an object', SEARCH, ({ properties }) => { properties.filters = { brand: ['Acme & Co'], color: ['red', 'blue'] }; }],

  ['category', 'copied', 'category as an array', LIST, ({ properties }) => { properties.category = properties.category.split(' > '); }],
  ['category', 'copied', 'category of one level', LIST, ({ properties }) => { [properties.category] = properties.category.split(' > '); }],
  ['category', 'rejected', 'no category', LIST, (event) => { omit(event.properties, ['category']); changeProducts(event, ({ category, ...rest }) => rest); }],

  ['rating', 'converted', 'rating as a string', REVIEW, ({ properties }) => { properties.rating = String(properties.rating); }],
  ['rating', 'rejected', 'no rating', REVIEW, ({ properties }) => { omit(properties, ['rating']); }],
  ['rating', 'rejected', 'rating of 9', REVIEW, ({ properties }) => { properties.rating = 9; }],

  ['misoId', 'copied', 'Miso ID', ALL, (event) => { event.properties.miso_id = readUuid(event); }],
  ['misoId', 'copied', 'Miso ID in the context', ALL, (event) => { event.context.miso_id = readUuid(event); }],

  ['campaign', 'copied', 'campaign of three parameters', ALL, ({ context }) => { omit(context.campaign, ['term', 'content']); }],
  ['campaign', 'copied', 'campaign of two parameters', ALL, ({ context }) => { omit(context.campaign, ['name', 'term', 'content']); }],
  ['campaign', 'copied', 'empty campaign', ALL, ({ context }) => { context.campaign = {}; }],
  ['campaign', 'copied', 'no campaign', ALL, ({ context }) => { omit(context, ['campaign']); }],

  ['ip', 'converted', 'IPv6', ALL, (event) => { event.context.ip = `2001:db8:85a3::8a2e:370:${readUuid(event).slice(-4)}`; }],
  ['ip', 'copied', 'no IP', ALL, ({ context }) => { omit(context, ['ip']); }],

  ['locale', 'copied', 'no locale', ALL, ({ context }) => { omit(context, ['locale']); }],
  ['locale', 'copied', 'empty locale', ALL, ({ context }) => { context.locale = ''; }],
  ['userAgent', 'copied', 'no user agent', ALL, ({ context }) => { omit(context, ['userAgent']); }],

  ['page', 'copied', 'page without title', ALL, ({ context }) => { omit(context.page, ['title']); }],
  ['page', 'copied', 'page without referrer', ALL, ({ context }) => { omit(context.page, ['referrer']); }],
  ['page', 'copied', 'page with an empty referrer', ALL, ({ context }) => { if (context.page) context.page.referrer = ''; }],
  ['page', 'copied', 'empty page', ALL, ({ context }) => { context.page = {}; }],
  ['page', 'copied', 'no page', ALL, ({ context }) => { omit(context, ['page']); }],

  ['context', 'copied', 'context with only library', ALL, (event) => { event.context = { library: event.context.library }; }],
  ['context', 'copied', 'empty context', ALL, (event) => { event.context = {}; }],
  ['context', 'copied', 'no context', ALL, (event) => { omit(event, ['context']); }],
].map(([field, outcome, name, events, apply]) => ({ field, outcome, name, events, apply }));

const FIELDS = [...new Set(CHANGES.map(({ field }) => field))];

/** The keys that no event leaves out at random: the changes start from them. */
// prettier-ignore
const NEEDED = [
  'type', 'event', 'userId', 'anonymousId', 'timestamp', 'receivedAt', 'messageId', 'context', 'properties',
  'product_id', 'products', 'query', 'category', 'rating', 'total',
];

/** What is invalid in a few events of any traffic: a warning for each. */
// prettier-ignore
const FAULTS = [
  (event) => { event.timestamp = 'yesterday'; },
  (event) => { event.anonymousId ??= readUuid(event); event.userId = { id: event.userId }; },
  (event) => { event.context = 'web'; },
  ({ context }) => { if (context) context.ip = 'unknown'; },
  ({ context }) => { if (context) context.page = context.page?.url ?? '/'; },
  ({ properties }) => { properties.miso_id = 'none'; },
].map((apply) => ({ outcome: 'warned', apply }));

/** What arrives in place of an event: it as a string, in an array, or nothing. */
const NOT_EVENTS = [(json) => JSON.stringify(json), (json) => `[${json}]`, () => 'null'];

/** The events that a change is measured on: the three most usual ones, or those that only it is for. */
export function findUsualEvents({ events }) {
  const usual = USUAL.filter((event) => events.includes(event));
  return usual.length > 0 ? usual : events;
}

/** An event changed in place, in the form that it has in a batch. */
export function applyChanges(event, changes) {
  for (const { apply } of changes) apply(event);
  const outcomes = changes.map(({ outcome }) => outcome);
  return {
    json: JSON.stringify(event),
    status: outcomes.includes('rejected') ? 'rejected' : 'mapped',
    isCopied: outcomes.every((outcome) => outcome === 'copied'),
  };
}

/**
 * Makes events of random shapes, all of which are mapped, or all rejected. A shape is a name, an envelope, which keys are left
 * out of envelope, context, properties and products (a quarter of those that an event can do without), the order of the
 * properties, and the changes: of one field in three, one of its changes. Besides, one event in twenty has a fault, and one
 * in twenty of the rejected is not an object.
 */
export function mixtureSource(seed, status, shapes) {
  const { usual } = eventSource(seed);
  const faker = new Faker({ locale: base, seed });
  const choice = new Faker({ locale: base });

  return () => {
    // the same choices for each event of a shape
    choice.seed([seed, faker.number.int(shapes - 1)]);
    const name = choice.helpers.arrayElement(ALL);
    const { changes, rejections } = chooseChanges(name, status, choice);
    const event = thinOut(usual(name, choice.helpers.arrayElement(ENVELOPES)), choice);
    event.context = thinOut(event.context, choice);
    const { products = [], ...properties } = thinOut(event.properties, choice);
    event.properties = Object.fromEntries(choice.helpers.shuffle(Object.entries(properties)));
    if (products.length > 0) {
      const left = thinOut(products[0], choice);
      event.properties.products = products.map((product) => pick(product, Object.keys(left)));
    }
    if (isOneIn(20, faker)) changes.push(faker.helpers.arrayElement(FAULTS));
    const made = applyChanges(event, [...changes, ...rejections]);
    if (status === 'mapped' || !isOneIn(20, faker)) return made;
    return { ...made, json: faker.helpers.arrayElement(NOT_EVENTS)(made.json) };
  };
}

function chooseChanges(name, status, choice) {
  const possible = CHANGES.filter(({ events }) => events.includes(name));
  const isRejection = ({ outcome }) => outcome === 'rejected';
  const rejections = status === 'rejected' ? [choice.helpers.arrayElement(possible.filter(isRejection))] : [];
  const changes = FIELDS.filter((field) => field !== rejections[0]?.field && isOneIn(3, choice))
    .map((field) => possible.filter((change) => change.field === field && !isRejection(change)))
    .filter((choices) => choices.length > 0)
    .map((choices) => choice.helpers.arrayElement(choices));
  return { changes, rejections };
}

function thinOut(object, choice) {
  const keys = Object.keys(object).filter((key) => NEEDED.includes(key) || !isOneIn(4, choice));
  return pick(object, keys);
}

function isOneIn(count, { number }) {
  return number.int(count - 1) === 0;
}

function pick(object, keys) {
  return Object.fromEntries(keys.map((key) => [key, object[key]]));
}

function omit(object, keys) {
  if (object) for (const key of keys) delete object[key];
}

function rename(object, from, to) {
  object[to] = object[from];
  delete object[from];
}

// all SDKs end the ID of a message with a UUID
function readUuid({ messageId }) {
  return messageId.slice(-36);
}

function readNumber(id) {
  return Number.parseInt(id.slice(-8), 36) % 1e9;
}

function changeProducts(event, change) {
  const { products, product } = event.properties;
  if (products) event.properties.products = products.map(change);
  else if (product) event.properties.product = change(product);
  else event.properties = change(event.properties);
}

function nestProduct(event) {
  const { products: [first] = [], rating, total, ...product } = event.properties;
  event.properties = { rating, total, product: first ?? product };
}
