// reads literals without running them
import { listItems, type Node, type Range, readKey, readString } from './syntax.ts';

/** A problem in a payload or code, in plain words, and its place. */
export class TextError extends Error {
  readonly range: Range;

  constructor({ from, to }: Range, message: string) {
    super(message);
    this.range = { from, to };
  }
}

/** What stands for code, which has no value here; or throws. */
export type ReadCode = (node: Node, code: string) => unknown;

type Reader = (node: Node, text: string, readCode: ReadCode) => unknown;

/** What other languages call the constants of JSON. */
const constants = new Map<string, unknown>([
  ['undefined', undefined],
  ['True', true],
  ['False', false],
  ['None', null],
  ['nil', null],
]);

const readers: Readonly<Record<string, Reader>> = {
  String: readText,
  TemplateString: (node, text, readCode) => {
    return node.firstChild === null ? readText(node, text, readCode) : readCode(node, slice(node, text));
  },
  Number: (node, text) => Number(slice(node, text).replaceAll('_', '')),
  BooleanLiteral: (node, text) => slice(node, text) === 'true',
  null: () => null,
  UnaryExpression: (node, text, readCode) => {
    const [, operand] = listItems(node);
    const isNegative = text[node.from] === '-' && operand?.name === 'Number';
    return isNegative ? -Number(slice(operand, text)) : readCode(node, slice(node, text));
  },
  VariableName: (node, text, readCode) => {
    const name = slice(node, text);
    return constants.has(name) ? constants.get(name) : readCode(node, name);
  },
  ArrayExpression: (node, text, readCode) => listItems(node).map((item) => readLiteral(item, text, readCode)),
  ObjectExpression: (node, text, readCode) => {
    const entries = node.getChildren('Property').map((property) => {
      const [key, value] = [readKey(property, text), property.lastChild];
      if (key !== undefined && value !== null) return [key, readLiteral(value, text, readCode)] as const;
      return [slice(property, text), readCode(property, slice(property, text))] as const;
    });
    return Object.fromEntries(entries);
  },
};

/** Reads the value of a literal; `readCode` says what stands for what is none. By default that is an error. */
export function readLiteral(node: Node, text: string, readCode: ReadCode = refuseCode): unknown {
  return (readers[node.name] ?? readCodeOf)(node, text, readCode);
}

function refuseCode(node: Node, code: string): never {
  throw new TextError(node, `${shorten(code)} is code. Write the value itself.`);
}

function readCodeOf(node: Node, text: string, readCode: ReadCode): unknown {
  return readCode(node, slice(node, text));
}

function readText(node: Node, text: string, readCode: ReadCode): unknown {
  return readString(slice(node, text)) ?? readCode(node, slice(node, text));
}

export function slice({ from, to }: Range, text: string): string {
  return text.slice(from, to);
}

export function shorten(code: string): string {
  return code.length > 40 ? `${code.slice(0, 40)}…` : code;
}
