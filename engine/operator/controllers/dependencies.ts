import type { Cluster } from '../../../clusters/cluster.ts';
import type { Informers } from '../../../clusters/informer/informers.ts';
import type { Log } from '../../../clusters/log.ts';
import type { Clock } from '../../contract/clock.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import type { RuntimeMetrics } from '../runtime/metrics.ts';
import type { Applier } from '../runtime/objects/applier.ts';
import type { EventRecorder } from '../runtime/objects/event-recorder.ts';

/** What every controller is given. */
export interface ControllerDependencies {
  readonly cluster: Cluster;
  readonly informers: Informers;
  readonly applier: Applier;
  readonly recorder: EventRecorder;
  readonly catalog: Catalog;
  /** Whether nodes may be looked at. Where not, GPUs are taken to be there as recipes name them. */
  readonly fleet: 'known' | 'unknown';
  /** The simulator's image, where it stands in for model servers. */
  readonly simulator?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: RuntimeMetrics | undefined;
}
