// the syntax trees of what is typed: CodeMirror's parser never fails, and knows the place of each node
import { javascriptLanguage, typescriptLanguage } from '@codemirror/lang-javascript';

export type Node = ReturnType<typeof typescriptLanguage.parser.parse>['topNode'];

/** A piece of code or of a payload. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const expressions = javascriptLanguage.parser.configure({ top: 'SingleExpression' });

/** Parses JSON, or any expression of JavaScript. */
export function parseExpression(text: string): Node {
  return expressions.parse(text).topNode;
}

/** Parses a module of TypeScript. */
export function parseModule(text: string): Node {
  return typescriptLanguage.parser.parse(text).topNode;
}

export function listChildren(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The items of an array or the arguments of a call: neither brackets and commas nor comments. */
export function listItems(node: Node): Node[] {
  return listChildren(node).filter(({ name }) => /^\w+$/.test(name) && !/Comment$/.test(name));
}

export function listDescendants(node: Node): Node[] {
  return listChildren(node).flatMap((child) => [child, ...listDescendants(child)]);
}

/** The key of a property; `undefined` for a spread or a computed key. */
export function readKey(property: Node, text: string): string | undefined {
  const key = property.firstChild;
  if (key === null) return undefined;
  const code = text.slice(key.from, key.to);
  if (key.name === 'PropertyDefinition') return code;
  return key.name === 'String' ? readString(code) : undefined;
}

/** Finds the property of an object; of several with one key the last counts, as in JavaScript. */
export function findProperty(object: Node, key: string, text: string): Node | undefined {
  return object.getChildren('Property').findLast((property) => readKey(property, text) === key);
}

/** The string that a literal stands for; `undefined` if it is broken. */
export function readString(code: string): string | undefined {
  const inner = code.slice(1, -1).replaceAll(/\\([^])|"/g, (match, escaped?: string) => {
    if (escaped === undefined) return String.raw`\"`;
    return /['`]/.test(escaped) ? escaped : match;
  });
  try {
    return String(JSON.parse(`"${inner.replaceAll('\n', String.raw`\n`)}"`));
  } catch {
    return undefined;
  }
}
