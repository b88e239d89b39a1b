// the drop zone: a whole export
import { byId, counted, element, formatNumber } from './dom.ts';
import { createReasons, createRules, createTables, type ReportActions } from './exportReport.ts';
import { PROBLEMS } from './outcome.ts';
import type { OptionsCode, Report } from './protocol.ts';
import type { Sandbox } from './sandbox.ts';
import { startFile } from './workers.ts';

/** What the drop zone needs of the page. */
export interface ExportActions extends ReportActions {
  readonly sandbox: Sandbox;
  /** The effective options. */
  readonly options: () => OptionsCode;
}

/** Takes files that are chosen, or dropped anywhere on the page. */
export function startExport(actions: ExportActions): void {
  const input = byId('file', HTMLInputElement);
  const zone = byId('drop', HTMLElement);
  const view = new ExportView(actions);
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) view.run(file);
    // so that the same file can be chosen again
    input.value = '';
  });
  // captured: an editor would insert the file's text, and the browser would leave the page for it
  const capture = (name: 'dragover' | 'drop', act: (files: FileList) => void): void => {
    const listen = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.stopPropagation();
      act(event.dataTransfer.files);
    };
    addEventListener(name, listen, { capture: true });
  };
  capture('dragover', () => (zone.dataset['over'] = ''));
  capture('drop', ([file]) => {
    delete zone.dataset['over'];
    if (file) view.run(file);
  });
  addEventListener('dragleave', () => delete zone.dataset['over']);
}

class ExportView {
  readonly #actions: ExportActions;
  readonly #zone = byId('drop', HTMLElement);
  readonly #running = byId('running', HTMLElement);
  readonly #progress = byId('progress', HTMLProgressElement);
  readonly #progressText = byId('progress-text', HTMLElement);
  readonly #status = byId('file-status', HTMLElement);
  readonly #report = byId('report', HTMLElement);
  readonly #cancelButton = byId('cancel', HTMLButtonElement);
  #urls: string[] = [];
  #cancel: (() => void) | undefined;

  constructor(actions: ExportActions) {
    this.#actions = actions;
  }

  run(file: File): void {
    this.#cancel?.();
    const started = performance.now();
    let events = 0;
    this.#start(file);
    const stop = startFile(this.#actions.sandbox, file, this.#actions.options(), {
      onReport: (report) => {
        events = report.events;
        this.#showProgress(report);
      },
      onDone: (report, bodies, rejects) => {
        const seconds = Math.max(0.1, (performance.now() - started) / 1000).toFixed(1);
        const note = report.cutOff === undefined ? '' : `. ${report.cutOff}`;
        this.#end(`${file.name}: ${counted(report.events, 'event')} in ${seconds} s${note}`);
        this.#showReport(file.name, report, [bodies, rejects]);
      },
      onFailed: ({ about, message }) => {
        this.#end(`${PROBLEMS[about]}. ${message}`);
      },
    });
    this.#cancel = stop;
    this.#cancelButton.onclick = (): void => {
      stop();
      this.#end(`Canceled after ${counted(events, 'event')}`);
      byId('file', HTMLInputElement).focus();
    };
  }

  #start(file: File): void {
    this.#zone.scrollIntoView({ block: 'nearest' });
    this.#running.hidden = false;
    this.#progress.max = Math.max(file.size, 1);
    this.#progress.value = 0;
    this.#progressText.textContent = '';
    this.#report.replaceChildren();
    this.#status.textContent = `Mapping ${file.name}`;
  }

  #showProgress(report: Report): void {
    this.#progress.value = report.bytesRead;
    const percent = Math.floor((100 * report.bytesRead) / this.#progress.max);
    this.#progressText.textContent = `${counted(report.events, 'event')}, ${percent} %`;
    this.#report.replaceChildren(...createTables(report));
  }

  #showReport(name: string, report: Report, [bodies, rejects]: readonly [Blob, Blob]): void {
    for (const url of this.#urls) URL.revokeObjectURL(url);
    this.#urls = [];
    const base = name.replace(/(\.(ndjson|jsonl|json|txt|log))?(\.gz)?$/i, '');
    const links = [
      ...(report.bodies > 0
        ? [
            this.#createDownload(
              `${base}.uploads.ndjson`,
              counted(report.bodies, 'upload body', 'upload bodies'),
              bodies,
            ),
          ]
        : []),
      ...(report.rejects > 0
        ? [
            this.#createDownload(
              `${base}.rejected.ndjson`,
              counted(report.rejects, 'rejected event'),
              rejects,
            ),
          ]
        : []),
    ];
    this.#report.replaceChildren(
      ...(links.length > 0 ? [element('p', { class: 'downloads' }, ...links)] : []),
      ...createTables(report),
      ...(report.rules.length > 0 ? [createRules(report.rules, this.#actions)] : []),
      ...(report.reasons.length > 0 ? [createReasons(report.reasons, this.#actions)] : []),
    );
  }

  #createDownload(name: string, what: string, blob: Blob): HTMLElement {
    const href = URL.createObjectURL(blob);
    this.#urls.push(href);
    return element(
      'a',
      { class: 'button', href, download: name },
      `Download ${what} (${formatSize(blob.size)})`,
    );
  }

  #end(text: string): void {
    this.#cancel = undefined;
    this.#running.hidden = true;
    this.#status.textContent = text;
  }
}

function formatSize(bytes: number): string {
  return bytes < 1e6 ? `${formatNumber(Math.ceil(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
