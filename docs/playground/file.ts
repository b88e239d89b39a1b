// in the worker: a file of events to upload bodies, rejects and a report
import { type BatchResult, type Mapper, type MisoInteraction, toUploadBodies } from 'segment-to-miso';
import type { Report, Suggestion } from './protocol.ts';
import { CutOffError, readLines } from './readFile.ts';
import { findRules } from './suggestions.ts';
import { Tally } from './tally.ts';

const REPORT_MS = 200;
const RECORDS_OF_A_BODY = 1000;

interface Mapped {
  readonly report: Report;
  /** The upload bodies, a line each. */
  readonly bodies: Blob;
  /** The rejected events with their issues, a line each. */
  readonly rejects: Blob;
}

/** Maps a file, gzipped or not. */
export async function mapFile(
  file: Blob,
  mapper: Mapper,
  onReport: (report: Report) => void,
): Promise<Mapped> {
  const mapping = new FileMapping(mapper);
  let bytesRead = 0;
  let reported = 0;
  try {
    for await (const lines of readLines(file, (count) => (bytesRead += count))) {
      for (const line of lines) mapping.addLine(line);
      if (performance.now() - reported < REPORT_MS) continue;
      reported = performance.now();
      onReport(mapping.report(bytesRead));
    }
  } catch (error) {
    if (!(error instanceof CutOffError)) throw error;
    return mapping.end(bytesRead, error.message);
  }
  return mapping.end(bytesRead);
}

class FileMapping {
  readonly #mapper: Mapper;
  readonly #tally = new Tally();
  readonly #bodies = new LineFile();
  readonly #rejects = new LineFile();
  #interactions: MisoInteraction[] = [];
  #line = 0;

  constructor(mapper: Mapper) {
    this.#mapper = mapper;
  }

  addLine(text: string): void {
    this.#line++;
    if (text.trim() === '') return;
    const event = parse(text);
    if (event instanceof Error) {
      this.#tally.addUnreadable(this.#line, text, event);
      return;
    }
    const batch = this.#mapper.mapBatch(event);
    this.#tally.addResults(batch, this.#line, text);
    this.#addRejects(batch);
    for (const interaction of batch.interactions) this.#interactions.push(interaction);
    if (this.#interactions.length >= RECORDS_OF_A_BODY) this.#writeBodies();
  }

  report(bytesRead: number): Report {
    return {
      ...this.#tally.report(),
      bytesRead,
      bodies: this.#bodies.count,
      rejects: this.#rejects.count,
      rules: [],
    };
  }

  end(bytesRead: number, cutOff?: string): Mapped {
    this.#writeBodies();
    const report = {
      ...this.report(bytesRead),
      rules: this.#findRules(),
      ...(cutOff !== undefined && { cutOff }),
    };
    return { report, bodies: this.#bodies.end(), rejects: this.#rejects.end() };
  }

  #findRules(): readonly Suggestion[] {
    const { names } = this.#tally.report();
    const unmapped = names.filter(({ statuses }) => statuses.mapped === 0 && statuses.skipped > 0);
    return findRules(
      unmapped.map(({ name }) => name),
      this.#mapper,
    ).rules;
  }

  #addRejects({ events, results }: BatchResult): void {
    results.forEach(({ status, issues }, index) => {
      if (status === 'rejected') this.#rejects.add(JSON.stringify({ event: events[index], issues }));
    });
  }

  #writeBodies(): void {
    for (const { body } of toUploadBodies(this.#interactions)) this.#bodies.add(body);
    this.#interactions = [];
  }
}

/** Lines are handed to the browser in parts of this size, so that the page does not hold them. */
const PART_CHARACTERS = 4_000_000;

class LineFile {
  count = 0;
  #text = '';
  readonly #parts: Blob[] = [];

  add(line: string): void {
    this.count++;
    this.#text += `${line}\n`;
    if (this.#text.length >= PART_CHARACTERS) this.#endPart();
  }

  end(): Blob {
    this.#endPart();
    return new Blob(this.#parts, { type: 'application/x-ndjson' });
  }

  #endPart(): void {
    this.#parts.push(new Blob([this.#text]));
    this.#text = '';
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
