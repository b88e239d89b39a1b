// the examples of the guides that the playground can show: those that map an event that is written in them
import { readdirSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';

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
  const { statements } = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  for (const statement of statements) {
    const event = findEvent(statement);
    if (event === undefined) continue;
    const before = code.slice(0, statement.getStart()).trim();
    return {
      payload: `${JSON.stringify(event, null, 2)}\n`,
      options: before.includes('createMapper(') ? `${before}\n` : '',
    };
  }
  return undefined;
}

function findEvent(node: ts.Node): unknown {
  if (
    ts.isCallExpression(node) &&
    /^(.*\.)?(map|mapBatch|mapSegmentEvent)$/.test(node.expression.getText())
  ) {
    const [argument] = node.arguments;
    const event = argument && evaluate(argument.getText());
    if (event !== undefined) return event;
  }
  // a function is not called yet
  if (ts.isFunctionLike(node)) return undefined;
  return ts.forEachChild(node, findEvent);
}

/** The value of a literal, as JSON has it; `undefined` where it needs anything else. */
function evaluate(literal: string): unknown {
  try {
    const value: unknown = runInNewContext(`(${literal})`);
    return typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
