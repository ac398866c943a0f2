/** A namespace of a test's own on a cluster where an operator works, and how a test speaks of the endpoints in it. */
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { isReason } from '../../clusters/api-error.ts';
import type { Cluster } from '../../clusters/cluster.ts';
import { deployments, namespaces, pods } from '../../clusters/kinds.ts';
import type { KubernetesObject, ObjectKey, ResourceKind, Stored } from '../../clusters/objects.ts';
import { type AimEndpoint, aimEndpoints } from '../../engine/operator/kinds.ts';
import { eventually } from './eventually.ts';

export interface EndpointWorld extends AsyncDisposable {
  readonly cluster: Cluster;
  readonly namespace: string;
  key(name: string): ObjectKey;
  /** The smallest endpoint of a small model, with more of its spec. */
  create(name: string, spec?: Record<string, unknown>): Promise<Stored<AimEndpoint>>;
  /** The endpoint, once `condition` has the status. */
  until(name: string, condition: string, status?: 'True' | 'False'): Promise<Stored<AimEndpoint>>;
  /** The endpoint's pods that are not being deleted. */
  podsOf(name: string): Promise<Stored<Pod>[]>;
  /** Resolves once nothing of the kind is in the namespace. */
  untilNone(kind: ResourceKind): Promise<unknown>;
  /** Resolves once the endpoint's pods are so many and all Ready, and its status counts them. */
  untilReplicas(name: string, count: number): Promise<Stored<Pod>[]>;
}

/** What every endpoint of these tests serves unless it says otherwise. */
export const smallModel = 'Qwen/Qwen2.5-7B-Instruct';

/** For what several processes and controllers have to do after each other. */
export const patience = { timeoutMs: 40_000 };

export async function endpointWorld(cluster: Cluster): Promise<EndpointWorld> {
  const namespace = `flow-${Math.random().toString(36).slice(2, 8)}`;
  await cluster.create(namespaces, { metadata: { name: namespace } });
  const key = (name: string) => ({ namespace, name });
  const podsOf = async (name: string) => {
    const labelSelector = `app.kubernetes.io/instance=${name}`;
    const { items } = await cluster.list(pods, { namespace, labelSelector });
    return items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  };
  return {
    cluster,
    namespace,
    key,
    podsOf,
    // The operator may be about to install the kind.
    create: (name, spec = {}) => eventually(() => cluster.create(aimEndpoints, endpointOf(key(name), spec)), patience),
    until: (name, condition, status = 'True') =>
      eventually(async () => {
        const endpoint = await cluster.get(aimEndpoints, key(name));
        return endpoint.status?.conditions?.some((each) => each.type === condition && each.status === status) ? endpoint : undefined;
      }, patience),
    untilNone: (kind) => eventually(async () => (await cluster.list(kind, { namespace })).items.length === 0, { timeoutMs: 100_000 }),
    untilReplicas: (name, count) =>
      eventually(async () => {
        const { status } = await cluster.get(aimEndpoints, key(name));
        const present = await podsOf(name);
        const counted = status?.replicas?.ready === count && status.replicas.desired === count;
        return counted && present.length === count && present.every(isReady) && present;
      }, patience),
    async [Symbol.asyncDispose]() {
      await removeEndpoints(cluster, namespace);
      await cluster.delete(namespaces, { name: namespace });
    },
  };
}

function endpointOf({ namespace = '', name }: ObjectKey, spec: Record<string, unknown>): AimEndpoint {
  return {
    apiVersion: 'aim.engine.amd.com/v1alpha1',
    kind: 'AIMEndpoint',
    metadata: { name, namespace },
    spec: { model: { id: smallModel }, ...spec },
  };
}

export function isReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

/** The next test wants the GPUs. Both are deleted: a garbage collector may need half a minute to learn of a new kind of owner. */
async function removeEndpoints(cluster: Cluster, namespace: string): Promise<void> {
  for (const kind of [aimEndpoints, deployments]) {
    const { items } = await cluster.list<KubernetesObject>(kind, { namespace });
    for (const { metadata } of items) {
      await cluster.delete(kind, { namespace, name: metadata.name }).catch((error: unknown) => {
        if (!isReason(error, 'NotFound')) throw error;
      });
    }
  }
  await eventually(async () => (await cluster.list(deployments, { namespace })).items.length === 0, patience);
}
