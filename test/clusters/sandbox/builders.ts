/** Small objects for tests of pure decisions. */
import type { Node, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../clusters/objects.ts';

export interface PodWish {
  name?: string;
  uid?: string;
  requests?: Record<string, string>;
  labels?: Record<string, string>;
  spec?: Partial<NonNullable<Pod['spec']>>;
  status?: Pod['status'];
  metadata?: Partial<Pod['metadata']>;
}

/** A stored pod of one container. */
export function aPod({
  name = 'a',
  uid = `uid-${name}`,
  requests = {},
  labels = {},
  spec = {},
  status,
  metadata = {},
}: PodWish = {}): Stored<Pod> {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', uid, resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z', labels, ...metadata },
    spec: { containers: [{ name: 'main', image: 'image', resources: { requests, limits: {} } }], ...spec },
    ...(status ? { status } : {}),
  };
}

export interface NodeWish {
  name?: string;
  labels?: Record<string, string>;
  allocatable?: Record<string, string>;
  spec?: Node['spec'];
}

/** A node with 8 cores, 32 GiB and room for 10 pods, unless told otherwise. */
export function aNode({ name = 'node-1', labels = {}, allocatable = {}, spec = {} }: NodeWish = {}): Node {
  return {
    metadata: { name, labels },
    spec,
    status: { allocatable: { cpu: '8', memory: '32Gi', pods: '10', ...allocatable } },
  };
}
