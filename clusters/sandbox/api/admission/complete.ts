/** What the real server's admission plugins add to new objects, and refuse. */
import type { LimitRange, PersistentVolumeClaim, Pod, ServiceAccount } from 'kubernetes-types/core/v1.d.ts';
import type { PriorityClass } from 'kubernetes-types/scheduling/v1.d.ts';
import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import { type ApiObject, typed } from '../json.ts';
import { forbidden } from '../refusals.ts';
import type { Place, RequestContext } from '../requests/context.ts';
import { randomSuffix } from '../requests/name.ts';
import { entriesIn } from './entries-in.ts';
import { applyLimitDefaults, claimBeyond, podBeyond } from './limit-ranges.ts';
import { applyServiceAccount, applyTolerations } from './pod-defaults.ts';

/** Fills a new pod or claim from what its namespace and its cluster say, before it is validated. */
export function completeNew(context: RequestContext, place: Place, object: ApiObject): void {
  if (place.resource.bucket === 'pods') completePod(context, place, object);
  if (place.resource.bucket === 'persistentvolumeclaims') completeClaim(context, typed<PersistentVolumeClaim>(object));
  const protection = protections[place.resource.bucket];
  if (protection && !object.metadata.finalizers?.includes(protection)) {
    object.metadata.finalizers = [...(object.metadata.finalizers ?? []), protection];
  }
}

/** Storage stays as long as someone uses it. */
const protections: Record<string, string> = {
  persistentvolumeclaims: 'kubernetes.io/pvc-protection',
  persistentvolumes: 'kubernetes.io/pv-protection',
};

/** Refuses (403) a pod or claim that is out of its namespace's bounds. */
export function admitBounds(context: RequestContext, place: Place, object: ApiObject): void {
  const { bucket } = place.resource;
  if (bucket !== 'pods' && bucket !== 'persistentvolumeclaims') return;
  for (const range of limitRangesOf(context, place)) {
    const [first, ...others] =
      bucket === 'pods' ? podBeyond(range, typed<Pod>(object)) : claimBeyond(range, typed<PersistentVolumeClaim>(object));
    if (first === undefined) continue;
    throw forbidden(place.resource, object.metadata.name, others.length > 0 ? `[${[first, ...others].join(', ')}]` : first);
  }
}

function completePod(context: RequestContext, place: Place, object: ApiObject): void {
  const pod = typed<Pod>(object);
  if (!pod.spec?.containers) return;
  for (const range of limitRangesOf(context, place)) applyLimitDefaults(range, pod);
  applyServiceAccount(pod, serviceAccountOf(context, place, pod), randomSuffix(context.random));
  applyPriority(context, place, pod);
  applyTolerations(pod);
}

function limitRangesOf({ store }: RequestContext, { namespace = '' }: Place): LimitRange[] {
  return [...entriesIn(store, 'limitranges', namespace)].map(({ object }) => typed<LimitRange>(object));
}

// The account that every namespace gets may come a moment later than the namespace; of others it is known whether they are there.
function serviceAccountOf({ store }: RequestContext, { resource, namespace = '' }: Place, pod: Pod): ServiceAccount | undefined {
  const name = pod.spec?.serviceAccountName || 'default';
  const found = store.get('serviceaccounts', `${namespace}/${name}`);
  if (found) return typed<ServiceAccount>(found.object);
  if (name === 'default') return undefined;
  const why = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
  throw forbidden(resource, pod.metadata?.name ?? '', why);
}

function applyPriority({ store }: RequestContext, { resource }: Place, pod: Pod): void {
  const { spec, metadata } = pod;
  if (!spec) return;
  const classes = store.list('scheduling.k8s.io/priorityclasses').map(({ object }) => typed<PriorityClass>(object));
  const wanted = spec.priorityClassName;
  const found = classes.find(({ metadata: { name } = {}, globalDefault }) => (wanted ? name === wanted : globalDefault));
  if (wanted && !found) throw forbidden(resource, metadata?.name ?? '', `no PriorityClass with name ${wanted} was found`);
  if (found?.metadata?.name) spec.priorityClassName = found.metadata.name;
  spec.priority = found?.value ?? 0;
  spec.preemptionPolicy ??= found?.preemptionPolicy ?? 'PreemptLowerPriority';
}

const defaultClass = 'storageclass.kubernetes.io/is-default-class';

function completeClaim({ store }: RequestContext, { spec }: PersistentVolumeClaim): void {
  if (!spec || spec.storageClassName !== undefined) return;
  const classes = store.list('storage.k8s.io/storageclasses').map(({ object }) => typed<StorageClass>(object));
  const usual = classes.filter(({ metadata }) => metadata?.annotations?.[defaultClass] === 'true').sort(youngestFirst)[0];
  if (usual?.metadata?.name) spec.storageClassName = usual.metadata.name;
}

function youngestFirst(one: StorageClass, other: StorageClass): number {
  return String(other.metadata?.creationTimestamp).localeCompare(String(one.metadata?.creationTimestamp));
}
