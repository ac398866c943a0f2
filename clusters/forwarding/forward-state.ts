import type { Clock } from '../clock.ts';
import { createListeners } from '../informer/listeners.ts';
import type { Log } from '../log.ts';
import type { ForwardState } from './local-forward.ts';
import type { TargetView } from './targets.ts';

/** Knows how a forward is, from where connections may lead and from how the last one went. */
export interface ForwardStateKeeper {
  current(): ForwardState;
  onChange(listener: (state: ForwardState) => void): () => void;
  /** Where connections may lead has changed: what failed before may be over. */
  see(view: TargetView): void;
  /** A connection was answered. */
  succeeded(): void;
  /** A connection failed, or was cut. */
  failed(message: string): void;
}

export function createForwardState(clock: Clock, log: Log): ForwardStateKeeper {
  const listeners = createListeners<ForwardState>(log);
  let current: ForwardState = { phase: 'waiting', message: 'The cluster is asked for its pods.', since: clock.now() };
  let seen: TargetView = { targets: [], problem: { phase: 'waiting', message: current.message ?? '' } };

  return {
    current: () => current,
    onChange: listeners.add,
    see(view) {
      if (isSame(view, seen)) return;
      seen = view;
      become(view.problem ?? { phase: 'ready', message: null });
    },
    succeeded: () => become({ phase: 'ready', message: null }),
    failed: (message) => become(seen.problem ?? { phase: 'failed', message }),
  };

  function become({ phase, message }: Omit<ForwardState, 'since'>): void {
    if (phase === current.phase && message === current.message) return;
    current = { phase, message, since: phase === current.phase ? current.since : clock.now() };
    listeners.emitAll([current]);
  }
}

function isSame(one: TargetView, other: TargetView): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
