import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapSegmentEvent, type MapResult, validateInteraction } from '../src/index.ts';
import { anything, copyOf, damagedEvent, specEvent } from './arbitraries.ts';
import { mapper } from './checked.ts';
import { misoErrors } from './contract/accepts.ts';
import { isReallyWrong } from './wrong.ts';

const RUNS = 20_000;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** Checks what must hold of every event, without `expect`, which is slow. */
function holds(event: unknown): void {
  const result = mapSegmentEvent(event);
  demand(isDeepStrictEqual(mapSegmentEvent(event), result), 'the same again');
  demand((result.status === 'mapped') === result.interactions.length > 0, 'interactions when mapped');
  demand(result.status === 'mapped' || result.issues.length > 0, 'a reason when not');
  result.issues.forEach((issue, index) => {
    const severity =
      index > 0 || result.status === 'mapped' ? 'warning' : result.status === 'skipped' ? 'info' : 'error';
    // a rating that is wrong is an error even where something else is missing too
    const isSecondError = index > 0 && issue.code === 'invalid_rating';
    demand(issue.severity === severity || isSecondError, `${issue.code} is ${severity}`);
  });
  acceptable(result);
  truthful(result, event);
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

function truthful({ issues }: MapResult, event: unknown): void {
  for (const { code, severity, path } of issues) {
    if (severity === 'warning') demand(isReallyWrong(code, path, event), `${code} at ${path} is wrong`);
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
    check(fc.property(anything, holds));
  });

  test('an event as the spec has it', () => {
    check(fc.property(specEvent, holds));
  });

  test('an event with damages', () => {
    check(fc.property(damagedEvent, holds));
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

  test('most events as the spec has them are mapped', () => {
    const statuses = fc
      .sample(specEvent, { numRuns: 1000, seed })
      .map((event) => mapSegmentEvent(event).status);
    expect(statuses.filter((status) => status === 'mapped').length).toBeGreaterThan(200);
  });
});
