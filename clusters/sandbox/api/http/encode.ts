import { ApiError } from '../../../api-error.ts';
import { apiVersionOf } from '../../../objects.ts';
import type { JsonObject } from '../json.ts';
import { createTable, metadataOf, type TableRequest } from '../printing/table.ts';
import { badRequest } from '../refusals.ts';
import { present, presentItemText, presentText } from '../requests/presentation.ts';
import type { EntryList } from '../requests/read.ts';
import type { Resource } from '../resource.ts';
import type { Entry } from '../storage/entry.ts';
import { acceptedForm, type ObjectForm } from './accept.ts';
import type { Call } from './call.ts';

/** How one client wants its objects. */
export interface Encoding {
  form: ObjectForm;
  resource: Resource;
  now: number;
  include: TableRequest['include'];
}

export function encodingOf({ request, query, context }: Call, resource: Resource): Encoding {
  const form = acceptedForm(request.headers.accept);
  const include = form === 'table' ? includedObject(query.get('includeObject')) : 'Metadata';
  return { form, resource, now: context.clock.now(), include };
}

function includedObject(include: string | null): TableRequest['include'] {
  if (include === 'None' || include === 'Object' || include === 'Metadata') return include;
  if (!include) return 'Metadata';
  const why = `includeObject: Invalid value: ${JSON.stringify(include)}: must be 'Metadata', 'Object', 'None', or empty`;
  throw badRequest(`Unable to convert to Table as requested: ${why}`);
}

export function encodeEntry(entry: Entry, encoding: Encoding): string {
  const { form, resource } = encoding;
  if (form === 'metadata-list') throw notThatForm('PartialObjectMetadataList', `not a list (*core.${resource.kind})`);
  if (form === 'table') return JSON.stringify(createTable([entry], { resourceVersion: String(entry.version) }, encoding));
  return form === 'metadata' ? JSON.stringify(metadataOf(present(entry, resource))) : presentText(entry, resource);
}

/** A list as text: objects are text already, so this is concatenation. */
export function encodeList(list: EntryList, encoding: Encoding): string {
  const { form, resource } = encoding;
  if (form === 'metadata') throw notThatForm('PartialObjectMetadata', `a list (*core.${resource.listKind})`);
  const metadata = listMetadata(list);
  if (form === 'table') return JSON.stringify(createTable(list.entries, metadata, encoding));
  const isMetadata = form === 'metadata-list';
  const items = list.entries.map((entry) =>
    isMetadata ? JSON.stringify(metadataOf(present(entry, resource))) : presentItemText(entry, resource),
  );
  const kind = isMetadata ? 'PartialObjectMetadataList' : resource.listKind;
  const apiVersion = isMetadata ? 'meta.k8s.io/v1' : apiVersionOf(resource);
  const head = JSON.stringify({ kind, apiVersion, metadata }).slice(0, -1);
  return `${head},"items":[${items.join(',')}]}`;
}

function notThatForm(form: string, what: string): ApiError {
  return new ApiError(406, 'NotAcceptable', `you requested ${form}, but the requested object is ${what}`);
}

function listMetadata({ resourceVersion, continueToken, remaining }: EntryList): JsonObject {
  return {
    resourceVersion,
    ...(continueToken !== undefined && { continue: continueToken }),
    ...(remaining !== undefined && { remainingItemCount: remaining }),
  };
}
