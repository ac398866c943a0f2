/** What is filled in where a schema cannot: values that follow from the object's own name and namespace. Pure. */
import type { JsonPatchOperation } from '../../../clusters/cluster.ts';
import { aimEndpointKind } from '../../dialects/aim/group.ts';
import { valueAt } from '../../dialects/field-reader.ts';
import type { ReviewRequest, ReviewResponse } from './review.ts';

/** The kinds that have such values; the webhook's rules follow from them. */
export const defaultedKinds = [aimEndpointKind];

/**
 * Writes down what the operator would read anyway: the namespace of a recipe that is named without one, and the name of a service
 * account that is to be made. The object then says the same wherever it is copied to.
 */
export function fillIn({ groupKind, object, namespace }: ReviewRequest): ReviewResponse {
  if (groupKind !== `${aimEndpointKind.group}/${aimEndpointKind.kind}`) return { allowed: true };
  const patch: JsonPatchOperation[] = [];
  const recipe = valueAt(object, 'spec.recipe.customRecipe');
  if (namespace && valueAt(recipe, 'name') !== undefined && valueAt(recipe, 'namespace') === undefined) {
    patch.push({ op: 'add', path: '/spec/recipe/customRecipe/namespace', value: namespace });
  }
  const account = valueAt(object, 'spec.security.serviceAccount');
  // A name that the server is to generate is not known yet.
  const name = object.metadata?.name;
  if (name && valueAt(account, 'create') === true && valueAt(account, 'name') === undefined) {
    patch.push({ op: 'add', path: '/spec/security/serviceAccount/name', value: name });
  }
  return { allowed: true, patch };
}
