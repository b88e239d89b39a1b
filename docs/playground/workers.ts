import type {
  FoundRules,
  FoundSources,
  OptionsCode,
  Outcome,
  Problem,
  Reply,
  Report,
  Request,
} from './protocol.ts';
import { type Sandbox, startWorker } from './sandbox.ts';

/** How long a payload may take. */
const MAP_MS = 2000;
/** How long a file may go without a report. */
const FILE_MS = 10_000;
const STOPPED = 'It took too long and was stopped. Does a rule contain an endless loop?';

/** What maps the payload as it is typed. */
export interface PayloadMapping {
  readonly map: (payload: unknown, options: OptionsCode) => void;
  /** Finds rules for event names, or a tracking plan. */
  readonly suggest: (names: object, options: OptionsCode) => void;
  /** Shows nothing of what was mapped so far. */
  readonly drop: () => void;
}

/** Receives what is found. */
export interface MappingListener {
  readonly onOutcome: (outcome: Outcome) => void;
  readonly onSources: (found: FoundSources) => void;
  readonly onRules: (found: FoundRules) => void;
}

/** Maps payloads one after another; of those that come meanwhile the last. Stops what takes too long. */
export function startMapping(
  sandbox: Sandbox,
  { onOutcome, onSources, onRules }: MappingListener,
): PayloadMapping {
  let id = 0;
  // until the worker is ready
  let busy = true;
  let next: Request | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let worker = start();

  // a worker that was stopped may still have replied
  function start(): ReturnType<typeof startWorker> {
    const started = startWorker(sandbox, (reply) => {
      if (started === worker) receive(reply);
    });
    return started;
  }

  function receive(reply: Reply): void {
    if (reply.kind === 'ready') busy = false;
    if (reply.kind === 'outcome') {
      busy = false;
      restartTimer();
      if (reply.id === id) onOutcome(reply.outcome);
    }
    if (reply.kind === 'names') {
      busy = false;
      clearTimeout(timer);
      if (reply.id === id) onRules(reply.found);
    }
    if (reply.kind === 'sources' && reply.id === id) {
      clearTimeout(timer);
      onSources(reply.found);
    }
    send();
  }

  function send(): void {
    if (busy || next === undefined) return;
    busy = true;
    restartTimer();
    worker.postMessage(next);
    next = undefined;
  }

  function restartTimer(): void {
    clearTimeout(timer);
    timer = setTimeout(stop, MAP_MS);
  }

  function stop(): void {
    worker.terminate();
    // if only the search for sources takes too long, the outcome stays
    if (busy) onOutcome({ about: 'options', message: STOPPED });
    worker = start();
    busy = true;
  }

  return {
    map: (payload, options) => {
      next = { kind: 'map', id: ++id, payload, options };
      send();
    },
    suggest: (names, options) => {
      next = { kind: 'names', id: ++id, names, options };
      send();
    },
    drop: () => {
      next = undefined;
      id++;
    },
  };
}

/** Receives how the mapping of a file goes. */
export interface FileListener {
  readonly onReport: (report: Report) => void;
  readonly onDone: (report: Report, bodies: Blob, rejects: Blob) => void;
  readonly onFailed: (problem: Problem) => void;
}

/** Maps a file; returns what cancels it. */
export function startFile(
  sandbox: Sandbox,
  file: File,
  options: OptionsCode,
  { onReport, onDone, onFailed }: FileListener,
): () => void {
  let timer = setTimeout(stop, FILE_MS);
  const worker = startWorker(sandbox, (reply) => {
    clearTimeout(timer);
    if (reply.kind === 'ready') worker.postMessage({ kind: 'file', file, options } satisfies Request);
    if (reply.kind === 'report') onReport(reply.report);
    if (reply.kind === 'done') onDone(reply.report, reply.bodies, reply.rejects);
    if (reply.kind === 'failed') onFailed(reply.problem);
    if (reply.kind === 'done' || reply.kind === 'failed') cancel();
    else timer = setTimeout(stop, FILE_MS);
  });

  function cancel(): void {
    clearTimeout(timer);
    worker.terminate();
  }

  function stop(): void {
    cancel();
    onFailed({ about: 'file', message: STOPPED });
  }

  return cancel;
}
