import { expect, test } from 'vitest';
import type { MapperOptions, MisoInteraction } from '../../../src/index.ts';
import { mapWithOptions } from '../../helpers/checkedMapper.ts';
import { deepFreeze } from '../../helpers/sampleEvents.ts';

/** What an event must become: fields beside those of every event here, or the status of one that is not mapped; its issues. */
export interface Expected {
  readonly fields?: Partial<Record<keyof MisoInteraction, unknown>> & { readonly [field: string]: unknown };
  readonly status?: 'skipped' | 'rejected';
  /** `code path` of each issue, in order; default: none. */
  readonly issues?: readonly string[];
  readonly options?: MapperOptions;
}

export type Row = readonly [name: string, payload: object, expected: Expected];

const TIMESTAMP = '2026-01-31T12:00:00.000Z';

/** Tests rows of whole events, to which a call, a user and a time are added. */
export function testEvents(event: string, rows: readonly Row[]): void {
  test.each(rows)(`${event}: %s`, (_, payload, { fields = {}, status, issues = [], options = {} }) => {
    const result = mapWithOptions(
      options,
      deepFreeze({ type: 'track', event, userId: 'u1', timestamp: TIMESTAMP, ...payload }),
    );
    expect(result.issues.map(({ code, path }) => `${code}@${path}`)).toStrictEqual(issues);
    if (status === undefined) {
      const usual = { user_id: 'u1', timestamp: TIMESTAMP };
      const expected = Object.entries({ ...usual, ...fields }).filter((entry) => entry[1] !== undefined);
      const { type, ...found } = result.interactions[0] ?? { type: undefined };
      expect(type).toBeDefined();
      expect(found).toStrictEqual(Object.fromEntries(expected));
    } else expect(result.status).toBe(status);
  });
}

/** Tests rows of properties. */
export function testProperties(event: string, rows: readonly Row[]): void {
  testEvents(
    event,
    rows.map(([name, properties, expected]) => [name, { properties }, expected] as const),
  );
}
