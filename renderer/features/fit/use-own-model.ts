import { useState } from 'react';
import type { OwnModel } from './own-model.ts';

const storageKey = 'slipway-own-model';

/** The pasted model of this tab; it survives a reload. */
export function useOwnModel(): { own: OwnModel | null; setOwn(own: OwnModel | null): void } {
  const [own, setOwn] = useState<OwnModel | null>(stored);
  return {
    own,
    setOwn(changed) {
      if (changed) sessionStorage.setItem(storageKey, JSON.stringify(changed));
      else sessionStorage.removeItem(storageKey);
      setOwn(changed);
    },
  };
}

function stored(): OwnModel | null {
  const text = sessionStorage.getItem(storageKey);
  return text === null ? null : (JSON.parse(text) as OwnModel);
}
