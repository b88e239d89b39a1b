// the tab "Event names": which of them go to Miso, and the rules for the others
import { badge, button, byId, counted, element } from './dom.ts';
import type { FoundRules, Suggestion } from './protocol.ts';

/** What the tab needs of the page. */
export interface NamesActions {
  readonly changed: () => void;
  readonly copy: (text: string) => void;
  readonly insert: (...rules: readonly Suggestion[]) => void;
}

export interface NamesTab {
  /** What is written: names, or a tracking plan. */
  readonly read: () => object;
  readonly show: (found: FoundRules) => void;
}

export function startNames({ changed, copy, insert }: NamesActions): NamesTab {
  const input = byId('names-input', HTMLTextAreaElement);
  const result = byId('names-result', HTMLElement);
  input.addEventListener('input', changed);
  return {
    read: () => readNames(input.value),
    show: (found) => {
      result.replaceChildren();
      if (found.suggestions.length === 0) return;
      const code = writeMapper(found);
      const insertAll = button('Insert into Options', () => {
        insert(...found.rules);
      });
      const buttons = element(
        'div',
        { class: 'buttons' },
        button('Copy the code', () => {
          copy(code);
        }),
        ...(found.rules.length > 0 ? [insertAll] : []),
      );
      result.replaceChildren(
        createTable(found),
        element('h3', {}, 'The mapper'),
        element('pre', { class: 'code', tabindex: '0' }, code),
        buttons,
      );
    },
  };
}

/** Names one a line or between commas, with or without quotes; a JSON array, also of events; a tracking plan. */
export function readNames(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value.map(nameOf);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // no JSON
  }
  const lines = text.trim().split('\n');
  const parts = lines.length === 1 ? text.split(/[,;\t]/) : lines;
  const names = parts.map((part) => part.trim().replaceAll(/^[-*\s]*["'`]?|["'`]?,?$/g, ''));
  return [...new Set(names)].filter((name) => name !== '');
}

function nameOf(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item;
  return Object.entries(item).find(([key]) => /^(event|name|event_?name|key)$/i.test(key))?.[1];
}

/** How many names there are of each status. */
export function summarizeNames({ suggestions }: FoundRules): string {
  if (suggestions.length === 0) return 'Paste event names to see which of them go to Miso.';
  const counts = new Map<string, number>();
  for (const { status } of suggestions) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = [...counts].map(([status, count]) => `${count} ${status}`);
  return `${counted(suggestions.length, 'name')}: ${parts.join(', ')}`;
}

function createTable({ suggestions }: FoundRules): HTMLElement {
  const rows = suggestions.map(({ event, status, to = '', why = 'Choose a type, or leave it out.' }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, event),
      element('td', {}, badge(status)),
      element('td', {}, element('code', {}, to)),
      element('td', {}, why),
    ),
  );
  const head = ['Event', 'Status', 'Miso type', 'Why'].map((title) => element('th', { scope: 'col' }, title));
  const table = element(
    'table',
    { class: 'names' },
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Event names' },
    table,
  );
}

/** The finished mapper, with what is left to decide as comments. */
function writeMapper({ suggestions, rules }: FoundRules): string {
  const lines = rules.map(({ key, value }) => `    ${quoteKey(key)}: ${value},`);
  const unknown = suggestions.filter(({ status }) => status === 'unknown');
  const comments = unknown.map(({ event }) => `    // ${quoteKey(event)}: ?,`);
  const events = [...lines, ...comments].join('\n');
  const body = events === '' ? '' : `{\n  events: {\n${events}\n  },\n}`;
  return `import { createMapper } from 'segment-to-miso';\n\nexport const mapper = createMapper(${body});\n`;
}

function quoteKey(key: string): string {
  return `'${key.replaceAll(/['\\]/g, String.raw`\$&`).replaceAll('\n', ' ')}'`;
}
