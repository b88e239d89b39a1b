/** Tabs, as the ARIA practices have them. */
export interface Tabs {
  /** Shows the panel of this id. */
  readonly select: (panel: string) => void;
  /** The id of the panel that is shown. */
  readonly selected: () => string;
  /** Goes to the tab that is shown. */
  readonly focus: () => void;
}

/** Brings a list of tabs to life: by click, and by the arrow keys. */
export function startTabs(list: HTMLElement, onSelect: (panel: string) => void): Tabs {
  const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  let selected = panelOf(tabs.find((tab) => tab.ariaSelected === 'true'));

  function select(panel: string): void {
    if (selected === panel) return;
    selected = panel;
    for (const tab of tabs) {
      const isSelected = panelOf(tab) === panel;
      tab.setAttribute('aria-selected', String(isSelected));
      tab.tabIndex = isSelected ? 0 : -1;
      const controlled = document.getElementById(panelOf(tab));
      if (controlled) controlled.hidden = !isSelected;
    }
    onSelect(panel);
  }

  const focus = (): void => tabs.find((tab) => tab.tabIndex === 0)?.focus();
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener('click', () => {
      select(panelOf(tab));
    });
    tab.addEventListener('keydown', ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      const next = step && tabs.at((index + step) % tabs.length);
      if (!next) return;
      select(panelOf(next));
      next.focus();
    });
  }
  return { select, selected: () => selected, focus };
}

function panelOf(tab: HTMLElement | undefined): string {
  return tab?.getAttribute('aria-controls') ?? '';
}
