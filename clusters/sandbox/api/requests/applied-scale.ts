import { apiVersionOf } from '../../../objects.ts';
import { type ApiObject, isJsonObject, valueAt } from '../json.ts';
import { badRequest, unknownPath } from '../refusals.ts';
import type { ObjectPlace } from './context.ts';
import { withValueAt } from './scale.ts';

/** An applied Scale as what it says about the object that is scaled. */
export function appliedScale({ resource, namespace, name }: ObjectPlace, body: unknown): ApiObject {
  if (!resource.scale) throw unknownPath();
  const [apiVersion, kind] = [String(valueAt(body, ['apiVersion']) ?? ''), String(valueAt(body, ['kind']) ?? '')];
  if (!isJsonObject(body) || apiVersion !== 'autoscaling/v1' || kind !== 'Scale') {
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/', 2) : ['', apiVersion];
    throw badRequest(`invalid object type: ${group}/${version}, Kind=${kind}`);
  }
  const empty = { apiVersion: apiVersionOf(resource), kind: resource.kind, metadata: { name, ...(namespace && { namespace }) } };
  const replicas = valueAt(body, ['spec', 'replicas']);
  return (typeof replicas === 'number' ? withValueAt(empty, resource.scale.specReplicas, replicas) : empty) as ApiObject;
}
