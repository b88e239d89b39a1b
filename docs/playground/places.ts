import { type Segments, segmentsOf } from './paths.ts';
import { findProperty, listItems, type Node, parseExpression, type Range } from './syntax.ts';

/** Where a value is. */
export interface Place extends Range {
  /** What stands for it on one line: the value itself, or the key of an object or an array. */
  readonly label: Range;
}

/** Parses a payload, and returns what finds the place of a path in it. Where the path leads nowhere: how far it leads. */
export function placesIn(text: string): (path: string) => Place {
  const root = parseExpression(text).firstChild;
  return (path) => {
    if (root === null) return { from: 0, to: text.length, label: { from: 0, to: text.length } };
    return placeOf(followPath(root, segmentsOf(path), text));
  };
}

/** Follows a path through literals, as far as it leads. */
export function followPath(root: Node, path: Segments, text: string): Node {
  let node = root;
  for (const segment of path) {
    const next: Node | null | undefined =
      typeof segment === 'number'
        ? node.name === 'ArrayExpression'
          ? listItems(node)[segment]
          : undefined
        : findProperty(node, segment, text)?.lastChild;
    if (!next) break;
    node = next;
  }
  return node;
}

function placeOf(node: Node): Place {
  const { from, to, name } = node;
  if (name !== 'ObjectExpression' && name !== 'ArrayExpression') return { from, to, label: { from, to } };
  const key = node.parent?.name === 'Property' ? node.parent.firstChild : null;
  const label = key ?? { from, to: from + 1 };
  return { from, to, label: { from: label.from, to: label.to } };
}
