import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createMapper,
  mapSegmentEvent,
  type MapperOptions,
  type MapResult,
  validateInteraction,
} from '../src/index.ts';
import { anything, copyOf, damagedEvent, specEvent, validOptions } from './arbitraries.ts';
import { mapper } from './checked.ts';
import { misoErrors } from './contract/accepts.ts';
import { isReallyWrong } from './wrong.ts';

const RUNS = 20_000;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
// so that a run can be had again: SEED=… npm test
console.info(`property tests: ${RUNS} runs each, SEED=${seed}`);

/** Checks what must hold of every event, without `expect`, which is slow. */
function holds(
  event: unknown,
  map: (event: unknown) => MapResult = mapSegmentEvent,
  ratingScale?: number,
): void {
  const result = map(event);
  demand(isDeepStrictEqual(map(event), result), 'the same again');
  const { status, interactions, issues } = result;
  demand((status === 'mapped') === interactions.length > 0, 'interactions when mapped');
  demand(status === 'mapped' || issues.length > 0, 'a reason when not');
  issues.forEach(({ code, severity }, index) => {
    const first = status === 'mapped' ? 'warning' : status === 'skipped' ? 'info' : 'error';
    // after the first error, a rejection may have others: a rating beside a product, or a record of a user's rule
    const others = status === 'rejected' ? ['warning', 'error'] : ['warning'];
    demand(index === 0 ? severity === first : others.includes(severity), `${code} is ${first}`);
  });
  acceptable(result);
  truthful(
    result,
    event,
    map === mapSegmentEvent ? [] : ['missing_timestamp', 'product_dropped', 'invalid_filters'],
    ratingScale,
  );
}

function acceptable({ interactions }: MapResult): void {
  for (const interaction of interactions) {
    demand(isDeepStrictEqual(misoErrors(interaction), []), 'accepted by the contract');
    demand(validateInteraction(interaction).length === 0, 'accepted by validateInteraction');
    demand(
      isDeepStrictEqual(JSON.parse(JSON.stringify(interaction)), { ...interaction }),
      'written by JSON as it is',
    );
    if ('quantities' in interaction && Array.isArray(interaction.quantities)) {
      demand(interaction.quantities.length === interaction.product_ids?.length, 'quantities in line');
    }
  }
}

// `elsewhere`: what a user may have named other sources for; what code gave has no path
function truthful(
  { issues }: MapResult,
  event: unknown,
  elsewhere: readonly string[],
  ratingScale?: number,
): void {
  for (const { code, severity, path } of issues) {
    if (severity !== 'warning' || path === '' || elsewhere.includes(code)) continue;
    demand(isReallyWrong(code, path, event, ratingScale), `${code} at ${path} is wrong`);
  }
}

function demand(holding: boolean, what: string): void {
  if (!holding) throw new Error(`does not hold: ${what}`);
}

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
        const before = copyOf(event);
        mapSegmentEvent(event);
        demand(isDeepStrictEqual(event, before), 'unchanged');
      }),
    );
  });

  test('a batch is its events', () => {
    check(
      fc.property(fc.array(fc.oneof(damagedEvent, anything), { maxLength: 4 }), (drawn) => {
        const events = drawn;
        const batch = mapper.mapBatch(events);
        demand(
          isDeepStrictEqual(
            batch.results,
            Array.from(events, (event) => mapSegmentEvent(event)),
          ),
          'results',
        );
        demand(
          batch.interactions.every((interaction, index) =>
            batch.results[batch.sources[index]!]!.interactions.some((one) => one === interaction),
          ),
          'sources',
        );
        demand(
          batch.interactions.length === batch.results.flatMap(({ interactions }) => interactions).length,
          'all',
        );
      }),
    );
  });

  test('options with an event with damages', () => {
    check(
      fc.property(fc.tuple(validOptions, damagedEvent), (drawn) => {
        const [options, event] = drawn as [MapperOptions, unknown];
        const { map } = createMapper(options);
        holds(event, map, options.ratingScale);
        holds(
          { ...(event as object), type: 'page', name: Object.keys(options.pages ?? {})[0] },
          map,
          options.ratingScale,
        );
        demand(!JSON.stringify(map(event).issues).includes('secret'), 'nothing told of an error');
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
