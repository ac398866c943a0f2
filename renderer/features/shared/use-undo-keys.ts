import { useEffect, useEffectEvent } from 'react';

/** Ctrl or Cmd Z undoes, with Shift redoes, wherever the focus is: fields and editor share one history. */
export function useUndoKeys({ undo, redo }: { undo(): void; redo(): void }): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'z') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) redo();
    else undo();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
