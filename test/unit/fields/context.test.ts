import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapToInteraction, mapToIssues } from '../../helpers/checkedMapper.ts';
import { TIMESTAMP } from '../../helpers/sampleEvents.ts';
import { chooseRuns } from '../../helpers/chooseRuns.ts';

const event = (context: unknown): object => ({
  type: 'track',
  event: 'Product Viewed',
  userId: 'u1',
  timestamp: TIMESTAMP,
  properties: { product_id: 'p1' },
  context,
});

/** The context of the event, that of the interaction, and the issues. */
type Row = readonly [name: string, context: unknown, expected: object | undefined, issues?: string[]];

const url = 'https://shop.example.com/';

const rows: Row[] = [
  ['absent', undefined, undefined],
  ['null', null, undefined],
  ['empty', {}, undefined],
  ['with nothing that Miso takes', { library: { name: 'x' }, timezone: 'UTC' }, undefined],
  ['a text', 'web', undefined, ['context']],
  ['an array', ['x'], undefined, ['context']],
  [
    'locale and browser',
    { locale: 'en-US', userAgent: 'Mozilla' },
    { locale: 'en-US', user_agent: 'Mozilla' },
  ],
  ['empty texts', { locale: '', userAgent: ' ', ip: '', page: '', campaign: null }, undefined],
  ['wrong texts', { locale: 7, userAgent: {} }, undefined, ['context.locale', 'context.userAgent']],
  [
    'a page',
    { page: { url, referrer: 'https://r', title: 'T' } },
    { page: { url, referrer: 'https://r', title: 'T' } },
  ],
  ['a page without referrer', { page: { url, referrer: '', title: 'T' } }, { page: { url, title: 'T' } }],
  ['a page with its address only', { page: { url, referrer: '', title: null } }, { page: { url } }],
  ['a page without address', { page: { title: 'T', referrer: 5 } }, undefined],
  ['a page with a wrong address', { page: { url: 5, title: 'T' } }, undefined, ['context.page.url']],
  [
    'a page with wrong members',
    { page: { url, referrer: 5, title: [] } },
    { page: { url } },
    ['context.page.referrer', 'context.page.title'],
  ],
  ['a page of another kind', { page: url }, undefined, ['context.page']],
  ['a campaign', { campaign: { name: 'n', extra: 'x' } }, { campaign: { name: 'n' } }],
  ['an empty campaign', { campaign: { name: '', source: null } }, undefined],
  [
    'a campaign with wrong members',
    { campaign: { name: 1, source: [], medium: {}, term: true, content: 'c' } },
    { campaign: { content: 'c' } },
    ['name', 'source', 'medium', 'term'].map((member) => `context.campaign.${member}`),
  ],
  [
    'a wrong content',
    { campaign: { term: 't', content: 0 } },
    { campaign: { term: 't' } },
    ['context.campaign.content'],
  ],
  ['a campaign of another kind', { campaign: ['n'] }, undefined, ['context.campaign']],
];

test.each(rows.map((row) => ({ name: row[0], row })))('a context that is $name', ({ row }) => {
  const [, context, expected, issues = []] = row;
  const interaction = mapToInteraction(event(context));
  expect(interaction.context).toStrictEqual(expected);
  expect(mapToIssues(event(context))).toStrictEqual(issues.map((path) => `invalid_context ${path}`));
});

