/** Which of an endpoint's names the gateway leads elsewhere, because another endpoint had them first. */
import type { ObjectKey, Stored } from '../../../../clusters/objects.ts';
import { byPrecedence, routeName } from '../../../contract/route-precedence.ts';
import type { NameTaken } from '../../../domain/observe/conditions.ts';
import { aimEndpoints, type routes } from '../../kinds.ts';
import { type Caches, modelsOf, routesTo } from './caches.ts';

type RouteObject = Stored<NonNullable<typeof routes.objectType>>;

/** The names of the endpoint's Route that other Routes keep. */
export function namesTaken(caches: Caches, route: ObjectKey): NameTaken[] {
  const own = caches.routes.get(route);
  if (!own) return [];
  return modelsOf(own).flatMap((name) => {
    const [first] = routesTo(caches, name).toSorted(byPrecedence);
    return first && first.metadata.uid !== own.metadata.uid ? [{ name, keptBy: describe(first) }] : [];
  });
}

/** The endpoint that a Route was made for: none for one that a person wrote. */
export function endpointOfRoute({ metadata }: RouteObject): ObjectKey[] {
  const owner = metadata.ownerReferences?.find((reference) => reference.controller && reference.kind === aimEndpoints.kind);
  return owner ? [{ namespace: metadata.namespace, name: owner.name }] : [];
}

function describe(route: RouteObject): string {
  const [endpoint] = endpointOfRoute(route);
  return endpoint ? `the endpoint ${endpoint.namespace}/${endpoint.name}` : `the Route ${routeName(route)}`;
}
