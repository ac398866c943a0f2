import type { Node, NodeCondition } from 'kubernetes-types/core/v1.d.ts';
import { isReason } from '../../api-error.ts';
import { type Clock, pause } from '../../clock.ts';
import type { Cluster } from '../../cluster.ts';
import type { Informer } from '../../informer/informer.ts';
import { leases, nodes as nodeKind } from '../../kinds.ts';
import type { Log } from '../../log.ts';
import type { Stored } from '../../objects.ts';
import { timestamp } from '../controllers/time.ts';
import { simulatedNodeLabel } from '../fleet/node-for.ts';

export interface HeartbeatOptions {
  cluster: Cluster;
  nodes: Informer<Node>;
  clock: Clock;
  log: Log;
}

const renewEvery = 10_000;
const leaseSeconds = 40;

/** Keeps the simulated nodes Ready: their condition once, their lease every 10 s. */
export function startHeartbeat({ cluster, nodes, clock, log }: HeartbeatOptions): { stop(): Promise<void> } {
  const end = new AbortController();
  const stopListening = nodes.onChange(({ type, object }) => {
    if (type !== 'deleted' && isSimulated(object) && !isReady(object)) void attempt(() => setReady(cluster, object, clock.now()));
  });

  async function beat(): Promise<void> {
    while (!end.signal.aborted) {
      for (const node of nodes.list().filter(isSimulated)) await attempt(() => renewLease(cluster, node, clock.now()));
      await pause(clock, renewEvery, end.signal);
    }
  }

  async function attempt(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!end.signal.aborted) log.debug({ error: String(error) }, 'a heartbeat was not written');
    }
  }

  const beating = beat();
  return {
    async stop() {
      stopListening();
      end.abort();
      await beating;
    },
  };
}

function isSimulated(node: Node): boolean {
  return node.metadata?.labels?.[simulatedNodeLabel] === 'true';
}

function isReady(node: Node): boolean {
  return node.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
}

async function setReady(cluster: Cluster, { metadata: { name } }: Stored<Node>, now: number): Promise<void> {
  const times = { lastHeartbeatTime: timestamp(now), lastTransitionTime: timestamp(now) };
  const well = (type: string, reason: string, message: string): NodeCondition => ({ type, status: 'False', reason, message, ...times });
  const conditions: NodeCondition[] = [
    well('MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    well('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    well('PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status', ...times },
  ];
  await cluster.patch(nodeKind, { name }, { type: 'merge', body: { status: { conditions } } }, { subresource: 'status' });
}

async function renewLease(cluster: Cluster, { metadata: { name, uid } }: Stored<Node>, now: number): Promise<void> {
  const key = { namespace: 'kube-node-lease', name };
  // MicroTime: six digits after the second.
  const renewTime = new Date(now).toISOString().replace('Z', '000Z');
  try {
    await cluster.patch(leases, key, { type: 'merge', body: { spec: { renewTime } } });
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
    await cluster.create(leases, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { ...key, ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }] },
      spec: { holderIdentity: name, leaseDurationSeconds: leaseSeconds, renewTime },
    });
  }
}
