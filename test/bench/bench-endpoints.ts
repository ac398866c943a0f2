import { parse } from 'yaml';
import type { Cluster } from '../../clusters/cluster.ts';
import type { KubernetesObject, ResourceKind } from '../../clusters/objects.ts';
import { aimEndpointKind } from '../../engine/dialects/aim/group.ts';
import { eventually } from '../helpers/eventually.ts';
import { endpointManifest } from '../helpers/manifests.ts';

interface AimEndpoint extends KubernetesObject {
  status?: { phase?: string };
}

const endpoints: ResourceKind<AimEndpoint> = aimEndpointKind;
const namespace = 'aim-engine';

/** Milliseconds from applying `count` endpoints at once until all are Running: their servers loaded, ready and routed to. */
export async function benchEndpoints(
  cluster: Cluster,
  { count, prefix, timeoutMs = 180_000 }: { count: number; prefix: string; timeoutMs?: number },
): Promise<number> {
  const manifests = Array.from(
    { length: count },
    (_, index) => parse(endpointManifest(`${prefix}-${index}`, { namespace })) as AimEndpoint,
  );
  const began = performance.now();
  await Promise.all(manifests.map((manifest) => cluster.apply(endpoints, manifest, { fieldManager: 'bench' })));
  await eventually(async () => (await running(cluster, prefix)) === count, { timeoutMs, intervalMs: 50 });
  return performance.now() - began;
}

/** Removes them and waits until their pods are gone. */
export async function removeEndpoints(cluster: Cluster, prefix: string): Promise<void> {
  const all = await named(cluster, prefix);
  await Promise.all(all.map(({ metadata }) => cluster.delete(endpoints, { namespace, name: metadata.name })));
  await eventually(async () => (await named(cluster, prefix)).length === 0, { timeoutMs: 300_000, intervalMs: 200 });
}

async function running(cluster: Cluster, prefix: string): Promise<number> {
  const all = await named(cluster, prefix);
  return all.filter(({ status }) => status?.phase === 'Running').length;
}

async function named(cluster: Cluster, prefix: string) {
  const { items } = await cluster.list(endpoints, { namespace });
  return items.filter(({ metadata }) => metadata.name.startsWith(`${prefix}-`));
}
