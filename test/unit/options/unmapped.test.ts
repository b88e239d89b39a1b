import { describe, expect, test } from 'vitest';
import type { MapperOptions } from '../../../src/index.ts';
import { mapWithOptions } from '../../helpers/checkedMapper.ts';
import { createTrackEvent, TIMESTAMP } from '../../helpers/sampleEvents.ts';

const options: MapperOptions = {
  events: { 'Song Played': 'listen' },
  pages: { Home: 'home_page_view' },
  unmapped: (event, { build }) =>
    event.context.page?.path === '/'
      ? build('home_page_view')
      : build('custom', { custom_action_name: 'other' }),
};
const visitor = { userId: 'u1', timestamp: TIMESTAMP };
const root = { page: { path: '/' } };

describe('a rule function for events without a rule', () => {
  test.each<[title: string, event: object, type: string]>([
    ['a track call', createTrackEvent('Door Opened'), 'custom'],
    ['a page', { type: 'page', name: 'Lookbook', ...visitor }, 'custom'],
    ['a page without a name', { type: 'page', ...visitor, context: root }, 'home_page_view'],
    ['a page whose name is not a string', { type: 'page', name: 5, ...visitor }, 'custom'],
    ['a page with a blank name', { type: 'page', name: ' ', ...visitor }, 'custom'],
    ['a screen', { type: 'screen', name: 'Start', ...visitor }, 'custom'],
    ['a screen without a name', { type: 'screen', ...visitor }, 'custom'],
  ])('%s', (_, event, type) => {
    expect(mapWithOptions(options, event).interactions).toMatchObject([{ type, user_id: 'u1' }]);
  });

  test('those with a rule have theirs', () => {
    const song = createTrackEvent('song_played', { id: 's1' });
    expect(mapWithOptions(options, song).interactions).toMatchObject([{ type: 'listen' }]);
    const home = { type: 'page', name: 'home', ...visitor };
    expect(mapWithOptions(options, home).interactions).toMatchObject([{ type: 'home_page_view' }]);
    const viewed = createTrackEvent('Product Viewed', { id: 'p1' });
    expect(mapWithOptions(options, viewed).interactions).toMatchObject([
      { type: 'product_detail_page_view' },
    ]);
  });

  test('a track call without a name and other calls are as without it', () => {
    expect(mapWithOptions(options, { type: 'track', ...visitor }).issues).toMatchObject([
      { code: 'missing_event_name' },
    ]);
    expect(mapWithOptions(options, { type: 'identify', ...visitor }).issues).toMatchObject([
      { code: 'unsupported_call' },
    ]);
  });

  test('null is ignored, and says so; an error is a failed rule with the path of the name', () => {
    const event = createTrackEvent('Door Opened');
    expect(mapWithOptions({ unmapped: () => null }, event).issues).toMatchObject([
      {
        code: 'ignored_by_rule',
        path: 'event',
        message: 'event "Door Opened" is ignored by unmapped; the event is skipped.',
      },
    ]);
    const fail = (): never => {
      throw new RangeError('secret');
    };
    expect(mapWithOptions({ unmapped: fail }, { type: 'page', ...visitor }).issues).toMatchObject([
      {
        code: 'rule_failed',
        path: 'name',
        message: 'unmapped failed: it threw RangeError (the cause of this issue); the event is rejected.',
      },
    ]);
  });

  test('a custom interaction without a name is not invented', () => {
    const named: MapperOptions = { unmapped: (_, { build }) => build('custom') };
    expect(mapWithOptions(named, { type: 'page', name: 'Lookbook', ...visitor }).interactions).toMatchObject([
      { custom_action_name: 'Lookbook' },
    ]);
    expect(mapWithOptions(named, { type: 'page', ...visitor }).issues).toMatchObject([
      { code: 'invalid_interaction', path: 'custom_action_name' },
    ]);
  });

  test('the message about one without a name can be read', () => {
    expect(mapWithOptions({ unmapped: () => null }, { type: 'page', ...visitor }).issues).toMatchObject([
      {
        path: 'name',
        message: 'The event, which has no name, is ignored by unmapped; the event is skipped.',
      },
    ]);
  });

  test('it has the consent of others', () => {
    const consent = { categories: ['Ads'], whenAbsent: 'skip' } as const;
    expect(mapWithOptions({ ...options, consent }, { type: 'page', ...visitor }).issues).toMatchObject([
      { code: 'consent_missing' },
    ]);
  });
});

test('`custom` is for track calls', () => {
  const map = (event: object) => mapWithOptions({ unmapped: 'custom' }, event);
  expect(map(createTrackEvent('Door Opened')).interactions).toMatchObject([
    { type: 'custom', custom_action_name: 'Door Opened' },
  ]);
  expect(map({ type: 'page', name: 'Door', ...visitor }).issues).toMatchObject([{ code: 'unmapped_event' }]);
  expect(map({ type: 'page', ...visitor }).issues).toMatchObject([{ code: 'unmapped_event', path: 'name' }]);
});
