import type { Cluster } from '../../cluster.ts';
import { type KubernetesObject, keyOf, type ResourceKind, type Stored } from '../../objects.ts';

/**
 * Replaces an object's whole status, and nothing else: metadata read from a cache may be behind. Rejects with ApiError
 * when the object is gone or another of its name took its place.
 */
export async function writeStatus<T extends KubernetesObject>(
  cluster: Cluster,
  kind: ResourceKind<T>,
  object: Stored<T>,
  status: object,
): Promise<void> {
  await cluster.patch(
    kind,
    keyOf(object),
    {
      type: 'json',
      body: [
        { op: 'test', path: '/metadata/uid', value: object.metadata.uid },
        { op: 'add', path: '/status', value: status },
      ],
    },
    { subresource: 'status' },
  );
}
