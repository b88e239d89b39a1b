// Puts the page together: the payload and the options on the left, how they are mapped on the right, a file below.
import { byId, element } from './dom.ts';
import { createOptionsEditor, createPayloadEditor } from './editor.ts';
import { startExport } from './export.ts';
import { startLinks } from './links.ts';
import { markBreak, markIssues, markOption } from './marks.ts';
import { startNames, summarizeNames } from './names.ts';
import { findOptions, insertOptions, stripTypes } from './optionsCode.ts';
import { createSummary, OutcomeView } from './outcome.ts';
import { placesIn } from './places.ts';
import type { EventOutcome, Outcome, Suggestion } from './protocol.ts';
import { convertPayload, describeConversion, isPayload, readPayload } from './read.ts';
import { startSamples } from './samples.ts';
import { openSandbox } from './sandbox.ts';
import type { Range } from './syntax.ts';
import { startTabs } from './tabs.ts';
import { startMapping } from './workers.ts';

const OPTIONS = `import { createMapper } from 'segment-to-miso';

export const mapper = createMapper({
  events: {
    // 'Song Played': 'listen',
    // 'Product Shared': false,
  },
});
`;

export async function startPlayground(): Promise<void> {
  const sandbox = await openSandbox();
  const status = byId('status', HTMLElement);
  const said = byId('said', HTMLElement);
  const say = (text: string): void => {
    said.textContent = text;
  };
  const payload = createPayloadEditor(byId('payload', HTMLElement), changed, (pasted, isWhole) => {
    const converted = convertPayload(pasted);
    if (converted === undefined || !(isWhole || isPayload(converted.text))) return undefined;
    say(describeConversion(converted));
    return converted.text;
  });
  const options = createOptionsEditor(byId('options', HTMLElement), changed);
  const tabs = startTabs(byId('tabs', HTMLElement), (panel) => {
    byId('format', HTMLButtonElement).hidden = panel !== 'payload';
    for (const id of ['copy-text', 'share']) byId(id, HTMLButtonElement).hidden = panel === 'names';
    showNames(panel === 'names');
  });
  const view = new OutcomeView(byId('outcome', HTMLElement), {
    go: (path) => {
      tabs.select('payload');
      payload.select(placesIn(payload.text())(path));
    },
    point: (paths) => {
      payload.point(paths.map(placesIn(payload.text())));
    },
    insert,
  });
  const mapping = startMapping(sandbox, {
    onOutcome: showOutcome,
    onSources: (found) => {
      view.showSources(found);
    },
    onRules: (found) => {
      status.classList.remove('broken');
      status.textContent = summarizeNames(found);
      names.show(found);
    },
  });
  let shown: readonly EventOutcome[] = [];

  const links = startLinks({
    payload,
    options,
    tabs,
    say,
    defaultOptions: OPTIONS,
    interactions: () => shown.flatMap(({ interactions }) => interactions),
    changed,
  });
  const names = startNames({ changed, copy: links.copy, insert });
  startSamples(showPayload);
  byId('format', HTMLButtonElement).addEventListener('click', () => {
    const converted = convertPayload(payload.text());
    if (converted === undefined) return;
    payload.setText(converted.text);
    say(describeConversion(converted));
  });
  startExport({ sandbox, options: readOptions, open: showPayload, insert });
  await links.restore();

  function showNames(isNames: boolean): void {
    const parts = document.querySelectorAll<HTMLElement>('[data-for]');
    const [names] = Array.from(parts).filter((part) => part.dataset['for'] === 'names');
    if (names?.hidden !== isNames) return;
    for (const part of parts) part.hidden = (part === names) !== isNames;
    changed();
  }

  function showPayload(text: string): void {
    payload.setText(convertPayload(text)?.text ?? text);
    say('');
    tabs.select('payload');
  }

  function readOptions(): string {
    const code = options.text();
    return links.mayRunOptions() && code !== OPTIONS ? stripTypes(code) : '';
  }

  function changed(): void {
    if (tabs.selected() === 'names') {
      mapping.suggest(names.read(), readOptions());
      return;
    }
    const reading = readPayload(payload.text());
    if ('value' in reading) mapping.map(reading.value, readOptions());
    else {
      mapping.drop();
      showOutcome({ about: 'payload', message: reading.problem.message }, reading.problem.range);
    }
  }

  function showOutcome(outcome: Outcome, range?: Range): void {
    // only when it is new: a screen reader would repeat it at each key
    const summary = element('span', {}, ...createSummary(outcome));
    if (status.textContent !== summary.textContent) status.replaceChildren(summary);
    status.classList.toggle('broken', outcome.about !== 'events');
    view.fade(outcome.about !== 'events');
    payload.setProblems(
      outcome.about === 'events' ? markIssues(outcome.events, payload.text()) : markBreak(outcome, range),
    );
    options.setProblems(outcome.about === 'options' ? [markOption(outcome, options.text())] : []);
    if (outcome.about !== 'events') return;
    shown = outcome.events;
    view.show(shown);
    performance.mark('mapped');
  }

  function insert(...suggestions: readonly Suggestion[]): void {
    if (!links.mayRunOptions()) {
      say('Run or discard the options of the link first.');
      return;
    }
    const start = findOptions(options.text()) ? options.text() : OPTIONS;
    const inserted = insertOptions(start, suggestions);
    tabs.select('options');
    options.setText(inserted.code);
    options.select(inserted.range);
    say(
      suggestions.length === 1 ? 'The option is in the Options tab.' : 'The options are in the Options tab.',
    );
  }
}
