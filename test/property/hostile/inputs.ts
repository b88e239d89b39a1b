import {
  createMapper,
  explainUploadError,
  mapSegmentEvent,
  type MapperOptions,
  MISO_INTERACTION_TYPES,
  type MisoInteraction,
  toUploadBodies,
  validateInteraction,
} from '../../../src/index.ts';
import type { Growing } from './growth.ts';

/** Inputs that anybody may send, by name. */
export const inputs: Readonly<Record<string, Growing>> = {
  ...createStringInputs(),
  ...createArrayInputs(),
  ...createPropertyInputs(),
  ...createNestedInputs(),
  ...createBatchInputs(),
  ...createOptionInputs(),
  ...misoInputs(),
};

/** Has an item be of a usual size. */
const NAME = 'x'.repeat(60);

/** Those that are tried in all sizes, as what they cost an item hides what too many items would cost. */
export const WHOLE: readonly string[] = ['events that are mapped'];

// --- texts: the same in every place where a text may be

/** What a text is made of: what comes first, what is repeated, and what comes last. */
function createStringInputs(): Record<string, Growing> {
  const parts: Readonly<Record<string, readonly [first: string, repeated: string, last: string]>> = {
    letters: ['', 'x', ''],
    blanks: ['', ' ', ''],
    'blanks between': ['a', ' ', 'b'],
    digits: ['', '1', ''],
    'digits and a letter': ['', '1', 'x'],
    dots: ['', '.', ''],
    'digits and dots': ['', '1.', ''],
    colons: ['', ':', ''],
    commas: ['', ',', ''],
    'groups of digits': ['1', ',123', ''],
    'groups of digits and two currencies': ['USD 1', ',123', ' USD'],
    'a currency and blanks': ['USD', ' ', '5x'],
    'separators of categories': ['', ' > ', ''],
    'nearly separators': ['', ' >', ''],
    'signs of names': ['', '_-. ', ''],
    hyphens: ['', '-', ''],
    'an address': ['', 'ffff:', ''],
    'a mapped address': ['', '0:', 'ffff:1.2.3.4'],
    'a zone': ['::ffff:1.2.3.4%', 'e', ''],
    'a fraction of a second': ['2026-01-31T12:00:00.', '1', 'Z'],
    'a loose fraction': ['2026-01-31 12:00:00.', '1', 'x'],
    'a time again and again': ['', '2026-01-31T12:00:00Z', ''],
    'pairs of surrogates': ['', '👟', ''],
    'lone surrogates': ['', '\ud800', ''],
    quotes: ['', '"\\', ''],
  };
  return mapValues(parts, ([first, repeated, last]) => (size) => {
    const text = flat(first + repeated.repeat(size / repeated.length) + last);
    const events = createEventsWithString(text);
    return () => events.map((event) => mapSegmentEvent(event));
  });
}

function createEventsWithString(text: string): object[] {
  const ids = { userId: text, anonymousId: 'a1', timestamp: text, originalTimestamp: text, receivedAt: text };
  const page = { url: text, referrer: text, title: text };
  const campaign = { name: text, source: text, medium: text, term: text, content: text };
  const context = { ip: text, locale: text, userAgent: text, page, campaign, miso_id: text };
  const amounts = { revenue: text, shipping: text, tax: text, value: text };
  const product = { product_id: text, productId: text, id: text, sku: text, quantity: text };
  return [
    {
      ...ids,
      event: 'Order Completed',
      context,
      properties: { total: text, ...amounts, products: [product] },
    },
    { ...ids, event: 'Order Completed', properties: { ...amounts, products: text, product: { sku: 's1' } } },
    { ...ids, event: 'Product Added', properties: product, context: text },
    { ...ids, event: 'Products Searched', properties: { query: text, filters: { [text]: text } } },
    {
      ...ids,
      event: 'Products Searched',
      properties: { q: [text], filters: [{ type: text, value: [text] }] },
    },
    { ...ids, event: 'Products Searched', properties: { query: { q: 5, [text]: text }, filters: text } },
    { ...ids, event: 'Product List Viewed', properties: { category: text, miso_id: text } },
    { ...ids, event: 'Product Reviewed', properties: { rating: text, sku: 's1' } },
    { ...ids, event: text, properties: text },
    { ...ids, type: text, event: text },
    { ...ids, action: text, event: text },
    { ...ids, type: 'page', name: text },
  ];
}

