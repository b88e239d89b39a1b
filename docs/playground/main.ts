// Puts the page together: the payload and the options on the left, what becomes of them on the right, a file below.
import type { Diagnostic } from '@codemirror/lint';
import { byId, element, numberText } from './dom.ts';
import { javascriptEditor, jsonEditor } from './editor.ts';
import { startExport } from './export.ts';
import { fragmentOf, LONGEST_LINK, SAFE_LINK, sharedIn } from './link.ts';
import { OutcomeView, summaryOf } from './outcome.ts';
import { breakIn, placesIn } from './places.ts';
import type { EventOutcome, Outcome } from './protocol.ts';
import { ecommerceSamples, otherSamples, type Sample } from './samples.ts';
import { startTabs } from './tabs.ts';
import { startMapping } from './workers.ts';

const OPTIONS = `// What createMapper takes, as in your own code: it runs in a worker, without a network.
// import { extendedRules } from 'segment-to-miso';

export default {
  events: {
    // 'Song Played': 'listen',
    // 'Product Shared': false,
  },
};
`;

forbidScripts();

const status = byId('status', HTMLElement);
const said = byId('said', HTMLElement);
const picker = byId('sample', HTMLSelectElement);
const offer = byId('offer', HTMLElement);

const payload = jsonEditor(byId('payload', HTMLElement), 'Payload', changed);
const options = javascriptEditor(byId('options', HTMLElement), 'Options', changed);
const tabs = startTabs(byId('tabs', HTMLElement), (panel) => {
  byId('format', HTMLButtonElement).hidden = panel === 'options';
});
const view = new OutcomeView(byId('outcome', HTMLElement), {
  go: (path) => {
    tabs.select('payload');
    payload.select(placesIn(payload.text())(path));
  },
  point: (paths) => {
    const placeOf = placesIn(payload.text());
    payload.point(paths.map(placeOf));
  },
});
const mapping = startMapping(showOutcome, (found) => {
  view.showSources(found);
});

let shown: readonly EventOutcome[] = [];
/** Options of a link are code of a stranger: they run when the visitor says so. */
let mayRun = true;

startPicker();
startButtons();
startExport({
  options: optionsInForce,
  open: (text) => {
    setPayload(formatted(text));
    tabs.select('payload');
    payload.select({ from: 0, to: 0 });
  },
});
addEventListener('hashchange', () => void restore());
void restore();

/** From here on no script is loaded, of the own site neither: options could tell it something by its address. */
function forbidScripts(): void {
  document.head.append(
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: 'script-src blob:' }),
  );
}

// ---- from the payload to what is shown

function optionsInForce(): string {
  return mayRun ? options.text() : '';
}

function changed(): void {
  mapping.map(payload.text(), optionsInForce());
}

function showOutcome(outcome: Outcome): void {
  // said only when it is new: a screen reader would repeat it at each key
  const summary = element('span', {}, ...summaryOf(outcome));
  if (status.textContent !== summary.textContent) status.replaceChildren(summary);
  status.classList.toggle('broken', outcome.about !== 'events');
  view.fade(outcome.about !== 'events');
  payload.setProblems(problemsOf(outcome));
  if (outcome.about !== 'events') return;
  shown = outcome.events;
  view.show(shown);
  performance.mark('mapped');
}

function problemsOf(outcome: Outcome): Diagnostic[] {
  const text = payload.text();
  if (outcome.about === 'payload') return [{ ...breakIn(text), severity: 'error', message: outcome.message }];
  if (outcome.about !== 'events') return [];
  const placeOf = placesIn(text);
  return outcome.events.flatMap(({ issues }) =>
    issues.map(({ path, severity, message }) => ({ ...placeOf(path).label, severity, message })),
  );
}

// ---- samples, buttons, links

function startPicker(): void {
  const samples: Sample[] = [...ecommerceSamples, ...otherSamples];
  for (const [label, group] of [
    ["Segment's 28 e-commerce events", ecommerceSamples],
    ['Other names, other calls, and broken ones', otherSamples],
  ] as const) {
    const options = document.createElement('optgroup');
    options.label = label;
    options.append(...group.map((sample) => new Option(sample.label, String(samples.indexOf(sample)))));
    picker.append(options);
  }
  picker.value = String(samples.findIndex(({ label }) => label === 'Order Completed'));
  picker.addEventListener('change', () => {
    const sample = samples[Number(picker.value)];
    if (sample) setPayload(sample.text);
    tabs.select('payload');
  });
}

function setPayload(text: string): void {
  payload.setText(text);
}

function startButtons(): void {
  onClick('copy-text', () => {
    return tabs.selected() === 'options'
      ? copy(options.text(), 'The options are copied.')
      : copy(payload.text(), 'The payload is copied.');
  });
  onClick('copy-interactions', () => {
    const interactions = shown.flatMap((event) => event.interactions);
    return copy(JSON.stringify(interactions, null, 2), 'The interactions are copied.');
  });
  onClick('share', share);
  onClick('format', () => {
    setPayload(formatted(payload.text()));
  });
  onClick('run-options', () => {
    mayRun = true;
    offer.hidden = true;
    changed();
    tabs.select('options');
    tabs.focus();
  });
  onClick('drop-options', () => {
    offer.hidden = true;
    mayRun = true;
    options.setText(OPTIONS);
    tabs.focus();
  });
}

function onClick(id: string, act: () => unknown): void {
  byId(id, HTMLButtonElement).addEventListener('click', () => void act());
}

async function share(): Promise<void> {
  const written = options.text();
  const fragment = await fragmentOf({ payload: payload.text(), options: written === OPTIONS ? '' : written });
  const link = `${location.href.replace(/#.*/, '')}#${fragment}`;
  if (link.length > LONGEST_LINK) {
    said.textContent = `Too much for a link: ${numberText(link.length)} characters, of at most ${numberText(LONGEST_LINK)}.`;
    return;
  }
  history.replaceState(null, '', link);
  const warning =
    link.length > SAFE_LINK ? ` It has ${numberText(link.length)} characters: mail and chat may cut it.` : '';
  await copy(link, `The link is copied. Who has it can read the payload.${warning}`);
}

async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = done;
  } catch {
    said.textContent = 'The browser does not let this page copy: select the text and copy it.';
  }
}

async function restore(): Promise<void> {
  const shared = await sharedIn(location.hash).catch(() => {
    said.textContent = 'The link is damaged: here is a sample.';
    return undefined;
  });
  mayRun = shared === undefined || shared.options === '';
  offer.hidden = mayRun;
  options.setText(shared && !mayRun ? shared.options : OPTIONS);
  setPayload(shared?.payload ?? ecommerceSamples[Number(picker.value)]?.text ?? '');
}

function formatted(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch {
    return text;
  }
}
