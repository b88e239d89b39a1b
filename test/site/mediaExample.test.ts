import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mapWithOptions } from '../helpers/checkedMapper.ts';
import { createWebhookEvent, webhookFields } from '../helpers/sampleEvents.ts';
import { mediaOptions } from './mediaOptions.ts';

/** Properties, and the interaction without what every delivered event gives; or the codes and paths of why there is none. */
type Row = readonly [properties: object, expected: object | string];

const episode = { guid: 'urn:podcast:31', title: 'Winter in the Woods', show: 'Outdoors', number: 31 };

// as the spec has them: https://segment.com/docs/connections/spec/video/
const playback = {
  session_id: '12345',
  content_asset_id: '0129370',
  content_pod_id: 'segA',
  position: 278,
  total_length: 392,
  bitrate: 100,
  framerate: 29,
  video_player: 'youtube',
  sound: 55,
  full_screen: false,
  ad_enabled: false,
  quality: 'hd1080',
  livestream: false,
};
const content = {
  session_id: '12345',
  asset_id: '0129370',
  pod_id: 'segA',
  program: 'Planet Earth',
  title: 'Seasonal Forests',
  description: 'The greatest woodlands on earth.',
  season: '1',
  position: 0,
  total_length: 3600,
  genre: 'Documentary',
  publisher: 'BBC',
  full_episode: true,
  keywords: ['nature', 'forests', 'earth'],
};
const started = {
  ...playback,
  content_asset_id: undefined,
  content_asset_ids: ['0129370', '0129371'],
  content_pod_ids: ['segA', 'segB'],
  ad_asset_id: ['ad123', 'ad097'],
  ad_pod_id: ['adSegA', 'adSegB'],
  ad_type: ['mid-roll', 'post-roll'],
  position: 0,
};

/** What the site tracks -> what Miso gets. */
const plan: Readonly<Record<string, readonly Row[]>> = {
  'Article Read': [
    [
      { asset_id: 'a-17', section: 'Nature', words: 1200, read_ms: 94500 },
      { type: 'read', product_ids: ['a-17'], duration: 94.5 },
    ],
    [{ asset_id: 17 }, { type: 'read', product_ids: ['17'] }],
    [{ product_id: 'p1', read_ms: 94500 }, 'missing_product_id properties'],
  ],
  'Podcast Played': [
    [
      { episode, seconds: 1260, speed: 1.5 },
      { type: 'listen', product_ids: ['urn:podcast:31'], duration: 1260 },
    ],
    [
      { episode, seconds: '1260' },
      { type: 'listen', product_ids: ['urn:podcast:31'], duration: 1260 },
    ],
    [{ episode: { title: 'Live' } }, 'missing_product_id properties, product_dropped properties.episode'],
  ],
  'Podcast Finished': [[{ episode }, { type: 'complete', product_ids: ['urn:podcast:31'] }]],
  'Item Bookmarked': [
    [{ item: { kind: 'article', id: 'a-17' } }, { type: 'bookmark', product_ids: ['a-17'] }],
    [
      {
        item: [
          { kind: 'article', id: 'a-17' },
          { kind: 'video', id: '0129370' },
        ],
      },
      { type: 'bookmark', product_ids: ['a-17', '0129370'] },
    ],
  ],
  'Item Liked': [[{ item: { kind: 'video', id: '0129370' } }, { type: 'like', product_ids: ['0129370'] }]],
  'Item Unliked': [[{ item: { kind: 'video', id: '0129370' } }, 'ignored_by_rule event']],
};

