import type { MisoInteractionType, RuleTools } from '../../src/index.ts';

/** What a function of a user's does, as data: so that options with functions in them can be written to a file. */
export type Doing =
  | { readonly gives: unknown }
  | { readonly throws: string }
  | { readonly build: MisoInteractionType; readonly fields: object };

export type Code = (event: unknown, tools: RuleTools) => unknown;

const doings = new WeakMap<object, Doing>();

/** The function that does so. */
export function codeOf(doing: Doing): Code {
  const code: Code = (_, tools) => done(doing, tools);
  doings.set(code, doing);
  return code;
}

/** What a function does, if `codeOf` made it. */
export function doingOf(code: object): Doing | undefined {
  return doings.get(code);
}

function done(doing: Doing, tools: RuleTools): unknown {
  if ('gives' in doing) return doing.gives;
  if ('throws' in doing) throw new Error(doing.throws);
  return tools.build(doing.build, doing.fields);
}
