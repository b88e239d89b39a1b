// in the worker: a payload, as text, to what the page shows
import type { Mapper, MappingIssue, MapResult } from 'segment-to-miso';
import { joinPaths, pathOf } from './paths.ts';
import type { EventOutcome, FoundSources, Outcome, Sources } from './protocol.ts';
import { findSources, leavesOf } from './sources.ts';
import { suggestOptions } from './suggestions.ts';

/** An event of a payload, and where it is. */
export interface PlacedEvent {
  readonly path: string;
  readonly event: unknown;
}

/** More events than these are for the drop zone. */
const MOST_EVENTS = 50;
const SOURCES_MS = 1000;
const SLICE_MS = 20;

/** The events of a body as a webhook delivers it: one, a list, or `{ batch: […] }`. */
export function eventsOf(payload: unknown): readonly PlacedEvent[] {
  if (Array.isArray(payload)) return placed('', payload);
  const batch = typeof payload === 'object' && payload !== null && 'batch' in payload ? payload.batch : null;
  return Array.isArray(batch) ? placed('batch', batch) : [{ path: '', event: payload }];
}

export function outcomeOf(events: readonly PlacedEvent[], mapper: Mapper): Outcome {
  return {
    about: 'events',
    events: events.slice(0, MOST_EVENTS).map(({ path, event }) => shown(path, event, mapper)),
    total: events.length,
  };
}

/** Finds the sources of each field, a little at a time, until time is up; nothing once it `isStale`. */
export async function sourcesOf(
  events: readonly PlacedEvent[],
  { map }: Mapper,
  isStale: () => boolean,
): Promise<FoundSources | undefined> {
  const end = performance.now() + SOURCES_MS;
  const sources: Sources[] = [];
  for (const { event, path } of events.slice(0, MOST_EVENTS)) {
    const found = {};
    const search = findSources(leavesOf(event), () => map(event), found);
    for (let sliceEnd = 0; search.next().done !== true;) {
      if (performance.now() < sliceEnd) continue;
      // lets the page's next message in
      await new Promise((resolve) => setTimeout(resolve));
      if (isStale()) return undefined;
      if (performance.now() > end) return { events: [...sources, inPayload(found, path)], isComplete: false };
      sliceEnd = performance.now() + SLICE_MS;
    }
    sources.push(inPayload(found, path));
  }
  return { events: sources, isComplete: true };
}

function placed(start: string, events: readonly unknown[]): PlacedEvent[] {
  return events.map((event, index) => ({ path: joinPaths(start, pathOf([index])), event }));
}

function shown(path: string, event: unknown, mapper: Mapper): EventOutcome {
  const { status, interactions, issues } = mapper.map(event);
  return {
    path,
    status,
    // as it is sent: a rule of the visitor's may hold what cannot be handed to the page
    interactions: JSON.parse(JSON.stringify(interactions)) as MapResult['interactions'],
    issues: issues.map((issue) => ({
      code: issue.code,
      severity: issue.severity,
      path: joinPaths(path, issue.path),
      message: withCause(issue),
      suggestions: suggestOptions(event, issue.code, mapper),
    })),
  };
}

function withCause({ message, cause }: MappingIssue): string {
  return cause instanceof Error ? `${message} ${cause.name}: ${cause.message}` : message;
}

function inPayload(sources: Sources, start: string): Sources {
  return Object.fromEntries(
    Object.entries(sources).map(([field, paths]) => [field, paths.map((path) => joinPaths(start, path))]),
  );
}
