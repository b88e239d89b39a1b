import type { MisoInteractionType, RuleTools } from '../../src/index.ts';

/** What a function of a user's does, as data: so that options with functions in them can be written to a file. */
export type Behavior =
  | { readonly gives: unknown }
  | { readonly passes: 'its argument' }
  | { readonly throws: string }
  | { readonly build: MisoInteractionType; readonly fields: object };

export type UserFunction = (event: unknown, tools: RuleTools) => unknown;

const doings = new WeakMap<object, Behavior>();

/** The function that does so. */
export function createUserFunction(doing: Behavior): UserFunction {
  const code: UserFunction = (given, tools) => ('passes' in doing ? given : perform(doing, tools));
  doings.set(code, doing);
  return code;
}

/** What a function does, if `createUserFunction` made it. */
export function getBehavior(code: object): Behavior | undefined {
  return doings.get(code);
}

function perform(doing: Exclude<Behavior, { passes: unknown }>, tools: RuleTools): unknown {
  if ('gives' in doing) return doing.gives;
  if ('throws' in doing) throw new Error(doing.throws);
  return tools.build(doing.build, doing.fields);
}
