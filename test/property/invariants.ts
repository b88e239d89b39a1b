import {
  createMapper,
  type Mapper,
  type MapperOptions,
  type MapResult,
  mapSegmentEvent,
  validateInteraction,
} from '../../src/index.ts';
import { findMisoErrors } from '../contract/misoErrors.ts';
import { isEqual } from './isEqual.ts';
import { Snapshot } from './snapshot.ts';
import { isInvalidAt } from './issueOracle.ts';

/** What does not hold. `expect` is not used here, as it is slow, and as the fuzz runs without it. */
export class InvariantError extends Error {
  readonly property: string;

  constructor(property: string, detail = '') {
    super(`does not hold: ${property}${detail && ` (${detail})`}`);
    this.property = property;
  }
}

export function assertInvariant(holding: boolean, property: string, detail?: () => string): void {
  if (!holding) throw new InvariantError(property, detail?.());
}

type Map = (event: unknown) => MapResult;

// warnings where a rule of several types leaves one of them out
const MISSING = [
  'missing_timestamp',
  'missing_product_id',
  'missing_keywords',
  'missing_category',
  'missing_rating',
];

/** Checks what must hold of every event; gives back what became of it. */
export function checkEvent(event: unknown, map: Map = mapSegmentEvent, options?: MapperOptions): MapResult {
  const result = mapWithoutThrowing(event, map);
  assertInvariant(isEqual(map(event), result), 'the same again');
  checkStatus(result);
  checkAccepted(result);
  checkWarnings(
    result,
    event,
    map === mapSegmentEvent ? [] : [...MISSING, 'product_dropped', 'invalid_filters'],
    options,
  );
  return result;
}

/** Checks what must hold of every event under options of which none is wrong. */
export function checkEventWithOptions({ map }: Mapper, options: MapperOptions, event: unknown): MapResult {
  const result = checkEvent(event, map, options);
  // what code of `arbitraries.ts` throws
  assertInvariant(!JSON.stringify(result.issues).includes('secret'), 'nothing told of an error');
  return result;
}

/** Checks that a value is afterwards as it was before. */
export function checkUnchanged(value: unknown, use: () => void): void {
  const before = new Snapshot(value);
  use();
  assertInvariant(before.isCurrent(), 'the input is not changed');
}

/** Checks that a batch is its events; as mapSegmentEvent maps them, where there is no mapper. */
export function checkBatch(events: readonly unknown[], mapper?: Mapper): void {
  const { results, interactions, sources } = (mapper ?? usual).mapBatch(events);
  const map: Map = mapper?.map ?? mapSegmentEvent;
  const expected = Array.from(events, (event) => map(event));
  assertInvariant(isEqual(results, expected), 'a batch has the results of its events');
  assertInvariant(
    interactions.length === sources.length &&
      interactions.every((interaction, index) =>
        results[sources[index]!]?.interactions.some((one) => one === interaction),
      ),
    'a batch knows the source of each interaction',
  );
  assertInvariant(
    isEqual(
      interactions,
      results.flatMap((result) => [...result.interactions]),
    ),
    'a batch has all interactions',
  );
}

const usual = createMapper();

function mapWithoutThrowing(event: unknown, map: Map): MapResult {
  try {
    return map(event);
  } catch (thrown) {
    throw new InvariantError('it never throws', String(thrown));
  }
}

function checkStatus({ status, interactions, issues }: MapResult): void {
  assertInvariant((status === 'mapped') === interactions.length > 0, 'interactions when mapped');
  assertInvariant(status === 'mapped' || issues.length > 0, 'a reason when not mapped');
  const first = status === 'mapped' ? 'warning' : status === 'skipped' ? 'info' : 'error';
  // after the first error, a rejection may have others: a rating beside a product, or a record of a user's rule
  const others = status === 'rejected' ? ['warning', 'error'] : ['warning'];
  issues.forEach(({ code, severity }, index) => {
    const isRight = index === 0 ? severity === first : others.includes(severity);
    assertInvariant(isRight, 'issues as severe as the status says', () => `${code} is ${severity}`);
  });
}

function checkAccepted({ interactions }: MapResult): void {
  for (const interaction of interactions) {
    const refusals = findMisoErrors(interaction);
    assertInvariant(refusals.length === 0, 'accepted by the contract', () => refusals.join('; '));
    assertInvariant(validateInteraction(interaction).length === 0, 'accepted by validateInteraction');
    assertInvariant(
      isEqual(JSON.parse(JSON.stringify(interaction)), { ...interaction }),
      'written by JSON as it is',
    );
  }
}

// `elsewhere`: what a user may have named other sources for; what code gave has no path
function checkWarnings(
  { issues }: MapResult,
  event: unknown,
  elsewhere: readonly string[],
  options?: MapperOptions,
): void {
  for (const { code, severity, path } of issues) {
    if (severity !== 'warning' || path === '' || elsewhere.includes(code)) continue;
    assertInvariant(
      isInvalidAt(code, path, event, options),
      'what a warning points at is wrong',
      () => `${code} at ${path}`,
    );
  }
}