/** The events of Segment's Video spec -> what Miso gets. */
const video: Readonly<Record<string, readonly Row[]>> = {
  'Video Playback Started': [
    [started, { type: 'watch', product_ids: ['0129370'] }],
    [playback, { type: 'watch', product_ids: ['0129370'] }],
    [{ ...started, content_asset_ids: [] }, 'missing_product_id properties'],
  ],
  'Video Content Started': [[content, 'unmapped_event event']],
  'Video Content Playing': [
    [{ ...content, position: 10 }, 'ignored_by_rule event'],
    [{ ...content, position: 1790 }, 'ignored_by_rule event'],
    [
      { ...content, position: 1800 },
      { type: 'watch', product_ids: ['0129370'], duration: 1800 },
    ],
    [
      { ...content, position: 1809 },
      { type: 'watch', product_ids: ['0129370'], duration: 1809 },
    ],
    [{ ...content, position: 1810 }, 'ignored_by_rule event'],
    [{ ...content, position: 1800, total_length: null, livestream: true }, 'ignored_by_rule event'],
    [{ ...content, position: 1800, asset_id: null }, 'missing_product_id properties'],
  ],
  'Video Content Completed': [
    [
      { ...content, position: 3600 },
      { type: 'complete', product_ids: ['0129370'] },
    ],
  ],
  'Video Playback Paused': [[playback, 'unmapped_event event']],
  'Video Playback Completed': [[{ ...playback, position: 392 }, 'ignored_by_rule event']],
  // its `asset_id` is the ad's
  'Video Ad Completed': [
    [
      { session_id: '12345', asset_id: 'ad123', pod_id: 'adSegA', type: 'pre-roll', position: 30 },
      'unmapped_event event',
    ],
  ],
};

const cases = Object.entries({ ...plan, ...video }).flatMap(([event, rows]) =>
  rows.map(([properties, expected], index) => ({ event, index, properties, expected })),
);

describe('a media site', () => {
  test.each(cases)('$event $index', ({ event, properties, expected }) => {
    const { interactions, issues } = mapWithOptions(mediaOptions, createWebhookEvent(event, properties));
    const found = issues.map(({ code, path }) => `${code} ${path}`);
    if (typeof expected === 'string') expect(found.join(', ')).toBe(expected);
    else {
      expect(interactions).toStrictEqual([{ ...webhookFields, ...expected }]);
      expect(found).toStrictEqual([]);
    }
  });

  test('each of its rules is tried', () => {
    const tried = new Set(cases.map(({ event }) => event));
    expect(Object.keys(mediaOptions.events).filter((event) => !tried.has(event))).toStrictEqual([]);
  });

  test('one viewing with a beat every ten seconds is two watches and a completion', () => {
    const beats = Array.from({ length: 360 }, (_, index) =>
      createWebhookEvent('Video Content Playing', { ...content, position: 10 * index + 7 }),
    );
    const viewing = [
      createWebhookEvent('Video Playback Started', started),
      createWebhookEvent('Video Content Started', content),
      ...beats,
      createWebhookEvent('Video Content Completed', { ...content, position: 3600 }),
      createWebhookEvent('Video Playback Completed', { ...playback, position: 392 }),
    ];
    const found = viewing.flatMap((event) => mapWithOptions(mediaOptions, event).interactions);
    expect(
      found.map(({ type, ...rest }) => [type, 'duration' in rest ? rest.duration : undefined]),
    ).toStrictEqual([
      ['watch', undefined],
      ['watch', 1807],
      ['complete', undefined],
    ]);
  });

  test.each([
    ['Article Read', { asset_id: 'a-17', read_ms: '94500 ms' }, 'invalid_duration '],
    ['Article Read', { asset_id: 'a-17', read_ms: -1000 }, 'invalid_duration '],
    ['Podcast Played', { episode, seconds: 'all of it' }, 'invalid_duration properties.seconds'],
    ['Podcast Played', { episode, seconds: -5 }, 'invalid_duration properties.seconds'],
    ['Item Liked', { item: [{ id: 'a-17' }, { kind: 'video' }] }, 'product_dropped properties.item[1]'],
    ['Item Liked', { item: [{ id: 'a-17' }, { id: {} }] }, 'invalid_id properties.item[1].id'],
  ])('%s with something wrong is mapped without it: %j', (event, properties, issue) => {
    const { interactions, issues } = mapWithOptions(mediaOptions, createWebhookEvent(event, properties));
    expect(interactions).toHaveLength(1);
    expect(interactions[0]).not.toHaveProperty('duration');
    expect(`${issues[0]?.code} ${issues[0]?.path}`).toBe(issue);
  });
});

test('the guide shows these options', () => {
  const [, shown = ''] = readFileSync('test/site/mediaOptions.ts', 'utf8').split('export ');
  expect(readFileSync('docs/worked-example-media.md', 'utf8')).toContain(shown);
});
