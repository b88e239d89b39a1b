import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { MapperOptions } from '../../src/index.ts';
import { anything, damagedEvent } from './arbitraries.ts';
import { mapEvent, mapWithOptions } from '../helpers/checkedMapper.ts';
import { compareWithOracle } from './oracle/compareWithOracle.ts';
import {
  anyCall,
  callAboutOneThing,
  callOfAnything,
  canonicalCall,
  notCall,
} from './oracle/events.arbitraries.ts';
import { isSettled } from './oracle/isSettled.ts';
import { extendedCase, focusedCase, optedCase, optionCase } from './oracle/options.arbitraries.ts';
import { mapByOracle } from './oracle/oracle.ts';
import { chooseRuns } from '../helpers/chooseRuns.ts';

const RUNS = chooseRuns(5_000);
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
// so that a run can be had again: SEED=… npm test
console.info(`differential tests: ${RUNS} runs each, SEED=${seed}`);

function checkProperty<Given>(given: fc.Arbitrary<Given>, holds: (given: Given) => void): void {
  fc.assert(fc.property(given, holds), { numRuns: RUNS, seed });
}

describe(`in ${RUNS} runs with SEED=${seed}`, () => {
  test.each<[string, fc.Arbitrary<unknown>]>([
    ['about one thing', callAboutOneThing],
    ['of each canonical name', canonicalCall],
    ['in other spellings, and other calls', anyCall],
    ['as the spec has them, with damages', damagedEvent],
    ['with anything in them', callOfAnything],
    ['in or around which something else is', notCall],
    ['that are anything', anything],
  ])('the default mapping of events %s', (_, events) => {
    checkProperty(events, (event) => {
      compareWithOracle(mapEvent(event), mapByOracle(event), { event });
    });
  });

  test.each([
    ['of one rule', focusedCase],
    ['of all kinds', optedCase],
    ['of extendedRules', extendedCase],
    ['one at a time', optionCase],
  ])('options %s', (_, cases) => {
    checkProperty(
      cases.filter(([options]) => isSettled(options)),
      ([options, event]) => {
        compareWithOracle(mapWithOptions(options as MapperOptions, event), mapByOracle(event, options), {
          options,
          event,
        });
      },
    );
  });

  test('a getter that throws makes it no event, unless nobody asks', () => {
    checkProperty(fc.tuple(anyCall, fc.nat()), ([event, nth]) => {
      const members = Object.keys(event);
      const throwing = Object.defineProperty({ ...event }, members[nth % members.length]!, {
        get() {
          throw new Error('not told');
        },
      });
      const real = mapEvent(throwing);
      if (real.issues[0]?.code === 'not_an_event')
        compareWithOracle(real, mapByOracle(undefined), { throwing });
      else compareWithOracle(real, mapByOracle(event), { throwing });
    });
  });
});
