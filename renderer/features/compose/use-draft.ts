import { useMemo } from 'react';
import { useTextHistory } from '../shared/use-text-history.ts';
import { type FieldChanges, newDraft, readDraft, writeFields } from './draft.ts';

const storageKey = 'slipway-draft';

/** The draft: its YAML is the truth, the fields are read from it and written into it. Survives a reload. */
export function useDraft() {
  const { text, edit, ...history } = useTextHistory(storageKey, newDraft);
  const draft = useMemo(() => readDraft(text), [text]);
  return {
    ...history,
    text,
    draft,
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
