// vitest, but a `describe` that throws adds a failing test: otherwise a mutant that breaks what a file does before its tests
// would leave no test at all, and would survive
import { describe as originalDescribe, test } from '../../node_modules/vitest/dist/index.js';

export * from '../../node_modules/vitest/dist/index.js';
export const describe = guard(originalDescribe);

type AnyFunction = (...args: unknown[]) => unknown;

// `describe`, and all that is made with it, as `describe.each(…)`
function guard<Value extends object>(original: Value): Value {
  return new Proxy(original, {
    get: (owner, key) => guardFunction(Reflect.get(owner, key)),
    apply: (owner, self, args: unknown[]) => {
      const guarded = args.map((arg) => (typeof arg === 'function' ? reportError(arg as AnyFunction) : arg));
      return guardFunction(Reflect.apply(owner as AnyFunction, self, guarded));
    },
  });
}

function guardFunction(value: unknown): unknown {
  return typeof value === 'function' ? guard(value) : value;
}

/** Wraps a function so that what it throws, or is rejected with, becomes a failing test. */
export function reportError(run: AnyFunction): AnyFunction {
  return async (...args) => {
    try {
      await run(...args);
    } catch (error) {
      test('the file loads', () => {
        throw error;
      });
    }
  };
}
