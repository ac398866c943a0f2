/** Kinds that the operator reads and writes beside the built-in ones (clusters/kinds.ts). */
import type { Condition } from 'kubernetes-types/meta/v1.d.ts';
import type { KubernetesObject, ResourceKind } from '../../clusters/objects.ts';
import { type Route, routeKind } from '../contract/route.ts';
import type { AimEndpointStatus } from '../dialects/aim/endpoint-status.ts';
import { aimEndpointKind, aimRecipeKind } from '../dialects/aim/group.ts';
import type { AimRecipeStatus } from '../dialects/aim/recipe-schema.ts';

/** A status whose conditions have the type that helpers for conditions know. */
type WithConditions<T> = Omit<T, 'conditions'> & { conditions?: Condition[] };

/** `spec` is what a person wrote: it is read by the dialect, never trusted. */
export interface AimEndpoint extends KubernetesObject {
  spec?: unknown;
  status?: WithConditions<AimEndpointStatus>;
}

export interface AimRecipe extends KubernetesObject {
  spec?: unknown;
  status?: WithConditions<AimRecipeStatus>;
}

type RouteObject = KubernetesObject & Pick<Route, 'spec' | 'status'>;

export const aimEndpoints: ResourceKind<AimEndpoint> = aimEndpointKind;
export const aimRecipes: ResourceKind<AimRecipe> = aimRecipeKind;
export const routes: ResourceKind<RouteObject> = routeKind;
