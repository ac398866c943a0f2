import { type Clock, pause } from '../clusters/clock.ts';
import type { ClusterView } from '../engine/contract/views/cluster.ts';
import { say } from './output.ts';

export interface StayingOptions {
  clock: Clock;
  /** Ctrl-C. */
  signal: AbortSignal;
  /** Looks at a cluster. */
  connect(name: string): Promise<ClusterView>;
}

/** The operator itself watches; this is only whether it is still wanted. */
const lookEveryMs = 10_000;

/** A command that has started operators here stays with them until Ctrl-C, or until Slipway is removed: they end with it. */
export async function stayWithOperators(clusters: readonly string[], { clock, signal, connect }: StayingOptions): Promise<void> {
  const names = clusters.join(', ');
  say(`The operator of ${names} runs here, in this command, until Ctrl-C; slipway serve runs it whenever it is up.`);
  while (await isWanted(clusters, connect)) {
    await pause(clock, lookEveryMs, signal);
    if (signal.aborted) return say('The operator ends. What runs in the cluster goes on.');
  }
  say(`Slipway was removed from ${names}: its operator ends.`);
}

async function isWanted(clusters: readonly string[], connect: StayingOptions['connect']): Promise<boolean> {
  const answers = await Promise.allSettled(clusters.map(connect));
  // One that does not answer now may want it all the same.
  return answers.some((answer) => answer.status === 'rejected' || answer.value.installation?.state !== 'none');
}
