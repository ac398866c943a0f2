import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import { trackUpdate } from '../apply/track-update.ts';
import { invalidValue } from '../causes.ts';
import { type ApiObject, isJsonObject, type JsonObject, setField, valueAt } from '../json.ts';
import { badRequest, invalid, unknownPath } from '../refusals.ts';
import type { Resource, ScalePaths } from '../resource.ts';
import { labelSelectorText } from '../selectors/label-selector-text.ts';
import type { Entry } from '../storage/entry.ts';
import { changeObject, withAllowedChanges } from './change.ts';
import type { ObjectPlace, RequestContext, WriteRequest } from './context.ts';
import { trackingOf } from './create.ts';

/** The `scale` subresource of an object: autoscaling/v1 Scale. */
export function scaleOf(resource: Resource, object: ApiObject): ApiObject {
  const paths = pathsOf(resource);
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const replicas = valueAt(object, paths.specReplicas);
  const selector = paths.selector && valueAt(object, paths.selector);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, ...(namespace && { namespace }), uid, resourceVersion, creationTimestamp } as ApiObject['metadata'],
    spec: replicas ? { replicas } : {},
    status: { replicas: valueAt(object, paths.statusReplicas) ?? 0, ...(selector !== undefined && { selector: selectorText(selector) }) },
  };
}

/** Sets an object's replicas from a Scale. */
export function writeScale(context: RequestContext, place: ObjectPlace, body: unknown, request: WriteRequest): Entry {
  const paths = pathsOf(place.resource);
  if (!isJsonObject(body)) throw badRequest('the body must be a Scale of autoscaling/v1');
  const replicas = valueAt(body, ['spec', 'replicas']) ?? 0;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas)) {
    throw badRequest('Scale in version "v1" cannot be handled as a Scale: spec.replicas must be a whole number');
  }
  if (replicas < 0) {
    const cause = invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0');
    throw invalid({ group: 'autoscaling', plural: 'scales', kind: 'Scale' }, place.name, [cause]);
  }
  return changeObject(
    context,
    place,
    (previous) => {
      const object = withValueAt(previous, paths.specReplicas, replicas) as ApiObject;
      const version = valueAt(body, ['metadata', 'resourceVersion']);
      if (typeof version === 'string' && version) object.metadata = { ...object.metadata, resourceVersion: version };
      const track = (result: ApiObject) => trackUpdate(previous, result, trackingOf(context, place, request));
      return withAllowedChanges(context, place, { object, previous, request: { ...request, subresource: undefined }, track });
    },
    request,
  );
}

function pathsOf(resource: Resource): ScalePaths {
  if (!resource.scale) throw unknownPath();
  return resource.scale;
}

/** A copy with one value set, however deep. */
export function withValueAt(object: JsonObject, [field = '', ...rest]: string[], value: unknown): JsonObject {
  const copy = { ...object };
  const inner = object[field];
  setField(copy, field, rest.length === 0 ? value : withValueAt(isJsonObject(inner) ? inner : {}, rest, value));
  return copy;
}

function selectorText(selector: unknown): string {
  return typeof selector === 'string' ? selector : labelSelectorText(selector as LabelSelector);
}
