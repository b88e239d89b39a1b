// what the page and its worker say to each other
import type { IssueCode, IssueSeverity, MapResult, MisoInteraction, RuleSuggestion } from 'segment-to-miso';

/** JavaScript that creates a mapper, or is its options; empty for none. */
export type OptionsCode = string;

export type Request =
  | { readonly kind: 'map'; readonly id: number; readonly payload: unknown; readonly options: OptionsCode }
  | { readonly kind: 'names'; readonly id: number; readonly names: object; readonly options: OptionsCode }
  | { readonly kind: 'file'; readonly file: File; readonly options: OptionsCode };

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'outcome'; readonly id: number; readonly outcome: Outcome }
  | { readonly kind: 'sources'; readonly id: number; readonly found: FoundSources }
  | { readonly kind: 'names'; readonly id: number; readonly found: FoundRules }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'done'; readonly report: Report; readonly bodies: Blob; readonly rejects: Blob }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Why nothing could be mapped. */
export interface Problem {
  readonly about: 'payload' | 'options' | 'names' | 'file';
  readonly message: string;
  /** Where in the options' code: line and column, from 1. */
  readonly position?: readonly [line: number, column: number];
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
  /** Options that would resolve it: one or several together. */
  readonly suggestions: readonly (readonly Suggestion[])[];
}

/** An option to insert: `fields: { productId: 'item_id' }`. */
export interface Suggestion {
  readonly option: 'fields' | 'events';
  readonly key: string;
  /** JavaScript. */
  readonly value: string;
}

/** What is known of event names, and the rules to add. */
export interface FoundRules {
  readonly suggestions: readonly RuleSuggestion[];
  readonly rules: readonly Suggestion[];
}

/** For each event, which values of the payload make each field: path in the interactions -> paths in the payload. */
export interface FoundSources {
  readonly events: readonly Sources[];
  /** Whether there was time for all values of the payload. */
  readonly isComplete: boolean;
}

export type Sources = Readonly<Record<string, readonly string[]>>;

/** How the events of a file were mapped so far. */
export interface Report {
  readonly bytesRead: number;
  readonly events: number;
  readonly bodies: number;
  readonly rejects: number;
  readonly statuses: Readonly<Record<EventStatus, number>>;
  readonly types: Readonly<Record<string, number>>;
  readonly names: readonly NameCount[];
  readonly reasons: readonly Reason[];
  /** Rules for names that have none; once the file is read. */
  readonly rules: readonly Suggestion[];
  /** Why the file was read only up to a point. */
  readonly cutOff?: string;
}

export type EventStatus = MapResult['status'] | 'unreadable';

/** How the events of one name were mapped. */
export interface NameCount {
  readonly name: string;
  readonly statuses: Readonly<Record<EventStatus, number>>;
  readonly types: readonly string[];
}

/** Why events were not mapped, or not entirely, and the first of them. */
export interface Reason {
  readonly code: IssueCode | 'not_json';
  readonly severity: IssueSeverity;
  /** With `[]` for any index. */
  readonly path: string;
  readonly count: number;
  /** The number of the first one: of its line, or of the event in the array. */
  readonly line: number;
  readonly message: string;
  /** The first event, unless it is long. */
  readonly text: string | undefined;
}