// --- lists

function createArrayInputs(): Record<string, Growing> {
  const wrong = { product_id: [], productId: '', id: {}, sku: NaN, quantity: 'two' };
  const lists: Readonly<
    Record<string, readonly [name: string, member: string, item: (at: number) => unknown]>
  > = {
    products: ['Order Completed', 'products', (at) => ({ product_id: `p${at}`, quantity: 2, name: NAME })],
    'products without an id': ['Order Completed', 'products', () => ({ name: 'x' })],
    'products of which all is wrong': ['Order Completed', 'products', () => wrong],
    'products that are none': ['Product Viewed', 'products', (at) => at],
    'absent products': ['Order Refunded', 'products', () => null],
    categories: ['Product List Viewed', 'category', (at) => `c${at}`],
    'blank categories': ['Product List Viewed', 'category', () => ' '],
    keywords: ['Products Searched', 'q', (at) => `w${at}`],
    'keywords, one of them wrong': ['Products Searched', 'q', (at) => (at === 0 ? 'w' : at === 1 ? 'x' : {})],
    'filters of many fields': ['Products Searched', 'filters', (at) => ({ type: `f${at}`, value: 'v' })],
    'filters of one field': ['Products Searched', 'filters', (at) => ({ attribute: 'f', value: at })],
    'filters of nothing': ['Products Searched', 'filters', () => ({ type: 'f', value: ' ' })],
    'filters that are none': ['Products Searched', 'filters', (at) => at],
  };
  return mapValues(lists, ([event, member, item]) => (size) => {
    const list = Array.from({ length: size / measureSize(item(2)) }, (_, at) => item(at));
    const given = { userId: 'u1', event, properties: { [member]: list } };
    return () => mapSegmentEvent(given);
  });
}

// --- members

function createPropertyInputs(): Record<string, Growing> {
  const named = (name: (at: number) => string, value: unknown): ((size: number) => object) => {
    const bytes = measureSize({ [name(1e5)]: value });
    return (size) => Object.fromEntries(Array.from({ length: size / bytes }, (_, at) => [name(at), value]));
  };
  const members = named((at) => `member ${at}`, 'v');
  const searched = (properties: (size: number) => object): Growing => {
    return (size) => {
      const event = { userId: 'u1', event: 'Products Searched', properties: properties(size) };
      return () => mapSegmentEvent(event);
    };
  };
  return {
    'members of properties': searched((size) => ({ ...members(size), q: 'x' })),
    'members of a query': searched((size) => ({ query: members(size) })),
    'members of filters': searched((size) => ({ filters: members(size) })),
    'members of filters that are wrong': searched((size) => ({
      filters: named((at) => `member ${at}`, {})(size),
    })),
    'members of filters, by number': searched((size) => ({
      filters: named((at) => String(4_000_000_000 - 7 * at), 'v')(size),
    })),
    'values of a filter': searched((size) => ({
      filters: { f: Array.from({ length: size / 8 }, (_, at) => at) },
    })),
    'members of an event': (size) => {
      const event = { ...members(size), userId: 'u1', event: 'Product Viewed', properties: { id: 1 } };
      return () => mapSegmentEvent(event);
    },
    'members of a context': (size) => {
      const context = { ...members(size), page: members(size), campaign: members(size) };
      const event = { userId: 'u1', event: 'Product Viewed', properties: { id: 1 }, context };
      return () => mapSegmentEvent(event);
    },
  };
}

// --- one in the other

