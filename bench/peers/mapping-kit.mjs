// Segment's mapping-kit and its schema validation, called as `Action.execute` of its destinations calls them
// (@segment/actions-core, destination-kit/action.js), without what comes around: requests, statistics, hooks. Which action
// an event is for is looked up by its name, which costs less than Segment's subscription queries. Liquid, the
// kit's tool for strings, truncates the IP address. No directive plucks an array of ids, groups filters or splits a string: that is
// code after the validation, where a destination has its `perform`.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// its ESM build imports files without their extension, which Node refuses
const require = createRequire(import.meta.url);
const { transform } = require('@segment/actions-core/mapping-kit');
const { fieldsToJsonSchema } = require('@segment/actions-core/destination-kit/fields-to-jsonschema');
const { validateSchema } = require('@segment/actions-core/schema-validation');
// by its path, as the package exports all but this
const { removeEmptyValues } = require(
  join(dirname(require.resolve('@segment/actions-core')), 'remove-empty-values.js'),
);

const VISITOR = {
  user_id: path('userId'),
  anonymous_id: path('anonymousId'),
  timestamp: path('timestamp'),
  context: {
    campaign: {
      '@if': {
        exists: path('context.campaign'),
        then: {
          name: path('context.campaign.name'),
          source: path('context.campaign.source'),
          medium: path('context.campaign.medium'),
          term: path('context.campaign.term'),
          content: path('context.campaign.content'),
        },
      },
    },
    truncated_ip: { '@liquid': "{{ context.ip | split: '.' | slice: 0, 3 | join: '.' }}.0" },
    locale: path('context.locale'),
    page: {
      '@if': {
        exists: path('context.page'),
        then: {
          url: path('context.page.url'),
          referrer: { '@if': { blank: path('context.page.referrer'), then: path('context.page.referrer') } },
          title: path('context.page.title'),
        },
      },
    },
    user_agent: path('context.userAgent'),
  },
};
const VISITOR_FIELDS = {
  type: { label: 'Type', type: 'string', required: true },
  user_id: { label: 'User', type: 'string', maximum: 512 },
  anonymous_id: { label: 'Visitor', type: 'string', maximum: 1024 },
  timestamp: { label: 'Time', type: 'datetime', required: true },
  context: {
    label: 'Context',
    type: 'object',
    properties: {
      campaign: describeStrings(['name', 'source', 'medium', 'term', 'content']),
      truncated_ip: { label: 'IP address', type: 'string', format: 'ipv4' },
      locale: { label: 'Locale', type: 'string' },
      page: describeStrings(['url', 'referrer', 'title']),
      user_agent: { label: 'User agent', type: 'string' },
    },
  },
};
const ID = { label: 'Product', type: 'string', maximum: 512, required: true };
// a `maximum` here would be put on the list and not on its items
const IDS = { label: 'Products', type: 'string', multiple: true, required: true };
const NUMBER = { label: 'Number', type: 'number', required: true };
const STRING = { label: 'String', type: 'string', required: true };

const actions = new Map(
  Object.entries({
    'Product Viewed': {
      mapping: { type: 'product_detail_page_view', product_ids: [path('properties.product_id')] },
      fields: { product_ids: IDS },
    },
    'Product Added': {
      mapping: {
        type: 'add_to_cart',
        product_ids: [path('properties.product_id')],
        quantities: [path('properties.quantity')],
      },
      fields: { product_ids: IDS, quantities: { ...NUMBER, multiple: true } },
    },
    'Order Completed': {
      mapping: {
        type: 'checkout',
        products: describeList('products', { product_id: path('product_id'), quantity: path('quantity') }),
        revenue: path('properties.total'),
      },
      fields: { products: describeObjects({ product_id: ID, quantity: NUMBER }), revenue: NUMBER },
      perform: ({ products, ...payload }) => ({
        ...payload,
        product_ids: products.map(({ product_id }) => product_id),
        quantities: products.map(({ quantity }) => quantity),
      }),
    },
    'Products Searched': {
      mapping: {
        type: 'search',
        keywords: path('properties.query'),
        filters: describeList('filters', { type: path('type'), value: path('value') }),
      },
      fields: { keywords: STRING, filters: describeObjects({ type: STRING, value: STRING }) },
      perform: ({ keywords, filters, ...payload }) => ({
        ...payload,
        search: { keywords, filters: groupFilters(filters) },
      }),
    },
    'Product List Viewed': {
      mapping: { type: 'category_page_view', category: path('properties.category') },
      fields: { category: STRING },
      perform: (payload) => ({ ...payload, category: payload.category.split(' > ') }),
    },
    'Product Reviewed': {
      mapping: {
        type: 'rate',
        product_ids: [path('properties.product_id')],
        rating: path('properties.rating'),
      },
      fields: { product_ids: IDS, rating: { ...NUMBER, maximum: 5 } },
    },
  }).map(([event, { mapping, fields, perform }]) => [
    event,
    {
      mapping: { ...VISITOR, ...mapping },
      schema: fieldsToJsonSchema({ ...VISITOR_FIELDS, ...fields }),
      options: { schemaKey: `Miso:${event}`, exempt: ['dynamicAuthSettings'] },
      perform,
    },
  ]),
);

export default function map(event) {
  const { mapping, schema, options, perform } = actions.get(event.event);
  const payload = removeEmptyValues(transform(mapping, event), schema, true);
  validateSchema(payload, schema, options);
  return perform === undefined ? payload : perform(payload);
}

function path(at) {
  return { '@path': `$.${at}` };
}

function describeList(property, item) {
  return { '@arrayPath': [`$.properties.${property}`, item] };
}

function describeStrings(names) {
  const properties = Object.fromEntries(names.map((name) => [name, { label: name, type: 'string' }]));
  return { label: 'Strings', type: 'object', properties };
}

function describeObjects(properties) {
  return { label: 'List', type: 'object', multiple: true, required: true, properties };
}

function groupFilters(filters) {
  const groups = {};
  for (const { type, value } of filters) (groups[type] ??= []).push(value);
  return groups;
}
