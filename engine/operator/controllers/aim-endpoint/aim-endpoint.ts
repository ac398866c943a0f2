/** Brings the cluster to what an AIMEndpoint says. Deleting needs nothing: everything made here is owned by the endpoint. */
import { keyOf, type Stored } from '../../../../clusters/objects.ts';
import { SlipwayError } from '../../../contract/errors.ts';
import { notYetActedUpon } from '../../../dialects/aim/not-yet.ts';
import { readAimEndpoint } from '../../../dialects/aim/read-aim-endpoint.ts';
import type { Choice } from '../../../domain/choose/choose.ts';
import type { Endpoint } from '../../../domain/endpoint.ts';
import { objectName } from '../../../domain/names.ts';
import { addressesOf } from '../../../domain/observe/addresses.ts';
import type { Observed } from '../../../domain/observe/conditions.ts';
import { readWorkload } from '../../../domain/observe/workload.ts';
import { type Plan, planEndpoint } from '../../../domain/plan/plan.ts';
import type { AimEndpoint } from '../../kinds.ts';
import { type Controller, createController } from '../../runtime/controller/controller.ts';
import type { Reconciler } from '../../runtime/controller/reconciler.ts';
import type { ControllerDependencies } from '../dependencies.ts';
import { applyPlan } from './apply-plan.ts';
import { type Caches, openCaches, podsOf, readyBackends } from './caches.ts';
import { chooseFor } from './choose.ts';
import { namesTaken } from './names-taken.ts';
import { tellSimulated } from './simulated.ts';
import { aimEndpointSources } from './sources.ts';
import { reportStatus } from './write-status.ts';

export function createAimEndpointController(dependencies: ControllerDependencies): Controller {
  const caches = openCaches(dependencies.informers);
  return createController({
    ...dependencies,
    name: 'aim-endpoint',
    reconcile: aimEndpointReconciler(dependencies, caches),
    sources: aimEndpointSources(caches),
    concurrency: 8,
  });
}

function aimEndpointReconciler(dependencies: ControllerDependencies, caches: Caches): Reconciler {
  return async (key, signal) => {
    const resource = caches.endpoints.get(key);
    if (!resource || resource.metadata.deletionTimestamp) return;
    const read = readAimEndpoint(resource);
    const endpoint = read.ok ? read.value : undefined;
    const choice = endpoint && chooseFor(resource, endpoint, { ...dependencies, caches });
    const obstacle = endpoint && (await realise({ resource, endpoint, choice }, { ...dependencies, caches, signal }));
    const facts = { problems: read.ok ? [] : read.problems, notes: read.ok ? read.notes : [], endpoint, choice, obstacle };
    await reportStatus(
      { resource, observed: observe(resource, facts, caches), addresses: addresses(resource, caches), signal },
      dependencies,
    );
  };
}

type Obstacle = Observed['obstacle'];

interface Wanted {
  readonly resource: Stored<AimEndpoint>;
  readonly endpoint: Endpoint;
  readonly choice: Choice | undefined;
}

/** Makes the objects. What only a person can mend is told as an obstacle; everything else is tried again. */
async function realise(
  { resource, endpoint, choice }: Wanted,
  dependencies: ControllerDependencies & { caches: Caches; signal: AbortSignal },
): Promise<Obstacle> {
  if (!choice?.chosen) return undefined;
  const { catalog, simulator } = dependencies;
  const plan = plans({ endpoint, chosen: choice.chosen, images: catalog.images, simulator });
  if ('obstacle' in plan) return plan.obstacle;
  const { collision, changedFrom } = await applyPlan({ ...dependencies, endpoint, plan });
  if (changedFrom) tellSimulated(resource, { planned: plan.deployment, before: changedFrom }, dependencies.recorder);
  return collision;
}

function plans(request: Parameters<typeof planEndpoint>[0]): Plan | { obstacle: NonNullable<Obstacle> } {
  try {
    return planEndpoint(request);
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error;
    return { obstacle: { reason: 'CannotPlan', message: [error.message, error.fix].filter(Boolean).join(' ') } };
  }
}

function observe(
  resource: Stored<AimEndpoint>,
  facts: Omit<Observed, 'workload' | 'backends' | 'namesTaken' | 'notYet'>,
  caches: Caches,
): Observed {
  const name = { namespace: resource.metadata.namespace, name: objectName(resource.metadata.name) };
  const deployment = caches.deployments.get(name);
  const own = deployment?.metadata.ownerReferences?.some((owner) => owner.uid === resource.metadata.uid) ?? false;
  return {
    ...facts,
    workload: deployment && own ? readWorkload(deployment, podsOf(caches, keyOf(resource))) : undefined,
    backends: own ? readyBackends(caches, name) : 0,
    namesTaken: namesTaken(caches, name),
    notYet: facts.endpoint ? notYetActedUpon(facts.endpoint) : [],
  };
}

function addresses(resource: Stored<AimEndpoint>, caches: Caches): ReturnType<typeof addressesOf> {
  const service = caches.services.get({ namespace: resource.metadata.namespace, name: objectName(resource.metadata.name) });
  return service ? addressesOf(service, caches.nodes.list()) : {};
}
