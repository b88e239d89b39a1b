import { typescriptLanguage } from '@codemirror/lang-javascript';
import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { bracketMatching, LanguageSupport, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, keymap, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { EditorView, minimalSetup } from 'codemirror';
import { completeOptions } from './completion.ts';
import type { Range } from './syntax.ts';

/** An editor of code. */
export interface Editor {
  readonly text: () => string;
  readonly setText: (text: string) => void;
  /** Selects a piece, in sight, and goes there. */
  readonly select: (range: Range) => void;
  /** Shows pieces, the first in sight, without going there. */
  readonly point: (ranges: readonly Range[]) => void;
  readonly setProblems: (problems: readonly Diagnostic[]) => void;
}

/** Returns what is to replace the whole text when something is pasted; nothing, if it is inserted as usual. */
export type Convert = (pasted: string, isWhole: boolean) => string | undefined;

/** An editor of a payload. */
export function createPayloadEditor(parent: HTMLElement, onChange: () => void, convert: Convert): Editor {
  return startEditor(parent, 'Payload', onChange, [json(), convertPasted(convert)]);
}

/** An editor of options. */
export function createOptionsEditor(parent: HTMLElement, onChange: () => void): Editor {
  const completions = typescriptLanguage.data.of({ autocomplete: completeOptions });
  return startEditor(parent, 'Options', onChange, [
    new LanguageSupport(typescriptLanguage, completions),
    autocompletion(),
    keymap.of(completionKeymap),
  ]);
}

// Tab is not taken: it leaves the editor, as it leaves any field
function startEditor(parent: HTMLElement, label: string, onChange: () => void, extension: Extension): Editor {
  const view = new EditorView({
    parent,
    extensions: [
      minimalSetup,
      lineNumbers(),
      lintGutter(),
      bracketMatching(),
      // by class, so that the style sheet has all colors
      syntaxHighlighting(classHighlighter),
      extension,
      pointed,
      EditorView.lineWrapping,
      // editable text has no tabindex by itself, and tools that check a page look for one
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.updateListener.of(({ docChanged }) => {
        if (docChanged) onChange();
      }),
    ],
  });
  return {
    text: () => view.state.doc.toString(),
    setText: (text) => {
      replaceText(view, text);
    },
    select: (range) => {
      const { from, to } = within(range, view.state.doc.length);
      view.dispatch({
        selection: { anchor: from, head: to },
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      });
      view.focus();
    },
    point: (ranges) => {
      const pieces = ranges.map((range) => within(range, view.state.doc.length));
      view.dispatch({ effects: setPointed.of(pieces) });
      const [first] = pieces;
      if (first) scrollTo(view, first.from);
    },
    setProblems: (problems) => {
      const { length } = view.state.doc;
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((problem) => ({ ...problem, ...within(problem, length) })),
        ),
      );
    },
  };
}

function replaceText(view: EditorView, text: string): void {
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: text },
    selection: { anchor: 0 },
  });
  view.scrollDOM.scrollTop = 0;
}

function convertPasted(convert: Convert): Extension {
  return EditorView.domEventHandlers({
    paste: ({ clipboardData }, view) => {
      const { from, to } = view.state.selection.main;
      const kept = view.state.sliceDoc(0, from) + view.state.sliceDoc(to);
      const text = convert(clipboardData?.getData('text/plain') ?? '', kept.trim() === '');
      if (text !== undefined) replaceText(view, text);
      return text !== undefined;
    },
  });
}

/** Brings a place into sight. CodeMirror's own effect would scroll the page too, from under the pointer. */
function scrollTo(view: EditorView, place: number): void {
  const { scrollTop, clientHeight } = view.scrollDOM;
  const { top, bottom } = view.lineBlockAt(place);
  if (top < scrollTop || bottom > scrollTop + clientHeight) view.scrollDOM.scrollTop = top - clientHeight / 2;
}

const setPointed = StateEffect.define<readonly Range[]>();
const pointedMark = Decoration.mark({ class: 'pointed' });

const pointed = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (decorations, { docChanged, effects }) => {
    for (const effect of effects) {
      if (!effect.is(setPointed)) continue;
      const ranges = effect.value.filter(({ from, to }) => from < to);
      return Decoration.set(
        ranges.map(({ from, to }) => pointedMark.range(from, to)),
        true,
      );
    }
    return docChanged ? Decoration.none : decorations;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The code may have changed by now. */
function within({ from, to }: Range, length: number): Range {
  return { from: Math.min(from, length), to: Math.min(to, length) };
}
