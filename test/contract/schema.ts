/**
 * Miso's contract (API 1.1.4, `POST /v1/interactions`) as JSON Schema, written from the published facts and from nothing
 * in `src`, so that the two can be compared.
 */
const text = { type: 'string' } as const;
// JSON's one kind of number: Miso's `integer` is among them
const number = { type: 'number' } as const;
const boolean = { type: 'boolean' } as const;
const id = { type: 'string', maxLength: 512 } as const;

const flatObject = {
  type: 'object',
  additionalProperties: { anyOf: [text, number, boolean] },
} as const;

const customContext = {
  type: 'object',
  additionalProperties: {
    anyOf: [
      boolean,
      number,
      text,
      { type: 'array', items: number },
      { type: 'array', items: text },
      { type: 'array', items: flatObject },
    ],
  },
} as const;

// open, as are `campaign`, `page` and `search`: Miso takes further members
const context = {
  type: 'object',
  properties: {
    campaign: {
      type: 'object',
      properties: { name: text, source: text, medium: text, term: text, content: text },
    },
    truncated_ip: { type: 'string', format: 'ipv4' },
    locale: text,
    region: text,
    page: {
      type: 'object',
      properties: { url: text, referrer: text, title: text },
      required: ['url'],
    },
    user_agent: text,
    custom_context: customContext,
  },
} as const;

const search = {
  type: 'object',
  properties: {
    keywords: text,
    filters: { type: 'object', additionalProperties: { type: 'array', items: text } },
  },
} as const;

const ids = { type: 'array', items: id } as const;
const products = { product_ids: ids, product_group_ids: ids } as const;
const lasting = { duration: number } as const;
const counted = { quantities: { anyOf: [{ type: 'array', items: number }, number] } } as const;

/** The fields of every record. */
export const common = {
  user_id: id,
  anonymous_id: { type: 'string', maxLength: 1024 },
  timestamp: { type: 'string', format: 'date-time' },
  miso_id: { type: 'string', format: 'uuid' },
  context,
} as const;

/** Interaction type -> the fields that it has beside the common ones. */
// prettier-ignore
export const ownFields = {
  product_detail_page_view: { ...products, ...lasting },
  search:                   { search },
  add_to_cart:              { ...products, ...counted },
  remove_from_cart:         { ...products },
  checkout:                 { ...products, ...counted, revenue: number },
  refund:                   { ...products },
  subscribe:                { ...products },
  unsubscribe:              { ...products },
  add_to_collection:        { ...products },
  remove_from_collection:   { ...products },
  read:                     { ...products, ...lasting },
  watch:                    { ...products, ...lasting },
  listen:                   { ...products, ...lasting },
  like:                     { ...products },
  dislike:                  { ...products },
  share:                    { ...products },
  rate:                     { ...products, rating: number },
  bookmark:                 { ...products },
  complete:                 { ...products },
  feedback:                 { question_id: id, result_type: text, value: text },
  impression:               { ...products },
  viewable_impression:      { ...products },
  click:                    { ...products },
  submit:                   { ...products },
  home_page_view:           { ...lasting },
  category_page_view:       { ...lasting, category: { type: 'array', items: text } },
  promo_page_view:          { ...products, ...lasting },
  product_image_view:       { ...products },
  custom:                   { ...products, custom_action_name: text },
} as const;

/** Interaction type -> the fields that it cannot be without, beside `type`; the other types have none. */
export const requiredFields = { custom: ['custom_action_name'] } as const;

/** The name of an interaction type, as the contract has it. */
export type ContractType = keyof typeof ownFields;

/** The names of the 29 interaction types, as the contract has them. */
export const contractTypes = Object.keys(ownFields).filter(isContractType);

function isContractType(name: string): name is ContractType {
  return name in ownFields;
}

/** The names of the fields of a type: its own, then the common ones. */
export function listFields(type: ContractType): string[] {
  return [...Object.keys(ownFields[type]), ...Object.keys(common)];
}

/** The names of the fields that a type cannot be without, beside `type`. */
export function listRequiredFields(type: ContractType): readonly string[] {
  return type in requiredFields ? requiredFields[type as keyof typeof requiredFields] : [];
}

// closed: a record has no other key
function createRecordSchema(type: ContractType) {
  return {
    type: 'object',
    properties: { type: { const: type }, ...common, ...ownFields[type] },
    required: ['type', ...listRequiredFields(type)],
    additionalProperties: false,
  };
}

// the type picks the one schema that is asked, so that the errors are of that one
const record = {
  type: 'object',
  discriminator: { propertyName: 'type' },
  oneOf: contractTypes.map(createRecordSchema),
};

const DRAFT = 'http://json-schema.org/draft-07/schema#';

/** The schema of one record. Ajv needs its option `discriminator`. */
export const interactionSchema = { $schema: DRAFT, ...record };

/** The schema of the body of an upload. */
export const uploadSchema = {
  $schema: DRAFT,
  type: 'object',
  properties: { data: { type: 'array', items: record } },
  required: ['data'],
};
