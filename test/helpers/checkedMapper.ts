import { expect } from 'vitest';
import {
  createMapper,
  mapSegmentEvent,
  type MapperOptions,
  type MapResult,
  type MisoInteraction,
} from '../../src/index.ts';
import { expectAccepted } from '../contract/misoErrors.ts';

/**
 * The functions under test: every other test gets them from here, so that no interaction is mapped anywhere that Miso's
 * contract has not seen. `checked.test.ts` holds them to it.
 */
export const mapper = createMapper();

/** Maps an event and checks what holds of every result. */
export function mapEvent(event: unknown): MapResult {
  return checkResult(mapSegmentEvent(event));
}

/** Maps a batch and checks what holds of every result. */
export function mapBatch(payload: unknown): ReturnType<typeof mapper.mapBatch> {
  const batch = mapper.mapBatch(payload);
  batch.results.forEach(checkResult);
  expect(batch.sources).toHaveLength(batch.interactions.length);
  expect(batch.interactions).toStrictEqual(batch.results.flatMap((result) => result.interactions));
  batch.sources.forEach((source, index) => {
    expect(batch.results[source]?.interactions).toContain(batch.interactions[index]);
  });
  return batch;
}

/** Maps an event as options say, and checks what holds of every result. */
export function mapWithOptions(options: MapperOptions, event: unknown): MapResult {
  return checkResult(createMapper(options).map(event));
}

/** Maps an event that must give one interaction. */
export function mapToInteraction(event: unknown): MisoInteraction {
  const { interactions, issues } = mapEvent(event);
  expect(interactions, JSON.stringify(issues)).toHaveLength(1);
  return interactions[0]!;
}

/** Maps an event and says what was found: `code path` for each issue. */
export function mapToIssues(event: unknown): string[] {
  return mapEvent(event).issues.map(({ code, path }) => `${code} ${path}`);
}

/** Checks what holds of every result, and gives it back. */
export function checkResult(result: MapResult): MapResult {
  const { status, interactions, issues } = result;
  const severities = issues.map(({ severity }) => severity);
  if (status === 'mapped') {
    expect(interactions.length).toBeGreaterThan(0);
    expect(severities.filter((severity) => severity !== 'warning')).toStrictEqual([]);
  } else {
    expect(interactions).toStrictEqual([]);
    expect(severities[0]).toBe(status === 'skipped' ? 'info' : 'error');
    expect(severities.slice(1)).not.toContain('info');
  }
  for (const interaction of interactions) {
    expectAccepted(interaction);
    expect(isComplete(interaction), 'nothing undefined and nothing empty is in a record').toBe(true);
  }
  return result;
}

// `expect` for each value would take seconds for many products
function isComplete(value: unknown): boolean {
  if (typeof value !== 'object') return value !== undefined;
  const inside: unknown[] = Object.values(value!);
  return inside.length > 0 && inside.every(isComplete);
}
