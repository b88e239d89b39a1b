// the drop zone: a whole export
import { byId, counted, element, numberText } from './dom.ts';
import { badge, PROBLEMS } from './outcome.ts';
import type { OptionsCode, Reason, Report } from './protocol.ts';
import { startFile } from './workers.ts';

/** What the drop zone needs of the page. */
export interface ExportActions {
  /** The options in force. */
  readonly options: () => OptionsCode;
  /** Shows a line of the file as the payload. */
  readonly open: (text: string) => void;
}

const zone = byId('drop', HTMLElement);
const input = byId('file', HTMLInputElement);
const running = byId('running', HTMLElement);
const progress = byId('progress', HTMLProgressElement);
const progressText = byId('progress-text', HTMLElement);
const cancelButton = byId('cancel', HTMLButtonElement);
const status = byId('file-status', HTMLElement);
const charts = byId('charts', HTMLElement);

/** Takes files that are dropped anywhere on the page, or chosen. */
export function startExport(actions: ExportActions): void {
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) run(file, actions);
    // so that the same file can be chosen again
    input.value = '';
  });
  // else the browser would leave the page for the file
  addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.dataset['over'] = '';
  });
  addEventListener('dragleave', () => delete zone.dataset['over']);
  addEventListener('drop', (event) => {
    event.preventDefault();
    delete zone.dataset['over'];
    const [file] = event.dataTransfer?.files ?? [];
    if (file) run(file, actions);
  });
}

let cancel: (() => void) | undefined;
let downloadUrl: string | undefined;

function run(file: File, { options, open }: ExportActions): void {
  cancel?.();
  const started = performance.now();
  let latest: Report | undefined;
  zone.scrollIntoView({ block: 'nearest' });
  running.hidden = false;
  progress.max = Math.max(file.size, 1);
  progress.value = 0;
  progressText.textContent = '';
  charts.replaceChildren();
  status.textContent = `Mapping ${file.name}`;

  const end = (text: string): void => {
    cancel = undefined;
    running.hidden = true;
    status.textContent = text;
  };
  const stop = startFile(file, options(), {
    onReport: (report) => {
      latest = report;
      progress.value = report.bytesRead;
      progressText.textContent = `${counted(report.events, 'event')}, ${Math.floor((100 * report.bytesRead) / progress.max)} %`;
      charts.replaceChildren(...chartsOf(report));
    },
    onDone: (report, bodies) => {
      const seconds = Math.max(0.1, (performance.now() - started) / 1000).toFixed(1);
      end(`${file.name}: ${counted(report.events, 'event')} in ${seconds} s`);
      charts.replaceChildren(
        ...(report.bodies > 0 ? [downloadOf(file, report, bodies)] : []),
        ...chartsOf(report),
        ...(report.reasons.length > 0 ? [reasonsOf(report.reasons, open)] : []),
      );
    },
    onFailed: ({ about, message }) => {
      end(`${PROBLEMS[about]}: ${message}`);
    },
  });
  cancel = stop;
  cancelButton.onclick = (): void => {
    stop();
    end(`Cancelled after ${counted(latest?.events ?? 0, 'event')}`);
    input.focus();
  };
}

function chartsOf({ statuses, types, reasons }: Report): HTMLElement[] {
  const codes = Object.fromEntries(reasons.map(({ code, count }) => [code, count]));
  const severities = Object.fromEntries(reasons.map(({ code, severity }) => [code, severity]));
  return [
    chart('By status', statuses, (name) => name),
    chart('By Miso type', types, () => 'mapped'),
    chart('By issue', codes, (code) => severities[code] ?? ''),
  ];
}

/** A table whose last column is drawn: the numbers are there for those who do not see the bars. */
function chart(
  title: string,
  counts: Readonly<Record<string, number>>,
  kindOf: (name: string) => string,
): HTMLElement {
  const most = Math.max(1, ...Object.values(counts));
  const rows = Object.entries(counts).map(([name, count]) => {
    const bar = element('span', { class: `bar ${kindOf(name)}` });
    // what is there is to be seen
    bar.style.width = count === 0 ? '0' : `max(2px, ${(100 * count) / most}%)`;
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', { class: 'count' }, numberText(count)),
      element('td', { class: 'track', 'aria-hidden': 'true' }, bar),
    );
  });
  const none = element('tr', {}, element('td', {}, 'none'));
  return element(
    'table',
    { class: 'chart' },
    element('caption', {}, title),
    element('tbody', {}, ...(rows.length > 0 ? rows : [none])),
  );
}

const TOP_REASONS = 8;

function reasonsOf(reasons: readonly Reason[], open: ExportActions['open']): HTMLElement {
  const items = reasons.slice(0, TOP_REASONS).map(({ code, severity, count, line, message, text }) => {
    const item = element(
      'li',
      {},
      badge(severity),
      element('code', {}, code),
      ` ${counted(count, 'time')}, first in line ${numberText(line)}`,
      element('p', {}, message),
    );
    if (text !== undefined) {
      const button = element('button', { type: 'button' }, `Look at line ${numberText(line)}`);
      button.addEventListener('click', () => {
        open(text);
      });
      item.append(button);
    }
    return item;
  });
  return element(
    'section',
    { class: 'reasons' },
    element('h3', {}, 'Top reasons'),
    element('ol', {}, ...items),
  );
}

function downloadOf(file: File, { bodies: count }: Report, bodies: Blob): HTMLElement {
  if (downloadUrl !== undefined) URL.revokeObjectURL(downloadUrl);
  downloadUrl = URL.createObjectURL(bodies);
  const name = `${file.name.replace(/(\.(ndjson|jsonl|json|txt|log))?(\.gz)?$/i, '')}.uploads.ndjson`;
  return element(
    'p',
    { class: 'download' },
    element(
      'a',
      { class: 'button', href: downloadUrl, download: name },
      `Download ${counted(count, 'upload body', 'upload bodies')} (${sizeText(bodies.size)})`,
    ),
    ' One a line, each for one POST /v1/interactions.',
  );
}

function sizeText(bytes: number): string {
  return bytes < 1e6 ? `${numberText(Math.ceil(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
