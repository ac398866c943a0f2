import { type Clock, pause } from '../../clusters/clock.ts';
import type { Log } from '../../clusters/log.ts';
import type { SlipwayError } from '../../engine/contract/errors.ts';
import { fromUnknown } from '../../engine/contract/rpc/from-unknown.ts';
import type { ClusterService } from '../../engine/contract/services.ts';
import type { OperatorsHere } from './cluster-parts.ts';

export interface ResumingOptions {
  operators: OperatorsHere;
  clusters: Pick<ClusterService, 'connect'>;
  clock: Clock;
  log: Log;
  /** Ends the trying. */
  signal: AbortSignal;
}

/** A cluster that is off, or a network that is not there yet. */
const tryAgainMs = 15_000;
/** Where nothing is to be run any more, which is written in the cluster, looking again and again would not change it. */
const longestLooks = 4;

/**
 * Has the operators that belong to this machine run again: each as soon as its cluster answers, for whether it still wants one
 * is written there.
 */
export async function resumeOperators({ operators, ...options }: ResumingOptions): Promise<void> {
  await Promise.all(operators.remembered().map((cluster) => resumeOne(cluster, { operators, ...options })));
}

async function resumeOne(cluster: string, { operators, clusters, clock, log, signal }: ResumingOptions): Promise<void> {
  let told = '';
  let looks = 0;
  while (!signal.aborted && operators.remembered().includes(cluster)) {
    // Connected, it is looked at, and an operator that is missing is started.
    const refusal = await refusalOf(clusters.connect(cluster));
    if (refusal?.code === 'not_found') return;
    if (refusal && refusal.message !== told) log.warn({ reason: refusal.message }, `the operator of ${cluster} waits for its cluster`);
    told = refusal?.message ?? '';
    looks += refusal ? 0 : 1;
    await pause(clock, tryAgainMs, signal);
    if (looks === longestLooks || operators.running().includes(cluster)) return;
  }
}

/** Null when it was not refused. */
async function refusalOf(work: Promise<unknown>): Promise<SlipwayError | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return fromUnknown(error);
  }
}
