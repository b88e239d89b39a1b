// in the worker: a file of events, a line each, to upload bodies and a report
import { type MisoInteraction, toUploadBodies } from 'segment-to-miso';
import type { AnyMapper } from './options.ts';
import type { Report } from './protocol.ts';
import { Tally } from './tally.ts';

const REPORT_MS = 200;
const RECORDS_OF_A_BODY = 1000;
/** Bodies are handed to the browser in parts of this size, so that the page does not hold them. */
const PART_CHARACTERS = 4_000_000;
const LONGEST_LINE = 20_000_000;

interface Mapped {
  readonly report: Report;
  /** The upload bodies, a line each. */
  readonly bodies: Blob;
}

/** Maps a file, gzipped or not. */
export async function mapFile(
  file: Blob,
  { mapBatch }: AnyMapper,
  onReport: (report: Report) => void,
): Promise<Mapped> {
  const tally = new Tally();
  const bodies = new Bodies();
  let bytesRead = 0;
  let line = 0;
  let reported = 0;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      bytesRead += chunk.length;
      controller.enqueue(chunk);
    },
  });
  const bytes = file.stream().pipeThrough(counted);
  for await (const lines of linesOf(
    (await isGzip(file)) ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes,
  )) {
    for (const text of lines) {
      line++;
      if (text.trim() === '') continue;
      const event = parsed(text);
      if (event instanceof Error) tally.addUnreadable(line, text, event);
      else {
        const batch = mapBatch(event);
        tally.addResults(batch, line, text);
        bodies.add(batch.interactions);
      }
    }
    if (performance.now() - reported < REPORT_MS) continue;
    reported = performance.now();
    onReport(tally.report(bytesRead, bodies.count));
  }
  const blob = bodies.end();
  return { report: tally.report(bytesRead, bodies.count), bodies: blob };
}

async function isGzip(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

/** The lines of a stream, as many at a time as a chunk completes. */
async function* linesOf(bytes: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string[]> {
  let rest = '';
  const reader = bytes.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + read.value).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE)
      throw new Error('A line is longer than 20 million characters: one event a line is expected.');
    yield lines;
  }
  yield [rest];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

/** Collects interactions into upload bodies, and bodies into a Blob. */
class Bodies {
  count = 0;
  #interactions: MisoInteraction[] = [];
  #text = '';
  readonly #parts: Blob[] = [];

  add(interactions: readonly MisoInteraction[]): void {
    for (const interaction of interactions) this.#interactions.push(interaction);
    if (this.#interactions.length >= RECORDS_OF_A_BODY) this.#write();
  }

  end(): Blob {
    this.#write();
    this.#part();
    return new Blob(this.#parts, { type: 'application/x-ndjson' });
  }

  #write(): void {
    for (const { body } of toUploadBodies(this.#interactions)) {
      this.count++;
      this.#text += `${body}\n`;
    }
    this.#interactions = [];
    if (this.#text.length >= PART_CHARACTERS) this.#part();
  }

  #part(): void {
    this.#parts.push(new Blob([this.#text]));
    this.#text = '';
  }
}
