import type { Endpoints, Event, Node, ResourceQuota, Service } from 'kubernetes-types/core/v1.d.ts';
import { ageOf } from './common-columns.ts';

const ROLE = 'node-role.kubernetes.io/';
const OTHER_ROLE = 'kubernetes.io/role';

export function nodeStatus({ spec, status }: Node): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const state = !ready ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec?.unschedulable ? `${state},SchedulingDisabled` : state;
}

export function nodeRoles({ metadata }: Node): string {
  const labels = Object.entries(metadata?.labels ?? {});
  const roles = labels.map(([key, value]) => (key === OTHER_ROLE ? value : key.startsWith(ROLE) ? key.slice(ROLE.length) : ''));
  return [...new Set(roles.filter((role) => role !== ''))].sort().join(',') || '<none>';
}

export function nodeAddress({ status }: Node, wanted: 'InternalIP' | 'ExternalIP'): string {
  return status?.addresses?.find(({ type }) => type === wanted)?.address ?? '<none>';
}

/** With the processor it was built for. */
export function nodeKernel({ status }: Node): string {
  const { kernelVersion, architecture } = status?.nodeInfo ?? {};
  return `${kernelVersion || '<unknown>'}${architecture ? ` (${architecture})` : ''}`;
}

export function eventLastSeen(event: Event, now: number): string {
  if (event.series) return ageOf(event.series.lastObservedTime, now);
  return event.lastTimestamp ? ageOf(event.lastTimestamp, now) : eventFirstSeen(event, now);
}

export function eventFirstSeen({ firstTimestamp, eventTime }: Event, now: number): string {
  return ageOf(firstTimestamp || eventTime, now);
}

export function eventObject({ involvedObject }: Event): string {
  const kind = involvedObject?.kind?.toLowerCase() ?? '';
  return involvedObject?.name ? `${kind}/${involvedObject.name}` : kind;
}

export function eventSource({ source, reportingComponent, reportingInstance }: Event): string {
  const component = source?.component || reportingComponent || '';
  const instance = source?.host || reportingInstance;
  return instance ? `${component}, ${instance}` : component;
}

export function externalAddress({ spec, status }: Service): string {
  if (spec?.type === 'ExternalName') return spec.externalName ?? '';
  const ingress = spec?.type === 'LoadBalancer' ? (status?.loadBalancer?.ingress ?? []) : [];
  const addresses = [...new Set(ingress.map(({ ip, hostname }) => ip || hostname || ''))].filter((address) => address !== '').sort();
  const all = [...addresses, ...(spec?.externalIPs ?? [])].join(',');
  return all || (spec?.type === 'LoadBalancer' ? '<pending>' : '<none>');
}

/** `80/TCP,443:30443/TCP`. */
export function portsText({ spec }: Service): string {
  const ports = (spec?.ports ?? []).map(({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`);
  return ports.join(',') || '<none>';
}

/** The first three addresses with their ports; those of a subset without ports alone. */
export function addressesOf({ subsets = [] }: Endpoints): string {
  if (subsets.length === 0) return '<none>';
  const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0 ? addresses.map(({ ip }) => ip) : ports.flatMap(({ port }) => addresses.map(({ ip }) => hostAndPort(ip, port))),
  );
  const rest = all.length > 3 ? ` + ${all.length - 3} more...` : '';
  return all.slice(0, 3).join(',') + rest;
}

function hostAndPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** `pods: 1/10, requests.cpu: 0/4`, either of the limits or of everything else. */
export function quotaText({ status }: ResourceQuota, { limits }: { limits: boolean }): string {
  const used = (status?.used ?? {}) as Record<string, string>;
  const hard = Object.entries((status?.hard ?? {}) as Record<string, string>).sort(([left], [right]) => (left < right ? -1 : 1));
  const shown = hard.filter(([resource]) => resource.startsWith('limits.') === limits);
  return shown.map(([resource, most]) => `${resource}: ${used[resource] ?? '0'}/${most}`).join(', ');
}

const MODES = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
] as const;

/** In the order in which they allow more. */
export function volumeModes(modes: string[] = []): string {
  const present = MODES.filter(([mode]) => modes.includes(mode));
  return present.map(([, short]) => short).join(',');
}
