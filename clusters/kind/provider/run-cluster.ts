/** What a cluster needs whenever its containers have begun to run: to be ready, and the GPUs that its nodes stand for. */
import { keepSimulatedFleet } from '../../fleet/keep-simulated-fleet.ts';
import type { Progress } from '../../provider.ts';
import type { KindContext } from './context.ts';
import { configOfRecord } from './creation-plan.ts';
import type { NodeContainer } from './node-containers.ts';
import type { KindRecord } from './record.ts';
import { waitUntilReady } from './wait-until-ready.ts';

export interface ClusterRun {
  name: string;
  record: KindRecord | undefined;
  containers: readonly NodeContainer[];
  /** When containers were started, in milliseconds since the epoch by the engine's clock; absent: none was. */
  since?: number | undefined;
  patienceMs: number;
  signal: AbortSignal | undefined;
  tell: (progress: Progress) => void;
}

/** An answer that takes longer is no answer: the server is on this machine. */
const answerWithinMs = 5_000;

/** Resolves when the cluster can be worked with. Rejects with `ProviderError` when it does not get ready. */
export async function bringUp(context: KindContext, run: ClusterRun): Promise<void> {
  const { name, record, containers, since, patienceMs, signal, tell } = run;
  const cluster = context.connect(name, answerWithinMs);
  tell({ step: 'ready', message: 'Waiting for the nodes to be ready', fraction: 0.8 });
  await waitUntilReady(cluster, {
    clock: context.clock,
    signal,
    since,
    patienceMs,
    expectedNodes: containers.filter(({ role }) => role !== 'external-load-balancer').length,
    hasNetwork: configOfRecord(record)?.networking?.disableDefaultCNI !== true,
    onMissing: (message) => tell({ step: 'ready', message }),
  });
  tell({ step: 'fleet', message: 'Looking for nodes that stand for GPUs', fraction: 0.95 });
  const { kept, problems } = await keepSimulatedFleet(cluster, { signal });
  if (kept.length > 0) tell({ step: 'fleet', message: `These nodes have simulated GPUs: ${kept.join(', ')}.` });
  for (const message of problems) tell({ step: 'fleet', message });
}
