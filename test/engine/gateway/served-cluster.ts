import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { parse } from 'yaml';
import { systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { customResourceDefinitions, endpointSlices, services } from '../../../clusters/kinds.ts';
import { silentLog } from '../../../clusters/log.ts';
import { createCertificates } from '../../../clusters/sandbox/api/certificates.ts';
import { writeKubeconfig } from '../../../clusters/sandbox/api/kubeconfig.ts';
import { type ApiServer, createApiServer } from '../../../clusters/sandbox/api/server.ts';
import type { RouteTarget } from '../../../engine/contract/route.ts';
import { routes } from '../../../engine/gateway/routes-from-cluster.ts';
import { noPods } from '../../helpers/no-pods.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

export interface ServedCluster extends AsyncDisposable {
  kubeconfig: string;
  /** Of the server that runs now. */
  cluster(): Cluster;
  stop(): Promise<void>;
  /** On the same port, with what was stored. */
  start(): Promise<void>;
}

/** A sandbox API server over HTTPS that can be stopped and started again. It has no Routes yet. */
export async function servedCluster(): Promise<ServedCluster> {
  const folder = await temporaryFolder();
  const certificates = await createCertificates(Date.now());
  const kubeconfig = join(folder.path, 'kubeconfig');
  let server: ApiServer;
  let port = 0;
  let serving = false;
  const served: ServedCluster = {
    kubeconfig,
    cluster: () => server.cluster(),
    async stop() {
      if (serving) await server.close();
      serving = false;
    },
    async start() {
      const storage = join(folder.path, 'sandbox.db');
      server = createApiServer({ storage, clock: systemClock, log: silentLog, podRuntime: noPods });
      const { url } = await server.listen({ host: '127.0.0.1', port, certificates });
      port = Number(new URL(url).port);
      await writeKubeconfig(kubeconfig, { url, certificates });
      serving = true;
    },
    async [Symbol.asyncDispose]() {
      await served.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
  await served.start();
  return served;
}

/** Installs the definition that ships with Slipway. */
export async function installRoutes(cluster: Cluster): Promise<void> {
  const text = await readFile(new URL('../../../resources/crds/routes.slipway.dev.yaml', import.meta.url), 'utf8');
  await cluster.create(customResourceDefinitions, parse(text) as CustomResourceDefinition);
}

/** A Route `r` of the model `m` to these targets. */
export async function createRoute(
  cluster: Cluster,
  targets: readonly RouteTarget[],
  { namespace = 'default', models = ['m'] } = {},
): Promise<void> {
  await cluster.create(routes, { metadata: { namespace, name: 'r' }, spec: { models, targets: [...targets] } });
}

export function routeTarget(name: string, weight = 100): RouteTarget {
  return { name, weight, service: { name, port: 80 } };
}

/** A Service without a selector and its EndpointSlice, with one model server on this port, of loopback unless said otherwise. */
export async function createService(
  cluster: Cluster,
  name: string,
  port: number,
  { namespace = 'default', address = '127.0.0.1' } = {},
): Promise<void> {
  await cluster.create(services, { metadata: { namespace, name }, spec: { ports: [{ name: 'http', port: 80 }] } });
  await cluster.create(endpointSlices, {
    metadata: { namespace, name: `${name}-1`, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port, protocol: 'TCP' }],
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
  });
}

/** Says that the model server of a Service listens there now, or that it is not ready. */
export async function moveService(cluster: Cluster, name: string, port: number, ready = true): Promise<void> {
  const body = {
    ports: [{ name: 'http', port, protocol: 'TCP' }],
    endpoints: [{ addresses: ['127.0.0.1'], conditions: { ready } }],
  };
  await cluster.patch(endpointSlices, { namespace: 'default', name: `${name}-1` }, { type: 'merge', body });
}
