// An unsafe mapper for events of any shape: it reads the properties that the library reads and assigns what it finds, in one
// fixed order. It checks and converts nothing, so its record is right only for an event that needs neither.

const RULES = new Map(
  [
    ['Products Searched', 'search', assignSearch],
    ['Product List Viewed', 'category_page_view', assignCategory],
    ['Product Viewed', 'product_detail_page_view', assignProduct],
    ['Product Added', 'add_to_cart', assignCountedProduct],
    ['Product Removed', 'remove_from_cart', assignProduct],
    ['Order Completed', 'checkout', assignOrder],
    ['Order Refunded', 'refund', assignProducts],
    ['Product Added to Wishlist', 'add_to_collection', assignProduct],
    ['Product Removed from Wishlist', 'remove_from_collection', assignProduct],
    ['Product Shared', 'share', assignProduct],
    ['Product Reviewed', 'rate', assignRating],
  ].flatMap(([name, type, assign]) => {
    const rule = { type, assign };
    return [
      [name, rule],
      [name.toLowerCase().replaceAll(' ', '_'), rule],
    ];
  }),
);

export default function map(event) {
  const { type, assign } = RULES.get(event.event);
  const { userId, anonymousId, properties, context } = event;
  const record = { type };
  if (userId) record.user_id = userId;
  if (anonymousId) record.anonymous_id = anonymousId;
  const timestamp = event.timestamp ?? event.originalTimestamp ?? event.receivedAt;
  if (timestamp) record.timestamp = timestamp;
  const misoId = properties.miso_id ?? properties.misoId ?? context?.miso_id;
  if (misoId) record.miso_id = misoId;
  assign(record, properties);
  if (context) assignContext(record, context);
  return record;
}

function assignProduct(record, properties) {
  record.product_ids = [readId(findProduct(properties))];
}

function assignCountedProduct(record, properties) {
  const product = findProduct(properties);
  record.product_ids = [readId(product)];
  if (product.quantity) record.quantities = [product.quantity];
}

function findProduct(properties) {
  if (readId(properties)) return properties;
  return properties.product ?? properties.products[0];
}

function readId(product) {
  return product.product_id ?? product.productId ?? product.id ?? product.sku;
}

function assignProducts(record, properties) {
  record.product_ids = findProducts(properties).map(readId);
}

function assignOrder(record, properties) {
  const products = findProducts(properties);
  const productIds = new Array(products.length);
  const quantities = new Array(products.length);
  let isAnyCounted = false;
  for (let index = 0; index < products.length; index++) {
    const product = products[index];
    productIds[index] = readId(product);
    quantities[index] = product.quantity ?? 1;
    if (product.quantity) isAnyCounted = true;
  }
  record.product_ids = productIds;
  if (isAnyCounted) record.quantities = quantities;
  const revenue = properties.total ?? properties.subtotal ?? properties.revenue ?? properties.value;
  if (revenue) record.revenue = revenue;
}

function findProducts({ products, product }) {
  return products ?? [product];
}

function assignSearch(record, properties) {
  const search = {};
  const keywords =
    properties.query ??
    properties.search_query ??
    properties.search_term ??
    properties.search_string ??
    properties.keywords ??
    properties.keyword ??
    properties.term ??
    properties.q;
  if (keywords) search.keywords = keywords;
  if (properties.filters) search.filters = groupFilters(properties.filters);
  record.search = search;
}

function groupFilters(selected) {
  const filters = {};
  if (Array.isArray(selected)) {
    for (const { type, value } of selected) {
      if (filters[type] === undefined) filters[type] = [value];
      else filters[type].push(value);
    }
  } else for (const field of Object.keys(selected)) filters[field] = [selected[field]].flat();
  return filters;
}

function assignCategory(record, { category }) {
  record.category = typeof category === 'string' ? category.split(' > ') : category;
}

function assignRating(record, properties) {
  assignProduct(record, properties);
  record.rating = properties.rating;
}

function assignContext(record, from) {
  const context = {};
  let isFilled = false;
  const { campaign, ip, locale, page, userAgent } = from;
  if (campaign) {
    const copy = {};
    let isCampaign = false;
    const { name, source, medium, term, content } = campaign;
    if (name) isCampaign = !!(copy.name = name);
    if (source) isCampaign = !!(copy.source = source);
    if (medium) isCampaign = !!(copy.medium = medium);
    if (term) isCampaign = !!(copy.term = term);
    if (content) isCampaign = !!(copy.content = content);
    if (isCampaign) isFilled = !!(context.campaign = copy);
  }
  if (ip) isFilled = !!(context.truncated_ip = `${ip.slice(0, ip.lastIndexOf('.') + 1)}0`);
  if (locale) isFilled = !!(context.locale = locale);
  if (page?.url) {
    const { url, referrer, title } = page;
    const copy = { url };
    if (referrer) copy.referrer = referrer;
    if (title) copy.title = title;
    isFilled = !!(context.page = copy);
  }
  if (userAgent) isFilled = !!(context.user_agent = userAgent);
  if (isFilled) record.context = context;
}
