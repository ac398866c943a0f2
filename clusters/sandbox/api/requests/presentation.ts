import { apiVersionOf } from '../../../objects.ts';
import { type ApiObject, setField } from '../json.ts';
import type { Resource } from '../resource.ts';
import { createEntry, type Entry, textWithoutKind } from '../storage/entry.ts';

/** A stored object as this resource shows it. Shares the stored object's parts: copy before handing it out. */
export function present(entry: Entry, resource: Resource): ApiObject {
  if (resource.strategy.fromStored) return resource.strategy.fromStored(entry.object);
  return isStoredForm(resource) ? entry.object : withApiVersion(entry.object, apiVersionOf(resource));
}

/** The same as JSON text; what is stored in this form already is not made into text again. */
export function presentText(entry: Entry, resource: Resource): string {
  const shown = present(entry, resource);
  return shown === entry.object ? entry.text : JSON.stringify(shown);
}

/** The same as an item of a list: of built-in kinds, the list alone says which kind its items are of. */
export function presentItemText(entry: Entry, resource: Resource): string {
  if (resource.custom) return presentText(entry, resource);
  return textWithoutKind(isStoredForm(resource) ? entry : createEntry(entry.bucket, entry.key, present(entry, resource)));
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