function createNestedInputs(): Record<string, Growing> {
  const wraps: Readonly<Record<string, (inner: unknown) => unknown>> = {
    lists: (inner) => [inner],
    objects: (inner) => ({ a: inner }),
    products: (inner) => ({
      product: inner,
      products: [inner],
      properties: inner,
      query: inner,
      filters: inner,
    }),
  };
  return mapValues(prefixKeys('nested ', wraps), (wrap) => (size) => {
    let nested: unknown = 'x';
    for (let depth = 0; depth < size / 10; depth++) nested = wrap(nested);
    const anywhere = { products: nested, q: nested, filters: nested, category: nested, sku: nested };
    const events = ['Order Completed', 'Products Searched', 'Product List Viewed', 'Product Viewed'].flatMap(
      (event) => [
        { userId: nested, event, properties: { ...anywhere, id: 5 }, context: nested, timestamp: nested },
        { userId: 'u1', event, properties: nested, context: { page: nested, campaign: nested, ip: nested } },
      ],
    );
    return () => [...events, nested].map((event) => mapSegmentEvent(event));
  });
}

// --- batches

function createBatchInputs(): Record<string, Growing> {
  const mapper = createMapper();
  const events: Readonly<Record<string, (at: number) => unknown>> = {
    'events that are mapped': (at) => ({
      userId: 'u1',
      timestamp: '2026-01-31T12:00:00Z',
      event: 'Product Viewed',
      properties: { product_id: `p${at}` },
    }),
    // longer than what is remembered: how much that is makes a step, and no growth
    'events of other names': (at) => ({ userId: 'u1', event: `${'x'.repeat(100)}${at}` }),
    'events that are rejected': (at) => ({ event: 'Product Viewed', properties: { id: at } }),
    'deletions of many users': (at) => ({ type: 'delete', userId: `u${at}` }),
    'values that are no events': () => null,
  };
  return mapValues(events, (event) => (size) => {
    const batch = Array.from({ length: size / measureSize(event(1000)) }, (_, at) => event(at));
    return () => [mapper.mapBatch({ batch }), mapper.toDeletionRequest(batch)];
  });
}

// --- what options make of it

