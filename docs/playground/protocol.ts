// what the page and its worker say to each other
import type { IssueCode, IssueSeverity, MapResult, MisoInteraction } from 'segment-to-miso';

/** JavaScript that gives the options of `createMapper`; empty for none. */
export type OptionsCode = string;

export type Request =
  | { readonly kind: 'map'; readonly id: number; readonly payload: string; readonly options: OptionsCode }
  | { readonly kind: 'file'; readonly file: File; readonly options: OptionsCode };

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'outcome'; readonly id: number; readonly outcome: Outcome }
  | { readonly kind: 'sources'; readonly id: number; readonly found: FoundSources }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'done'; readonly report: Report; readonly bodies: Blob }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Why nothing could be mapped. */
export interface Problem {
  readonly about: 'payload' | 'options' | 'file';
  readonly message: string;
}

export type Outcome =
  | Problem
  | {
      readonly about: 'events';
      /** The first ones. */
      readonly events: readonly EventOutcome[];
      /** How many there are. */
      readonly total: number;
    };

export interface EventOutcome {
  /** Where in the payload the event is: empty for all of it. */
  readonly path: string;
  readonly status: MapResult['status'];
  readonly interactions: readonly MisoInteraction[];
  readonly issues: readonly ShownIssue[];
}

export interface ShownIssue {
  readonly code: IssueCode;
  readonly severity: IssueSeverity;
  /** In the payload, not in the event. */
  readonly path: string;
  readonly message: string;
}

/** For each event, which values of the payload make each field: path in the interactions -> paths in the payload. */
export interface FoundSources {
  readonly events: readonly Sources[];
  /** Whether there was time for all values of the payload. */
  readonly isComplete: boolean;
}

export type Sources = Readonly<Record<string, readonly string[]>>;

/** What became of the lines of a file so far. */
export interface Report {
  readonly bytesRead: number;
  readonly events: number;
  readonly bodies: number;
  readonly statuses: Readonly<Record<LineStatus, number>>;
  readonly types: Readonly<Record<string, number>>;
  readonly reasons: readonly Reason[];
}

export type LineStatus = MapResult['status'] | 'unreadable';

/** Why events were not mapped, or not wholly, and the first that was so. */
export interface Reason {
  readonly code: IssueCode | 'not_json';
  readonly severity: IssueSeverity;
  readonly count: number;
  readonly line: number;
  readonly message: string;
  /** The line, unless it is long. */
  readonly text: string | undefined;
}
