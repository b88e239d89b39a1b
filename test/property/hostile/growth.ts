import type { BatchResult, MappingIssue, MapResult } from '../../../src/index.ts';
import { collectGarbage, flushCaches, measureHeap, measureMilliseconds } from './measurements.ts';

/** Makes an input of about so many bytes, and gives what is done with it; what that returns is what is held of it. */
export type Growing = (size: number) => () => unknown;

/** How much work an input of each size was. */
export interface Growth {
  readonly sizes: readonly number[];
  /** Milliseconds of the processor. */
  readonly times: readonly number[];
  /** Bytes that the result holds. */
  readonly held: readonly number[];
  /** Bytes that are held when the results are gone. */
  readonly left: number;
  /** What became of the input of each size: it is to be the same for all. */
  readonly said: readonly string[];
}

const SIZES = [1e3, 1e4, 1e5, 1e6, 1e7];
/** So many sizes show how fast the work grows. */
const FEWEST = 3;

/**
 * The most that an exponent may be. Work that grows with the input has 1; caches that are too small for it, and memory that
 * has to come from the system, make up to 1.3 of that over a factor of ten. The least that grows too fast, as n times its
 * root, has 1.5, and what is done for each pair has 2.
 */
export const MOST = 1.35;
/** Below these many milliseconds and bytes, what the input costs is lost in what all else costs. */
const LEAST = { times: 0.05, held: 1e5 };

/** The exponents of the growth of time and of what is held. */
export function computeExponents({ sizes, times, held }: Growth): { time: number; held: number } {
  return {
    time: computeExponent(sizes, times, LEAST.times),
    held: computeExponent(sizes, held, LEAST.held),
  };
}

/** Measures an input of growing size; again, when it seems to grow too fast: it may be others that were in the way. */
export function measureGrowth(grow: Growing, longest: number): Growth {
  let growth = measure(grow, longest);
  for (let times = 0; times < 2; times++) {
    const isTooFast = computeExponents(growth).time >= MOST;
    // what takes so long is no chance
    if (!isTooFast || Math.max(...growth.times) > 10 * longest) break;
    growth = measure(grow, longest);
  }
  return growth;
}

/** A size that would take longer than so many milliseconds, by the time of the one before, is not tried. */
function measure(grow: Growing, longest: number): Growth {
  warmUp(grow);
  const before = measureHeap();
  const steps: Step[] = [];
  for (const size of SIZES) {
    const step = measureStep(grow, size);
    steps.push(step);
    if (step.time > (steps.length < FEWEST ? 0.5 : 0.1) * longest) break;
  }
  // with something small again, so that nothing large is left on the stack
  warmUp(grow);
  return {
    sizes: SIZES.slice(0, steps.length),
    times: steps.map(({ time }) => time),
    held: steps.map(({ held }) => held),
    left: measureLeftover(before),
    said: steps.map(({ said }) => said),
  };
}

/** Bytes that are held more. V8 keeps the shapes of objects, and with them names of members, for some collections. */
function measureLeftover(before: number): number {
  let left = Infinity;
  for (let times = 0; times < 5 && left > LEAST.held; times++) left = Math.min(left, measureHeap() - before);
  return left;
}

/** The exponent of a growth: 1 where twice the input takes twice the work, 2 where it takes four times as much. */
function computeExponent(sizes: readonly number[], work: readonly number[], least: number): number {
  // on logarithmic scales it is the slope of a line: of the last two points, and of the line that fits the last three best.
  // The lower counts: a step, as where a cache ends, is in one of them, and what grows too fast is in both
  return Math.min(
    ...[2, 3].map((count) =>
      computeSlope(
        sizes.slice(-count).map(Math.log10),
        work.slice(-count).map((one) => Math.log10(Math.max(one, least))),
      ),
    ),
  );
}

function computeSlope(xs: readonly number[], ys: readonly number[]): number {
  const [x, y] = [computeMean(xs), computeMean(ys)];
  const products = xs.map((one, at) => (one - x) * (ys[at]! - y));
  return computeMean(products) / computeMean(xs.map((one) => (one - x) ** 2));
}

function computeMean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

interface Step {
  readonly time: number;
  readonly held: number;
  readonly said: string;
}

// compiled first, or small inputs would seem slow
function warmUp(grow: Growing): void {
  const run = grow(1e4);
  for (let times = 0; times < 10; times++) run();
}

function measureStep(grow: Growing, size: number): Step {
  const run = grow(size);
  // what small inputs hold is lost in what all else does
  const look = size < 1e5 ? () => 0 : measureHeap;
  const before = look();
  let result: unknown;
  flushCaches();
  const first = measureMilliseconds(() => {
    result = run();
  });
  const held = look() - before;
  return { held, said: summarizeResult(result), time: Math.min(first, ...measureTimes(run, first)) };
}

/** The times of further runs; of short ones more, as they vary more. */
function measureTimes(run: () => unknown, first: number): number[] {
  const times: number[] = [];
  for (let spent = first; times.length < 1 || (times.length < 10 && spent < 10);) {
    // with as much room as the first, before anything has to be collected
    if (first > 2) collectGarbage();
    flushCaches();
    const time = measureMilliseconds(run);
    times.push(time);
    spent += time;
  }
  return times;
}

/** Each status that results have, with its first issue. */
function summarizeResult(result: unknown): string {
  const results = [result]
    .flat()
    .flatMap((one): unknown[] => [(one as Partial<BatchResult> | null)?.results ?? one].flat());
  const said = results.map((one) => {
    const { status, issues = [one] } = (one ?? {}) as Partial<MapResult> & Partial<MappingIssue>;
    return [status, (issues as MappingIssue[])[0]?.code].join(' ');
  });
  return [...new Set(said)].sort().join(', ');
}
