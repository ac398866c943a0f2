import { useEffect, useEffectEvent } from 'react';
import { useSearchParams } from 'react-router';
import { draftFromLink } from './draft-from-link.ts';
import type { DraftControls } from './use-draft.ts';

/** Takes over the draft that a link describes, once, and out of the address; undo brings back the one before. */
export function useDraftFromLink(controls: Pick<DraftControls, 'editText'>): void {
  const [parameters, setParameters] = useSearchParams();
  const text = draftFromLink(parameters);
  const take = useEffectEvent((taken: string) => {
    controls.editText(taken);
    setParameters({}, { replace: true });
  });
  useEffect(() => {
    if (text !== null) take(text);
  }, [text]);
}
