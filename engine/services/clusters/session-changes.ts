import type { Informer } from '../../../clusters/informer/informer.ts';
import { type ChangeHub, createChangeHub } from '../live/change-hub.ts';
import type { ClusterSession } from './cluster-session.ts';

/** Tells of what changes in the sessions: how current they are, and how many nodes there are. */
export interface SessionChanges {
  /** From now on of these sessions, and no others. */
  follow(sessions: readonly ClusterSession[]): void;
  close(): void;
}

export function createSessionChanges(changed: () => void): SessionChanges {
  const followed = new Map<ClusterSession, ChangeHub>();

  function begin(session: ClusterSession): void {
    if (followed.has(session)) return;
    const hub = createChangeHub([session.nodes, ...session.informers.map(freshnessOnly)]);
    hub.subscribe(changed);
    followed.set(session, hub);
  }

  function end(session: ClusterSession): void {
    followed.get(session)?.close();
    followed.delete(session);
  }

  return {
    follow(sessions) {
      for (const session of followed.keys()) if (!sessions.includes(session)) end(session);
      for (const session of sessions) begin(session);
    },
    close() {
      for (const session of followed.keys()) end(session);
    },
  };
}

// The list shows none of these objects, only whether they are current.
function freshnessOnly(informer: Informer): Pick<Informer, 'onChange' | 'onFreshness'> {
  return { onChange: () => () => {}, onFreshness: (listener) => informer.onFreshness(listener) };
}
