import { useEffect, useMemo, useReducer } from 'react';
import { useClock } from '../../live/engine-context.tsx';
import { type FieldChanges, newDraft, readDraft, writeFields } from './draft.ts';
import { type History, recordChange, redo, startHistory, undo } from './history.ts';

const storageKey = 'slipway-draft';

type Action = { type: 'change'; text: string; source: string; at: number } | { type: 'undo' } | { type: 'redo' };

function reduce(history: History, action: Action): History {
  if (action.type === 'undo') return undo(history);
  if (action.type === 'redo') return redo(history);
  return recordChange(history, action);
}

/** The draft: its YAML is the truth, the fields are read from it and written into it. Survives a reload. */
export function useDraft() {
  const clock = useClock();
  const [history, dispatch] = useReducer(reduce, null, () => startHistory(sessionStorage.getItem(storageKey) ?? newDraft()));
  const { present: text } = history;
  const draft = useMemo(() => readDraft(text), [text]);
  useEffect(() => sessionStorage.setItem(storageKey, text), [text]);

  function edit(changed: string, source: string): void {
    dispatch({ type: 'change', text: changed, source, at: clock.now() });
  }

  return {
    text,
    draft,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: () => dispatch({ type: 'undo' }),
    redo: () => dispatch({ type: 'redo' }),
    editText: (changed: string) => edit(changed, 'editor'),
    editFields: (changes: FieldChanges) => edit(writeFields(text, changes), Object.keys(changes).join()),
    startAgain: () => edit(newDraft(), 'start again'),
  };
}

export type DraftControls = ReturnType<typeof useDraft>;

/** Forgets the stored draft, once it was deployed. */
export function forgetDraft(): void {
  sessionStorage.removeItem(storageKey);
}
