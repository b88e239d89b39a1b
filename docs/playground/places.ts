import { jsonLanguage } from '@codemirror/lang-json';
import { segmentsOf } from './paths.ts';

/** A piece of a text. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where a value is. */
export interface Place extends Range {
  /** What stands for it on one line: the value itself, or the name of an object or a list. */
  readonly label: Range;
}

type Node = ReturnType<typeof jsonLanguage.parser.parse>['topNode'];

/** Reads a JSON text, and gives what finds the place of a path in it. Where the path leads nowhere: how far it leads. */
export function placesIn(text: string): (path: string) => Place {
  const root = jsonLanguage.parser.parse(text).topNode.firstChild;
  return (path) => {
    let node = root;
    for (const segment of segmentsOf(path)) {
      const next = node && childOf(node, segment, text);
      if (!next) break;
      node = next;
    }
    return node ? placeOf(node) : { from: 0, to: text.length, label: { from: 0, to: text.length } };
  };
}

/** Where a JSON text is broken: the end, where the grammar says nothing. */
export function breakIn(text: string): Range {
  let found: Range | undefined;
  jsonLanguage.parser.parse(text).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) found ??= { from, to };
      return found === undefined;
    },
  });
  const { from, to } = found ?? { from: text.length, to: text.length };
  // a break between two characters is shown at the one before it
  return from < to ? { from, to } : { from: Math.max(0, from - 1), to: Math.max(1, from) };
}

function childOf(node: Node, segment: string | number, text: string): Node | null | undefined {
  if (typeof segment === 'number') return node.name === 'Array' ? valuesOf(node)[segment] : undefined;
  // of members of the same name the last one counts, as for JSON.parse
  return node.getChildren('Property').findLast((property) => nameOf(property, text) === segment)?.lastChild;
}

function valuesOf(list: Node): Node[] {
  const values: Node[] = [];
  for (let child = list.firstChild; child !== null; child = child.nextSibling) {
    if (/^\w+$/.test(child.name)) values.push(child);
  }
  return values;
}

function nameOf(property: Node, text: string): string | undefined {
  const name = property.getChild('PropertyName');
  try {
    return name ? String(JSON.parse(text.slice(name.from, name.to))) : undefined;
  } catch {
    return undefined;
  }
}

function placeOf(node: Node): Place {
  const { from, to, name } = node;
  if (name !== 'Object' && name !== 'Array') return { from, to, label: { from, to } };
  const label = node.parent?.getChild('PropertyName') ?? { from, to: from + 1 };
  return { from, to, label: { from: label.from, to: label.to } };
}
