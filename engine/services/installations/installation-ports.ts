import type { Cluster } from '../../../clusters/cluster.ts';
import type { Log } from '../../../clusters/log.ts';
import type { Progress } from '../../../clusters/provider.ts';
import type { ClusterView } from '../../contract/views/cluster.ts';
import type { ImageBuilder } from '../../operator/images/image-builder.ts';
import type { Installer } from '../../operator/install/installer.ts';
import type { InstallOptions } from '../../operator/install/options.ts';

/** What an installation needs to know of its cluster. */
export type InstallationTarget = Pick<ClusterView, 'name' | 'provider' | 'readOnly' | 'namespace'> & { simulated: boolean };

/** Operators and gateways of this machine that work on a cluster elsewhere; they end with this process. */
export interface LocalOperators {
  /** Starts them, unless they run; resolves once they are at work. */
  start(cluster: string, options: InstallOptions, request: { onLine: (line: string) => void; signal: AbortSignal }): Promise<void>;
  /** Ends them for good: this machine is not theirs any more. None is no error. */
  stop(cluster: string): Promise<void>;
  /** Ends them for now, as those of a cluster that is paused. */
  rest(cluster: string): Promise<void>;
  /** Whether this process is to run them when they are missing: they were started on this machine, and it lasts. */
  belongHere(cluster: string): boolean;
  /** Whether they run now. */
  isRunning(cluster: string): boolean;
}

/** What the host brings to installations. */
export interface InstallationPorts {
  /** Carries installations out in one cluster (engine/operator/install/installer.ts). */
  installer(cluster: Cluster): Installer;
  /** Builds images for kind clusters. Rejects when there is no container engine. `base`: what they are built from. */
  imageBuilder(base: string | undefined): Promise<ImageBuilder>;
  /** Puts images of the container engine into a kind cluster. */
  loadImages(
    cluster: string,
    images: readonly string[],
    request: { onProgress?: ((progress: Progress) => void) | undefined; signal?: AbortSignal | undefined },
  ): Promise<void>;
  local: LocalOperators;
  /** Of Slipway. */
  version: string;
  log: Log;
}
