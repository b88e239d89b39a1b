import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMapper, mapSegmentEvent, type MapperOptions } from '../../src/index.ts';
import { anything, damagedEvent, specEvent, validOptions } from './arbitraries.ts';
import {
  assertInvariant,
  checkBatch,
  checkEvent,
  checkEventWithOptions,
  checkUnchanged,
} from './invariants.ts';
import { chooseRuns } from '../helpers/chooseRuns.ts';

const RUNS = chooseRuns(20_000);
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
// so that a run can be had again: SEED=… npm test
console.info(`property tests: ${RUNS} runs each, SEED=${seed}`);

function checkProperty(property: fc.IProperty<[unknown]>): void {
  fc.assert(property, { numRuns: RUNS, seed });
}

describe(`in ${RUNS} runs with SEED=${seed}`, () => {
  test('anything', () => {
    checkProperty(
      fc.property(anything, (event) => {
        checkEvent(event);
      }),
    );
  });

  test('an event as the spec has it', () => {
    checkProperty(
      fc.property(specEvent, (event) => {
        checkEvent(event);
      }),
    );
  });

  test('an event with damages', () => {
    checkProperty(
      fc.property(damagedEvent, (event) => {
        checkEvent(event);
      }),
    );
  });

  test('anything for properties', () => {
    checkProperty(
      fc.property(fc.tuple(specEvent, anything, anything), (drawn) => {
        const [event, properties, context] = drawn as [object, unknown, unknown];
        checkEvent({ ...event, properties, context });
      }),
    );
  });

  test('the input is not changed', () => {
    checkProperty(
      fc.property(damagedEvent, (event) => {
        checkUnchanged(event, () => {
          mapSegmentEvent(event);
        });
      }),
    );
  });

  test('a batch is its events', () => {
    checkProperty(
      fc.property(fc.array(fc.oneof(damagedEvent, anything), { maxLength: 4 }), (events) => {
        checkBatch(events);
      }),
    );
  });

  test('options with an event with damages', () => {
    checkProperty(
      fc.property(fc.tuple(validOptions, damagedEvent), (drawn) => {
        const [options, event] = drawn as [MapperOptions, unknown];
        const mapper = createMapper(options);
        checkEventWithOptions(mapper, options, event);
        const name = Object.keys(options.pages ?? {})[0];
        checkEventWithOptions(mapper, options, { ...(event as object), type: 'page', name });
      }),
    );
  });

  test('records of one type have their keys in one order', () => {
    const orders = new KeyOrders();
    checkProperty(
      fc.property(fc.oneof(specEvent, damagedEvent), (event) => {
        mapSegmentEvent(event).interactions.forEach((interaction) => {
          orders.add(interaction.type, interaction);
        });
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

/** The orders of keys that were found in objects of one name, and in the objects in them. */
class KeyOrders {
  // `name: key, a later key`
  readonly #found = new Set<string>();

  /** Adds the order of an object's keys, and throws if two of them were in the other order before. */
  add(name: string, object: object): void {
    const keys = Object.keys(object);
    keys.forEach((key, index) => {
      for (const later of keys.slice(index + 1)) {
        assertInvariant(
          !this.#found.has(`${name}: ${later}, ${key}`),
          `${key} and ${later} of ${name} in one order`,
        );
        this.#found.add(`${name}: ${key}, ${later}`);
      }
      const value: unknown = Reflect.get(object, key);
      // the keys of filters are the user's
      if (isObject(value) && key !== 'filters') this.add(`${name}.${key}`, value);
    });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
