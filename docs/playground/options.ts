// in the worker: options, which are JavaScript of the visitor's
import * as library from 'segment-to-miso';
import type { OptionsCode } from './protocol.ts';

/** What maps as options say. */
export type AnyMapper = Pick<library.Mapper, 'mapBatch'> & {
  readonly map: (event: unknown) => library.MapResult;
};

declare global {
  var segmentToMiso: typeof library;
}

globalThis.segmentToMiso = library;

const LIBRARY_URL = moduleUrl(
  `export const { ${Object.keys(library).join(', ')} } = globalThis.segmentToMiso;`,
);
const IMPORT = `import { ${Object.keys(library).join(', ')} } from '${LIBRARY_URL}';`;

/** Makes the mapper; throws what the code or `createMapper` throws. */
export async function mapperOf(code: OptionsCode): Promise<AnyMapper> {
  if (code.trim() === '') return library.createMapper();
  const url = moduleUrl(moduleOf(code));
  try {
    const module = (await import(url)) as { default: unknown };
    return library.createMapper(module.default as library.MapperOptions);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A module with a default export; of an expression, one that exports it. */
function moduleOf(code: string): string {
  if (!/\bexport\s+default\b/.test(code)) {
    return `${IMPORT} export default (${code.trim().replace(/;$/, '')}\n);`;
  }
  return code.replaceAll(/(\bfrom\s*)(['"])segment-to-miso\2/g, `$1'${LIBRARY_URL}'`);
}

function moduleUrl(text: string): string {
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
}
