import { type Context, createContext, runInContext } from 'node:vm';

/** All that the library asks for: names of the language, none of a host. */
export const OF_THE_LANGUAGE = [
  'Array',
  'Date',
  'Error',
  'JSON',
  'Map',
  'Math',
  'NaN',
  'Number',
  'Object',
  'Promise',
  'Set',
  'String',
  'TypeError',
  'decodeURIComponent',
  // in the constructor of a class
  'this',
];

export interface Realm {
  readonly run: (script: string) => void;
  /** The value of an expression, as JSON has it: an object of another realm equals none of ours. */
  readonly valueOf: (expression: string) => unknown;
}

export const GLOBAL_NAMES = 'Object.getOwnPropertyNames(this)';

/** A realm with the part of the language that the library asks for, and nothing else. */
export function createBareRealm(): Realm {
  const global: Context = Object.create(null);
  const context = createContext(global, { codeGeneration: { strings: false, wasm: false } });
  const run = (script: string): unknown => {
    try {
      const value: unknown = runInContext(script, context);
      return value;
    } catch (error) {
      // the realm's own cannot be shown when its prototypes are tampered with
      throw new Error((error as Error).stack);
    }
  };
  const kept = JSON.stringify(OF_THE_LANGUAGE);
  run(`for (const name of ${GLOBAL_NAMES}) if (!${kept}.includes(name)) delete this[name];`);
  return {
    run,
    valueOf: (expression) => JSON.parse(String(run(`JSON.stringify(${expression})`))) as unknown,
  };
}
