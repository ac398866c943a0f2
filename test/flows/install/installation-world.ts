/** An API server that nobody here wrote, with nodes whose pods are made up, and an installer on it. */
import { type Clock, systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { nodes } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { apiVersionOf } from '../../../clusters/objects.ts';
import { nodeFor } from '../../../clusters/sandbox/fleet/node-for.ts';
import { aimEndpointKind } from '../../../engine/dialects/aim/group.ts';
import { createInstaller, type Installer } from '../../../engine/operator/install/installer.ts';
import { defaultInstallOptions, type InstallOptions } from '../../../engine/operator/install/options.ts';
import { startControlPlane, startKwok } from '../../helpers/control-plane.ts';
import { eventually } from '../../helpers/eventually.ts';

export const aimEndpoints = { ...aimEndpointKind, namespaced: true };

export interface InstallationWorld extends AsyncDisposable {
  readonly cluster: Cluster;
  readonly kubeconfigPath: string;
  readonly installer: Installer;
}

/** A control plane of the test's own: installations are for a whole cluster. */
export async function installationWorld(): Promise<InstallationWorld> {
  await using started = new AsyncDisposableStack();
  const { kubeconfigPath } = started.use(await startControlPlane());
  started.use(startKwok(kubeconfigPath));
  const cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
  const node = nodeFor({ name: 'cpu-1' });
  await cluster.create(nodes, { ...node, metadata: { ...node.metadata, annotations: { 'kwok.x-k8s.io/node': 'fake' } } });
  const parts = started.move();
  return { cluster, kubeconfigPath, installer: installerOn(cluster), [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

export function installerOn(cluster: Cluster): Installer {
  return createInstaller({ cluster, clock: systemClock, random: Math.random, log: silentLog });
}

export function options(chosen: Partial<InstallOptions> = {}): InstallOptions {
  return defaultInstallOptions('0.1.0', chosen);
}

/** An installer for which two minutes are a few seconds: what it waits for does not come, and must be told at the end. */
export function hurried(cluster: Cluster): Installer {
  const start = Date.now();
  const clock: Clock = {
    now: () => start + (Date.now() - start) * 20,
    setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds / 20),
    clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  };
  return createInstaller({ cluster, clock, random: Math.random, log: silentLog });
}

/** Everything in the cluster that carries our label, of every kind. */
export async function everythingOfOurs(cluster: Cluster): Promise<string[]> {
  const found: string[] = [];
  for (const kind of await cluster.discover()) {
    const { items } = await cluster.list(kind, { labelSelector: 'app.kubernetes.io/managed-by=slipway' });
    found.push(...items.map(({ metadata }) => `${kind.kind} ${metadata.name}`));
  }
  return [...new Set(found)].sort();
}

/** Plans and applies, without waiting until it works. */
export async function install({ installer }: InstallationWorld): Promise<void> {
  await installer.apply(await installer.plan(options()), options());
}

/** An endpoint called `kept` in the namespace `default`. */
export async function makeEndpoint(cluster: Cluster): Promise<void> {
  const object = { apiVersion: apiVersionOf(aimEndpoints), kind: 'AIMEndpoint', metadata: { namespace: 'default', name: 'kept' } };
  await eventually(() => cluster.create(aimEndpoints, { ...object, spec: { model: { id: 'm' } } } as never));
}
