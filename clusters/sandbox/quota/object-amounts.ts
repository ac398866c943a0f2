/** What an object takes of a quota, by its kind. */
import type { PersistentVolumeClaim, Pod, Service } from 'kubernetes-types/core/v1.d.ts';
import type { KubernetesObject } from '../../objects.ts';
import { exactQuantity } from './exact-quantity.ts';
import { podAmounts } from './pod-amounts.ts';
import { count, type ResourceAmounts } from './resource-amounts.ts';

/** The kinds that older quotas count by their bare plural. */
const countedByPlural = ['configmaps', 'secrets', 'replicationcontrollers', 'resourcequotas'];

/** A kind by group and plural, enough to know how it is counted. */
export interface CountedKind {
  group: string;
  plural: string;
}

export function objectAmounts({ group, plural }: CountedKind, object: KubernetesObject, now: number): ResourceAmounts {
  const own = { [countName({ group, plural })]: count(1) };
  if (group !== '') return own;
  if (plural === 'pods') return podAmounts(object as Pod, now);
  if (plural === 'services') return { ...own, ...serviceAmounts(object as Service) };
  if (plural === 'persistentvolumeclaims') return { ...own, ...claimAmounts(object as PersistentVolumeClaim) };
  return countedByPlural.includes(plural) ? { ...own, [plural]: count(1) } : own;
}

/** The name under which every kind can be counted. */
export function countName({ group, plural }: CountedKind): string {
  return group === '' ? `count/${plural}` : `count/${plural}.${group}`;
}

/** The kind whose objects take of a quota's resource; undefined for a name that nothing is counted under. */
export function countedKind(resource: string): CountedKind | undefined {
  if (resource.startsWith('count/')) {
    const [plural = '', ...group] = resource.slice('count/'.length).split('.');
    return { plural, group: group.join('.') };
  }
  const [plural = ''] = resource.split('.');
  if (plural === 'services' || countedByPlural.includes(resource)) return { group: '', plural };
  const isStorage = resource === 'persistentvolumeclaims' || resource === 'requests.storage' || resource.includes(storageClassPart);
  return isStorage ? { group: '', plural: 'persistentvolumeclaims' } : { group: '', plural: 'pods' };
}

const storageClassPart = '.storageclass.storage.k8s.io/';

function serviceAmounts({ spec }: Service): ResourceAmounts {
  const ports = spec?.ports ?? [];
  const balanced = spec?.type === 'LoadBalancer';
  const nodePorts = balanced && spec.allocateLoadBalancerNodePorts === false ? ports.filter(({ nodePort }) => nodePort) : ports;
  return {
    services: count(1),
    'services.loadbalancers': count(balanced ? 1 : 0),
    'services.nodeports': count(balanced || spec?.type === 'NodePort' ? nodePorts.length : 0),
  };
}

function claimAmounts({ spec }: PersistentVolumeClaim): ResourceAmounts {
  const requested = spec?.resources?.requests?.['storage'];
  const storage = requested === undefined ? {} : { 'requests.storage': exactQuantity(requested) };
  const amounts: ResourceAmounts = { persistentvolumeclaims: count(1), ...storage };
  if (!spec?.storageClassName) return amounts;
  const ofClass = Object.entries(amounts).map(([name, amount]) => [`${spec.storageClassName}${storageClassPart}${name}`, amount]);
  return { ...amounts, ...Object.fromEntries(ofClass) };
}

/** Whether an object of this kind is a pod: only pods have scopes and must name what they need. */
export function isPod({ group, plural }: CountedKind, _object: KubernetesObject): _object is Pod {
  return group === '' && plural === 'pods';
}
