// the examples of the guides that the playground can show: those that map an event
import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { compileFunction } from 'node:vm';
import ts from 'typescript';
import * as library from '../../src/index.ts';

/** What the playground shows of an example. */
export interface Example {
  readonly payload: string;
  readonly options: string;
}

/** All examples: the guide and the number of the block in it, such as `hosts-1` -> what is shown. */
export function listExamples(): Record<string, Example> {
  const guides = readdirSync('docs').filter((name) => name.endsWith('.md'));
  const examples = guides.flatMap((guide) => {
    const blocks = readFileSync(`docs/${guide}`, 'utf8').matchAll(/^```ts\n(.*?)^```/gms);
    return [...blocks].flatMap(([, code = ''], index) => {
      const example = readExample(code);
      return example === undefined ? [] : [[nameExample(guide, index), example] as const];
    });
  });
  return Object.fromEntries(examples);
}

export function nameExample(guide: string, index: number): string {
  return `${guide.replace(/\.md$/, '')}-${index + 1}`;
}

/** The first event that a block maps, and the code before it if that creates a mapper. */
export function readExample(code: string): Example | undefined {
  if (/from '(?!segment-to-miso')/.test(code)) return undefined;
  const [event] = recordEvents(code);
  if (event === undefined) return undefined;
  const payload = JSON.stringify(event, null, 2);
  // what JSON cannot hold would be another event there
  if (!isDeepStrictEqual(JSON.parse(payload), event)) return undefined;
  const options = cutBeforeMapping(code);
  return {
    payload: `${payload}\n`,
    options: options.includes('createMapper(') ? `${options}\n` : '',
  };
}

/** Runs a block, as the tests do, and keeps what is mapped. */
function recordEvents(code: string): unknown[] {
  const events: unknown[] = [];
  const record = (map: (event: never) => unknown) => (event: unknown) => {
    events.push(structuredClone(event));
    return map(event as never);
  };
  const recording = {
    ...library,
    mapSegmentEvent: record(library.mapSegmentEvent),
    createMapper: (options: library.MapperOptions) => {
      const mapper = library.createMapper(options);
      return { ...mapper, map: record(mapper.map), mapBatch: record(mapper.mapBatch) };
    },
  };
  const script = ts.transpile(code, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 });
  try {
    Reflect.apply(compileFunction(script, ['exports', 'require']), undefined, [{}, () => recording]);
  } catch {
    // some need more than the library: they have been mapping before, or not at all
  }
  return events;
}

/** The code up to the first statement that maps. */
function cutBeforeMapping(code: string): string {
  const { statements } = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  const mapping = statements.find(
    (statement) => !ts.isFunctionDeclaration(statement) && /\b(map|mapBatch)\(/.test(statement.getText()),
  );
  return code.slice(0, mapping?.getStart()).trim();
}
