import type { FoundSources, OptionsCode, Outcome, Problem, Reply, Report, Request } from './protocol.ts';

/** How long a payload may take. */
const MAP_MS = 2000;
/** How long a file may go without a report. */
const FILE_MS = 10_000;
const STOPPED = 'It took too long and was stopped. Is there a loop without end in a rule?';

const url = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: 'text/javascript' }));

/** What maps the payload as it is typed. */
export interface PayloadMapping {
  readonly map: (payload: string, options: OptionsCode) => void;
}

/** Maps payloads one after another; of those that come meanwhile the last. Stops what takes too long. */
export function startMapping(
  onOutcome: (outcome: Outcome) => void,
  onSources: (found: FoundSources) => void,
): PayloadMapping {
  let id = 0;
  // until the worker is ready
  let busy = true;
  let next: Request | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let worker = start(receive);

  function receive(reply: Reply): void {
    if (reply.kind === 'ready') busy = false;
    if (reply.kind === 'outcome') {
      busy = false;
      restartTimer();
      if (reply.id === id) onOutcome(reply.outcome);
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
    // of a search for sources without end nothing is shown: the outcome is there
    if (busy) onOutcome({ about: 'options', message: STOPPED });
    worker = start(receive);
    busy = true;
  }

  return {
    map: (payload, options) => {
      next = { kind: 'map', id: ++id, payload, options };
      send();
    },
  };
}

/** What a file's mapping tells. */
export interface FileListener {
  readonly onReport: (report: Report) => void;
  readonly onDone: (report: Report, bodies: Blob) => void;
  readonly onFailed: (problem: Problem) => void;
}

/** Maps a file; gives what cancels it. */
export function startFile(
  file: File,
  options: OptionsCode,
  { onReport, onDone, onFailed }: FileListener,
): () => void {
  let timer = setTimeout(stop, FILE_MS);
  const worker = start((reply) => {
    clearTimeout(timer);
    if (reply.kind === 'ready') worker.postMessage({ kind: 'file', file, options } satisfies Request);
    if (reply.kind === 'report') onReport(reply.report);
    if (reply.kind === 'done') onDone(reply.report, reply.bodies);
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

function start(receive: (reply: Reply) => void): Worker {
  const worker = new Worker(url, { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<Reply>): void => {
    receive(data);
  };
  return worker;
}
