// What arrives: properties known by name, each of any type, as nobody has checked them.

type Raw<Key extends string> = { readonly [Name in Key]?: unknown };

export type RawEvent = Raw<
  | 'type'
  | 'action'
  | 'event'
  | 'name'
  | 'properties'
  | 'context'
  | 'integrations'
  | 'userId'
  | 'anonymousId'
  | 'timestamp'
>;
export type RawProduct = Raw<'product_id' | 'productId' | 'id' | 'sku' | 'quantity'>;
export type RawProperties = RawProduct & Raw<'products' | 'query' | 'filters' | 'shipping' | 'tax'>;
export type RawContext = Raw<'campaign' | 'consent' | 'ip' | 'locale' | 'page' | 'userAgent'>;
export type RawCampaign = Raw<'name' | 'source' | 'medium' | 'term' | 'content'>;
export type RawPage = Raw<'url' | 'referrer' | 'title'>;
