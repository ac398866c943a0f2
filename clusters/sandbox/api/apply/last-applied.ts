/**
 * The way from client-side to server-side apply: kubectl notes in an annotation what it applied before. What the object
 * still has of it is kubectl's own, whoever `managedFields` names.
 */
import { type ApiObject, inOrder, isJsonObject, type JsonObject } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { compareFields, touched } from './compare.ts';
import { difference, type FieldSet, members, pathText, union } from './field-set.ts';
import { fieldSetOf } from './structure.ts';
import { ownable } from './track-update.ts';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Only kubectl's own apply is treated so: who names another manager does not want it. */
const manager = 'kubectl';

/** The paths, as text, on which an apply of this manager may contradict other managers. */
export function ownByLastApplied(live: ApiObject, application: { manager: string; schema?: Schema | undefined }): Set<string> {
  const lastApplied = application.manager === manager ? readLastApplied(live) : undefined;
  if (!lastApplied) return new Set();
  return new Set(members(stillAsApplied(live, lastApplied, application.schema)).map(pathText));
}

function stillAsApplied(live: ApiObject, lastApplied: JsonObject, schema: Schema | undefined): FieldSet {
  const applied = ownable(lastApplied as ApiObject);
  const comparison = compareFields(applied, ownable(live), schema);
  return difference(fieldSetOf(applied, schema), union(touched(comparison), comparison.removed));
}

/** An annotation that is there is kept in step, so that a later client-side apply starts from what is true. */
export function keepLastApplied(object: ApiObject, applied: ApiObject, application: { manager: string }): void {
  const { annotations } = object.metadata;
  if (application.manager !== manager || !annotations?.[LAST_APPLIED]) return;
  object.metadata = { ...object.metadata, annotations: { ...annotations, [LAST_APPLIED]: `${JSON.stringify(inOrder(bare(applied)))}\n` } };
}

function readLastApplied(live: ApiObject): JsonObject | undefined {
  const text = live.metadata.annotations?.[LAST_APPLIED];
  if (!text) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const isOfThisVersion = isJsonObject(value) && value['apiVersion'] === live.apiVersion && isJsonObject(value['metadata']);
    return isOfThisVersion ? value : undefined;
  } catch {
    // Whoever wrote the annotation by hand is treated as one who has none.
    return undefined;
  }
}

function bare(applied: ApiObject): ApiObject {
  const { [LAST_APPLIED]: _, ...annotations } = applied.metadata.annotations ?? {};
  const { annotations: __, ...metadata } = applied.metadata;
  return { ...applied, metadata: Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata } as ApiObject;
}
