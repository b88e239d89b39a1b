// in the worker: what kind of file it is, by its beginning

/** `lines`: JSON values, one a line; `document`: a single JSON value over many lines. */
export type FileFormat = 'lines' | 'document';

const HEAD = 65_536;

/** A sentence for whoever chose the file. */
export class FileError extends Error {}

/** Beginnings of binary files that people take for exports. */
const binary: readonly (readonly [start: string, name: string])[] = [
  ['PK\u0003\u0004', 'a ZIP archive or a spreadsheet'],
  ['PAR1', 'a Parquet file'],
  ['Obj\u0001', 'an Avro file'],
  ['%PDF', 'a PDF'],
  ['SQLite', 'a SQLite database'],
];

export async function isGzip(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

/** Detects how a file is read, by its beginning; throws a sentence about a file that is not JSON. */
export function detectFormat(text: string): FileFormat {
  const head = text.slice(0, HEAD);
  const [, kind] = binary.find(([start]) => head.startsWith(start)) ?? [];
  if (kind !== undefined) throw new FileError(`This is ${kind}. ${EXPECTED}`);
  if (/[\0\uFFFD]/.test(head))
    throw new FileError(`This is a binary file, or text in another encoding than UTF-8. ${EXPECTED}`);
  const [line = ''] = head.trimStart().split('\n', 1);
  if (!/^[[{]/.test(line)) {
    if (line === '') return 'lines';
    const isTable = /^[^,;\t]+([,;\t][^,;\t]*)+$/.test(line.trim());
    throw new FileError(isTable ? `This looks like CSV. ${EXPECTED}` : `This is not JSON. ${EXPECTED}`);
  }
  return isJson(line) || (!/[[{,]\s*$/.test(line) && line.startsWith('{')) ? 'lines' : 'document';
}

const EXPECTED = 'Export the events as JSON, one event a line.';

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
