import type { Clock } from '../../clock.ts';
import type { Cluster } from '../../cluster.ts';
import type { Log } from '../../log.ts';
import type { AccountToken } from '../account-token.ts';
import type { EventRecorder } from '../controllers/event-recorder.ts';
import type { ImageTable } from '../images.ts';
import type { ContainerLogs } from './container-logs.ts';
import type { ContainerRuntime } from './container-runtime.ts';
import type { FreePorts } from './free-ports.ts';
import type { RunningContainers } from './running-containers.ts';

/** What running pods need, the same for all of a node agent's. */
export interface PodContext {
  cluster: Cluster;
  images: ImageTable;
  runtime: ContainerRuntime;
  running: RunningContainers;
  logs: ContainerLogs;
  ports: FreePorts;
  events: EventRecorder;
  /** Undefined where pods get no tokens. */
  accountToken: AccountToken | undefined;
  /** `MI300X` for a node with such GPUs; undefined without. */
  gpuModelOf(nodeName: string): string | undefined;
  /** One folder a pod's uid below it. */
  podsFolder: string;
  /** Outlive pods. */
  claimsFolder: string;
  clock: Clock;
  random: () => number;
  log: Log;
}
