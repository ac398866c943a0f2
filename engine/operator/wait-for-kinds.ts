/** Waits until somebody has installed Slipway's kinds: in a pod the operator has no right to. */
import { ClusterUnreachable, isReason } from '../../clusters/api-error.ts';
import { pause } from '../../clusters/clock.ts';
import type { Cluster } from '../../clusters/cluster.ts';
import type { Log } from '../../clusters/log.ts';
import type { ResourceKind } from '../../clusters/objects.ts';
import type { Clock } from '../contract/clock.ts';
import { aimEndpoints, aimRecipes, routes } from './kinds.ts';

interface WaitOptions {
  readonly cluster: Cluster;
  /** Where objects are to be listed; absent: everywhere. */
  readonly namespace?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Told why it still waits, whenever that changes. */
  readonly tell: (reason: string) => void;
}

const lookAgainMs = 2_000;
const neededKinds: readonly ResourceKind[] = [aimEndpoints as ResourceKind, aimRecipes as ResourceKind, routes as ResourceKind];

/** Resolves once all kinds that the operator works on can be listed; rejects when the signal aborts, and with what no waiting mends. */
export async function waitForKinds(options: WaitOptions): Promise<void> {
  const { clock, log, signal, tell } = options;
  let told = '';
  for (let reason = await whatIsMissing(options); reason; reason = await whatIsMissing(options)) {
    if (reason !== told) log.warn({ reason }, 'the operator waits');
    told = reason;
    tell(reason);
    await pause(clock, lookAgainMs, signal);
    signal.throwIfAborted();
  }
}

async function whatIsMissing(options: WaitOptions): Promise<string | undefined> {
  for (const kind of neededKinds) {
    const reason = await whyNotListed(kind, options);
    if (reason) return reason;
  }
  return undefined;
}

async function whyNotListed(kind: ResourceKind, { cluster, namespace, signal }: WaitOptions): Promise<string | undefined> {
  const name = `${kind.plural}.${kind.group}`;
  try {
    await cluster.list(kind, { namespace, limit: 1, signal });
    return undefined;
  } catch (error) {
    if (isReason(error, 'NotFound')) {
      return `waiting for the kind ${name}, which this cluster does not serve: install Slipway's kinds (slipway install), or start the operator with --install-kinds`;
    }
    if (isReason(error, 'Forbidden')) {
      const where = namespace === undefined ? 'in all namespaces' : `in namespace ${namespace}`;
      return `waiting for the right to list ${name} ${where}: ${error.message}`;
    }
    if (error instanceof ClusterUnreachable) return `waiting for the API server: ${error.message}`;
    throw error;
  }
}
