import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import type { Ingress, IngressClass, NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import { age, type Cell, cell, name, selectorText, someOf } from './common-columns.ts';

interface AddressRange {
  spec?: { cidrs?: string[] };
}

interface Address {
  spec?: { parentRef?: { group?: string; resource: string; namespace?: string; name: string } };
}

export const networkCells: Record<string, readonly Cell[]> = {
  'discovery.k8s.io/endpointslices': [
    name,
    cell<EndpointSlice>(({ addressType }) => addressType ?? ''),
    cell<EndpointSlice>(({ ports }) => someOf((ports ?? []).map(portText), 3) || '<unset>'),
    cell<EndpointSlice>(
      ({ endpoints }) =>
        someOf(
          (endpoints ?? []).flatMap(({ addresses }) => addresses ?? []),
          3,
        ) || '<unset>',
    ),
    age,
  ],
  'networking.k8s.io/ingressclasses': [
    cell<IngressClass>(nameWithDefault),
    cell<IngressClass>(({ spec }) => spec?.controller ?? ''),
    cell<IngressClass>(parametersText),
    age,
  ],
  'networking.k8s.io/ingresses': [
    name,
    cell<Ingress>(({ spec }) => spec?.ingressClassName ?? '<none>'),
    cell<Ingress>(hostsText),
    cell<Ingress>(ingressAddresses),
    cell<Ingress>(({ spec }) => (spec?.tls?.length ? '80, 443' : '80')),
    age,
  ],
  'networking.k8s.io/ipaddresses': [name, cell<Address>(parentText)],
  'networking.k8s.io/networkpolicies': [name, cell<NetworkPolicy>(({ spec }) => selectorText(spec?.podSelector)), age],
  'networking.k8s.io/servicecidrs': [name, cell<AddressRange>(({ spec }) => (spec?.cidrs ?? []).join(',')), age],
};

function portText({ port, name: portName }: { port?: number; name?: string }): string {
  return String(port ?? portName ?? '*');
}

function nameWithDefault({ metadata }: IngressClass): string {
  const isDefault = metadata?.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true';
  return `${metadata?.name}${isDefault ? ' (default)' : ''}`;
}

function parametersText({ spec }: IngressClass): string {
  const { parameters } = spec ?? {};
  if (!parameters) return '<none>';
  return `${parameters.kind}${parameters.apiGroup ? `.${parameters.apiGroup}` : ''}/${parameters.name}`;
}

/** The hosts of the first three rules; a rule without a host is for any. */
function hostsText({ spec }: Ingress): string {
  const rules = spec?.rules ?? [];
  const hosts = rules.map(({ host }) => host ?? '').filter((host) => host !== '');
  if (hosts.length === 0) return '*';
  const rest = rules.length > 3 ? ` + ${rules.length - 3} more...` : '';
  return hosts.slice(0, 3).join(',') + rest;
}

function ingressAddresses({ status }: Ingress): string {
  const addresses = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '');
  return [...new Set(addresses.filter((address) => address !== ''))].sort().join(',');
}

function parentText({ spec }: Address): string {
  const parent = spec?.parentRef;
  if (!parent) return '<none>';
  const resource = `${parent.resource}${parent.group ? `.${parent.group}` : ''}`.toLowerCase();
  return [resource, ...(parent.namespace ? [parent.namespace] : []), parent.name].join('/');
}
