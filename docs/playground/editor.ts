import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { EditorView, minimalSetup } from 'codemirror';
import type { Range } from './places.ts';

/** A text that is edited. */
export interface Editor {
  readonly text: () => string;
  readonly setText: (text: string) => void;
  /** Selects a piece, in sight, and goes there. */
  readonly select: (range: Range) => void;
  /** Shows pieces, the first in sight, without going there. */
  readonly point: (ranges: readonly Range[]) => void;
  readonly setProblems: (problems: readonly Diagnostic[]) => void;
}

/** An editor of JSON. */
export function jsonEditor(parent: HTMLElement, label: string, onChange: () => void): Editor {
  return startEditor(parent, label, onChange, json());
}

/** An editor of JavaScript. */
export function javascriptEditor(parent: HTMLElement, label: string, onChange: () => void): Editor {
  return startEditor(parent, label, onChange, javascript());
}

// Tab is not taken: it leaves the editor, as it leaves any field
function startEditor(parent: HTMLElement, label: string, onChange: () => void, language: Extension): Editor {
  const view = new EditorView({
    parent,
    extensions: [
      minimalSetup,
      lineNumbers(),
      lintGutter(),
      bracketMatching(),
      // by class, so that the style sheet has all colours
      syntaxHighlighting(classHighlighter),
      language,
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
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
      });
      view.scrollDOM.scrollTop = 0;
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

/** The text may be another one by now. */
function within({ from, to }: Range, length: number): Range {
  return { from: Math.min(from, length), to: Math.min(to, length) };
}
