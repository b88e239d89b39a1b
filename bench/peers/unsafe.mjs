// What one would write by hand for events that are always well formed: no check, and one literal for each record. As a
// record has no `undefined` values, and a key that is added later costs more, there is a literal for each way in which
// a visitor is known.

export default function map(event) {
  switch (event.event) {
    case 'Product Viewed':
      return productViewed(event);
    case 'Product Added':
      return productAdded(event);
    case 'Order Completed':
      return orderCompleted(event);
    case 'Products Searched':
      return productsSearched(event);
    case 'Product List Viewed':
      return productListViewed(event);
    default:
      return productReviewed(event);
  }
}

function productViewed({ userId, anonymousId, timestamp, properties, context: from }) {
  const type = 'product_detail_page_view';
  const product_ids = [properties.product_id];
  const context = readContext(from);
  if (!userId) return { type, anonymous_id: anonymousId, timestamp, product_ids, context };
  if (!anonymousId) return { type, user_id: userId, timestamp, product_ids, context };
  return { type, user_id: userId, anonymous_id: anonymousId, timestamp, product_ids, context };
}

function productAdded({ userId, anonymousId, timestamp, properties, context: from }) {
  const type = 'add_to_cart';
  const product_ids = [properties.product_id];
  const quantities = [properties.quantity];
  const context = readContext(from);
  if (!userId) return { type, anonymous_id: anonymousId, timestamp, product_ids, quantities, context };
  if (!anonymousId) return { type, user_id: userId, timestamp, product_ids, quantities, context };
  return { type, user_id: userId, anonymous_id: anonymousId, timestamp, product_ids, quantities, context };
}

function orderCompleted({ userId, anonymousId, timestamp, properties, context: from }) {
  const type = 'checkout';
  const { products, total: revenue } = properties;
  const product_ids = new Array(products.length);
  const quantities = new Array(products.length);
  for (let index = 0; index < products.length; index++) {
    product_ids[index] = products[index].product_id;
    quantities[index] = products[index].quantity;
  }
  const context = readContext(from);
  if (!userId)
    return { type, anonymous_id: anonymousId, timestamp, product_ids, quantities, revenue, context };
  if (!anonymousId) return { type, user_id: userId, timestamp, product_ids, quantities, revenue, context };
  return {
    type,
    user_id: userId,
    anonymous_id: anonymousId,
    timestamp,
    product_ids,
    quantities,
    revenue,
    context,
  };
}

function productsSearched({ userId, anonymousId, timestamp, properties, context: from }) {
  const type = 'search';
  const filters = {};
  for (const { type, value } of properties.filters) {
    if (filters[type] === undefined) filters[type] = [value];
    else filters[type].push(value);
  }
  const search = { keywords: properties.query, filters };
  const context = readContext(from);
  if (!userId) return { type, anonymous_id: anonymousId, timestamp, search, context };
  if (!anonymousId) return { type, user_id: userId, timestamp, search, context };
  return { type, user_id: userId, anonymous_id: anonymousId, timestamp, search, context };
}

function productListViewed({ userId, anonymousId, timestamp, properties, context: from }) {
  const type = 'category_page_view';
  const category = properties.category.split(' > ');
  const context = readContext(from);
  if (!userId) return { type, anonymous_id: anonymousId, timestamp, category, context };
  if (!anonymousId) return { type, user_id: userId, timestamp, category, context };
  return { type, user_id: userId, anonymous_id: anonymousId, timestamp, category, context };
}

function productReviewed({ userId, anonymousId, timestamp, properties, context: from }) {
  const type = 'rate';
  const { product_id, rating } = properties;
  const product_ids = [product_id];
  const context = readContext(from);
  if (!userId) return { type, anonymous_id: anonymousId, timestamp, product_ids, rating, context };
  if (!anonymousId) return { type, user_id: userId, timestamp, product_ids, rating, context };
  return { type, user_id: userId, anonymous_id: anonymousId, timestamp, product_ids, rating, context };
}

function readContext({ campaign: by, ip, locale, page: on, userAgent }) {
  const truncated_ip = `${ip.slice(0, ip.lastIndexOf('.') + 1)}0`;
  if (!locale) return { truncated_ip };
  if (!on) return { truncated_ip, locale, user_agent: userAgent };
  const { url, referrer, title } = on;
  const page = referrer === '' ? { url, title } : { url, referrer, title };
  if (!by) return { truncated_ip, locale, page, user_agent: userAgent };
  const { name, source, medium, term, content } = by;
  const campaign = { name, source, medium, term, content };
  return { campaign, truncated_ip, locale, page, user_agent: userAgent };
}
