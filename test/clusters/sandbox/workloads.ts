/** Objects that flow tests put into a cluster. */
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Container, Pod, Service } from 'kubernetes-types/core/v1.d.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { pods } from '../../../clusters/kinds.ts';
import type { Stored } from '../../../clusters/objects.ts';
import { hostPortsOf } from '../../../clusters/sandbox/node/port-annotation.ts';

export const inDefault = (name: string) => ({ namespace: 'default', name });

/** A deployment of echo containers with a readiness probe. */
export function webDeployment(replicas: number, container: Partial<Container> = {}): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [echo(container)] } },
    },
  };
}

/** One echo container in a pod. */
export function webPod(name: string, container: Partial<Container> = {}, spec: Partial<NonNullable<Pod['spec']>> = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: 'web' } },
    spec: { terminationGracePeriodSeconds: 1, containers: [echo(container)], ...spec },
  };
}

/** The service before both. */
export function webService(): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  };
}

/** Asks a pod's container over HTTP, where its first port really is. */
export async function ask(pod: Pod, path: string): Promise<Response> {
  const [port] = Object.values(hostPortsOf(pod));
  return fetch(`http://127.0.0.1:${port}${path}`);
}

/** Makes a container end, as a crash would. */
export async function crash(pod: Pod): Promise<void> {
  await ask(pod, '/die?code=1').catch(() => {});
}

export async function allPods(cluster: Cluster): Promise<Stored<Pod>[]> {
  return (await cluster.list(pods)).items;
}

function echo(container: Partial<Container>): Container {
  return {
    name: 'server',
    image: 'echo',
    ports: [{ name: 'http', containerPort: 8000 }],
    readinessProbe: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 1 },
    ...container,
  };
}
