import type { KubernetesObject } from '../../../../clusters/objects.ts';
import type { ObjectRef } from './plan.ts';

export function refOf({ apiVersion = '', kind = '', metadata }: KubernetesObject): ObjectRef {
  return { apiVersion, kind, namespace: metadata?.namespace ?? null, name: metadata?.name ?? '' };
}

/** The same for two refs of one object, and for no others: group, kind, namespace and name. An object is one in all versions of its kind. */
export function refKey({ apiVersion, kind, namespace, name }: ObjectRef): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return [group, kind, namespace ?? '', name].join('|');
}

/** As people read it: `Deployment slipway-system/slipway-gateway`. */
export function describeRef({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace === null ? name : `${namespace}/${name}`}`;
}
