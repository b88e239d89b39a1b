import { describe, expect, test } from 'vitest';
import { mapBatch, mapEvent } from '../../helpers/checkedMapper.ts';
import { deepFreeze } from '../../helpers/sampleEvents.ts';

const track = { type: 'track', event: 'Product Viewed', userId: 'u1', properties: { product_id: 'p1' } };

describe('what is not a call is rejected, and the message says where the events may be', () => {
  const bodies: readonly (readonly [name: string, body: unknown, hint: string])[] = [
    ['EventBridge', { 'detail-type': 'track', source: 'aws.partner', detail: track }, '"detail"'],
    ['SQS', { Records: [{ body: JSON.stringify(track) }] }, '"Records"'],
    ['a Lambda request', { httpMethod: 'POST', body: JSON.stringify(track) }, '"body"'],
    ['CloudEvents', { specversion: '1.0', type: 'com.segment.track', source: '/s', data: track }, '"data"'],
    ['a list of events', { events: [track] }, '"events"'],
    ['a batch that is a string', { batch: JSON.stringify([track]) }, '"batch"'],
    ['a batch', { batch: [track] }, '"batch"'],
    ['a Buffer as JSON', { type: 'Buffer', data: [123, 125] }, '"data"'],
    ['a string of JSON', JSON.stringify(track), 'parse it'],
    ['a string of a JSON array', `[${JSON.stringify(track)}]`, 'parse it'],
    ['an empty object', {}, 'an object'],
    ['an unknown type alone', { type: 'ping' }, 'an object'],
    ['an event that is not a string', { event: track }, 'an object'],
    ['a string', 'ping', 'a string of length 4'],
    ['a string that does not parse', '{ping', 'a string of length 5'],
  ];
  test.each(bodies)('%s', (_, body, hint) => {
    const result = mapEvent(deepFreeze(body));
    expect(result.status).toBe('rejected');
    expect(result.issues.map(({ code, path }) => `${code}@${path}`)).toStrictEqual(['not_an_event@']);
    expect(result.issues[0]?.message).toContain(hint);
  });

  test.each([[], {}, { events: [track] }, 'ping', null].map((body) => [body]))('in a batch: %j', (body) => {
    const { results, interactions } = mapBatch(body);
    expect(interactions).toStrictEqual([]);
    expect(results.map(({ status }) => status)).toStrictEqual(Array.isArray(body) ? [] : ['rejected']);
  });
});

describe('an unknown call is skipped, where it has something of a call', () => {
  const parts = [
    { userId: 'u1' },
    { anonymousId: 'a1' },
    { messageId: 'm1' },
    { event: 'x' },
    { properties: {} },
    { traits: {} },
    { userId: null },
  ];
  test.each(parts)('%j', (part) => {
    expect(mapEvent({ type: 'ping', ...part })).toMatchObject({
      status: 'skipped',
      issues: [{ code: 'unsupported_call', path: 'type' }],
    });
  });
  test.each(['identify', 'Group', 'ALIAS'])('%s needs none', (type) => {
    expect(mapEvent({ type })).toMatchObject({ status: 'skipped', issues: [{ code: 'unsupported_call' }] });
  });
  test.each(['page', 'screen'])('%s needs none', (type) => {
    expect(mapEvent({ type })).toMatchObject({ status: 'skipped', issues: [{ code: 'unmapped_event' }] });
  });
  test('delete needs none', () => {
    expect(mapEvent({ action: 'delete' })).toMatchObject({
      status: 'skipped',
      issues: [{ code: 'deletion_request' }],
    });
  });
});
