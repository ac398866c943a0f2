/** The shapes of Kubernetes objects as JSON carries them. Built-in kinds come from `kubernetes-types`. */
import type { ObjectMeta } from 'kubernetes-types/meta/v1.d.ts';

/** Any Kubernetes object. */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

/** An object as an API server returns it: named, identified and versioned. */
export type Stored<T extends KubernetesObject = KubernetesObject> = T & {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta & { name: string; uid: string; resourceVersion: string; creationTimestamp: string };
};

/** Where an object is. `namespace` is absent for cluster-scoped kinds. */
export interface ObjectKey {
  namespace?: string | undefined;
  name: string;
}

/**
 * A kind that an API server serves, enough to build its URL.
 * The type parameter ties the kind to its objects' type; it holds no value.
 */
export interface ResourceKind<T extends KubernetesObject = KubernetesObject> {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  /** Never set: carries T for inference. */
  readonly objectType?: T;
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(kind: Pick<ResourceKind, 'group' | 'version'>): string {
  return kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
}

/** `namespace/name`, or `name` for a cluster-scoped object: the key that queues and caches use. */
export function keyText(key: ObjectKey): string {
  return key.namespace ? `${key.namespace}/${key.name}` : key.name;
}

/** The key of an object. */
export function keyOf(object: KubernetesObject): ObjectKey {
  return { namespace: object.metadata?.namespace, name: object.metadata?.name ?? '' };
}
