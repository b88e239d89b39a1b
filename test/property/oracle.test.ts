import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { MapperOptions } from '../../src/index.ts';
import { anything, damagedEvent } from './arbitraries.ts';
import { map, mapWith } from '../helpers/checkedMapper.ts';
import { agrees } from './oracle/compareWithOracle.ts';
import { anyCall, callAboutOneThing, callOfAnything, canonicalCall } from './oracle/events.arbitraries.ts';
import { isSettled } from './oracle/isSettled.ts';
import { extendedCase, focusedCase, optedCase } from './oracle/options.arbitraries.ts';
import { oracle } from './oracle/oracle.ts';
import { runs } from '../helpers/propertyRuns.ts';

const RUNS = runs(5_000);
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
// so that a run can be had again: SEED=… npm test
console.info(`differential tests: ${RUNS} runs each, SEED=${seed}`);

function check<Given>(given: fc.Arbitrary<Given>, holds: (given: Given) => void): void {
  fc.assert(fc.property(given, holds), { numRuns: RUNS, seed });
}

describe(`in ${RUNS} runs with SEED=${seed}`, () => {
  test.each<[string, fc.Arbitrary<unknown>]>([
    ['about one thing', callAboutOneThing],
    ['of each canonical name', canonicalCall],
    ['in other spellings, and other calls', anyCall],
    ['as the spec has them, with damages', damagedEvent],
    ['with anything in them', callOfAnything],
    ['that are anything', anything],
  ])('the default mapping of events %s', (_, events) => {
    check(events.filter(isSettled), (event) => {
      agrees(map(event), oracle(event), { event });
    });
  });

  test.each([
    ['of one rule', focusedCase],
    ['of all kinds', optedCase],
    ['of extendedRules', extendedCase],
  ])('options %s', (_, cases) => {
    check(
      cases.filter(([options, event]) => isSettled(event, options)),
      ([options, event]) => {
        agrees(mapWith(options as MapperOptions, event), oracle(event, options), { options, event });
      },
    );
  });

  test('a getter that throws makes it no event, unless nobody asks', () => {
    check(fc.tuple(anyCall.filter(isSettled), fc.nat()), ([event, nth]) => {
      const members = Object.keys(event);
      const throwing = Object.defineProperty({ ...event }, members[nth % members.length]!, {
        get() {
          throw new Error('not told');
        },
      });
      const real = map(throwing);
      if (real.issues[0]?.code === 'not_an_event') agrees(real, oracle(undefined), { throwing });
      else agrees(real, oracle(event), { throwing });
    });
  });
});
