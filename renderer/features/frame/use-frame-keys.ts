import { useEffect, useEffectEvent, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useCluster } from '../../live/use-cluster.ts';
import { stepSequence } from './key-sequence.ts';
import { frameKeys } from './keys.ts';

const known = [...frameKeys.map(({ keys }) => keys), '?', '/'];

/** Listens for the keys that work everywhere. */
export function useFrameKeys({ openPalette, openKeys }: { openPalette(): void; openKeys(): void }): void {
  const navigate = useNavigate();
  const { path } = useCluster();
  const go = (key: (typeof frameKeys)[number] | undefined) => key && navigate(key.ofNoCluster ? key.to : path(key.to));
  const pending = useRef<string | null>(null);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      openPalette();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const step = stepSequence(pending.current, event.key, known);
    pending.current = step.pending;
    if (step.complete === null) return;
    event.preventDefault();
    if (step.complete === '?') openKeys();
    else if (step.complete === '/') document.querySelector<HTMLInputElement>('input[data-filter]')?.focus();
    else go(frameKeys.find(({ keys }) => keys === step.complete));
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

// The editor lives in a shadow root, so the event's target is only its host: composedPath sees inside.
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
