/** Where an endpoint's Service can be reached. */
import type { Node, Service } from 'kubernetes-types/core/v1.d.ts';

export interface Addresses {
  readonly internal?: string | undefined;
  readonly external?: string | undefined;
  readonly loadBalancer?: string | undefined;
}

/** URLs. A load balancer that has no address yet is left out. */
export function addressesOf(service: Service, nodes: readonly Node[]): Addresses {
  const [port] = service.spec?.ports ?? [];
  if (!port) return {};
  const { name, namespace } = service.metadata ?? {};
  const node = nodes.flatMap((each) => each.status?.addresses ?? []);
  const address = (node.find(({ type }) => type === 'ExternalIP') ?? node.find(({ type }) => type === 'InternalIP'))?.address;
  const [ingress] = service.status?.loadBalancer?.ingress ?? [];
  const balancer = ingress?.hostname ?? ingress?.ip;
  return {
    internal: `http://${name}.${namespace}.svc.cluster.local:${port.port}`,
    ...(port.nodePort && address ? { external: urlOf(address, port.nodePort) } : {}),
    ...(balancer ? { loadBalancer: urlOf(balancer, port.port) } : {}),
  };
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
