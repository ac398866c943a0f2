import { useEffect, useReducer } from 'react';
import { useClock } from '../../live/engine-context.tsx';
import { type History, recordChange, redo, startHistory, undo } from './history.ts';

type Action = { type: 'change'; text: string; source: string; at: number } | { type: 'undo' } | { type: 'redo' };

function reduce(history: History, action: Action): History {
  if (action.type === 'undo') return undo(history);
  if (action.type === 'redo') return redo(history);
  return recordChange(history, action);
}

/** A text that is edited in several ways, with undo and redo over all of them. Survives a reload under its storage key. */
export function useTextHistory(storageKey: string, initial: () => string) {
  const clock = useClock();
  const [history, dispatch] = useReducer(reduce, null, () => startHistory(sessionStorage.getItem(storageKey) ?? initial()));
  const { present: text } = history;
  useEffect(() => sessionStorage.setItem(storageKey, text), [storageKey, text]);
  return {
    text,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: () => dispatch({ type: 'undo' }),
    redo: () => dispatch({ type: 'redo' }),
    /** A change by `source` (a field, or the editor); quick changes by the same source are one step to undo. */
    edit: (changed: string, source: string) => dispatch({ type: 'change', text: changed, source, at: clock.now() }),
  };
}
