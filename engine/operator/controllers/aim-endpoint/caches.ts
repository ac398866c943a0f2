/** The local copies that the AIMEndpoint controller reads from. */
import type { Informer } from '../../../../clusters/informer/informer.ts';
import type { Informers } from '../../../../clusters/informer/informers.ts';
import { configMaps, deployments, endpointSlices, nodes, pods, serviceAccounts, services } from '../../../../clusters/kinds.ts';
import { keyText, type ObjectKey, type Stored } from '../../../../clusters/objects.ts';
import { endpointAnnotation } from '../../../domain/plan/metadata.ts';
import { aimEndpoints, aimRecipes, routes } from '../../kinds.ts';

type Cached<K> = K extends { objectType?: infer T } ? NonNullable<T> : never;
type InformerOf<K> = Informer<Cached<K> & object>;

export interface Caches {
  readonly endpoints: InformerOf<typeof aimEndpoints>;
  readonly recipes: InformerOf<typeof aimRecipes>;
  readonly routes: InformerOf<typeof routes>;
  readonly nodes: InformerOf<typeof nodes>;
  readonly pods: InformerOf<typeof pods>;
  readonly deployments: InformerOf<typeof deployments>;
  readonly services: InformerOf<typeof services>;
  readonly configMaps: InformerOf<typeof configMaps>;
  readonly serviceAccounts: InformerOf<typeof serviceAccounts>;
  readonly slices: InformerOf<typeof endpointSlices>;
}

const byEndpoint = 'endpoint';
const byService = 'service';
const byModel = 'model';

export function openCaches(informers: Informers): Caches {
  return {
    endpoints: informers.for(aimEndpoints),
    recipes: informers.for(aimRecipes),
    routes: informers.for(routes, { indices: { [byModel]: (route) => [...modelsOf(route)] } }),
    nodes: informers.for(nodes),
    pods: informers.for(pods, { indices: { [byEndpoint]: (pod) => endpointsOfPod(pod).map(keyText) } }),
    deployments: informers.for(deployments),
    services: informers.for(services),
    configMaps: informers.for(configMaps),
    serviceAccounts: informers.for(serviceAccounts),
    slices: informers.for(endpointSlices, { indices: { [byService]: (slice) => servicesOfSlice(slice).map(keyText) } }),
  };
}

export function podsOf({ pods: cache }: Caches, endpoint: ObjectKey): Stored<Cached<typeof pods>>[] {
  return cache.byIndex(byEndpoint, keyText(endpoint));
}

/** All Routes that claim a model name. */
export function routesTo({ routes: cache }: Caches, model: string): Stored<Cached<typeof routes>>[] {
  return cache.byIndex(byModel, model);
}

/** The model names that a Route claims; none for one that is half written. */
export function modelsOf(route: Cached<typeof routes>): readonly string[] {
  return route.spec?.models ?? [];
}

/** Ready addresses behind a Service. */
export function readyBackends({ slices }: Caches, service: ObjectKey): number {
  const addresses = slices.byIndex(byService, keyText(service)).flatMap((slice) => slice.endpoints ?? []);
  return addresses.filter((endpoint) => endpoint.conditions?.ready !== false).length;
}

/** The endpoint that a pod serves: none for pods that are not ours. */
export function endpointsOfPod(pod: Cached<typeof pods>): ObjectKey[] {
  const name = pod.metadata?.annotations?.[endpointAnnotation];
  return name === undefined ? [] : [{ namespace: pod.metadata?.namespace, name }];
}

export function servicesOfSlice(slice: Cached<typeof endpointSlices>): ObjectKey[] {
  const name = slice.metadata?.labels?.['kubernetes.io/service-name'];
  return name === undefined ? [] : [{ namespace: slice.metadata?.namespace, name }];
}
