/** What makes the controller look at an AIMEndpoint. */
import { configMaps, deployments, endpointSlices, nodes, pods, services } from '../../../../clusters/kinds.ts';
import { keyOf, type ObjectKey } from '../../../../clusters/objects.ts';
import { valueAt } from '../../../dialects/field-reader.ts';
import { type AimRecipe, aimEndpoints, aimRecipes, routes } from '../../kinds.ts';
import { generationChanged, metadataChanged } from '../../runtime/controller/predicates.ts';
import { forKind, owns, type Source, watches } from '../../runtime/controller/sources.ts';
import { type Caches, endpointsOfPod, modelsOf, routesTo, servicesOfSlice } from './caches.ts';
import { endpointOfRoute } from './names-taken.ts';

export function aimEndpointSources(caches: Caches): Source[] {
  return [
    forKind(aimEndpoints, { predicates: [(change) => generationChanged(change) || metadataChanged(change)] }),
    owns(deployments, aimEndpoints),
    owns(services, aimEndpoints),
    owns(configMaps, aimEndpoints),
    owns(routes, aimEndpoints),
    // A name that becomes free, or is taken, concerns all who claim it.
    watches(routes, (route) => claimants(caches, route), { predicates: [generationChanged] }),
    watches(pods, endpointsOfPod),
    watches(endpointSlices, (slice) => servicesOfSlice(slice).flatMap((service) => ownersOfService(caches, service))),
    watches(aimRecipes, (recipe) => endpointsForRecipe(caches, recipe)),
    // A new node matters to those that found no GPUs; what runs stays where it is.
    watches(nodes, () => unresolvedEndpoints(caches), { predicates: [nodeOffersOther] }),
  ];
}

function claimants(caches: Caches, route: Parameters<typeof modelsOf>[0]): ObjectKey[] {
  return modelsOf(route)
    .flatMap((model) => routesTo(caches, model))
    .flatMap(endpointOfRoute);
}

function ownersOfService({ services: cache }: Caches, service: ObjectKey): ObjectKey[] {
  const owner = cache
    .get(service)
    ?.metadata.ownerReferences?.find((reference) => reference.controller && reference.kind === aimEndpoints.kind);
  return owner ? [{ namespace: service.namespace, name: owner.name }] : [];
}

/** All of the recipe's namespace, and those elsewhere that name it. */
function endpointsForRecipe({ endpoints }: Caches, recipe: AimRecipe): ObjectKey[] {
  const { name, namespace } = recipe.metadata ?? {};
  return endpoints
    .list()
    .filter((endpoint) => endpoint.metadata.namespace === namespace || valueAt(endpoint.spec, 'recipe.customRecipe.name') === name)
    .map(keyOf);
}

function unresolvedEndpoints({ endpoints }: Caches): ObjectKey[] {
  return endpoints
    .list()
    .filter((endpoint) => endpoint.status?.selectedRecipe === undefined)
    .map(keyOf);
}

interface NodeChange {
  readonly type: string;
  readonly object: NodeFacts;
  readonly previous?: NodeFacts | undefined;
}

interface NodeFacts {
  readonly metadata?: { readonly labels?: Record<string, string> };
  readonly spec?: { readonly unschedulable?: boolean };
  readonly status?: { readonly allocatable?: Record<string, string>; readonly conditions?: readonly { type: string; status: string }[] };
}

/** Heartbeats change nothing for us. */
function nodeOffersOther({ type, object, previous }: NodeChange): boolean {
  return type !== 'modified' || JSON.stringify(offerOf(object)) !== JSON.stringify(previous && offerOf(previous));
}

function offerOf({ metadata, spec, status }: NodeFacts): unknown {
  const ready = status?.conditions?.find((condition) => condition.type === 'Ready')?.status;
  return [metadata?.labels, spec?.unschedulable, status?.allocatable, ready];
}
