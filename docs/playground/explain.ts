// says in plain words what breaks a payload or code, and where
import { shorten, TextError } from './literal.ts';
import { listDescendants, type Node, type Range } from './syntax.ts';

/** Finds what breaks JSON or a literal. */
export function findBreak(root: Node, text: string): TextError | undefined {
  const nodes = listDescendants(root);
  const open = nodes.find((node) => node.name === 'String' && !isClosed(text.slice(node.from, node.to)));
  if (open) return new TextError(trimLine(open, text), 'This string has no closing quote.');
  const error = nodes.find(({ type }) => type.isError);
  return error && explain(error, text);
}

function isClosed(code: string): boolean {
  return code.length > 1 && code.at(-1) === code[0] && !code.includes('\n');
}

function trimLine({ from, to }: Range, text: string): Range {
  return { from, to: from + text.slice(from, to).trimEnd().length };
}

function explain(error: Node, text: string): TextError {
  const before = text.slice(0, error.from).trimEnd();
  const after = text.slice(error.from).trimStart();
  if (after === '') return explainEnd(error, text);
  const at = text.length - after.length;
  const here = { from: at, to: at + (/^\w+|^[^]/.exec(after)?.[0].length ?? 1) };
  if (/[:,]$/.test(before) && /^[,}\]]/.test(after))
    return new TextError(here, `A value is missing before this ${after[0] ?? ''}`);
  if (/[\w"'\]}]$/.test(before) && /^["'{[\w]/.test(after))
    return new TextError(here, 'A comma is missing before this.');
  return new TextError(here, `Unexpected ${shorten(text.slice(here.from, here.to))}`);
}

const closing: Readonly<Record<string, string>> = {
  ObjectExpression: '}',
  ArrayExpression: ']',
  ArgList: ')',
};

function explainEnd(error: Node, text: string): TextError {
  let open: Node | null = error.parent;
  while (open !== null && closing[open.name] === undefined) open = open.parent;
  const end = text.trimEnd().length;
  const here = { from: Math.max(0, end - 1), to: Math.max(end, 1) };
  if (open === null) return new TextError(here, 'The end is missing.');
  const line = text.slice(0, open.from).split('\n').length;
  return new TextError(
    here,
    `The end is missing: the ${text[open.from] ?? ''} in line ${line} needs a ${closing[open.name] ?? ''}`,
  );
}
