import { describe } from 'vitest';
import { type Row, testEvents } from './rows.ts';

const properties = { product_id: 'p1' };
const inContext = (
  name: string,
  context: unknown,
  expected: object | undefined,
  ...issues: string[]
): Row => [name, { properties, context }, { fields: { product_ids: ['p1'], context: expected }, issues }];

describe('an IP address as proxies write it', () => {
  const ip = (written: string, expected: string | undefined, ...issues: string[]): Row =>
    inContext(
      written,
      { ip: written },
      expected === undefined ? undefined : { truncated_ip: expected },
      ...issues,
    );
  testEvents('Product Viewed', [
    ip('203.0.113.7:8080', '203.0.113.0'),
    ip(' 203.0.113.7, 10.0.0.1', '203.0.113.0'),
    ip('203.0.113.7:80, 10.0.0.1:80', '203.0.113.0'),
    ip('\t203.0.113.7\n', '203.0.113.0'),
    ip('203.0.113.7,', '203.0.113.0'),
    ip('0.0.0.0:80', undefined),
    ip(', 203.0.113.7', undefined),
    ip('2001:db8::1, 203.0.113.7', undefined),
    ip(' 2001:db8::1 ', undefined),
    ip('[2001:db8::1]:443', undefined),
    ip('[2001:db8::1]', undefined),
    ip('[::ffff:203.0.113.7]:443', '203.0.113.0'),
    ip(' ::ffff:203.0.113.7, 10.0.0.1', '203.0.113.0'),
    ip('unknown, 203.0.113.7', undefined, 'invalid_context@context.ip'),
    ip('203.0.113.7:', undefined, 'invalid_context@context.ip'),
    ip('203.0.113.7:80:80', undefined, 'invalid_context@context.ip'),
    ip('203.0.113.256:80', undefined, 'invalid_context@context.ip'),
    ip('203.0.113.7 10.0.0.1', undefined, 'invalid_context@context.ip'),
    ip('[]', undefined, 'invalid_context@context.ip'),
  ]);
});

describe("PHP's empty array is an empty object", () => {
  testEvents('Product Viewed', [
    inContext('page and campaign', { page: [], campaign: [] }, undefined),
    inContext('the context', [], undefined),
    inContext('as JSON', { page: '[]', campaign: '[ ] ', locale: 'en' }, { locale: 'en' }),
    inContext('the context as JSON', '[]', undefined),
    inContext(
      'an array that is not empty',
      { page: [1], campaign: [null] },
      undefined,
      'invalid_context@context.campaign',
      'invalid_context@context.page',
    ),
    inContext('of strings', { locale: [] }, undefined, 'invalid_context@context.locale'),
  ]);
});

const page = (name: string, url: string, expected: string | undefined): Row =>
  inContext(name, { page: { url } }, expected === undefined ? undefined : { page: { url: expected } });

describe('the address of a page', () => {
  testEvents('Product Viewed', [
    page('without credentials', 'https://u:pw@s.example/p?a=1#b', 'https://s.example/p?a=1#b'),
    page('without a user name alone', 'https://u@s.example', 'https://s.example'),
    page('without a password with an @', 'https://u:p@ss@s.example/@u', 'https://s.example/@u'),
    page('without a scheme', '//u:pw@s.example/', '//s.example/'),
    page('with spaces before it', ' https://u:pw@s.example/', ' https://s.example/'),
    page('of an app', 'myapp://u:pw@home', 'myapp://home'),
    page('with an @ in the path', 'https://s.example/@user:x/p', 'https://s.example/@user:x/p'),
    page(
      'with an @ in the query',
      'https://s.example?mail=a@b.example',
      'https://s.example?mail=a@b.example',
    ),
    page(
      'with another address in the query',
      'https://s.example/?to=https://u:pw@t.example/',
      'https://s.example/?to=https://t.example/',
    ),
    page(
      'with another address in the fragment',
      'https://s.example/#//u:pw@t.example',
      'https://s.example/#//t.example',
    ),
    page('that is a path', '/shoes?page=2', '/shoes?page=2'),
    inContext(
      'its referrer',
      { page: { url: 'https://s.example/', referrer: 'https://u:pw@r.example/' } },
      { page: { url: 'https://s.example/', referrer: 'https://r.example/' } },
    ),
  ]);
});

const query = (
  name: string,
  pageQuery: 'keep' | 'drop' | readonly string[],
  written: string,
  expected: string,
): Row => [
  name,
  { properties, context: { page: { url: written, referrer: written } } },
  {
    options: { pageQuery },
    fields: { product_ids: ['p1'], context: { page: { url: expected, referrer: expected } } },
  },
];

describe('the query of a page', () => {
  const url = 'https://s.example/p?email=a%40b.example&page=2#t';
  testEvents('Product Viewed', [
    query('is kept', 'keep', url, url),
    query('is dropped with the fragment', 'drop', url, 'https://s.example/p'),
    query('is dropped, where there is none', 'drop', 'https://s.example/p', 'https://s.example/p'),
    query(
      'the fragment alone is dropped',
      'drop',
      'https://s.example/p#access_token=x?y',
      'https://s.example/p',
    ),
    query('names are kept', ['page'], url, 'https://s.example/p?page=2'),
    query('no names are kept', [], url, 'https://s.example/p'),
    query('names that are not there', ['size'], url, 'https://s.example/p'),
    query(
      'names without a value',
      ['a', 'b'],
      'https://s.example/?a&b=&c=1&a=2',
      'https://s.example/?a&b=&a=2',
    ),
    query(
      'names that are encoded',
      ['filter[size]', 'a b', '%'],
      'https://s.example/?filter%5Bsize%5D=41&a+b=1&%=2&x=3',
      'https://s.example/?filter%5Bsize%5D=41&a+b=1&%=2',
    ),
    query('a value with an equals sign', ['q'], 'https://s.example/?q=a=b&r=c', 'https://s.example/?q=a=b'),
    query('a second question mark', ['q'], 'https://s.example/?q=a?b&r=c', 'https://s.example/?q=a?b'),
    query('credentials go too', 'drop', 'https://u:pw@s.example/?a=1', 'https://s.example/'),
  ]);
  testEvents('Product Viewed', [
    [
      'an address that is a query alone',
      { properties, context: { page: { url: '?a=1' } } },
      { options: { pageQuery: 'drop' }, fields: { product_ids: ['p1'] } },
    ],
  ]);
});

const optOut = (name: string, integrations: unknown, path?: string): Row => [
  name,
  { properties, integrations },
  path === undefined
    ? { options: { integration: 'Miso' }, fields: { product_ids: ['p1'] } }
    : {
        options: { integration: 'Miso' },
        status: 'skipped',
        issues: [`integration_disabled@integrations.${path}`],
      },
];

describe('an event opts out of all integrations in any case', () => {
  testEvents('Product Viewed', [
    optOut('all', { all: false }, 'all'),
    optOut('All', { All: false }, 'All'),
    optOut('ALL', { ALL: false }, 'ALL'),
    optOut('both, of which one is false', { All: true, all: false }, 'all'),
    optOut('as JSON', '{"all":false}', 'all'),
    optOut('its own name goes first', { all: false, Miso: true }),
    optOut('its own name is null', { all: false, Miso: null }, 'all'),
    optOut('its own name', { all: true, Miso: false }, 'Miso'),
    optOut('true', { all: true }),
    optOut('not false', { all: 'false', ALLES: false }),
  ]);
});
