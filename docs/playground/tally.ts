import type { BatchResult, MappingIssue } from 'segment-to-miso';
import type { LineStatus, Reason, Report } from './protocol.ts';

/** Longer lines are not kept as examples. */
const LONGEST_EXAMPLE = 50_000;

type Counts<Name extends string> = Record<Name, number>;

/** Counts what becomes of the lines of a file. */
export class Tally {
  #events = 0;
  readonly #statuses: Counts<LineStatus> = { mapped: 0, skipped: 0, rejected: 0, unreadable: 0 };
  readonly #types = new Map<string, number>();
  readonly #reasons = new Map<string, Reason>();

  addResults({ results, interactions }: BatchResult, line: number, text: string): void {
    for (const { status, issues } of results) {
      this.#events++;
      this.#statuses[status]++;
      for (const issue of issues) this.#addReason(issue, line, text);
    }
    for (const { type } of interactions) this.#types.set(type, (this.#types.get(type) ?? 0) + 1);
  }

  addUnreadable(line: number, text: string, { message }: Error): void {
    this.#events++;
    this.#statuses.unreadable++;
    this.#addReason({ code: 'not_json', severity: 'error', message }, line, text);
  }

  report(bytesRead: number, bodies: number): Report {
    return {
      bytesRead,
      bodies,
      events: this.#events,
      statuses: { ...this.#statuses },
      types: Object.fromEntries(mostFirst([...this.#types], ([, count]) => count)),
      reasons: mostFirst([...this.#reasons.values()], ({ count }) => count),
    };
  }

  #addReason(
    { code, severity, message }: Pick<MappingIssue, 'severity' | 'message'> & Pick<Reason, 'code'>,
    line: number,
    text: string,
  ): void {
    const known = this.#reasons.get(code);
    const first = { code, severity, line, message, text: text.length > LONGEST_EXAMPLE ? undefined : text };
    this.#reasons.set(
      code,
      known === undefined ? { ...first, count: 1 } : { ...known, count: known.count + 1 },
    );
  }
}

function mostFirst<Item>(items: readonly Item[], countOf: (item: Item) => number): Item[] {
  return items.toSorted((a, b) => countOf(b) - countOf(a));
}
