import fc from 'fast-check';
import type { MapperOptions } from '../../../src/index.ts';
import { anything, damagedEvent, junk, specEvent, validOptions } from '../arbitraries.ts';
import {
  anyCall,
  callAboutOneThing,
  callOfAnything,
  canonicalCall,
  notCall,
} from '../oracle/events.arbitraries.ts';
import {
  amount,
  category,
  id,
  ip,
  junk as oddValue,
  quantity,
  time,
  url,
  words,
} from '../oracle/values.arbitraries.ts';
import { extendedCase, focusedCase, optedCase, optionCase } from '../oracle/options.arbitraries.ts';
import { mixEvents, pick, type Pool, type Random, createRandom } from './mixEvents.ts';

/** Events that are mapped with the same options. */
export interface Batch {
  readonly options?: MapperOptions;
  readonly events: readonly unknown[];
}

const listOf = (events: fc.Arbitrary<unknown>, length: number): fc.Arbitrary<Batch> =>
  fc.array(events, { minLength: length, maxLength: length }).map((list) => ({ events: list }));

const pool: fc.Arbitrary<Pool> = fc.record({
  events: fc
    .array(
      fc.oneof(
        specEvent,
        canonicalCall,
        anyCall,
        callAboutOneThing,
        callAboutOneThing,
        callOfAnything,
        notCall,
      ),
      {
        minLength: 6,
        maxLength: 10,
      },
    )
    .map((events) => events.map(addPrototypes)),
  values: fc.array(fc.oneof(junk, oddValue, amount, category, id, ip, quantity, time, url, words), {
    minLength: 6,
    maxLength: 10,
  }),
  seed: fc.integer(),
});

const withOptions = (given: fc.Arbitrary<readonly [options: object, event?: unknown]>): fc.Arbitrary<Batch> =>
  fc.tuple(given, pool).map(([[options, event], { events, values, seed }]) => {
    const random = createRandom(seed);
    const all = event === undefined ? events : [...events, event, event];
    const made = mixEvents({ events: all, values, seed }, random, 256);
    return { options, events: made.map((one) => nameAfterRule(one, options, random)) };
  });

/** What is mapped together. Each kind has its share of the time, and some have far more events for it. */
export const batch: fc.Arbitrary<Batch> = fc.oneof(
  listOf(fc.oneof(anything, notCall), 128),
  listOf(callAboutOneThing, 256),
  // drawn whole, which is slow
  listOf(fc.oneof(damagedEvent, canonicalCall, anyCall, callOfAnything), 32),
  pool.map((drawn) => ({ events: mixEvents(drawn, createRandom(drawn.seed), 512) })),
  withOptions(validOptions.map((options) => [options] as const)),
  withOptions(optedCase),
  withOptions(fc.oneof(focusedCase, extendedCase, optionCase)),
);

/** Half of the events with a name that the options have a rule for. */
function nameAfterRule(event: unknown, { events, pages, screens }: MapperOptions, random: Random): unknown {
  if (typeof event !== 'object' || event === null || random(2) === 0) return event;
  const calls = { track: events, track2: events, page: pages, screen: screens };
  const [call, rules] = pick(Object.entries(calls), random);
  const names = Object.keys(rules ?? {});
  if (names.length === 0) return event;
  const name = pick(names, random);
  return { ...event, type: call.replace('2', ''), event: name, name };
}

/** A copy whose objects have the usual prototype, as those that JSON gives; many of those that are drawn have none. */
function addPrototypes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return Object.keys(value).length < value.length ? value : value.map(addPrototypes);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([member, inside]) => [member, addPrototypes(inside)]));
}
