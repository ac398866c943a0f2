import type { Clock } from '../../../clusters/clock.ts';
import type { ClusterView } from '../../contract/views/cluster.ts';
import type { ClusterSession } from './cluster-session.ts';

/** Others may install too (kubectl, another process): what was seen is looked at again after a while. */
const keptMs = 15_000;

export interface InstalledFactsOptions {
  installed(session: ClusterSession, signal: AbortSignal): Promise<{ state: 'applying' | 'complete'; version: string } | null>;
  clock: Clock;
  /** Called when more is known. */
  changed: () => void;
}

/** What is installed of Slipway in the clusters of sessions. */
export interface InstalledFacts {
  /** As it was last seen; null while it is not known. Has it looked at when that is long ago. */
  of(session: ClusterSession): ClusterView['installation'];
  /** What was seen is out of date. */
  renew(): void;
  close(): void;
}

interface Seen {
  at: number;
  installation: ClusterView['installation'];
}

export function createInstalledFacts({ installed, clock, changed }: InstalledFactsOptions): InstalledFacts {
  const ending = new AbortController();
  let seen = new WeakMap<ClusterSession, Seen>();

  async function look(session: ClusterSession, before: ClusterView['installation']): Promise<void> {
    const entry: Seen = { at: clock.now(), installation: before };
    seen.set(session, entry);
    try {
      const found = await installed(session, ending.signal);
      entry.installation = found ?? { state: 'none', version: null };
    } catch {
      // That the cluster does not answer is told by its freshness. It is asked again in a while.
      entry.installation = before;
    }
    if (!ending.signal.aborted) changed();
  }

  return {
    of(session) {
      const last = seen.get(session);
      if (!last || clock.now() - last.at >= keptMs) void look(session, last?.installation ?? null);
      return last?.installation ?? null;
    },
    renew() {
      seen = new WeakMap();
    },
    close: () => ending.abort(new Error('the clusters are not looked at any more')),
  };
}