function createOptionInputs(): Record<string, Growing> {
  const listed = (options: MapperOptions, item: (at: number) => unknown): Growing => {
    const mapper = createMapper(options as object);
    return (size) => {
      const list = Array.from({ length: size / measureSize(item(1000)) }, (_, at) => item(at));
      const lists = Array.from({ length: list.length / 10 }, (_, at) => list.slice(at * 10, at * 10 + 10));
      const event = { userId: 'u1', event: 'X', properties: { list, lists } };
      return () => mapper.map(event);
    };
  };
  const checkout = (fields: object): MapperOptions => ({ events: { X: { to: 'checkout', fields } } });
  const search = (fields: object): MapperOptions => ({ events: { X: { to: 'search', fields } } });
  const line = (at: number): object => ({ item: { sku: `s${at}` }, n: 2, name: NAME });
  const made = (options: (size: number) => object): Growing => {
    return (size) => {
      const given = options(size);
      return () => createMapper(given);
    };
  };
  const many = <Value>(size: number, entry: (at: number) => [string, Value]): Record<string, Value> =>
    Object.fromEntries(Array.from({ length: size / 30 }, (_, at) => entry(at)));
  return {
    'a path with []': listed(checkout({ products: 'properties.list[].item', quantity: 'n' }), line),
    'a path with [] to nothing': listed(checkout({ products: 'properties.list[].none[].item' }), line),
    'a path with [][]': listed(checkout({ products: 'properties.lists[][].item' }), line),
    'a path with [][] to products without an id': listed(
      checkout({ products: 'properties.lists[][]' }),
      line,
    ),
    'a path with [] within a product': listed(
      checkout({ products: 'properties', productId: ['list[].item', 'list[0].item.sku'] }),
      line,
    ),
    'keywords at a path with []': listed(search({ keywords: 'properties.list[].item.sku' }), line),
    'filters at a path with []': listed(search({ filters: 'properties.list[].item' }), line),
    'a path with [] to wrong values': listed(
      search({ userId: ['properties.list[].item', 'userId'], keywords: ['properties.lists[][]', 'userId'] }),
      line,
    ),
    'a custom context of many objects': listed(
      { events: { X: 'custom' }, customContext: { lines: 'properties.list[].item' } },
      line,
    ),
    'a rule function that builds': listed(
      { events: { X: (_, { build }) => build('custom') }, fields: { products: 'properties.list[].item' } },
      line,
    ),
    'many types of one rule': (size) => {
      const mapper = createMapper({ events: { X: MISO_INTERACTION_TYPES } });
      const products = Array.from({ length: size / 200 }, () => ({ id: [] }));
      const event = { userId: 'u1', event: 'X', properties: { products } };
      return () => mapper.map(event);
    },
    'options of many rules': made((size) => ({
      events: many(size, (at) => [`Song ${at} Played`, 'listen']),
    })),
    'options of many pages that are functions': made((size) => ({
      pages: many(size, (at) => [`Page ${at}`, () => null]),
    })),
    'options of many members of a custom context': made((size) => ({
      customContext: many(size, (at) => [`member ${at}`, `properties.member ${at}`]),
    })),
    'options of many paths': made((size) => ({
      fields: { userId: Array.from({ length: size / 20 }, (_, at) => `properties.id ${at}`) },
    })),
    'options of long texts': made((size) => {
      const text = '_-. '.repeat(size / 4);
      return {
        events: { [text]: 'click' },
        categorySeparator: text,
        integration: `${text}x`,
        region: `${text}x`,
      };
    }),
    'options that are wrong': (size) => {
      const text = 'x'.repeat(size);
      const wrong: readonly object[] = [
        { [text]: 1 },
        { events: { X: text } },
        { events: { [text]: 'clik' } },
        { events: { X: { to: 'click', fields: { [text]: 'a' } } } },
        { fields: { userId: text } },
        { fields: { userId: `a${'.a'.repeat(size / 2)}` } },
        { fields: { userId: `a${'[]'.repeat(size / 2)}` } },
        { matching: text },
        { region: ' '.repeat(size) },
      ];
      return () => wrong.map((options) => catchError(() => createMapper(options)));
    },
  };
}

// --- what goes to Miso and comes back

