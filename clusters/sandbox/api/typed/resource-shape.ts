import { apiVersionOf } from '../../../objects.ts';
import { type ApiObject, isJsonObject, type JsonObject, setField, valueAt } from '../json.ts';
import { publishedName } from '../openapi/kubernetes-schemas.ts';
import type { Resource } from '../resource.ts';
import { type Shape, shapeOf } from './go-types.ts';
import { wireForm } from './wire-form.ts';

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** The Go struct behind a built-in kind; undefined for custom ones and where the source is not known. */
export function resourceShape({ custom, group, version, kind }: Resource): Shape | undefined {
  const name = custom ? undefined : publishedName({ group, version, kind });
  return name === undefined ? undefined : shapeOf(name);
}

/** The struct of every object's metadata. */
export function metadataShape(): Shape | undefined {
  return shapeOf(OBJECT_META);
}

/** An object in the form in which the server writes its kind. Of custom kinds only the metadata has a struct. */
export function inWireForm(resource: Resource, object: ApiObject): ApiObject {
  const shape = resourceShape(resource);
  const metadata = metadataShape();
  const written = shape
    ? (wireForm(object, shape) as ApiObject)
    : { ...object, metadata: (metadata ? wireForm(object.metadata as JsonObject, metadata) : object.metadata) as ApiObject['metadata'] };
  // Left out where it is empty, and empty only until it is refused for that.
  written.metadata.name ??= '';
  // An empty list asks for all owners to be forgotten; of custom kinds it is not read.
  if (!resource.custom && object.metadata.managedFields?.length === 0) written.metadata.managedFields = [];
  for (const path of resource.strategy.emptyLists ?? []) keepEmptyList(written, object, path);
  return written;
}

function keepEmptyList(written: ApiObject, object: ApiObject, path: readonly string[]): void {
  const sent = valueAt(object, [...path]);
  const place = valueAt(written, path.slice(0, -1));
  if (Array.isArray(sent) && sent.length === 0 && isJsonObject(place)) setField(place, path.at(-1) ?? '', []);
}

/** What a kind's object looks like before anything is set; undefined for custom kinds, which begin with nothing. */
export function zeroObject(resource: Resource): ApiObject | undefined {
  const shape = resourceShape(resource);
  if (!shape) return undefined;
  const empty: JsonObject = { apiVersion: apiVersionOf(resource), kind: resource.kind, metadata: {} };
  return wireForm(empty, shape) as ApiObject;
}
