// in the worker: options, which are the visitor's JavaScript
import * as library from 'segment-to-miso';
import type { OptionsCode } from './protocol.ts';

declare global {
  var segmentToMiso: object;
}

/** As the visitor's code calls it: nothing is known of its options. */
const createMapper = library.createMapper as (options?: object) => library.Mapper;

/** The mappers that the code created: the last one is used. */
const created: library.Mapper[] = [];

globalThis.segmentToMiso = {
  ...library,
  createMapper: (options?: object): library.Mapper => {
    const mapper = createMapper(options);
    created.push(mapper);
    return mapper;
  },
};

const NAMES = Object.keys(library).join(', ');
const LIBRARY_URL = moduleUrl(`export const { ${NAMES} } = globalThis.segmentToMiso;`);
const IMPORT = `import { ${NAMES} } from '${LIBRARY_URL}'; `;

/** The module that ran last, and where the visitor's code starts in its first line. */
let latest = { url: '', offset: 0 };

/** Creates the mapper; throws what the code or `createMapper` throws. */
export async function mapperOf(code: OptionsCode): Promise<library.Mapper> {
  created.length = 0;
  if (code.trim() === '') return createMapper();
  const { text, offset } = moduleOf(code);
  const url = moduleUrl(text);
  latest = { url, offset };
  try {
    const { default: exported } = (await import(url)) as { default?: object | library.Mapper };
    if (exported !== undefined && 'map' in exported) return exported;
    if (exported !== undefined) return createMapper(exported);
  } finally {
    URL.revokeObjectURL(url);
  }
  const mapper = created.at(-1);
  if (!mapper) throw new TypeError('No mapper is created. Write createMapper({ … }).');
  return mapper;
}

/** Where an error was thrown in the code, by its stack: line and column, from 1. */
export function positionOf({ stack = '' }: Error): readonly [number, number] | undefined {
  const [, rest] = stack.split(`${latest.url}:`);
  const [, line, column] = /^(\d+):(\d+)/.exec(rest ?? '') ?? [];
  if (line === undefined) return undefined;
  return [Number(line), line === '1' ? Math.max(1, Number(column) - latest.offset) : Number(column)];
}

/** A module; of an object, one that exports it. */
function moduleOf(code: string): { readonly text: string; readonly offset: number } {
  if (/^\s*[({]/.test(code)) {
    const start = `${IMPORT}export default (`;
    return { text: `${start}${code.trimEnd().replace(/;$/, '')}\n);`, offset: start.length };
  }
  const linked = code.replaceAll(/(\bfrom\s*)(['"])segment-to-miso\2/g, `$1'${LIBRARY_URL}'`);
  return linked === code ? { text: IMPORT + code, offset: IMPORT.length } : { text: linked, offset: 0 };
}

function moduleUrl(text: string): string {
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
}
