import { apiVersionOf } from '../../../objects.ts';
import type { JsonObject } from '../json.ts';
import { createTable, metadataOf, type TableRequest } from '../printing/table.ts';
import { present, presentText } from '../requests/presentation.ts';
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
  const include = query.get('includeObject') ?? 'Metadata';
  return {
    form: acceptedForm(request.headers.accept),
    resource,
    now: context.clock.now(),
    include: include === 'None' || include === 'Object' ? include : 'Metadata',
  };
}

export function encodeEntry(entry: Entry, encoding: Encoding): string {
  const { form, resource } = encoding;
  if (form === 'table') return JSON.stringify(createTable([entry], { resourceVersion: String(entry.version) }, encoding));
  return form === 'metadata' ? JSON.stringify(metadataOf(present(entry, resource))) : presentText(entry, resource);
}

/** A list as text: objects are text already, so this is concatenation. */
export function encodeList(list: EntryList, encoding: Encoding): string {
  const { form, resource } = encoding;
  const metadata = listMetadata(list);
  if (form === 'table') return JSON.stringify(createTable(list.entries, metadata, encoding));
  const isMetadata = form === 'metadata';
  const kind = isMetadata ? 'PartialObjectMetadataList' : resource.listKind;
  const apiVersion = isMetadata ? 'meta.k8s.io/v1' : apiVersionOf(resource);
  const head = JSON.stringify({ kind, apiVersion, metadata }).slice(0, -1);
  return `${head},"items":[${list.entries.map((entry) => encodeEntry(entry, encoding)).join(',')}]}`;
}

function listMetadata({ resourceVersion, continueToken, remaining }: EntryList): JsonObject {
  return {
    resourceVersion,
    ...(continueToken !== undefined && { continue: continueToken }),
    ...(remaining !== undefined && { remainingItemCount: remaining }),
  };
}
