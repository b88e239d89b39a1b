import {
  createMapper,
  type Mapper,
  type MapperOptions,
  type MapResult,
  mapSegmentEvent,
  validateInteraction,
} from '../../src/index.ts';
import { misoErrors } from '../contract/accepts.ts';
import { isEqual } from './isEqual.ts';
import { Snapshot } from './snapshot.ts';
import { isReallyWrong } from './issueOracle.ts';

/** What does not hold. `expect` is not used here, as it is slow, and as the fuzz runs without it. */
export class Fault extends Error {
  readonly property: string;

  constructor(property: string, detail = '') {
    super(`does not hold: ${property}${detail && ` (${detail})`}`);
    this.property = property;
  }
}

export function demand(holding: boolean, property: string, detail?: () => string): void {
  if (!holding) throw new Fault(property, detail?.());
}

type Map = (event: unknown) => MapResult;

/** Checks what must hold of every event; gives back what became of it. */
export function holds(event: unknown, map: Map = mapSegmentEvent, options?: MapperOptions): MapResult {
  const result = resultOf(event, map);
  demand(isEqual(map(event), result), 'the same again');
  told(result);
  acceptable(result);
  truthful(
    result,
    event,
    map === mapSegmentEvent ? [] : ['missing_timestamp', 'product_dropped', 'invalid_filters'],
    options,
  );
  return result;
}

/** Checks what must hold of every event under options of which none is wrong. */
export function holdsWith({ map }: Mapper, options: MapperOptions, event: unknown): MapResult {
  const result = holds(event, map, options);
  // what code of `arbitraries.ts` throws
  demand(!JSON.stringify(result.issues).includes('secret'), 'nothing told of an error');
  return result;
}

/** Checks that a value is afterwards as it was before. */
export function leavesUnchanged(value: unknown, use: () => void): void {
  const before = new Snapshot(value);
  use();
  demand(before.isCurrent(), 'the input is not changed');
}

/** Checks that a batch is its events; as mapSegmentEvent maps them, where there is no mapper. */
export function holdsOfBatch(events: readonly unknown[], mapper?: Mapper): void {
  const { results, interactions, sources } = (mapper ?? usual).mapBatch(events);
  const map: Map = mapper?.map ?? mapSegmentEvent;
  const expected = Array.from(events, (event) => map(event));
  demand(isEqual(results, expected), 'a batch has the results of its events');
  demand(
    interactions.length === sources.length &&
      interactions.every((interaction, index) =>
        results[sources[index]!]?.interactions.some((one) => one === interaction),
      ),
    'a batch knows the source of each interaction',
  );
  demand(
    isEqual(
      interactions,
      results.flatMap((result) => [...result.interactions]),
    ),
    'a batch has all interactions',
  );
}

const usual = createMapper();

function resultOf(event: unknown, map: Map): MapResult {
  try {
    return map(event);
  } catch (thrown) {
    throw new Fault('it never throws', String(thrown));
  }
}

function told({ status, interactions, issues }: MapResult): void {
  demand((status === 'mapped') === interactions.length > 0, 'interactions when mapped');
  demand(status === 'mapped' || issues.length > 0, 'a reason when not mapped');
  const first = status === 'mapped' ? 'warning' : status === 'skipped' ? 'info' : 'error';
  // after the first error, a rejection may have others: a rating beside a product, or a record of a user's rule
  const others = status === 'rejected' ? ['warning', 'error'] : ['warning'];
  issues.forEach(({ code, severity }, index) => {
    const isRight = index === 0 ? severity === first : others.includes(severity);
    demand(isRight, 'issues as severe as the status says', () => `${code} is ${severity}`);
  });
}

function acceptable({ interactions }: MapResult): void {
  for (const interaction of interactions) {
    const refusals = misoErrors(interaction);
    demand(refusals.length === 0, 'accepted by the contract', () => refusals.join('; '));
    demand(validateInteraction(interaction).length === 0, 'accepted by validateInteraction');
    demand(isEqual(JSON.parse(JSON.stringify(interaction)), { ...interaction }), 'written by JSON as it is');
  }
}

// `elsewhere`: what a user may have named other sources for; what code gave has no path
function truthful(
  { issues }: MapResult,
  event: unknown,
  elsewhere: readonly string[],
  options?: MapperOptions,
): void {
  for (const { code, severity, path } of issues) {
    if (severity !== 'warning' || path === '' || elsewhere.includes(code)) continue;
    demand(
      isReallyWrong(code, path, event, options),
      'what a warning points at is wrong',
      () => `${code} at ${path}`,
    );
  }
}
