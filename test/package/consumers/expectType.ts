// What the other files say with: no test runner reaches a user's compiler.

/** Whether two types are one; an `any` is only itself. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Takes a value of exactly this type. */
export declare function expectType<Expected>(): <Actual>(
  actual: Actual,
  ...problem: Equal<Actual, Expected> extends true ? [] : [{ expected: Expected; actual: Actual }]
) => void;

/** Takes a type that is true. */
export declare function expectTrue<Answer extends true>(answer?: Answer): void;
