// Segment's facade, set neither to clone nor to look for dates. (It clones the event once all the same, for `rawEvent`.)
// Its accessors where it has them, `proxy` for the rest; what remains, the record needs and facade does not know.
import { Track } from '@segment/facade';

const OPTIONS = { clone: false, traverse: false };

export default function map(event) {
  const track = new Track(event, OPTIONS);
  switch (track.event()) {
    case 'Product Viewed':
      return record(track, { type: 'product_detail_page_view', product_ids: [track.productId()] });
    case 'Product Added':
      return record(track, {
        type: 'add_to_cart',
        product_ids: [track.productId()],
        quantities: [track.quantity()],
      });
    case 'Order Completed':
      return record(track, orderCompleted(track));
    case 'Products Searched':
      return record(track, { type: 'search', search: searched(track) });
    case 'Product List Viewed':
      return record(track, { type: 'category_page_view', category: track.category().split(' > ') });
    default:
      return record(track, {
        type: 'rate',
        product_ids: [track.productId()],
        rating: track.proxy('properties.rating'),
      });
  }
}

function orderCompleted(track) {
  const products = track.products();
  return {
    type: 'checkout',
    product_ids: products.map(({ product_id }) => product_id),
    quantities: products.map(({ quantity }) => quantity),
    revenue: track.total(),
  };
}

function searched(track) {
  const filters = {};
  for (const { type, value } of track.proxy('properties.filters')) (filters[type] ??= []).push(value);
  return { keywords: track.proxy('properties.query'), filters };
}

// keys in a fixed order and one by one, as that costs the least
function record(track, record) {
  const userId = track.userId();
  if (userId) record.user_id = userId;
  const anonymousId = track.anonymousId();
  if (anonymousId) record.anonymous_id = anonymousId;
  record.timestamp = track.timestamp().toISOString();
  record.context = readContext(track);
  return record;
}

function readContext(track) {
  const context = {};
  const campaign = track.proxy('context.campaign');
  if (campaign) {
    const { name, source, medium, term, content } = campaign;
    context.campaign = { name, source, medium, term, content };
  }
  const ip = track.ip();
  context.truncated_ip = `${ip.slice(0, ip.lastIndexOf('.') + 1)}0`;
  const locale = track.proxy('context.locale');
  if (locale) context.locale = locale;
  const page = track.proxy('context.page');
  if (page) {
    const { url, referrer, title } = page;
    context.page = referrer ? { url, referrer, title } : { url, title };
  }
  const userAgent = track.userAgent();
  if (userAgent) context.user_agent = userAgent;
  return context;
}
