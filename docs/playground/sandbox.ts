// where the visitor's options run: workers of a frame that can connect to nothing
import { element } from './dom.ts';
import type { Reply } from './protocol.ts';
import { data } from './worker.data.ts';

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

/** Starts a worker, or takes the one that is waiting. */
export function startWorker(sandbox: Sandbox, receive: (reply: Reply) => void): Worker {
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
