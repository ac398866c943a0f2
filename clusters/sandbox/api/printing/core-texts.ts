import type { Event, Node, Service } from 'kubernetes-types/core/v1.d.ts';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';

const ROLE = 'node-role.kubernetes.io/';

export function nodeStatus({ spec, status }: Node): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const state = !ready ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec?.unschedulable ? `${state},SchedulingDisabled` : state;
}

export function nodeRoles({ metadata }: Node): string {
  const roles = Object.keys(metadata?.labels ?? {})
    .filter((label) => label.startsWith(ROLE))
    .map((label) => label.slice(ROLE.length));
  return roles.sort().join(',') || '<none>';
}

export function eventSource({ source, reportingComponent }: Event): string {
  const parts = [source?.component ?? reportingComponent, source?.host].filter((part) => part);
  return parts.join(', ');
}

export function externalAddress({ spec, status }: Service): string {
  if (spec?.type === 'ExternalName') return spec.externalName ?? '<none>';
  const ingress = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname);
  const all = [...ingress, ...(spec?.externalIPs ?? [])].join(',');
  return all || (spec?.type === 'LoadBalancer' ? '<pending>' : '<none>');
}

/** `80/TCP,443:30443/TCP`. */
export function portsText({ spec }: Service): string {
  const ports = (spec?.ports ?? []).map(({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`);
  return ports.join(',') || '<none>';
}

export function slicePorts({ ports }: EndpointSlice): string {
  return someOf(
    (ports ?? []).map(({ port }) => String(port ?? '*')),
    '<unset>',
  );
}

export function endpointAddresses({ endpoints }: EndpointSlice): string {
  return someOf(
    (endpoints ?? []).flatMap(({ addresses }) => addresses ?? []),
    '<unset>',
  );
}

/** The first three, and how many more there are. */
function someOf(texts: string[], none: string): string {
  if (texts.length === 0) return none;
  const rest = texts.length > 3 ? ` + ${texts.length - 3} more...` : '';
  return texts.slice(0, 3).join(',') + rest;
}

const MODES: Record<string, string> = { ReadWriteOnce: 'RWO', ReadOnlyMany: 'ROX', ReadWriteMany: 'RWX', ReadWriteOncePod: 'RWOP' };

export function volumeModes(modes: string[] | undefined): string {
  return (modes ?? []).map((mode) => MODES[mode] ?? mode).join(',');
}
