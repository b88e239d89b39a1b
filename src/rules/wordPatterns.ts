import type { MisoInteractionType } from '../miso/interactions.ts';

/** Concept -> the words that stand for it in the names of events. */
const WORDS_BY_CONCEPT = {
  // without a meaning of their own
  filler:
    'a an the to from in into on of for with by via sub quick new my user customer visitor guest client server backend frontend web mobile ios android shopping ecommerce event button btn',
  product: 'product item sku',
  products: 'products items',
  cart: 'cart basket bag trolley',
  order: 'order orders transaction sale',
  checkout: 'checkout',
  buy: 'purchase purchases purchased bought',
  wishlist: 'wishlist favorite favorites favourite favourites later',
  category: 'category collection department catalog plp',
  list: 'list listing listings grid',
  result: 'result results',
  promotion: 'promotion promo banner offer deal',
  recommendation: 'recommendation recommendations recommended',
  page: 'page screen',
  home: 'home homepage',
  detail: 'detail details',
  pdp: 'pdp',
  image: 'image photo picture gallery',
  card: 'card tile',
  query: 'query term keyword keywords',
  review: 'review rating',
  video: 'video movie film trailer',
  audio: 'song track album podcast episode audiobook audio',
  text: 'article story post news',
  blog: 'blog',
  lesson: 'course lesson',
  content: 'content',
  add: 'add added adds',
  remove: 'remove removed removes delete deleted',
  move: 'move moved',
  save: 'save saved saves',
  favor: 'favorited favourited wishlisted hearted',
  unfavor: 'unfavorited unfavourited unsaved',
  view: 'view viewed views visit visited open opened see seen load loaded land landed browse browsed',
  show: 'show shown displayed',
  click: 'click clicked clicks tap tapped select selected',
  zoom: 'zoom zoomed',
  search: 'search searched searches',
  perform: 'perform performed execute executed made',
  submit: 'submit submitted posted left written given entered',
  create: 'create created',
  finish: 'complete completed finish finished',
  confirm: 'place placed confirm confirmed confirmation paid success successful succeeded',
  issue: 'issued processed',
  refund: 'refund refunded refunds',
  share: 'share shared shares',
  rate: 'rate rated reviewed',
  like: 'like liked likes',
  dislike: 'dislike disliked',
  bookmark: 'bookmark bookmarked',
  subscribe: 'subscribe subscribed',
  unsubscribe: 'unsubscribe unsubscribed',
  impression: 'impression impressions',
  viewable: 'viewable',
  play: 'play played plays start started stream streamed',
  watch: 'watch watched',
  listen: 'listen listened heard',
  read: 'read',
};

type Pattern = readonly [to: MisoInteractionType, needs: string, may: string];

/**
 * What the concepts of a name stand for: the type, the concepts that are needed (`a|b` is one of the two), and those that there
 * may be beside them. A name with any other word has no pattern: `Add to Cart Failed` is not an add.
 */
// prettier-ignore
const PATTERNS: readonly Pattern[] = [
  ['add_to_cart',              'add|move cart',                                'product products wishlist save click'],
  ['add_to_cart',              'add product|products',                         ''],
  ['remove_from_cart',         'remove cart',                                  'product products click'],
  ['remove_from_cart',         'remove product|products',                      ''],
  ['add_to_collection',        'add|save|move wishlist',                       'product products click'],
  ['add_to_collection',        'favor',                                        'product'],
  ['add_to_collection',        'save product',                                 ''],
  ['remove_from_collection',   'remove wishlist',                              'product products'],
  ['remove_from_collection',   'unfavor',                                      'product'],
  ['checkout',                 'order|checkout|buy finish|confirm',            'order checkout buy product products'],
  ['checkout',                 'order submit|create',                          ''],
  ['checkout',                 'buy',                                          'order product products'],
  ['refund',                   'refund',                                       'order product products issue finish create'],
  ['search',                   'search',                                       'product products query perform submit finish'],
  ['search',                   'search result view',                           'product products page'],
  ['category_page_view',       'category view',                                'product products list page'],
  ['category_page_view',       'list product|products view',                   'page'],
  ['product_detail_page_view', 'product view',                                 'page detail'],
  ['product_detail_page_view', 'product detail',                               'page'],
  ['product_detail_page_view', 'pdp',                                          'product view page'],
  ['product_image_view',       'product image view|zoom|click',                ''],
  ['home_page_view',           'home',                                         'view page'],
  ['promo_page_view',          'promotion click',                              'page'],
  ['promo_page_view',          'promotion page view',                          ''],
  ['click',                    'product|products|result|recommendation click', 'product recommendation card list search'],
  ['viewable_impression',      'viewable impression',                          'product products recommendation'],
  ['impression',               'product|products|recommendation impression',   'product products list card view'],
  ['impression',               'recommendation view|show',                     'products list'],
  ['impression',               'product|products show',                        'list card'],
  ['share',                    'share',                                        'product video audio text'],
  ['rate',                     'rate product',                                 ''],
  ['rate',                     'review submit|create|add',                     'product'],
  ['like',                     'like',                                         'product video audio text'],
  ['dislike',                  'dislike',                                      'product video audio text'],
  ['bookmark',                 'bookmark',                                     'product text add create'],
  ['subscribe',                'subscribe product',                            ''],
  ['unsubscribe',              'unsubscribe product',                          ''],
  ['watch',                    'video play|watch|view',                        'content'],
  ['listen',                   'audio play|listen',                            ''],
  ['read',                     'text view|read',                               'blog'],
  ['complete',                 'video finish',                                 'content'],
  ['complete',                 'audio|text|lesson finish',                     'blog'],
];

/** The type that a name stands for by the concepts of its words. */
export function findTypeByWords(words: readonly string[]): MisoInteractionType | undefined {
  const found = words.map((word) => concepts.get(word));
  const pattern = PATTERNS.find(([, needs, may]) => {
    const needed = needs.split(' ').map((choice) => choice.split('|'));
    const allowed = [...needed.flat(), ...may.split(' ')];
    return (
      needed.every((choice) => choice.some((concept) => found.includes(concept))) &&
      found.every((concept) => concept !== undefined && allowed.includes(concept))
    );
  });
  return pattern?.[0];
}

/** Whether a word has no meaning of its own. */
export function isFiller(word: string): boolean {
  return concepts.get(word) === 'filler';
}

const concepts: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ Object.entries(WORDS_BY_CONCEPT).flatMap(([concept, words]) =>
    words.split(' ').map((word) => [word, concept]),
  ),
);
