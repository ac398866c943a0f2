import { createHash } from 'node:crypto';
import type { Pod, Service, ServicePort } from 'kubernetes-types/core/v1.d.ts';
import type { Endpoint, EndpointPort, EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import { services } from '../../../kinds.ts';
import type { Stored } from '../../../objects.ts';
import { reachablePort } from '../../node/port-annotation.ts';
import { matchesSelector } from '../label-selector.ts';
import { controlledBy } from '../ownership.ts';
import { isFinished, isReady } from '../pod-facts.ts';

export const serviceNameLabel = 'kubernetes.io/service-name';
export const sliceManager = 'endpointslice-controller.k8s.io';

const endpointsPerSlice = 100;

/**
 * The slices of a service. A sandbox pod listens on a loopback port of its own, so pods differ in their ports, and each
 * distinct set of ports is a slice, as a named `targetPort` gives on a real cluster. The service's own ClusterIP does
 * not route: consumers read slices.
 */
export function decideEndpointSlices(service: Stored<Service>, pods: readonly Stored<Pod>[]): EndpointSlice[] {
  if (!service.spec?.selector || service.spec.type === 'ExternalName') return [];
  const selector = { matchLabels: service.spec.selector };
  const groups = new Map<string, { ports: EndpointPort[]; pods: Stored<Pod>[] }>();
  for (const pod of pods) {
    const ports = matchesSelector(selector, pod.metadata.labels) && hasAddress(pod) ? portsOf(service, pod) : undefined;
    if (!ports) continue;
    const identity = JSON.stringify(ports);
    const group = groups.get(identity) ?? { ports, pods: [] };
    group.pods.push(pod);
    groups.set(identity, group);
  }
  if (groups.size === 0) return [emptySlice(service)];
  return [...groups.values()].flatMap(({ ports, pods: members }) => slicesOf(service, ports, members));
}

/** The port that a service's `targetPort` means on a pod, before it is mapped; undefined when the pod has no port of that name. */
export function targetPortOf({ targetPort, port }: ServicePort, pod: Pod): number | undefined {
  if (targetPort === undefined || targetPort === '' || targetPort === 0) return port;
  if (typeof targetPort === 'number') return targetPort;
  const declared = pod.spec?.containers.flatMap((container) => container.ports ?? []) ?? [];
  return declared.find(({ name }) => name === targetPort)?.containerPort;
}

function portsOf(service: Service, pod: Stored<Pod>): EndpointPort[] | undefined {
  const ports: EndpointPort[] = [];
  for (const wanted of service.spec?.ports ?? []) {
    const target = targetPortOf(wanted, pod);
    if (target === undefined) continue;
    ports.push({
      name: wanted.name ?? '',
      port: reachablePort(pod, target),
      protocol: wanted.protocol ?? 'TCP',
      ...(wanted.appProtocol ? { appProtocol: wanted.appProtocol } : {}),
    });
  }
  return ports.length > 0 || service.spec?.clusterIP === 'None' ? ports : undefined;
}

function slicesOf(service: Stored<Service>, ports: EndpointPort[], pods: readonly Stored<Pod>[]): EndpointSlice[] {
  const sorted = pods.toSorted((one, other) => one.metadata.name.localeCompare(other.metadata.name));
  const slices: EndpointSlice[] = [];
  for (let from = 0; from < sorted.length; from += endpointsPerSlice) {
    const endpoints = sorted.slice(from, from + endpointsPerSlice).map((pod) => endpointOf(service, pod));
    slices.push({ ...sliceHead(service, ports, from / endpointsPerSlice), addressType: 'IPv4', endpoints, ports });
  }
  return slices;
}

/** Says that somebody has looked and found nobody, as kubectl tells it from a Service that nobody minds. */
function emptySlice(service: Stored<Service>): EndpointSlice {
  return { ...sliceHead(service, [], 0), addressType: 'IPv4', endpoints: [], ports: [] };
}

// The name follows from the ports, so that the same state always has the same slices and a restart doubles none.
function sliceHead(service: Stored<Service>, ports: EndpointPort[], page: number): Pick<EndpointSlice, 'apiVersion' | 'kind' | 'metadata'> {
  const hash = createHash('sha256')
    .update(JSON.stringify([ports, page]))
    .digest('hex')
    .slice(0, 8);
  const { name, namespace, labels } = service.metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace ? { namespace } : {}),
      labels: { ...labels, [serviceNameLabel]: name, 'endpointslice.kubernetes.io/managed-by': sliceManager },
      ownerReferences: [controlledBy(services, service)],
    },
  };
}

function endpointOf(service: Service, pod: Stored<Pod>): Endpoint {
  const terminating = Boolean(pod.metadata.deletionTimestamp);
  const serving = isReady(pod) || service.spec?.publishNotReadyAddresses === true;
  const { name, namespace = '', uid } = pod.metadata;
  return {
    addresses: [pod.status?.podIP ?? ''],
    conditions: { ready: serving && !terminating, serving, terminating },
    ...(pod.spec?.nodeName ? { nodeName: pod.spec.nodeName } : {}),
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
}

function hasAddress(pod: Pod): boolean {
  return Boolean(pod.status?.podIP) && !isFinished(pod);
}
