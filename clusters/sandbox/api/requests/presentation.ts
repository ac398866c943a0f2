import { apiVersionOf } from '../../../objects.ts';
import { type ApiObject, setField } from '../json.ts';
import type { Resource } from '../resource.ts';
import type { Entry } from '../storage/entry.ts';

/** A stored object as this resource shows it. Shares the stored object's parts: copy before handing it out. */
export function present(entry: Entry, resource: Resource): ApiObject {
  if (resource.strategy.fromStored) return resource.strategy.fromStored(entry.object);
  return isStoredForm(resource) ? entry.object : withApiVersion(entry.object, apiVersionOf(resource));
}

/** The same as JSON text; what is stored in this form already is not made into text again. */
export function presentText(entry: Entry, resource: Resource): string {
  return isStoredForm(resource) ? entry.text : JSON.stringify(present(entry, resource));
}

/** The form in which an object of this resource is stored. */
export function toStored(object: ApiObject, resource: Resource): ApiObject {
  if (resource.strategy.toStored) return resource.strategy.toStored(object);
  return isStoredForm(resource) ? object : withApiVersion(object, resource.storedAs);
}

function isStoredForm(resource: Resource): boolean {
  return resource.storedAs === apiVersionOf(resource);
}

function withApiVersion(object: ApiObject, apiVersion: string): ApiObject {
  const copy = { ...object };
  setField(copy, 'apiVersion', apiVersion);
  return copy;
}
