import type { BatchResult, MapResult } from 'segment-to-miso';
import type { EventStatus, NameCount, Reason, Report } from './protocol.ts';

/** Longer events are not kept as examples. */
const LONGEST_EXAMPLE = 50_000;
/** Files in which names are generated have more. */
const MOST_NAMES = 2_000;
const OTHER_NAMES = '(other names)';

interface Counts {
  readonly statuses: Record<EventStatus, number>;
  readonly types: Set<string>;
}

type Findings = Pick<Report, 'events' | 'statuses' | 'types' | 'names' | 'reasons'>;

/** Counts how the events of a file are mapped. */
export class Tally {
  #events = 0;
  readonly #statuses = countNone();
  readonly #types = new Map<string, number>();
  readonly #names = new Map<string, Counts>();
  readonly #reasons = new Map<string, Reason>();

  addResults({ events, results, interactions }: BatchResult, line: number, text: string): void {
    results.forEach((result, index) => {
      this.#addResult(nameOf(events[index]), result);
      for (const issue of result.issues) this.#addReason(issue, line, text);
    });
    for (const { type } of interactions) this.#types.set(type, (this.#types.get(type) ?? 0) + 1);
  }

  addUnreadable(line: number, text: string, { message }: Error): void {
    this.#events++;
    this.#statuses.unreadable++;
    this.#addReason({ code: 'not_json', severity: 'error', path: '', message }, line, text);
  }

  report(): Findings {
    return {
      events: this.#events,
      statuses: { ...this.#statuses },
      types: Object.fromEntries(mostFirst([...this.#types], ([, count]) => count)),
      names: mostFirst([...this.#names].map(nameCount), ({ statuses }) => sum(statuses)),
      reasons: mostFirst([...this.#reasons.values()], ({ count }) => count),
    };
  }

  #addResult(name: string, { status, interactions }: MapResult): void {
    this.#events++;
    this.#statuses[status]++;
    const key = this.#names.has(name) || this.#names.size < MOST_NAMES ? name : OTHER_NAMES;
    const counts = this.#names.get(key) ?? { statuses: countNone(), types: new Set() };
    counts.statuses[status]++;
    for (const { type } of interactions) counts.types.add(type);
    this.#names.set(key, counts);
  }

  #addReason(
    { code, severity, path, message }: Pick<Reason, 'code' | 'severity' | 'path' | 'message'>,
    line: number,
    text: string,
  ): void {
    const anyIndex = path.replaceAll(/\[\d+\]/g, '[]');
    const known = this.#reasons.get(`${code} ${anyIndex}`);
    const example = text.length > LONGEST_EXAMPLE ? undefined : text;
    const reason = known ?? { code, severity, path: anyIndex, line, message, text: example, count: 0 };
    this.#reasons.set(`${code} ${anyIndex}`, { ...reason, count: reason.count + 1 });
  }
}

/** The name of a track call, or the call of another: `page: Home`. */
function nameOf(event: unknown): string {
  if (typeof event !== 'object' || event === null) return '(not an event)';
  const { event: name, type, name: page } = event as { readonly [key: string]: unknown };
  if (typeof name === 'string' && name !== '') return name;
  const parts = [type, page].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? '(without a name)' : parts.join(': ');
}

function nameCount([name, { statuses, types }]: readonly [string, Counts]): NameCount {
  return { name, statuses, types: [...types] };
}

function countNone(): Record<EventStatus, number> {
  return { mapped: 0, skipped: 0, rejected: 0, unreadable: 0 };
}

function sum(statuses: NameCount['statuses']): number {
  return Object.values(statuses).reduce((total, count) => total + count, 0);
}

function mostFirst<Item>(items: readonly Item[], countOf: (item: Item) => number): Item[] {
  return items.toSorted((a, b) => countOf(b) - countOf(a));
}
