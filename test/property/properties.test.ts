import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMapper, mapSegmentEvent, type MapperOptions } from '../../src/index.ts';
import { anything, damagedEvent, specEvent, validOptions } from './arbitraries.ts';
import { holds, holdsOfBatch, holdsWith, leavesUnchanged } from './invariants.ts';
import { runs } from '../helpers/propertyRuns.ts';

const RUNS = runs(20_000);
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
// so that a run can be had again: SEED=… npm test
console.info(`property tests: ${RUNS} runs each, SEED=${seed}`);

function check(property: fc.IProperty<[unknown]>): void {
  fc.assert(property, { numRuns: RUNS, seed });
}

describe(`in ${RUNS} runs with SEED=${seed}`, () => {
  test('anything', () => {
    check(
      fc.property(anything, (event) => {
        holds(event);
      }),
    );
  });

  test('an event as the spec has it', () => {
    check(
      fc.property(specEvent, (event) => {
        holds(event);
      }),
    );
  });

  test('an event with damages', () => {
    check(
      fc.property(damagedEvent, (event) => {
        holds(event);
      }),
    );
  });

  test('anything for properties', () => {
    check(
      fc.property(fc.tuple(specEvent, anything, anything), (drawn) => {
        const [event, properties, context] = drawn as [object, unknown, unknown];
        holds({ ...event, properties, context });
      }),
    );
  });

  test('the input is not changed', () => {
    check(
      fc.property(damagedEvent, (event) => {
        leavesUnchanged(event, () => {
          mapSegmentEvent(event);
        });
      }),
    );
  });

  test('a batch is its events', () => {
    check(
      fc.property(fc.array(fc.oneof(damagedEvent, anything), { maxLength: 4 }), (events) => {
        holdsOfBatch(events);
      }),
    );
  });

  test('options with an event with damages', () => {
    check(
      fc.property(fc.tuple(validOptions, damagedEvent), (drawn) => {
        const [options, event] = drawn as [MapperOptions, unknown];
        const mapper = createMapper(options);
        holdsWith(mapper, options, event);
        const name = Object.keys(options.pages ?? {})[0];
        holdsWith(mapper, options, { ...(event as object), type: 'page', name });
      }),
    );
  });

  test('most events as the spec has them are mapped', () => {
    const statuses = fc
      .sample(specEvent, { numRuns: 1000, seed })
      .map((event) => mapSegmentEvent(event).status);
    expect(statuses.filter((status) => status === 'mapped').length).toBeGreaterThan(200);
  });
});
