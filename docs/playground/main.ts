// Puts the page together: the payload and the options on the left, how they are mapped on the right, a file below.
import type { Diagnostic } from '@codemirror/lint';
import { byId, element } from './dom.ts';
import { createOptionsEditor, createPayloadEditor } from './editor.ts';
import { startExport } from './export.ts';
import { startLinks } from './links.ts';
import { findOption, findOptions, insertOptions, stripTypes } from './optionsCode.ts';
import { startNames, summarizeNames } from './names.ts';
import { createSummary, OutcomeView } from './outcome.ts';
import { segmentsOf } from './paths.ts';
import { placesIn } from './places.ts';
import type { EventOutcome, Outcome, Problem, Suggestion } from './protocol.ts';
import { convertPayload, type Converted, isPayload, readPayload } from './read.ts';
import { startSamples } from './samples.ts';
import { findBreak } from './explain.ts';
import { parseModule, type Range } from './syntax.ts';
import { startTabs } from './tabs.ts';
import { openSandbox, startMapping } from './workers.ts';

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
    say(describe(converted));
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
    say(describe(converted));
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
    payload.setProblems(outcome.about === 'events' ? listProblems(outcome.events) : markAll(outcome, range));
    options.setProblems(outcome.about === 'options' ? [markOption(outcome, options.text())] : []);
    if (outcome.about !== 'events') return;
    shown = outcome.events;
    view.show(shown);
    performance.mark('mapped');
  }

  function listProblems(events: readonly EventOutcome[]): Diagnostic[] {
    const placeOf = placesIn(payload.text());
    return events.flatMap(({ issues }) =>
      issues.map(({ path, severity, message }) => ({ ...placeOf(path).label, severity, message })),
    );
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

function markAll({ message }: Problem, range?: Range): Diagnostic[] {
  return range === undefined ? [] : [{ ...range, severity: 'error', message }];
}

/** The place of an error: of the option that it names, else of what cannot be parsed, else where it was thrown. */
function markOption({ message, position }: Problem, code: string): Diagnostic {
  const [, path] = /^(\S.*?) is (?:an unknown option|.*, but must be)/.exec(message) ?? [];
  const named = path === undefined ? undefined : findOption(code, segmentsOf(path));
  const range = named ?? findBreak(parseModule(code), code)?.range ?? findLine(code, position);
  return { ...range, severity: 'error', message };
}

function findLine(code: string, [line, column]: readonly [number, number] = [1, 1]): Range {
  const lines = code.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  return { from: start + column - 1, to: start + (lines[line - 1]?.length ?? 0) };
}

function describe({ isBrowserCall = false, code = [] }: Converted): string {
  const notes = [
    isBrowserCall ? 'analytics.js adds the anonymousId itself; the one here stands for it.' : '',
    code.length > 0 ? `Replace what is code by values: ${[...new Set(code)].slice(0, 5).join(', ')}.` : '',
  ];
  return notes.join(' ').trim();
}
