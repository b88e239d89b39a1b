// the code of the Options tab: finds, inserts and strips
import { followPath } from './places.ts';
import type { Suggestion } from './protocol.ts';
import {
  listDescendants,
  listItems,
  type Node,
  parseExpression,
  parseModule,
  type Range,
  readKey,
} from './syntax.ts';

/** Finds the object with the options: what `createMapper` gets, else what is exported, else the whole text. */
export function findOptions(code: string): Node | undefined {
  if (isExpression(code)) return unwrap(listItems(parseExpression(code))[0]);
  const nodes = listDescendants(parseModule(code));
  const call = nodes.findLast(
    (node) => node.name === 'ArgList' && /createMapper(<[^(]*>)?$/.test(code.slice(0, node.from)),
  );
  const exported = nodes.find(
    (node) => node.name === 'ExportDeclaration' && node.getChild('default') !== null,
  );
  return unwrap(call ? listItems(call)[0] : exported?.lastChild?.prevSibling) ?? unwrap(exported?.lastChild);
}

/** Whether the code is an object rather than a module. */
export function isExpression(code: string): boolean {
  return /^\s*[({]/.test(code);
}

function unwrap(node: Node | null | undefined): Node | undefined {
  if (!node) return undefined;
  if (node.name === 'ObjectExpression') return node;
  const inner =
    node.name === 'ParenthesizedExpression' || node.name === 'BinaryExpression' ? listItems(node)[0] : null;
  return unwrap(inner);
}

/** The place of an option, such as `['events', 'Song Played']`, as far as it is there. */
export function findOption(code: string, path: readonly (string | number)[]): Range | undefined {
  const options = findOptions(code);
  if (options === undefined) return undefined;
  const { from, to, parent } = followPath(options, path, code);
  return parent?.name === 'Property' ? { from: parent.from, to: parent.to } : { from, to };
}

/** What is inserted, and the place of it in the new text. */
interface Inserted {
  readonly code: string;
  readonly range: Range;
}

/** Writes options into the code, one after another; the place is that of the last. */
export function insertOptions(code: string, suggestions: readonly Suggestion[]): Inserted {
  return suggestions.reduce<Inserted>(
    (inserted, { option, key, value }) => insertOption(inserted.code, [option, key], value) ?? inserted,
    { code, range: { from: 0, to: 0 } },
  );
}

/** Writes an option into the code: the value of a key in the object under a name, such as `fields`. */
function insertOption(
  code: string,
  [name, key]: readonly [string, string],
  value: string,
): Inserted | undefined {
  const options = findOptions(code);
  if (options === undefined) return undefined;
  const group = findValue(options, name, code);
  const old = group && findValue(group, key, code);
  if (old) return replace(code, old, value);
  const quoted = /^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
  if (group?.name === 'ObjectExpression') return insertLine(code, group, `${quoted}: ${value},`);
  return insertLine(code, options, `${name}: { ${quoted}: ${value} },`);
}

function findValue(object: Node, key: string, code: string): Node | undefined {
  const property = object.getChildren('Property').findLast((child) => readKey(child, code) === key);
  return property?.lastChild ?? undefined;
}

function insertLine(code: string, object: Node, line: string): Inserted {
  const [, indent = ''] = /(?:^|\n)([ \t]*)[^\n]*$/.exec(code.slice(0, object.from)) ?? [];
  const inner = code.slice(object.from + 1, object.to - 1);
  const isOneLine = !inner.includes('\n');
  const rest = isOneLine && inner.trim() !== '' ? `\n${indent}  ${inner.trim().replace(/,?$/, ',')}` : '';
  const start = `\n${indent}  `;
  const text = isOneLine ? `{${start}${line}${rest}\n${indent}}` : `{${start}${line}${inner}}`;
  const from = object.from + 1 + start.length;
  return {
    code: code.slice(0, object.from) + text + code.slice(object.to),
    range: { from, to: from + line.length },
  };
}

function replace(code: string, { from, to }: Range, value: string): Inserted {
  return { code: code.slice(0, from) + value + code.slice(to), range: { from, to: from + value.length } };
}

const TYPES =
  /^(?:Type(?:Annotation|ArgList|ParamList|AliasDeclaration|Predicate)|InterfaceDeclaration|AmbientDeclaration|Optional)$/;

/** Replaces what is only TypeScript's by spaces, so that every place stays what it is. */
export function stripTypes(code: string): string {
  return listDescendants(parseModule(code))
    .flatMap((node) => listTypes(node, code))
    .reduce(
      (text, { from, to }) =>
        text.slice(0, from) + text.slice(from, to).replaceAll(/\S/g, ' ') + text.slice(to),
      code,
    );
}

function listTypes(node: Node, code: string): Range[] {
  if (TYPES.test(node.name)) return [node];
  if (node.name === 'ImportDeclaration' && node.getChild('type')) return [node];
  // import { type A, b }
  if (node.name === 'type' && node.parent?.name === 'ImportGroup' && node.nextSibling) {
    const { to } = node.nextSibling;
    return [{ from: node.from, to: to + (/^\s*,/.exec(code.slice(to))?.[0].length ?? 0) }];
  }
  if ((node.name === 'as' || node.name === 'satisfies') && node.parent?.name === 'BinaryExpression') {
    return [{ from: node.from, to: node.parent.to }];
  }
  // value!
  return node.parent?.name === 'PostfixExpression' && code.slice(node.from, node.to) === '!' ? [node] : [];
}
