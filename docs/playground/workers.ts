import { element } from './dom.ts';
import { data } from './worker.data.ts';
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

/** How long a payload may take. */
const MAP_MS = 2000;
/** How long a file may go without a report. */
const FILE_MS = 10_000;
const STOPPED = 'It took too long and was stopped. Does a rule contain an endless loop?';

const POLICY = "default-src 'none'; script-src blob:; worker-src blob:";

/** The frame's `Worker`, and one that is started before it is needed. */
export interface Sandbox {
  readonly startWorker: () => Worker;
  spare: { readonly worker: Worker; isReady: boolean } | undefined;
}

let opened: Promise<Sandbox> | undefined;

/** Opens a frame whose policy forbids every connection, scripts of the own site too: its workers inherit it. */
export function openSandbox(): Promise<Sandbox> {
  opened ??= new Promise((resolve) => {
    const frame = element('iframe', { style: 'display: none', title: 'Sandbox of the options' });
    frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
    frame.addEventListener('load', () => {
      const { Worker } = frame.contentWindow as unknown as typeof globalThis;
      const url = URL.createObjectURL(new Blob([data], { type: 'text/javascript' }));
      const startWorker = (): Worker => new Worker(url, { type: 'module' });
      const spare = { worker: startWorker(), isReady: false };
      spare.worker.onmessage = (): void => {
        spare.isReady = true;
      };
      resolve({ startWorker, spare });
    });
    document.body.append(frame);
  });
  return opened;
}

/** What maps the payload as it is typed. */
export interface PayloadMapping {
  readonly map: (payload: unknown, options: OptionsCode) => void;
  /** Finds rules for event names, or a tracking plan. */
  readonly suggest: (names: object, options: OptionsCode) => void;
  /** Shows nothing of what was mapped so far. */
  readonly drop: () => void;
}

/** Is told what is found. */
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
  let worker = start(sandbox, receive);

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
    worker = start(sandbox, receive);
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

/** Is told how the mapping of a file goes. */
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
  const worker = start(sandbox, (reply) => {
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

function start(sandbox: Sandbox, receive: (reply: Reply) => void): Worker {
  const { spare } = sandbox;
  sandbox.spare = undefined;
  const worker = spare?.worker ?? sandbox.startWorker();
  worker.onmessage = ({ data: reply }: MessageEvent<Reply>): void => {
    receive(reply);
  };
  if (spare?.isReady === true) {
    queueMicrotask(() => {
      receive({ kind: 'ready' });
    });
  }
  return worker;
}
