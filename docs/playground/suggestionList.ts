// options that can be inserted
import { button, element } from './dom.ts';
import type { Suggestion } from './protocol.ts';

/** Writes options into the Options tab. */
export type Insert = (...suggestions: readonly Suggestion[]) => void;

export function createSuggestions(groups: readonly (readonly Suggestion[])[], insert: Insert): HTMLElement {
  const items = groups.map((group) => {
    const insertGroup = button(group.length === 1 ? 'Insert this option' : 'Insert these options', () => {
      insert(...group);
    });
    return element('li', {}, element('code', {}, group.map(formatOption).join(', ')), insertGroup);
  });
  return element('ul', { class: 'suggestions', 'aria-label': 'Options that resolve it' }, ...items);
}

function formatOption({ option, key, value }: Suggestion): string {
  return `${option}${/^\w+$/.test(key) ? `.${key}` : `['${key}']`}: ${value}`;
}
