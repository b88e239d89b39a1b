// the right-hand side: what became of the payload
import { counted, element } from './dom.ts';
import { pathOf, type Segments } from './paths.ts';
import type { EventOutcome, FoundSources, Outcome, Problem, ShownIssue } from './protocol.ts';

/** What a visitor can do with what is shown. */
export interface OutcomeActions {
  /** Goes to the place of a path in the payload. */
  readonly go: (path: string) => void;
  /** Shows the places of paths in the payload; of none, hides them. */
  readonly point: (paths: readonly string[]) => void;
}

/** What is wrong, by what it is about. */
export const PROBLEMS: Readonly<Record<Problem['about'], string>> = {
  payload: 'The payload is not JSON',
  options: 'The options do not work',
  file: 'The file cannot be read',
};

const MEANINGS: Readonly<Record<EventOutcome['status'], string>> = {
  mapped: 'send it',
  skipped: 'not for Miso, and nothing is wrong',
  rejected: 'not usable as it is: look at the errors',
};

/** Shows what became of each event. */
export class OutcomeView {
  readonly #parent: HTMLElement;
  readonly #actions: OutcomeActions;

  constructor(parent: HTMLElement, actions: OutcomeActions) {
    this.#parent = parent;
    this.#actions = actions;
  }

  show(events: readonly EventOutcome[]): void {
    this.#parent.replaceChildren(
      ...events.map((event, index) => this.#event(event, events.length > 1 ? index : undefined)),
    );
  }

  /** Nothing of what is shown is of the payload as it is now. */
  fade(isStale: boolean): void {
    this.#parent.inert = isStale;
  }

  showSources({ events, isComplete }: FoundSources): void {
    for (const line of this.#parent.querySelectorAll<HTMLElement>('[data-field]')) {
      const sources = events[Number(line.dataset['event'])]?.[line.dataset['field'] ?? ''];
      line.dataset['sources'] = JSON.stringify(sources ?? []);
      const text = sources?.join(', ') ?? (isComplete ? 'no value of the payload' : 'not found in time');
      line.querySelector('.source')?.replaceChildren(` ← ${text}`);
    }
  }

  #event({ status, interactions, issues }: EventOutcome, number: number | undefined): HTMLElement {
    return element(
      'article',
      { class: 'event' },
      // of a single event, the summary says it
      ...(number === undefined
        ? []
        : [element('h3', {}, `Event ${number + 1} `, badge(status), MEANINGS[status])]),
      ...(issues.length > 0 ? [this.#issues(issues)] : []),
      ...interactions.map((interaction, index) => this.#interaction(interaction, index, number ?? 0)),
    );
  }

  #issues(issues: readonly ShownIssue[]): HTMLElement {
    return element(
      'ul',
      { class: 'issues', 'aria-label': 'Issues' },
      ...issues.map(({ severity, code, path, message }) => {
        const title = element(
          'button',
          { type: 'button' },
          badge(severity),
          element('code', {}, code),
          element('span', { class: 'path' }, path === '' ? 'the event' : path),
        );
        title.addEventListener('click', () => {
          this.#actions.go(path);
        });
        return element('li', {}, title, element('p', {}, message));
      }),
    );
  }

  #interaction(interaction: unknown, index: number, event: number): HTMLElement {
    const code = element('div', { class: 'code', role: 'group', 'aria-label': 'Interaction' });
    code.append(...linesOf(interaction, [index]).map((line) => this.#line(line, event)));
    const fields = [...code.querySelectorAll<HTMLElement>('[data-field]')];
    // one stop for Tab; the arrow keys go on from there
    fields[0]?.setAttribute('tabindex', '0');
    code.addEventListener('keydown', (pressed) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[pressed.key];
      const next =
        step === undefined
          ? undefined
          : fields[fields.findIndex((field) => field === document.activeElement) + step];
      if (next === undefined) return;
      pressed.preventDefault();
      for (const field of fields) field.setAttribute('tabindex', field === next ? '0' : '-1');
      next.focus();
    });
    return code;
  }

  #line({ indent, parts, field }: Line, event: number): HTMLElement {
    const texts = [
      '  '.repeat(indent),
      ...parts.map(([text, kind]) => element('span', { class: kind }, text)),
    ];
    if (field === undefined) return element('div', { class: 'line' }, ...texts);
    const line = element(
      'button',
      {
        type: 'button',
        class: 'line',
        tabindex: '-1',
        'data-event': String(event),
        'data-field': pathOf(field),
      },
      ...texts,
      element('span', { class: 'source' }),
    );
    const sources = (): string[] => JSON.parse(line.dataset['sources'] ?? '[]') as string[];
    const point = (): void => {
      this.#actions.point(sources());
    };
    const hide = (): void => {
      this.#actions.point([]);
    };
    line.addEventListener('mouseenter', point);
    line.addEventListener('focus', point);
    line.addEventListener('mouseleave', hide);
    line.addEventListener('blur', hide);
    line.addEventListener('click', () => {
      const [first] = sources();
      if (first !== undefined) this.#actions.go(first);
    });
    return line;
  }
}

/** What is said of an outcome in one line. */
export function summaryOf(outcome: Outcome): readonly (Node | string)[] {
  if (outcome.about !== 'events') return [`${PROBLEMS[outcome.about]}: ${outcome.message}`];
  const { events, total } = outcome;
  const interactions = events.reduce((sum, event) => sum + event.interactions.length, 0);
  const issues = events.reduce((sum, event) => sum + event.issues.length, 0);
  const counts = `${counted(interactions, 'interaction')}, ${counted(issues, 'issue')}`;
  const [only] = events;
  if (events.length < total) return [`The first ${events.length} of ${counted(total, 'event')}: ${counts}`];
  if (only === undefined || total > 1) return [`${counted(total, 'event')}: ${counts}`];
  return [badge(only.status), ` ${MEANINGS[only.status]}: ${counts}`];
}

/** A status or a severity. */
export function badge(kind: string): HTMLElement {
  return element('span', { class: `badge ${kind}` }, kind);
}

/** A line of JSON. */
interface Line {
  readonly indent: number;
  readonly parts: readonly Part[];
  /** The path of the scalar on it. */
  readonly field: Segments | undefined;
}

type Part = readonly [text: string, kind: string];

/** Writes a value as `JSON.stringify` does with two blanks, by line. */
function linesOf(value: unknown, path: Segments, indent = 0, name: readonly Part[] = [], comma = ''): Line[] {
  const end: Part = [comma, 'tok-punctuation'];
  if (typeof value !== 'object' || value === null) {
    const kind = typeof value === 'string' ? 'tok-string' : 'tok-number';
    return [{ indent, parts: [...name, [JSON.stringify(value), kind], end], field: path }];
  }
  const isArray = Array.isArray(value);
  const [open, close] = isArray ? '[]' : '{}';
  const members: [string | number, unknown][] = isArray ? [...value.entries()] : Object.entries(value);
  const inner = members.flatMap(([key, member], index) =>
    linesOf(
      member,
      [...path, key],
      indent + 1,
      isArray
        ? []
        : [
            [JSON.stringify(key), 'tok-propertyName'],
            [': ', 'tok-punctuation'],
          ],
      index < members.length - 1 ? ',' : '',
    ),
  );
  return [
    { indent, parts: [...name, [open ?? '', 'tok-punctuation']], field: undefined },
    ...inner,
    { indent, parts: [[close ?? '', 'tok-punctuation'], end], field: undefined },
  ];
}
