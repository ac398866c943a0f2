import type { Clock } from '../../../../clusters/clock.ts';
import type { Cluster } from '../../../../clusters/cluster.ts';
import type { Random } from '../../../../clusters/informer/back-off.ts';
import type { Log } from '../../../../clusters/log.ts';
import type { Progress } from '../../../../clusters/provider.ts';

/** What every step of an installation works with. */
export interface InstallerContext {
  readonly cluster: Cluster;
  readonly clock: Clock;
  /** Spreads what is tried again. */
  readonly random: Random;
  readonly log: Log;
}

export interface StepOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Owns the fields of everything that is installed. */
export const fieldManager = 'slipway';
