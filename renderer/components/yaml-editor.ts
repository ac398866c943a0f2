import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Something wrong at a line, counted from 1. */
export interface YamlProblem {
  line: number;
  message: string;
  severity: 'error' | 'warning';
}

export interface YamlEditor {
  /** Replaces the text when it differs; the cursor stays where it was. */
  show(text: string): void;
  mark(problems: YamlProblem[]): void;
  close(): void;
}

/**
 * CodeMirror for YAML inside a shadow root: there its styles are constructed sheets, which a policy without
 * 'unsafe-inline' allows, where a <style> element in the page is refused.
 */
export function createYamlEditor(options: {
  root: ShadowRoot;
  label: string;
  text: string;
  onChange: ((text: string) => void) | undefined;
}): YamlEditor {
  const view = new EditorView({
    root: options.root,
    parent: options.root,
    state: EditorState.create({ doc: options.text, extensions: extensions(options.label, options.onChange) }),
  });
  return {
    show(text) {
      if (view.state.doc.toString() === text) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: cursorIn(view, text) });
    },
    mark: (problems) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((problem) => toDiagnostic(view.state, problem)),
        ),
      ),
    close: () => view.destroy(),
  };
}

function extensions(label: string, onChange: ((text: string) => void) | undefined): Extension[] {
  return [
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    bracketMatching(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    indentUnit.of('  '),
    yaml(),
    syntaxHighlighting(highlight),
    look,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label }),
    keymap.of([...defaultKeymap, indentWithTab]),
    onChange
      ? EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        })
      : [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ 'aria-readonly': 'true' })],
  ];
}

function cursorIn(view: EditorView, text: string): { anchor: number } {
  return { anchor: Math.min(view.state.selection.main.anchor, text.length) };
}

function toDiagnostic(state: EditorState, problem: YamlProblem) {
  const line = state.doc.line(Math.min(Math.max(problem.line, 1), state.doc.lines));
  const indent = line.text.length - line.text.trimStart().length;
  return { from: line.from + indent, to: line.to, severity: problem.severity, message: problem.message };
}

const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface-panel)', color: 'var(--text)', fontSize: '12px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '18px' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--surface-panel)', color: 'var(--text-dim)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--surface-inset) 55%, transparent)' },
  '.cm-tooltip': { backgroundColor: 'var(--surface-panel)', color: 'var(--text)', border: '1px solid var(--line)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent) !important',
  },
});

const highlight = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.content], color: 'var(--text)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--progressing)' },
  { tag: tags.comment, color: 'var(--text-dim)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.meta], color: 'var(--text-dim)' },
]);
