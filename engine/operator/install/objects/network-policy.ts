/** What may talk to our pods, and to what they may talk. */
import type { NetworkPolicy, NetworkPolicyEgressRule, NetworkPolicyIngressRule } from 'kubernetes-types/networking/v1.d.ts';
import type { InstallOptions } from '../options.ts';
import { type Component, partMeta, selectorOf } from './metadata.ts';

interface Traffic {
  readonly name: string;
  readonly component: Component;
  readonly ingress: readonly NetworkPolicyIngressRule[];
  readonly egress: readonly NetworkPolicyEgressRule[];
}

/** A policy that lets through what is named and nothing else; none where they are not wanted. */
export function planNetworkPolicy({ name, component, ingress, egress }: Traffic, options: InstallOptions): NetworkPolicy[] {
  if (!options.networkPolicy) return [];
  return [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: partMeta(name, component, options),
      spec: {
        podSelector: { matchLabels: selectorOf(component) },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [...ingress],
        egress: [...egress],
      },
    },
  ];
}

/** From anywhere, on the container's named ports. */
export function fromAnywhere(...ports: readonly string[]): NetworkPolicyIngressRule {
  return { ports: ports.map((port) => ({ port, protocol: 'TCP' })) };
}

export const toDns: NetworkPolicyEgressRule = {
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};

/**
 * A policy sees the address behind the Service `kubernetes`, which is not the same in any two clusters, so only the port is
 * named: 443 (managed clusters), 6443 (kubeadm, kind, k3s), 8443 (minikube), 16443 (MicroK8s).
 */
export const toApiServer: NetworkPolicyEgressRule = { ports: [443, 6443, 8443, 16_443].map((port) => ({ port, protocol: 'TCP' })) };

/** Pods only, of any port: which ones a Route names is not known before. */
export function toModelServers({ scope }: InstallOptions): NetworkPolicyEgressRule {
  const namespaceSelector = scope.kind === 'cluster' ? {} : { matchLabels: { 'kubernetes.io/metadata.name': scope.namespace } };
  return { to: [{ namespaceSelector, podSelector: {} }] };
}
