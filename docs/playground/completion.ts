// what the Options tab completes: keys, event names and Miso types
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import {
  ECOMMERCE_EVENTS,
  type FieldSources,
  type MapperOptions,
  MISO_INTERACTION_TYPES,
} from 'segment-to-miso';
import { type Node, readKey } from './syntax.ts';

const options: Readonly<Record<keyof MapperOptions, string>> = {
  events: 'rules for track calls, by event name',
  pages: 'rules for page calls',
  screens: 'rules for screen calls',
  beforeMap: 'changes or drops an event before it is mapped',
  unmapped: 'how events without a rule are mapped',
  matching: 'how names are compared',
  fields: 'where fields are read from',
  categorySeparator: 'separates the levels of a category',
  ratingScale: 'the highest rating',
  region: 'the region, or a function',
  customContext: 'further values of the context',
  consent: 'the consent that an event needs',
  pageQuery: 'what remains of page addresses',
  integration: 'the name in an event’s integrations',
};

const fields: Readonly<Record<keyof FieldSources, string>> = {
  userId: 'path in the event',
  anonymousId: 'path in the event',
  timestamp: 'path in the event',
  misoId: 'path in the event',
  products: 'path in the event',
  productId: 'path in the product',
  productGroupId: 'path in the product',
  quantity: 'path in the product',
  keywords: 'path in the event',
  filters: 'path in the event',
  category: 'path in the event',
  revenue: 'path in the event',
  rating: 'path in the event',
  duration: 'path in the event',
};

const rule = {
  to: 'a Miso type, or several',
  products: "'one' or 'many'",
  fields: 'where its fields are read from',
  customActionName: 'of a custom interaction',
};

/** The path of the object around a place -> what its keys may be. */
const keys: readonly (readonly [path: RegExp, keys: Readonly<Record<string, string>>])[] = [
  [/^$/, options],
  [/^(\/(events|pages|screens)\/[^/]*)?\/fields$/, fields],
  [/^\/(events|pages|screens)\/[^/]*$/, rule],
  [/^\/events$/, Object.fromEntries(ECOMMERCE_EVENTS.map((name) => [name, 'Segment’s e-commerce spec']))],
];

/** The path of a value -> what strings it may be. */
const values: readonly (readonly [path: RegExp, values: readonly string[]])[] = [
  [/^\/(events|pages|screens)\/[^/]*(\/to)?$/, MISO_INTERACTION_TYPES],
  [/^\/unmapped$/, ['skip', 'custom']],
  [/^\/matching$/, ['normalized', 'exact']],
  [/^\/pageQuery$/, ['keep', 'drop']],
  [/\/products$/, ['one', 'many']],
];

/** A source of completions for CodeMirror. */
export function completeOptions(context: CompletionContext): CompletionResult | null {
  const code = context.state.doc.toString();
  const word = context.matchBefore(/['"]?[\w$ ]*/);
  const node = syntaxTree(context.state).resolveInner(context.pos, -1);
  if (word === null || (word.text.trim() === '' && !context.explicit)) return null;
  const from = word.from + (/^ */.exec(word.text)?.[0].length ?? 0);
  const isValue = /:\s*\[?[^,{}]*$/.test(code.slice(code.lastIndexOf('\n', from - 1) + 1, from));
  const path = pathOf(node, code, isValue);
  if (path === undefined) return null;
  return isValue ? completeValues(path, from) : completeKeys(path, from);
}

function completeKeys(path: string, from: number): CompletionResult | null {
  const found = Object.entries(keys.find(([pattern]) => pattern.test(path))?.[1] ?? {});
  const toOption = ([key, detail]: readonly [string, string]): Completion => {
    const label = /^\w+$/.test(key) ? key : `'${key}'`;
    return { label, detail, apply: `${label}: `, type: 'property' };
  };
  return found.length === 0 ? null : { from, options: found.map(toOption) };
}

function completeValues(path: string, from: number): CompletionResult | null {
  const found = values.find(([pattern]) => pattern.test(path))?.[1] ?? [];
  return found.length === 0
    ? null
    : { from, options: found.map((value) => ({ label: `'${value}'`, type: 'enum' })) };
}

/** The keys on the way from the options to a place: `/events/Song Played`; of a value with its own key. */
function pathOf(start: Node, code: string, isValue: boolean): string | undefined {
  const path: string[] = [];
  let isInside = false;
  for (let node: Node | null = start; node !== null; node = node.parent) {
    if (/^(ParamList|Block|ArrowFunction)$/.test(node.name)) return undefined;
    const isOwn = !isInside && !isValue;
    // unfinished, an object is taken for a pattern
    if (/^Object(Expression|Pattern)$/.test(node.name)) isInside = true;
    if (node.name === 'Property' && !isOwn) path.unshift(readKey(node, code) ?? '');
    if (node.name === 'ArgList' || node.name === 'ExportDeclaration') break;
  }
  return isInside ? path.map((key) => `/${key}`).join('') : undefined;
}
