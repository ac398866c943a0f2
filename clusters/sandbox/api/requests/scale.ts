import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import { apiVersionOf } from '../../../objects.ts';
import { ownersAfterScale, ownersOfScale } from '../apply/scale-owners.ts';
import { trackUpdate } from '../apply/track-update.ts';
import { type ApiObject, isJsonObject, type JsonObject, type ManagedFieldsEntry, setField, valueAt } from '../json.ts';
import { conflict, invalid, unknownPath } from '../refusals.ts';
import type { Resource, ScalePaths } from '../resource.ts';
import { labelSelectorText } from '../selectors/label-selector-text.ts';
import type { Entry } from '../storage/entry.ts';
import { validateNonNegative } from '../validation/numbers.ts';
import { changeObject, withAllowedChanges } from './change.ts';
import type { ObjectPlace, RequestContext, WriteRequest } from './context.ts';
import { trackingOf } from './create.ts';
import { checkNamed, decodeObject } from './decode.ts';
import { scaleResource } from './scale-resource.ts';

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

/** What a request makes of the Scale that it is given, which is a copy. */
export type NextScale = (scale: ApiObject) => ApiObject;

/** Writes an object's replicas through its Scale, which has the owners that the replicas have. */
export function writeScale(context: RequestContext, place: ObjectPlace, next: NextScale, request: WriteRequest): Entry {
  const { resource } = place;
  const paths = pathsOf(resource);
  const owners = { apiVersion: apiVersionOf(resource), path: paths.specReplicas.map((field) => `f:${field}`) };
  const written = (previous: ApiObject) => {
    const entries = previous.metadata.managedFields ?? [];
    const present = scaleOf(resource, previous);
    const scale = next(ownedBy(present, ownersOfScale(entries, owners)));
    checkScale(place, scale, previous);
    const object = withValueAt(previous, paths.specReplicas, valueAt(scale, ['spec', 'replicas']) ?? 0) as ApiObject;
    const { resourceVersion } = scale.metadata;
    const sent = resourceVersion === undefined ? {} : { resourceVersion };
    object.metadata = { ...previous.metadata, ...sent };
    const owned = ownedBy(object, ownersAfterScale(entries, scale.metadata.managedFields ?? [], owners));
    return withAllowedChanges(context, place, { object: owned, previous, request: { ...request, subresource: undefined } });
  };
  return changeObject(context, place, written, request);
}

function ownedBy(object: ApiObject, managedFields: ManagedFieldsEntry[]): ApiObject {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata: { ...metadata, ...(managedFields.length > 0 && { managedFields }) } as ApiObject['metadata'] };
}

/** A Scale that replaces the present one. */
export function replacedScale(context: RequestContext, place: ObjectPlace, body: unknown, request: WriteRequest): NextScale {
  const inScale = scalePlace(place);
  const object = decodeObject(inScale, body, request);
  checkNamed(inScale, body);
  return (scale) => {
    const result = structuredClone(object);
    if (scale.metadata.managedFields) result.metadata.managedFields = scale.metadata.managedFields;
    trackUpdate(scale, result, scaleTracking(context, place, request));
    return result;
  };
}

/** Where the Scale of an object is. */
export function scalePlace(place: ObjectPlace): ObjectPlace {
  return { ...place, resource: { ...scaleResource, namespaced: place.resource.namespaced } };
}

export function scaleTracking(context: RequestContext, place: ObjectPlace, request: WriteRequest) {
  return trackingOf(context, scalePlace(place), { ...request, subresource: 'scale' });
}

/** What is wrong with a Scale that someone wants. */
function checkScale({ resource, name }: ObjectPlace, scale: ApiObject, { metadata }: ApiObject): void {
  const replicas = Number(valueAt(scale, ['spec', 'replicas']) ?? 0);
  const causes = validateNonNegative(replicas, 'spec.replicas');
  if (causes.length > 0) throw invalid({ group: 'autoscaling', plural: 'scales', kind: 'Scale' }, name, causes);
  const { uid } = scale.metadata;
  if (!uid || uid === metadata.uid) return;
  const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`;
  throw conflict({ ...resource, plural: `${resource.plural}/scale` }, name, why);
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
