/** Makes the planned objects exist as planned. */
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import { isReason } from '../../../../clusters/api-error.ts';
import type { Cluster } from '../../../../clusters/cluster.ts';
import type { Informer } from '../../../../clusters/informer/informer.ts';
import { configMaps, deployments, serviceAccounts, services } from '../../../../clusters/kinds.ts';
import { type KubernetesObject, keyOf, type ResourceKind, type Stored } from '../../../../clusters/objects.ts';
import type { Endpoint } from '../../../domain/endpoint.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { decideReplicas, replicasAnnotation } from '../../../domain/plan/replicas.ts';
import { routes } from '../../kinds.ts';
import type { Applier } from '../../runtime/objects/applier.ts';
import { fieldManager, managedBy, managedByLabel } from '../../runtime/objects/names.ts';
import { controllerUid } from '../../runtime/objects/owner-references.ts';
import type { Caches } from './caches.ts';

interface ApplyRequest {
  readonly cluster: Cluster;
  readonly applier: Applier;
  readonly caches: Caches;
  readonly endpoint: Endpoint;
  readonly plan: Plan;
  readonly signal: AbortSignal;
}

/** An object of that name that is not the endpoint's: it is not touched. */
interface Collision {
  readonly reason: 'NameTaken';
  readonly message: string;
}

/** What came of a plan. */
interface Applied {
  readonly collision?: Collision | undefined;
  /** The Deployment as it was before this plan changed it, `new` where there was none; absent: it was as planned. */
  readonly changedFrom?: Stored<Deployment> | 'new' | undefined;
}

/** Applies what differs from the plan. With a collision nothing is applied, so that no half of an endpoint runs. */
export async function applyPlan(request: ApplyRequest): Promise<Applied> {
  const { caches, plan } = request;
  const deployment = await locate(request, deployments, { cache: caches.deployments, planned: plan.deployment });
  const others = [
    await locate(request, configMaps, { cache: caches.configMaps, planned: plan.configMap }),
    await locate(request, services, { cache: caches.services, planned: plan.service }),
    await locate(request, routes, { cache: caches.routes, planned: plan.route as KubernetesObject & Plan['route'] }),
  ];
  const taken = [...others, deployment].find((part) => part.collision);
  if (taken) return { collision: taken.collision };
  await applyServiceAccount(request);
  for (const part of others) await part.apply();
  const outcome = await deployment.apply();
  if (deployment.live) await keepReplicas(request, deployment.live);
  return { changedFrom: outcome === 'applied' ? (deployment.live ?? 'new') : undefined };
}

interface Part<T extends KubernetesObject> {
  readonly live: Stored<T> | undefined;
  readonly collision: Collision | undefined;
  apply(): Promise<'applied' | 'unchanged'>;
}

interface Wanted<T extends KubernetesObject> {
  readonly cache: Informer<T>;
  readonly planned: T;
}

async function locate<T extends KubernetesObject>(
  request: ApplyRequest,
  kind: ResourceKind<T>,
  { cache, planned }: Wanted<T>,
): Promise<Part<T>> {
  const { applier, endpoint, signal } = request;
  const live = cache.get(keyOf(planned)) ?? (await find(request, kind, planned));
  const isForeign = live !== undefined && controllerUid(live) !== endpoint.origin.uid;
  return { live, collision: isForeign ? collision(kind, live) : undefined, apply: () => applier.apply(kind, planned, live, signal) };
}

/** An account may be shared by endpoints, or be there already: then it is used as it is. */
async function applyServiceAccount(request: ApplyRequest): Promise<void> {
  const { cluster, caches, plan, signal } = request;
  const planned = plan.serviceAccount;
  if (!planned) return;
  const live = caches.serviceAccounts.get(keyOf(planned)) ?? (await find(request, serviceAccounts, planned));
  if (live && live.metadata.labels?.[managedByLabel] !== managedBy) return;
  const own = planned.metadata?.ownerReferences ?? [];
  const present = live?.metadata.ownerReferences ?? [];
  if (own.every((owner) => present.some((each) => each.uid === owner.uid))) return;
  // All endpoints write as one field manager: leaving another owner out would remove it.
  const metadata = { ...planned.metadata, ownerReferences: [...present, ...own] };
  await cluster.apply(serviceAccounts, { ...planned, metadata }, { fieldManager, force: true, signal });
}

/** Sets the number of replicas as `kubectl scale` would, and only when nobody else decides it. */
async function keepReplicas({ cluster, endpoint, signal }: ApplyRequest, deployment: Stored<Deployment>): Promise<void> {
  const current = deployment.spec?.replicas ?? 1;
  // A Deployment is born with one replica.
  const lastSet = Number(deployment.metadata.annotations?.[replicasAnnotation] ?? 1);
  const replicas = decideReplicas(endpoint.scaling, { current, lastSet });
  if (replicas === undefined) return;
  const body = { metadata: { annotations: { [replicasAnnotation]: String(replicas) } }, spec: { replicas } };
  await cluster.patch(deployments, keyOf(deployment), { type: 'merge', body }, { fieldManager, signal });
}

function collision(kind: ResourceKind, object: Stored): Collision {
  const { namespace, name } = object.metadata;
  const message = `${kind.kind} ${namespace}/${name} exists and is not this endpoint's: it is not taken over. Rename the endpoint, or delete the ${kind.kind}.`;
  return { reason: 'NameTaken', message };
}

/** The cache may not know an object that exists: before one is made, the server is asked. */
async function find<T extends KubernetesObject>(
  { cluster, signal }: ApplyRequest,
  kind: ResourceKind<T>,
  planned: T,
): Promise<Stored<T> | undefined> {
  try {
    return await cluster.get(kind, keyOf(planned), { signal });
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined;
    throw error;
  }
}
