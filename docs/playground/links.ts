// the buttons that copy, links that carry payload and options, and the examples of the guides
import { byId, formatNumber } from './dom.ts';
import type { Editor } from './editor.ts';
import { fragmentOf, LONGEST_LINK, SAFE_LINK, type Shared, sharedIn } from './link.ts';
import { format } from './read.ts';
import { clearSample, getSample } from './samples.ts';
import type { Tabs } from './tabs.ts';

/** What the links need of the page. */
export interface LinkedPage {
  readonly payload: Editor;
  readonly options: Editor;
  readonly tabs: Tabs;
  readonly say: (text: string) => void;
  readonly defaultOptions: string;
  readonly interactions: () => readonly unknown[];
  readonly changed: () => void;
}

export interface Links {
  /** Shows what the address carries, or a sample. */
  readonly restore: () => Promise<void>;
  /** Options of a link are a stranger's code: they run when the visitor says so. */
  readonly mayRunOptions: () => boolean;
  readonly copy: (text: string) => void;
}

export function startLinks(page: LinkedPage): Links {
  const { payload, options, tabs, say, defaultOptions, changed } = page;
  const offer = byId('offer', HTMLElement);
  let mayRun = true;

  const decide = (): void => {
    mayRun = true;
    offer.hidden = true;
    changed();
    tabs.focus();
  };
  onClick('run-options', () => {
    tabs.select('options');
    decide();
  });
  onClick('drop-options', () => {
    options.setText(defaultOptions);
    decide();
  });
  onClick('copy-text', () => {
    return tabs.selected() === 'options'
      ? copy(options.text(), 'The options are copied.', say)
      : copy(payload.text(), 'The payload is copied.', say);
  });
  onClick('copy-interactions', () => copy(format(page.interactions()), 'The interactions are copied.', say));
  onClick('share', () => share(page));

  const restore = async (): Promise<void> => {
    const example = await findExample(location.hash);
    const shared = example ?? (await readShared(say));
    mayRun = example !== undefined || shared === undefined || shared.options === '';
    offer.hidden = mayRun;
    options.setText(shared === undefined || shared.options === '' ? defaultOptions : shared.options);
    if (location.hash === '#names') tabs.select('names');
    if (shared) clearSample();
    payload.setText(shared?.payload ?? getSample());
  };
  addEventListener('hashchange', () => void restore());
  return {
    restore,
    mayRunOptions: () => mayRun,
    copy: (text) => void copy(text, 'The code is copied.', say),
  };
}

/** An example of a guide: it is the site's own, so its options run. */
async function findExample(hash: string): Promise<Shared | undefined> {
  const [, name] = /^#example=(.+)$/.exec(hash) ?? [];
  if (name === undefined) return undefined;
  const { data } = await import('./examples.data.ts');
  return data[name];
}

async function readShared(say: LinkedPage['say']): Promise<Shared | undefined> {
  try {
    return await sharedIn(location.hash);
  } catch {
    say('The link is damaged. A sample is shown instead.');
    return undefined;
  }
}

async function share({ payload, options, defaultOptions, say }: LinkedPage): Promise<void> {
  const written = options.text();
  const fragment = await fragmentOf({
    payload: payload.text(),
    options: written === defaultOptions ? '' : written,
  });
  const link = `${location.href.replace(/#.*/, '')}#${fragment}`;
  if (link.length > LONGEST_LINK) {
    say(
      `Too long for a link: ${formatNumber(link.length)} characters, of at most ${formatNumber(LONGEST_LINK)}.`,
    );
    return;
  }
  history.replaceState(history.state, '', link);
  const warning =
    link.length > SAFE_LINK
      ? ` It has ${formatNumber(link.length)} characters: mail and chat may truncate it.`
      : '';
  await copy(link, `The link is copied. Whoever has it can read the payload.${warning}`, say);
}

async function copy(text: string, done: string, say: LinkedPage['say']): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    say('The browser does not let this page copy. Select it and press Ctrl+C.');
  }
}

function onClick(id: string, act: () => unknown): void {
  byId(id, HTMLButtonElement).addEventListener('click', () => void act());
}
