import type { Event, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Informer } from '../../../clusters/informer/informer.ts';
import type { Informers } from '../../../clusters/informer/informers.ts';
import { deployments, events, pods, replicaSets } from '../../../clusters/kinds.ts';
import type { KubernetesObject, ResourceKind, Stored } from '../../../clusters/objects.ts';
import { type Route, routeKind } from '../../contract/route.ts';
import { byPrecedence } from '../../contract/route-precedence.ts';
import type { ServedDialect } from '../dialects/served-dialect.ts';

const routes: ResourceKind<Route & KubernetesObject> = routeKind;

/** The live objects from which endpoints are shown, and how they hang together. */
export interface EndpointSources {
  dialects: { dialect: ServedDialect; informer: Informer }[];
  /** The model names that lead to an endpoint: those of its Routes, less what an earlier Route of another one keeps. */
  namesOf(owner: Stored): string[];
  /** Pods that belong to an endpoint: by way of its deployments and their replica sets. */
  podsOf(owner: Stored): Stored<Pod>[];
  /** Events about an endpoint or anything made for it. */
  eventsOf(owner: Stored): Stored<Event>[];
  informers: Informer[];
}

/** Owners and events are found by index, never by going through all objects. */
export function endpointSources(informers: Informers, dialects: readonly ServedDialect[]): EndpointSources {
  const byOwner = { owner: ownerUids };
  const endpoints = dialects.map((dialect) => ({ dialect, informer: informers.for(dialect.endpoints) }));
  const route = informers.for(routes, { indices: { ...byOwner, model: (each: Stored<Route>) => [...modelsOf(each)] } });
  const deployment = informers.for(deployments, { indices: byOwner });
  const replicaSet = informers.for(replicaSets, { indices: byOwner });
  const pod = informers.for(pods, { indices: byOwner });
  const event = informers.for(events, { indices: { about: (each: Stored<Event>) => [each.involvedObject.uid ?? ''] } });

  const setsOf = (owner: Stored) => owned(deployment, owner).flatMap((each) => owned(replicaSet, each));
  const podsOf = (owner: Stored) => setsOf(owner).flatMap((each) => owned(pod, each));
  const family = (owner: Stored) => [owner, ...owned(deployment, owner), ...setsOf(owner), ...podsOf(owner)];
  return {
    dialects: endpoints,
    namesOf: (owner) => owned(route, owner).flatMap((own) => modelsOf(own).filter((name) => keepsName(route, own, name))),
    podsOf,
    eventsOf: (owner) => family(owner).flatMap(({ metadata }) => event.byIndex('about', metadata.uid)),
    informers: [...endpoints.map(({ informer }) => informer), route, deployment, replicaSet, pod, event] as Informer[],
  };
}

/** None for a Route that is half written. */
function modelsOf({ spec }: Partial<Route>): readonly string[] {
  return spec?.models ?? [];
}

function keepsName(informer: Informer<Route & KubernetesObject>, route: Stored<Route & KubernetesObject>, name: string): boolean {
  const [first] = informer.byIndex('model', name).toSorted(byPrecedence);
  return first?.metadata.uid === route.metadata.uid;
}

function ownerUids(object: Stored): string[] {
  return (object.metadata.ownerReferences ?? []).map(({ uid }) => uid);
}

function owned<T extends KubernetesObject>(informer: Informer<T>, owner: Stored): Stored<T>[] {
  return informer.byIndex('owner', owner.metadata.uid);
}
