import type { Cluster } from '../../clusters/cluster.ts';
import type { Informers } from '../../clusters/informer/informers.ts';
import type { Log } from '../../clusters/log.ts';
import type { Clock, Random } from '../contract/clock.ts';
import type { Catalog } from '../domain/catalog/catalog.ts';
import type { Lifetimes } from './certificates/decide-rotation.ts';

export interface OperatorOptions {
  readonly cluster: Cluster;
  readonly catalog: Catalog;
  /** Shared with others in the process, and then of the same namespaces; absent: its own. */
  readonly informers?: Informers | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Unlike that of any other replica: a pod's name and a random part. */
  readonly identity: string;
  /** False where there can be only one replica, as inside the sandbox's process. */
  readonly leaderElection: boolean;
  /** Where the Lease is, and the webhooks' certificate. Default `slipway-system`. */
  readonly namespace?: string | undefined;
  /** The one namespace to work in; absent: all. */
  readonly watchNamespace?: string | undefined;
  /** True: the kinds are written. False: they are waited for, which needs no right to write them. */
  readonly installKinds: boolean;
  /** The simulator's image, to run in place of model servers; null: those themselves. */
  readonly simulate: string | null;
  /** Absent: none. */
  readonly webhooks?: WebhookOptions | undefined;
}

export interface WebhookOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly certificates:
    | {
        readonly from: 'self-managed';
        /** The Secret that holds them, in the operator's namespace. */
        readonly secret: string;
        /** By which an API server calls the webhooks. */
        readonly names: readonly string[];
        /** Default: ten years for the authority, 90 days for a certificate. */
        readonly lifetimes?: Lifetimes | undefined;
      }
    | { readonly from: 'files'; readonly folder: string };
}
