// what a file's events became: names, codes, downloads
import { badge, button, counted, element, formatNumber } from './dom.ts';
import { createSuggestions, type Insert } from './suggestionList.ts';
import type { EventStatus, NameCount, Reason, Report, Suggestion } from './protocol.ts';

/** What the report needs of the page. */
export interface ReportActions {
  /** Shows an event of the file as the payload. */
  readonly open: (text: string) => void;
  readonly insert: Insert;
}

const TOP_NAMES = 25;
const TOP_REASONS = 12;
const STATUSES: readonly EventStatus[] = ['mapped', 'skipped', 'rejected', 'unreadable'];

/** The tables, also while the file is read. */
export function createTables({ statuses, names, types }: Report): HTMLElement[] {
  return [
    element(
      'div',
      { class: 'charts' },
      createChart('By status', statuses, (name) => name),
      createChart('By Miso type', types, () => 'mapped'),
    ),
    ...(names.length > 0 ? [createNames(names)] : []),
  ];
}

/** Rules for the names that have none. */
export function createRules(rules: readonly Suggestion[], { insert }: ReportActions): HTMLElement {
  const insertAll = button('Insert all', () => {
    insert(...rules);
  });
  return element(
    'section',
    { class: 'rules' },
    element('div', { class: 'bar' }, element('h3', {}, 'Rules for events that have none'), insertAll),
    createSuggestions(
      rules.map((rule) => [rule]),
      insert,
    ),
  );
}

/** Why events are not mapped, or not entirely, with an example of each. */
export function createReasons(reasons: readonly Reason[], { open }: ReportActions): HTMLElement {
  const items = reasons.slice(0, TOP_REASONS).map(({ code, severity, path, count, line, message, text }) => {
    const item = element(
      'li',
      {},
      element(
        'p',
        { class: 'reason' },
        badge(severity),
        element('code', {}, code),
        element('code', { class: 'path' }, path),
        counted(count, 'time'),
      ),
      element('p', {}, message),
      element(
        'a',
        { class: 'fix', href: `issues.html#${code}`, target: '_blank', 'aria-label': `How to fix ${code}` },
        'How to fix',
      ),
    );
    if (code === 'not_json') item.lastChild?.remove();
    if (text !== undefined) {
      item.append(
        button(`Open event ${formatNumber(line)}`, () => {
          open(text);
        }),
      );
    }
    return item;
  });
  const more =
    reasons.length > TOP_REASONS
      ? [element('p', {}, `and ${formatNumber(reasons.length - TOP_REASONS)} more`)]
      : [];
  return element(
    'section',
    { class: 'reasons' },
    element('h3', {}, 'Why events are rejected, skipped or incomplete'),
    element('ol', {}, ...items),
    ...more,
  );
}

/** A table whose last column is drawn: the numbers are there for those who do not see the bars. */
function createChart(
  title: string,
  counts: Readonly<Record<string, number>>,
  kindOf: (name: string) => string,
): HTMLElement {
  const most = Math.max(1, ...Object.values(counts));
  const rows = Object.entries(counts).map(([name, count]) => {
    const bar = element('span', { class: `meter ${kindOf(name)}` });
    // what is there has to be visible
    bar.style.width = count === 0 ? '0' : `max(2px, ${(100 * count) / most}%)`;
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', { class: 'count' }, formatNumber(count)),
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

function createNames(names: readonly NameCount[]): HTMLElement {
  const used = STATUSES.filter((status) => names.some(({ statuses }) => statuses[status] > 0));
  const head = ['Event', ...used, 'Miso type'].map((title) => element('th', { scope: 'col' }, title));
  const rows = names
    .slice(0, TOP_NAMES)
    .map(({ name, statuses, types }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, name),
        ...used.map((status) =>
          element('td', { class: 'count' }, statuses[status] === 0 ? '' : formatNumber(statuses[status])),
        ),
        element('td', {}, types.join(', ')),
      ),
    );
  const more =
    names.length > TOP_NAMES ? `, the ${TOP_NAMES} most frequent of ${formatNumber(names.length)}` : '';
  const table = element(
    'table',
    { class: 'names' },
    element('caption', {}, `By event name${more}`),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'By event name' },
    table,
  );
}
