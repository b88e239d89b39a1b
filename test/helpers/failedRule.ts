import type { MapResult } from '../../src/index.ts';

/** The result when the rule for `Order` fails, without what it threw. */
export const createFailedResult = (failure: string): object => ({
  status: 'rejected',
  interactions: [],
  issues: [
    {
      code: 'rule_failed',
      severity: 'error',
      path: 'event',
      message: `events.Order failed: ${failure}; the event is rejected.`,
    },
  ],
});

/** What was thrown. */
export function getCause({ issues }: MapResult): unknown {
  return issues[0] && Reflect.get(issues[0], 'cause');
}
