/** An operator at work on an API server with a small GPU fleet and no kubelet: what pods would do is written by the test. */
import type { Node } from 'kubernetes-types/core/v1.d.ts';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import { systemClock } from '../../../../clusters/clock.ts';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { deployments, endpointSlices, namespaces, nodes } from '../../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../../clusters/log.ts';
import type { ObjectKey, Stored } from '../../../../clusters/objects.ts';
import { createApiServer } from '../../../../clusters/sandbox/api/server.ts';
import { loadCatalog } from '../../../../engine/operator/catalog.ts';
import { type AimEndpoint, aimEndpoints } from '../../../../engine/operator/kinds.ts';
import { createOperator, type Operator } from '../../../../engine/operator/operator.ts';
import type { OperatorOptions } from '../../../../engine/operator/operator-options.ts';
import { startControlPlane } from '../../../helpers/control-plane.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { noPods } from '../../../helpers/no-pods.ts';

const catalogFolder = new URL('../../../../resources/catalog/', import.meta.url);

export interface Environment extends AsyncDisposable {
  readonly cluster: Cluster;
  readonly operator: Operator;
  /** Another operator on the same cluster, as after a restart. */
  restart(): Promise<void>;
  create(name: string, spec: Record<string, unknown>, labels?: Record<string, string>): Promise<Stored<AimEndpoint>>;
  /** The endpoint, once `condition` has the status. */
  until(name: string, condition: string, status: 'True' | 'False'): Promise<Stored<AimEndpoint>>;
}

/** An API server with nothing installed. */
export interface Bare extends AsyncDisposable {
  readonly cluster: Cluster;
}

/** On the sandbox's API server, in this process. */
export async function onSandboxServer(more: Partial<OperatorOptions> = {}): Promise<Environment> {
  return environment(await bareSandboxServer(), more);
}

/** On a real kube-apiserver with its controllers. */
export async function onControlPlane(): Promise<Environment> {
  return environment(await bareControlPlane());
}

export async function bareSandboxServer(): Promise<Bare> {
  const server = createApiServer({
    storage: ':memory:',
    clock: systemClock,
    log: silentLog,
    podRuntime: noPods,
  });
  return { cluster: server.cluster(), [Symbol.asyncDispose]: () => server.close() };
}

export async function bareControlPlane(): Promise<Bare> {
  const plane = await startControlPlane();
  const cluster = createKubernetesCluster({ kubeconfigPath: plane.kubeconfigPath, clock: systemClock, log: silentLog });
  return { cluster, [Symbol.asyncDispose]: () => plane[Symbol.asyncDispose]() };
}

async function environment(bare: Bare, more: Partial<OperatorOptions> = {}): Promise<Environment> {
  const { cluster } = bare;
  await cluster.apply(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'models' } }, { fieldManager: 'test' });
  await addNode(cluster, 'mi300x-0', {
    labels: { 'amd.com/gpu.device-id': '74a1', 'amd.com/gpu.vram': '192G' },
    gpus: { 'amd.com/gpu': '8' },
  });
  let operator = await startOperator(cluster, more);
  return {
    cluster,
    get operator() {
      return operator;
    },
    async restart() {
      await operator.stop();
      operator = await startOperator(cluster, more);
    },
    create: (name, spec, labels = {}) =>
      cluster.create(aimEndpoints, {
        apiVersion: 'aim.engine.amd.com/v1alpha1',
        kind: 'AIMEndpoint',
        metadata: { name, namespace: 'models', labels },
        spec,
      } as AimEndpoint),
    until: (name, condition, status) =>
      eventually(async () => {
        const endpoint = await cluster.get(aimEndpoints, { namespace: 'models', name });
        return endpoint.status?.conditions?.some((each) => each.type === condition && each.status === status) ? endpoint : undefined;
      }),
    async [Symbol.asyncDispose]() {
      await operator.stop();
      await bare[Symbol.asyncDispose]();
    },
  };
}

async function startOperator(cluster: Cluster, more: Partial<OperatorOptions> = {}): Promise<Operator> {
  const catalog = await loadCatalog(catalogFolder);
  const operator = createOperator({
    cluster,
    catalog,
    clock: systemClock,
    random: () => 0.5,
    log: silentLog,
    identity: 'test',
    leaderElection: false,
    installKinds: true,
    simulate: null,
    ...more,
  });
  await operator.start();
  return operator;
}

export async function addNode(
  cluster: Cluster,
  name: string,
  { labels, gpus }: { labels: Record<string, string>; gpus: Record<string, string> },
): Promise<void> {
  const size = { cpu: '96', memory: '1Ti', pods: '110', ...gpus };
  const status = {
    capacity: size,
    allocatable: size,
    conditions: [{ type: 'Ready', status: 'True', reason: 'Test', message: 'made by a test' }],
  };
  await cluster.create(nodes, { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } });
  await cluster.patch(nodes, { name }, { type: 'merge', body: { status } satisfies Partial<Node> }, { subresource: 'status' });
}

/** What a Deployment's controller and a kubelet would write: all replicas ready, and an address behind the Service. */
export async function becomeReady(cluster: Cluster, key: ObjectKey): Promise<void> {
  const deployment = await eventually(() => cluster.get(deployments, key));
  const replicas = deployment.spec?.replicas ?? 1;
  const status = {
    observedGeneration: deployment.metadata.generation,
    replicas,
    updatedReplicas: replicas,
    readyReplicas: replicas,
    availableReplicas: replicas,
    conditions: [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }],
  };
  await cluster.patch(deployments, key, { type: 'merge', body: { status } }, { subresource: 'status' });
  const metadata = { name: `${key.name}-1`, namespace: key.namespace ?? 'default', labels: { 'kubernetes.io/service-name': key.name } };
  const slice: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata,
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.1.2.3'], conditions: { ready: true } }],
  };
  await cluster.apply(endpointSlices, slice, { fieldManager: 'test' });
}