function misoInputs(): Record<string, Growing> {
  const lines: Readonly<Record<string, (size: number) => string>> = {
    'a path of many members': (size) => `data.1${'.a'.repeat(size / 2)} is wrong`,
    'a path of numbers': (size) => `data.1${'.1'.repeat(size / 2)} is wrong`,
    'a path of dots': (size) => `data.1${'.'.repeat(size)} is wrong`,
    'digits for a place': (size) => `data.${'1'.repeat(size)} is wrong`,
    'a value': (size) => `data.1.a (${'x'.repeat(size)}) is wrong`,
    'a value of brackets': (size) => `data.1.a ${'('.repeat(size / 2)}${')'.repeat(size / 2)} is wrong`,
    'closing brackets': (size) => `data.1.a (${') '.repeat(size / 2)}`,
    'a value of what ends one': (size) => `data.1.a (${') is '.repeat(size / 5)}`,
    'a value without an end': (size) => `data.1.a (${'is '.repeat(size / 3)}`,
    'closing brackets, then blanks': (size) => `data.1.a (${')'.repeat(size / 2)}${' '.repeat(size / 2)}`,
    blanks: (size) => `data.1${' '.repeat(size)}x`,
    'lines in a line': (size) => `data.1.a (${'\n)'.repeat(size / 2)}) is wrong`,
    'another line': (size) => 'data.'.repeat(size / 5),
  };
  const ids = (size: number, id: unknown): unknown[] => Array.from({ length: size / 8 }, () => id);
  const records: Readonly<Record<string, (size: number) => object>> = {
    ids: (size) => ({ type: 'checkout', product_ids: ids(size, 'p12345'), quantities: ids(size, 1) }),
    'ids that are wrong': (size) => ({
      type: 'checkout',
      product_ids: ids(size, 5),
      quantities: ids(size, -1),
    }),
    filters: (size) => ({
      type: 'search',
      search: { filters: Object.fromEntries(ids(size, 0).map((_, at) => [`f${at}`, ['v']])) },
    }),
    'unknown members': (size) => ({
      type: 'click',
      ...Object.fromEntries(ids(size, 0).map((_, at) => [`m${at}`, 1])),
    }),
    'members of a context': (size) => ({
      type: 'click',
      context: Object.fromEntries(ids(size, 0).map((_, at) => [`m${at}`, {}])),
    }),
    'a custom context': (size) => ({
      type: 'click',
      context: { custom_context: { a: ids(size, { a: 1 }), b: ids(size, 'b'), c: [...ids(size, 1), {}] } },
    }),
    texts: (size) => ({
      type: '1'.repeat(size),
      user_id: '1'.repeat(size),
      timestamp: `2026-01-31T12:00:00.${'1'.repeat(size)}`,
    }),
    'texts of a record': (size) => ({
      type: 'click',
      ['x'.repeat(size)]: 1,
      user_id: ' '.repeat(size),
      anonymous_id: '👟'.repeat(size / 4),
      timestamp: `2026-01-31T12:00:00.${'1'.repeat(size)}x`,
      miso_id: '-'.repeat(size),
      context: { truncated_ip: '1.'.repeat(size / 2) },
    }),
    'a nested context': (size) => ({ type: 'click', context: { a: createNested(size / 2) } }),
  };
  const uploads: Readonly<Record<string, (size: number) => [object[], object?]>> = {
    'many records': (size) => [Array.from({ length: size / 40 }, () => ({ type: 'click', user_id: 'u1' }))],
    'many records, each alone': (size) => [
      Array.from({ length: size / 40 }, () => ({ type: 'click', user_id: 'u1' })),
      { maxRecords: 1 },
    ],
    'many records, all in one': (size) => [
      Array.from({ length: size / 40 }, () => ({ type: 'click', user_id: 'u1' })),
      { maxRecords: 1e9, maxBytes: 1e9 },
    ],
    'a long record': (size) => [[{ type: 'click', user_id: 'é👟\n'.repeat(size / 10) }]],
  };
  return {
    ...mapValues(prefixKeys('an answer with ', lines), (line) => (size) => {
      const text = flat(line(size));
      return () => explainUploadError({ data: [text] }, { batch: { sources: [0, 1] } });
    }),
    'an answer of many lines': (size) => {
      const data = Array.from({ length: size / 30 }, (_, at) => `data.${at}.rating (9) is wrong`);
      return () => [explainUploadError({ data }), explainUploadError(JSON.stringify({ data }))];
    },
    'an answer of no JSON': (size) => {
      const text = '{"data":['.repeat(size / 9);
      return () => explainUploadError(text);
    },
    ...mapValues(prefixKeys('a record with ', records), (record) => (size) => {
      const given = { user_id: 'u1', ...record(size) };
      return () => validateInteraction(given);
    }),
    ...mapValues(prefixKeys('an upload of ', uploads), (upload) => (size) => {
      const [given, limits] = upload(size);
      return () => Array.from(toUploadBodies(given as MisoInteraction[], limits));
    }),
  };
}

function createNested(depth: number): unknown {
  let nested: unknown = [];
  for (let at = 0; at < depth; at++) nested = [nested];
  return nested;
}

function catchError(run: () => unknown): unknown {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof TypeError) return thrown.message;
    throw thrown;
  }
}

function measureSize(value: unknown): number {
  return JSON.stringify(value).length + 1;
}

// `repeat` and `+` put off the work until somebody looks
function flat(text: string): string {
  text.charCodeAt(text.length - 1);
  return text;
}

function prefixKeys<Value>(prefix: string, values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}

function mapValues<Value, Made>(
  values: Readonly<Record<string, Value>>,
  make: (value: Value) => Made,
): Record<string, Made> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, make(value)]));
}
