// The unsafe mapper, and ajv on its record: that Miso would accept it. The schema is of the form that Miso publishes, a
// list of 29 types of which one must fit. It does not pick the type by its name: that would take half as long.
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import unsafe from './unsafe.mjs?for=ajv';

const STRING = { type: 'string' };
const NUMBER = { type: 'number' };
const IDS = { type: 'array', items: { type: 'string', maxLength: 512 } };
const NUMBERS = { type: 'array', items: NUMBER };

const CONTEXT = {
  type: 'object',
  properties: {
    campaign: {
      type: 'object',
      properties: { name: STRING, source: STRING, medium: STRING, term: STRING, content: STRING },
    },
    truncated_ip: { type: 'string', format: 'ipv4' },
    locale: STRING,
    region: STRING,
    page: { type: 'object', required: ['url'], properties: { url: STRING, referrer: STRING, title: STRING } },
    user_agent: STRING,
  },
};
const SEARCH = {
  type: 'object',
  properties: {
    keywords: STRING,
    filters: { type: 'object', additionalProperties: { type: 'array', items: STRING } },
  },
};

const PRODUCTS = { product_ids: IDS, product_group_ids: IDS };
const LASTING = { duration: NUMBER };
const COUNTED = { quantities: { anyOf: [NUMBERS, NUMBER] } };

/** The types in Miso's order, each with its own fields. */
const TYPES = {
  product_detail_page_view: { ...PRODUCTS, ...LASTING },
  search: { search: SEARCH },
  add_to_cart: { ...PRODUCTS, ...COUNTED },
  remove_from_cart: PRODUCTS,
  checkout: { ...PRODUCTS, ...COUNTED, revenue: NUMBER },
  refund: PRODUCTS,
  subscribe: PRODUCTS,
  unsubscribe: PRODUCTS,
  add_to_collection: PRODUCTS,
  remove_from_collection: PRODUCTS,
  read: { ...PRODUCTS, ...LASTING },
  watch: { ...PRODUCTS, ...LASTING },
  listen: { ...PRODUCTS, ...LASTING },
  like: PRODUCTS,
  dislike: PRODUCTS,
  share: PRODUCTS,
  rate: { ...PRODUCTS, rating: NUMBER },
  bookmark: PRODUCTS,
  complete: PRODUCTS,
  feedback: { question_id: STRING, result_type: STRING, value: STRING },
  impression: PRODUCTS,
  viewable_impression: PRODUCTS,
  click: PRODUCTS,
  submit: PRODUCTS,
  home_page_view: LASTING,
  category_page_view: { ...LASTING, category: { type: 'array', items: STRING } },
  promo_page_view: { ...PRODUCTS, ...LASTING },
  product_image_view: PRODUCTS,
  custom: { ...PRODUCTS, custom_action_name: STRING },
};

const ajv = addFormats(new Ajv());
const validate = ajv.compile({
  anyOf: Object.entries(TYPES).map(([type, fields]) => ({
    type: 'object',
    properties: {
      type: { type: 'string', enum: [type] },
      user_id: { type: 'string', maxLength: 512 },
      anonymous_id: { type: 'string', maxLength: 1024 },
      timestamp: { type: 'string', format: 'date-time' },
      miso_id: { type: 'string', format: 'uuid' },
      context: CONTEXT,
      ...fields,
    },
    required: ['type'],
    additionalProperties: false,
  })),
});

export default function map(event) {
  const record = unsafe(event);
  if (!validate(record)) throw new Error(ajv.errorsText(validate.errors));
  return record;
}
