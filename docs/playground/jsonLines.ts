import type { Segments } from './paths.ts';

/** A line of formatted JSON. */
export interface Line {
  readonly indent: number;
  readonly parts: readonly Part[];
  /** The path of the scalar in it. */
  readonly field: Segments | undefined;
}

/** A piece of a line, and the class that colors it. */
export type Part = readonly [text: string, kind: string];

/** Formats a value as `JSON.stringify` does with two spaces, by line. */
export function formatLines(
  value: unknown,
  path: Segments,
  indent = 0,
  key: readonly Part[] = [],
  comma = '',
): Line[] {
  const end: Part = [comma, 'tok-punctuation'];
  if (typeof value !== 'object' || value === null) {
    const kind = typeof value === 'string' ? 'tok-string' : 'tok-number';
    return [{ indent, parts: [...key, [JSON.stringify(value), kind], end], field: path }];
  }
  const isArray = Array.isArray(value);
  const [open, close] = isArray ? ['[', ']'] : ['{', '}'];
  const entries: [string | number, unknown][] = isArray ? [...value.entries()] : Object.entries(value);
  const inner = entries.flatMap(([name, item], index) =>
    formatLines(
      item,
      [...path, name],
      indent + 1,
      isArray ? [] : formatKey(String(name)),
      index < entries.length - 1 ? ',' : '',
    ),
  );
  return [
    { indent, parts: [...key, [open, 'tok-punctuation']], field: undefined },
    ...inner,
    { indent, parts: [[close, 'tok-punctuation'], end], field: undefined },
  ];
}

function formatKey(key: string): Part[] {
  return [
    [JSON.stringify(key), 'tok-propertyName'],
    [': ', 'tok-punctuation'],
  ];
}
