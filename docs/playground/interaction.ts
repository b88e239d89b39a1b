// an interaction, line by line, with the source of each field
import { element } from './dom.ts';
import { formatLines, type Line } from './jsonLines.ts';
import { pathOf } from './paths.ts';
import type { FoundSources } from './protocol.ts';

/** What a visitor can do with a field. */
export interface SourceActions {
  /** Goes to the place of a path in the payload. */
  readonly go: (path: string) => void;
  /** Shows the places of paths in the payload; of none, hides them. */
  readonly point: (paths: readonly string[]) => void;
}

export function createInteraction(
  interaction: unknown,
  [index, event]: readonly [index: number, event: number],
  actions: SourceActions,
): HTMLElement {
  const code = element('div', { class: 'code', role: 'group', 'aria-label': 'Interaction' });
  code.append(...formatLines(interaction, [index]).map((line) => createLine(line, event, actions)));
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

/** Writes the sources into the lines once they are found. */
export function showSources(parent: HTMLElement, { events, isComplete }: FoundSources): void {
  for (const line of parent.querySelectorAll<HTMLElement>('[data-field]')) {
    const sources = events[Number(line.dataset['event'])]?.[line.dataset['field'] ?? ''];
    line.dataset['sources'] = JSON.stringify(sources ?? []);
    const text = sources?.join(', ') ?? (isComplete ? 'no value of the payload' : 'not found in time');
    line.querySelector('.source')?.replaceChildren(` ← ${text}`);
  }
}

function createLine(
  { indent, parts, field }: Line,
  event: number,
  { go, point }: SourceActions,
): HTMLElement {
  const pieces = [
    '  '.repeat(indent),
    ...parts.map(([text, kind]) => element('span', { class: kind }, text)),
  ];
  if (field === undefined) return element('div', { class: 'line' }, ...pieces);
  const line = element(
    'button',
    {
      type: 'button',
      class: 'line',
      tabindex: '-1',
      'data-event': String(event),
      'data-field': pathOf(field),
    },
    ...pieces,
    element('span', { class: 'source' }),
  );
  const readSources = (): string[] => JSON.parse(line.dataset['sources'] ?? '[]') as string[];
  for (const name of ['mouseenter', 'focus']) {
    line.addEventListener(name, () => {
      point(readSources());
    });
  }
  for (const name of ['mouseleave', 'blur']) {
    line.addEventListener(name, () => {
      point([]);
    });
  }
  line.addEventListener('click', () => {
    const [first] = readSources();
    if (first !== undefined) go(first);
  });
  return line;
}
