// vitest, but a `describe` that throws has a test that fails: else a mutant that breaks what a file does before its tests
// leaves no test at all, and counts as one that nobody noticed
import { describe as describeAsIs, test } from '../../node_modules/vitest/dist/index.js';

export * from '../../node_modules/vitest/dist/index.js';
export const describe = guarded(describeAsIs);

type AnyFunction = (...args: unknown[]) => unknown;

// `describe`, and all that is made with it, as `describe.each(…)`
function guarded<Value extends object>(made: Value): Value {
  return new Proxy(made, {
    get: (from, member) => orGuarded(Reflect.get(from, member)),
    apply: (made, self, args: unknown[]) => {
      const bodies = args.map((one) => (typeof one === 'function' ? told(one as AnyFunction) : one));
      return orGuarded(Reflect.apply(made as AnyFunction, self, bodies));
    },
  });
}

function orGuarded(value: unknown): unknown {
  return typeof value === 'function' ? guarded(value) : value;
}

/** What a function throws, or is rejected with, is told by a test. */
export function told(body: AnyFunction): AnyFunction {
  return async (...args) => {
    try {
      await body(...args);
    } catch (error) {
      test('is told', () => {
        throw error;
      });
    }
  };
}
