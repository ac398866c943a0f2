import type { Clock } from '../../../clusters/clock.ts';
import type { Log } from '../../../clusters/log.ts';
import type { ClusterProvider } from '../../../clusters/provider.ts';
import type { Attachments } from '../../store/attachments.ts';
import type { Consents } from '../../store/consents.ts';
import type { Flows } from '../flows/flows.ts';
import type { ClusterNames } from './cluster-names.ts';
import type { ClusterSession } from './cluster-session.ts';
import type { Connections } from './connections.ts';
import type { RemoteAccess } from './remote-access.ts';

/** The cluster of this process. */
export interface HomeFacts {
  name: string;
  /** As providers are called. */
  label: string;
  /** What it is, in a few words. */
  found: string;
  /** In its kubeconfig. */
  context: string | null;
}

export interface ClusterServiceOptions {
  home: HomeFacts | null;
  providers: readonly ClusterProvider[];
  /** Of the same home and providers (cluster-names.ts). */
  names: ClusterNames;
  connections: Connections;
  flows: Pick<Flows, 'start' | 'onEnded'>;
  remote: RemoteAccess;
  store: { attachments: Pick<Attachments, 'list'>; consents: Consents };
  /** What is installed of Slipway; null where nothing is, or where that may not be seen. */
  installed(session: ClusterSession, signal: AbortSignal): Promise<{ state: 'applying' | 'complete'; version: string } | null>;
  readFile(path: string): Promise<string>;
  clock: Clock;
  log: Log;
}
