/** Which ports of the machine a service is reached on, and where a connection to one goes. */
import type { Service, ServicePort } from 'kubernetes-types/core/v1.d.ts';
import type { Endpoint, EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';

/** A port of 127.0.0.1 that a service is to be reached on. */
export interface ServedPort {
  nodePort: number;
  /** The service port's, empty when it has none: the same in its endpoint slices. */
  name: string;
}

export interface Target {
  host: string;
  port: number;
}

/** The node ports of a service of type NodePort or LoadBalancer; none once it is being deleted. UDP and SCTP are left out. */
export function servedPortsOf({ metadata, spec }: Service): ServedPort[] {
  if (metadata?.deletionTimestamp || (spec?.type !== 'NodePort' && spec?.type !== 'LoadBalancer')) return [];
  return (spec.ports ?? []).filter(isReachable).map(({ name = '', nodePort }) => ({ name, nodePort: nodePort ?? 0 }));
}

/**
 * Where connections to a service's port may go: to its ready endpoints or, when it has none, to those that still serve
 * while they end. `slices` are the service's, in any order.
 *
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-to-terminating-endpoints
 */
export function targetsOf({ name }: ServedPort, slices: readonly EndpointSlice[]): Target[] {
  const ready = targetsWhere(({ conditions }) => conditions?.ready !== false, name, slices);
  if (ready.length > 0) return ready;
  return targetsWhere(({ conditions }) => conditions?.serving === true && conditions.terminating === true, name, slices);
}

/** All of them, beginning with another one each turn. */
export function inTurn(targets: readonly Target[], turn: number): Target[] {
  const first = targets.length === 0 ? 0 : turn % targets.length;
  return [...targets.slice(first), ...targets.slice(0, first)];
}

function isReachable({ nodePort, protocol = 'TCP' }: ServicePort): boolean {
  return Boolean(nodePort) && protocol === 'TCP';
}

function targetsWhere(accepts: (endpoint: Endpoint) => boolean, name: string, slices: readonly EndpointSlice[]): Target[] {
  return slices.flatMap(({ ports, endpoints }) =>
    // Servers write an empty list as null.
    (ports ?? [])
      .filter((port) => (port.name ?? '') === name)
      .flatMap(({ port = 0 }) =>
        (endpoints ?? []).filter(accepts).flatMap(({ addresses }) => addresses.slice(0, 1).map((host) => ({ host, port }))),
      ),
  );
}
