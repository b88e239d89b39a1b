import { createMapper, mapSegmentEvent } from '../../../src/index.ts';
import { measureHeap } from './measurements.ts';

const mapper = createMapper({ events: { Known: 'click' }, pages: { Known: 'click' }, unmapped: 'custom' });

/** What may be different in each event, without end: what is done with the nth. */
export const names: Readonly<Record<string, (nth: number) => unknown>> = {
  'names of events': (nth) => mapSegmentEvent({ userId: 'u1', event: `Song ${nth} Played` }),
  'names of events, under options': (nth) => mapper.map({ userId: 'u1', event: `Song ${nth} Played` }),
  'spellings of a mapped name': (nth) =>
    mapSegmentEvent({
      userId: 'u1',
      event: `Product${nth.toString(2).replaceAll('0', ' ').replaceAll('1', '_')}Viewed`,
    }),
  'names of pages': (nth) => mapper.map({ userId: 'u1', type: 'page', name: `Page ${nth} of many` }),
  'names of screens': (nth) =>
    mapSegmentEvent({ userId: 'u1', type: 'screen', name: `Screen ${nth} of many` }),
  types: (nth) => mapSegmentEvent({ userId: 'u1', type: `type ${nth} of many`, event: 'Product Viewed' }),
  actions: (nth) =>
    mapSegmentEvent({ userId: 'u1', action: `action ${nth} of many`, event: 'Product Viewed' }),
  'long names': (nth) => mapSegmentEvent({ userId: 'u1', event: `${nth}${'x'.repeat(200)}` }),
};

/** Those of which there are a million; of the others, to save time, a hundred thousand. */
export const MILLION = ['names of events', 'names of pages', 'types'];

/** Names that are cut out of a text of 20 kB, as from a line of a file: V8 keeps all of the text for one. */
export const cutNames: typeof names = {
  'names cut out of texts': (nth) => {
    const text = `Song ${nth} was played, ${'x'.repeat(20_000)}`;
    // `+` puts off the work until somebody looks, and only then can a part of it be cut out
    text.charCodeAt(0);
    return mapSegmentEvent({ userId: 'u1', event: text.slice(0, 20) });
  },
};

/** Bytes that are held more after so many names than after the first of them. */
export function measureKeptBytes(use: (nth: number) => unknown, first: number, count: number): number {
  for (let nth = 0; nth < first; nth++) use(nth);
  const before = measureHeap();
  for (let nth = first; nth < first + count; nth++) use(nth);
  return measureHeap() - before;
}
