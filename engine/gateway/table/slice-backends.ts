import type { Endpoint, EndpointPort, EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import type { TableBackend } from './table.ts';

/**
 * The model servers behind one Service, each once, in the order of their address. One that several slices hold while
 * they are being rewritten is ready when any of them says so.
 */
export function backendsOf(slices: readonly EndpointSlice[], servicePort: number): TableBackend[] {
  const found = new Map<string, TableBackend>();
  for (const slice of slices) {
    const port = portOf(slice.ports ?? [], servicePort);
    if (port === undefined) continue;
    for (const endpoint of slice.endpoints ?? []) addBackend(found, endpoint, port);
  }
  return [...found.keys()].sort().flatMap((key) => found.get(key) ?? []);
}

// A slice holds the pods' ports, which may be others than the Service's: its number is a hint, not the answer.
function portOf(ports: readonly EndpointPort[], servicePort: number): number | undefined {
  const numbered = ports.find((port) => port.port === servicePort);
  const named = ports.find((port) => port.name === 'http');
  return (numbered ?? named ?? ports[0])?.port;
}

function addBackend(found: Map<string, TableBackend>, endpoint: Endpoint, port: number): void {
  // All addresses of an endpoint are the same pod, and consumers use the first.
  const address = endpoint.addresses[0];
  if (address === undefined) return;
  const key = `${address} ${port}`;
  const ready = isReady(endpoint) || found.get(key)?.ready === true;
  found.set(key, { address, port, ready });
}

// An unknown readiness counts as ready, by the field's definition; a terminating pod finishes what it has.
function isReady({ conditions }: Endpoint): boolean {
  return conditions?.ready !== false && conditions?.terminating !== true;
}
