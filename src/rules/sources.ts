/** Field of an interaction -> what fills it: the sources that options name, and the context. */
export const sourcesOf = {
  user_id: ['userId'],
  anonymous_id: ['anonymousId'],
  timestamp: ['timestamp'],
  miso_id: ['misoId'],
  product_ids: ['products', 'productId'],
  product_group_ids: ['productGroupId'],
  quantities: ['quantity'],
  search: ['keywords', 'filters'],
  category: ['category'],
  revenue: ['revenue'],
  rating: ['rating'],
  duration: ['duration'],
  context: ['context'],
} as const;
