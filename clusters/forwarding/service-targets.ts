import type { Service, ServicePort } from 'kubernetes-types/core/v1.d.ts';
import type { Endpoint, EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import { nearestName } from '../nearest-names.ts';
import { type ForwardTarget, problemView, type TargetView } from './targets.ts';

/** A port of a service: its name, or its number. */
export interface ServiceAddress {
  namespace: string;
  name: string;
  port: string | number;
}

/** The ready pods behind a port of a service, by its slices. Pure. */
export function serviceTargets(address: ServiceAddress, service: Service | undefined, slices: readonly EndpointSlice[]): TargetView {
  const title = `${address.namespace}/${address.name}`;
  if (!service) return problemView('failed', `There is no service ${title}. Install what should be there, or check the name.`);
  const port = portOf(service, address.port);
  if (!port) return problemView('failed', noSuchPort(title, service, address.port));
  const endpoints = slices.flatMap((slice) => endpointsOf(slice, port));
  const targets = uniqueTargets(endpoints.flatMap((endpoint) => targetOf(endpoint, address.namespace) ?? []));
  if (targets.length > 0) return { targets };
  const pods = new Set(endpoints.map(({ endpoint }) => endpoint.targetRef?.name));
  if (endpoints.some(({ endpoint }) => isReady(endpoint))) {
    return problemView('failed', `What the service ${title} leads to are no pods, and only pods can be connected to from here.`);
  }
  return problemView('waiting', `No pod of the service ${title} is ready (0 of ${pods.size}).`);
}

function portOf({ spec }: Service, wanted: string | number): ServicePort | undefined {
  return (spec?.ports ?? []).find(({ name, port }) => name === wanted || port === Number(wanted));
}

function noSuchPort(title: string, { spec }: Service, wanted: string | number): string {
  const ports = (spec?.ports ?? []).map(({ name, port }) => (name ? `${name} (${port})` : String(port)));
  const meant = nearestName(
    String(wanted),
    (spec?.ports ?? []).flatMap(({ name }) => name ?? []),
  );
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return `The service ${title} has no port "${wanted}".${hint} It has: ${ports.join(', ') || 'none'}.`;
}

interface Placed {
  endpoint: Endpoint;
  port: number;
}

/** The endpoints of a slice with the number that the service's port has there: behind one name pods may differ. */
function endpointsOf({ endpoints, ports }: EndpointSlice, { name = '' }: ServicePort): Placed[] {
  // Both are null where there are none.
  const number = (ports ?? []).find((port) => (port.name ?? '') === name)?.port;
  return number === undefined ? [] : (endpoints ?? []).map((endpoint) => ({ endpoint, port: number }));
}

function targetOf({ endpoint, port }: Placed, namespace: string): ForwardTarget | undefined {
  const { targetRef } = endpoint;
  if (!isReady(endpoint) || targetRef?.kind !== 'Pod' || !targetRef.name) return undefined;
  return { pod: { namespace: targetRef.namespace ?? namespace, name: targetRef.name }, port };
}

/** Nothing said means ready. */
function isReady({ conditions }: Endpoint): boolean {
  return conditions?.ready !== false && conditions?.terminating !== true;
}

/** A pod with addresses of both families is in two slices. */
function uniqueTargets(targets: readonly ForwardTarget[]): ForwardTarget[] {
  return [...new Map(targets.map((target) => [target.pod.name, target])).values()];
}
