// in the worker: a file, gzipped or not, as lines with an event each
import { detectFormat, FileError, isGzip } from './format.ts';

const HEAD_CHARACTERS = 65_536;
const LONGEST_LINE = 20_000_000;
const LONGEST_DOCUMENT = 400_000_000;
const EVENTS_AT_A_TIME = 1000;

/** The file ends in the middle. */
export class CutOffError extends Error {}

/** Reads the lines of a file, as many at a time as are there. Throws `CutOffError` after the last complete one. */
export async function* readLines(
  file: Blob,
  onBytes: (count: number) => void,
): AsyncGenerator<readonly string[]> {
  const chunks = await decode(file, onBytes);
  let rest = '';
  let isCut = false;
  let isDocument: boolean | undefined;
  for await (const chunk of chunks) {
    if (chunk === CUT) isCut = true;
    else rest += chunk;
    if (isDocument === undefined && rest.length < HEAD_CHARACTERS && !isCut) continue;
    isDocument ??= detectFormat(rest) === 'document';
    assertLength(rest, isDocument);
    if (isDocument) continue;
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  isDocument ??= detectFormat(rest) === 'document';
  if (isCut && isDocument) throw new FileError('The file ends in the middle of a JSON document.');
  if (isCut)
    throw new CutOffError(
      'The compressed file ends in the middle. The result is about the events before that.',
    );
  if (isDocument) yield* readDocument(rest);
  else yield rest.split('\n');
}

const CUT = Symbol('cut');

async function decode(
  file: Blob,
  onBytes: (count: number) => void,
): Promise<AsyncGenerator<string | typeof CUT>> {
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      onBytes(chunk.length);
      controller.enqueue(chunk);
    },
  });
  const bytes = file.stream().pipeThrough(counted);
  const isZipped = await isGzip(file);
  const plain = isZipped ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes;
  return listChunks(plain.getReader(), isZipped);
}

async function* listChunks(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  isZipped: boolean,
): AsyncGenerator<string | typeof CUT> {
  const decoder = new TextDecoder();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      yield decoder.decode(read.value, { stream: true });
    }
  } catch (error) {
    if (!isZipped) throw error;
    yield CUT;
  }
  yield decoder.decode();
}

function assertLength(text: string, isDocument: boolean): void {
  if (isDocument && text.length > LONGEST_DOCUMENT) {
    throw new FileError('The JSON document is too large. Export one event a line.');
  }
  if (!isDocument && text.length - text.lastIndexOf('\n') > LONGEST_LINE) {
    throw new FileError('A line is longer than 20 million characters. Export one event a line.');
  }
}

/** An array of events, or `{ batch: […] }`: as if each event were a line. */
function* readDocument(text: string): Generator<readonly string[]> {
  const document = parseDocument(text);
  const batch = Array.isArray(document) ? document : (document as { readonly batch?: unknown }).batch;
  const events: unknown[] = Array.isArray(batch) ? batch : [document];
  for (let start = 0; start < events.length; start += EVENTS_AT_A_TIME) {
    yield events.slice(start, start + EVENTS_AT_A_TIME).map((event) => JSON.stringify(event));
  }
}

function parseDocument(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch (error) {
    throw new FileError(`The JSON is broken. ${(error as Error).message}`);
  }
}