describe('the IP address', () => {
  test.each([
    ['203.0.113.97', '203.0.113.0'],
    ['255.255.255.255', '255.255.255.0'],
    ['1.2.3.0', '1.2.3.0'],
    ['0.0.0.1', '0.0.0.0'],
    ['10.0.0.1', '10.0.0.0'],
    ['::ffff:203.0.113.97', '203.0.113.0'],
    ['::FFFF:203.0.113.97', '203.0.113.0'],
    ['0:0:0:0:0:ffff:203.0.113.97', '203.0.113.0'],
    ['0000:0000:0000:0000:0000:ffff:203.0.113.97', '203.0.113.0'],
    ['::ffff:cb00:7161', '203.0.113.0'],
    ['0:0::ffff:cb00:7161%eth0', '203.0.113.0'],
  ])('%s loses its host', (ip, expected) => {
    expect(mapToInteraction(event({ ip })).context).toStrictEqual({ truncated_ip: expected });
    expect(mapToIssues(event({ ip }))).toStrictEqual([]);
  });

  test.each([
    '0.0.0.0',
    '::ffff:0.0.0.0',
    '::1',
    '::',
    'FE80::1',
    'fe80::1%eth0',
    '2001:db8::ff00:42:8329',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:1.2.3.4',
    '1::',
    '::1:ffff:1.2.3.4',
    'a::ffff:1.2.3.4',
    '::fffe:1.2.3.4',
    '64:ff9b::1.2.3.4',
    '1:2:3:4:5:6:7::',
  ])('%s is left out silently', (ip) => {
    expect(mapToInteraction(event({ ip }))).not.toHaveProperty('context');
    expect(mapToIssues(event({ ip }))).toStrictEqual([]);
  });

  test.each([
    '256.0.0.1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.',
    '.1.2.3',
    '1..2.3',
    '01.2.3.4',
    '1.2.3.04',
    '1.2.3.x',
    '1,2,3,4',
    '1.2.3.4/24',
    '1111.2.3.4',
    'localhost',
    'g::1',
    '12:30:45',
    'a:b:c',
    ':::::',
    ':1:2:3:4:5:6:7:8',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    '1:2:3:4:5:6:7:12345',
    '1:2:3:4:5:6:7g8',
    '1:2:3:4:5:6:7:1.2',
    '1::.',
    '::1%',
    '::ffff:300.1.1.1',
    '1.2.3.4::1.2.3.4x',
    16909060,
    ['1.2.3.4'],
  ])('%s is reported', (ip) => {
    expect(mapToInteraction(event({ ip }))).not.toHaveProperty('context');
    expect(mapToIssues(event({ ip }))).toStrictEqual(['invalid_context context.ip']);
  });

  // not in the table above: a test's name is put into a regular expression by Stryker
  test('of any length is reported', () => {
    for (const ip of ['::1%'.padEnd(101, 'x'), 'x'.repeat(100_000), `${':'.repeat(100_000)}x`]) {
      expect(mapToInteraction(event({ ip }))).not.toHaveProperty('context');
      expect(mapToIssues(event({ ip }))).toStrictEqual(['invalid_context context.ip']);
    }
  });

  test('of 100 characters is read', () => {
    expect(mapToIssues(event({ ip: '::1%'.padEnd(100, 'x') }))).toStrictEqual([]);
  });

  test('is told from what is none as Node tells it', () => {
    const group = fc.oneof(
      fc.integer({ min: 0, max: 65535 }).map((number) => number.toString(16)),
      fc.constant(''),
    );
    const text = fc.oneof(
      fc.ipV6(),
      fc.ipV4(),
      fc.array(group, { maxLength: 9 }).map((groups) => groups.join(':')),
      fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', 'f', 'F', ':', ':', ':', '.'), maxLength: 24 }),
    );
    fc.assert(
      fc.property(text, (ip) => {
        expect(mapToIssues(event({ ip })).length === 0).toBe(isIP(ip) > 0 || ip === '');
      }),
      { numRuns: chooseRuns(5000) },
    );
  });
});

describe('of all subsets of the context, just what is there comes through', () => {
  const members = {
    campaign: [{ name: 'n' }, { campaign: { name: 'n' } }],
    ip: ['203.0.113.7', { truncated_ip: '203.0.113.0' }],
    locale: ['en', { locale: 'en' }],
    page: [{ url: 'https://x.example' }, { page: { url: 'https://x.example' } }],
    userAgent: ['Mozilla', { user_agent: 'Mozilla' }],
  } as const;
  const names = Object.keys(members) as (keyof typeof members)[];
  const subsets = Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_name, index) => bits & (1 << index)),
  );

  test.each(subsets.map((subset) => [subset]))('%j', (subset) => {
    const given = Object.fromEntries(subset.map((name) => [name, members[name][0]]));
    const expected = Object.assign({}, ...subset.map((name) => members[name][1])) as object;
    const { context } = mapToInteraction(event(given));
    expect(context).toStrictEqual(subset.length === 0 ? undefined : expected);
  });

  const CAMPAIGN = ['name', 'source', 'medium', 'term', 'content'];

  test.each(CAMPAIGN)('a campaign with nothing but its %s, and one without it', (member) => {
    const whole = Object.fromEntries(CAMPAIGN.map((name) => [name, name]));
    const { [member]: alone, ...others } = whole;
    for (const campaign of [{ [member]: alone }, others, whole]) {
      const { context } = mapToInteraction(event({ campaign }));
      expect(context).toStrictEqual({ campaign });
    }
  });

  test('a campaign and a page of nothing are none', () => {
    for (const context of [{ campaign: {} }, { page: {} }, { campaign: {}, page: { title: 't' } }]) {
      expect(mapToInteraction(event(context))).not.toHaveProperty('context');
    }
  });

  test.each([['referrer'], ['title'], ['referrer', 'title']])(
    'a page with its url and %s %s',
    (...others) => {
      const page = Object.fromEntries(['url', ...others].map((name) => [name, `${name} of the page`]));
      expect(mapToInteraction(event({ page })).context).toStrictEqual({ page });
    },
  );
});
