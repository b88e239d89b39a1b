/** Creates an element; strings among its children are never read as HTML. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  created.append(...children);
  return created;
}

/** Creates a button. */
export function button(label: string, onClick: () => unknown): HTMLButtonElement {
  const created = element('button', { type: 'button' }, label);
  created.addEventListener('click', () => void onClick());
  return created;
}

/** Finds an element of the page by its id. */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no ${kind.name} #${id} in the page`);
  return found;
}

/** A status or a severity. */
export function badge(kind: string): HTMLElement {
  return element('span', { class: `badge ${kind}` }, kind);
}

/** `1 event`, `2,000 events`. */
export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : nouns}`;
}

export function formatNumber(count: number): string {
  return count.toLocaleString('en-US');
}
