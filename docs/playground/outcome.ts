// the right-hand side: how the payload is mapped
import { badge, button, counted, element } from './dom.ts';
import { createInteraction, showSources, type SourceActions } from './interaction.ts';
import { createSuggestions, type Insert } from './suggestionList.ts';
import type { EventOutcome, FoundSources, Outcome, Problem, ShownIssue } from './protocol.ts';

/** What a visitor can do with what is shown. */
export interface OutcomeActions extends SourceActions {
  /** Writes an option into the Options tab. */
  readonly insert: Insert;
}

/** What cannot be used, by what it is about. */
export const PROBLEMS: Readonly<Record<Problem['about'], string>> = {
  payload: 'The payload cannot be read',
  options: 'The options do not work',
  names: 'The names cannot be read',
  file: 'The file cannot be used',
};

const MEANINGS: Readonly<Record<EventOutcome['status'], string>> = {
  mapped: 'send it',
  skipped: 'not for Miso',
  rejected: 'not usable yet',
};

/** Shows how each event is mapped. */
export class OutcomeView {
  readonly #parent: HTMLElement;
  readonly #actions: OutcomeActions;

  constructor(parent: HTMLElement, actions: OutcomeActions) {
    this.#parent = parent;
    this.#actions = actions;
  }

  show(events: readonly EventOutcome[]): void {
    this.#parent.replaceChildren(
      ...events.map((event, index) => this.#createEvent(event, events.length > 1 ? index : undefined)),
    );
  }

  /** What is shown is not of the payload as it is now. */
  fade(isStale: boolean): void {
    this.#parent.inert = isStale;
  }

  showSources(found: FoundSources): void {
    showSources(this.#parent, found);
  }

  #createEvent({ status, interactions, issues }: EventOutcome, number: number | undefined): HTMLElement {
    const title = element('h3', {}, `Event ${(number ?? 0) + 1} `, badge(status), MEANINGS[status]);
    return element(
      'article',
      { class: 'event' },
      // of a single event, the summary says it
      ...(number === undefined ? [] : [title]),
      ...(issues.length > 0 ? [this.#createIssues(issues)] : []),
      ...interactions.map((interaction, index) =>
        createInteraction(interaction, [index, number ?? 0], this.#actions),
      ),
    );
  }

  #createIssues(issues: readonly ShownIssue[]): HTMLElement {
    return element(
      'ul',
      { class: 'issues', 'aria-label': 'Issues' },
      ...issues.map((issue) => this.#createIssue(issue)),
    );
  }

  #createIssue({ severity, code, path, message, suggestions }: ShownIssue): HTMLElement {
    const title = button('', () => {
      this.#actions.go(path);
    });
    title.append(
      badge(severity),
      element('code', {}, code),
      element('span', { class: 'path' }, path === '' ? 'the event' : path),
    );
    const guide = {
      class: 'fix',
      href: `issues.html#${code}`,
      target: '_blank',
      'aria-label': `How to fix ${code}`,
    };
    return element(
      'li',
      {},
      title,
      element('p', {}, message),
      element('a', guide, 'How to fix'),
      ...(suggestions.length > 0 ? [createSuggestions(suggestions, this.#actions.insert)] : []),
    );
  }
}

/** Sums up an outcome in one line. */
export function createSummary(outcome: Outcome): readonly (Node | string)[] {
  if (outcome.about !== 'events') return [`${PROBLEMS[outcome.about]}. ${outcome.message}`];
  const { events, total } = outcome;
  const interactions = events.reduce((sum, event) => sum + event.interactions.length, 0);
  const issues = events.reduce((sum, event) => sum + event.issues.length, 0);
  const counts = `${counted(interactions, 'interaction')}, ${counted(issues, 'issue')}`;
  const [only] = events;
  if (events.length < total) return [`The first ${events.length} of ${counted(total, 'event')}: ${counts}`];
  if (only === undefined || total > 1) return [`${counted(total, 'event')}: ${counts}`];
  return [badge(only.status), ` ${MEANINGS[only.status]}: ${counts}`];
}
