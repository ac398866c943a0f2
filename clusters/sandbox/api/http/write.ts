import type { ApiObject } from '../json.ts';
import type { ObjectPlace, Place, WriteRequest } from '../requests/context.ts';
import { readEntry } from '../requests/read.ts';
import { scaleOf } from '../requests/scale.ts';
import type { Entry } from '../storage/entry.ts';
import { contentType, readConfiguration, readObjectBody, readPatch } from './body.ts';
import type { Call } from './call.ts';
import { encodeEntry, encodingOf } from './encode.ts';
import { writeQuery } from './options.ts';
import { addWarnings, sendJson, sendText } from './respond.ts';

/** What a write sends: an object, a configuration, or a patch. */
function readWritten({ request, context }: Call, place: Place, { fieldValidation, subresource }: WriteRequest): Promise<unknown> {
  if (request.method !== 'PATCH') return readObjectBody(request, subresource === 'scale' ? 'Scale' : place.resource.kind);
  if (contentType(request) === 'application/apply-patch+yaml') return readConfiguration(request, { strict: fieldValidation === 'Strict' });
  return readPatch(request).catch((error) => {
    // An object that is not there is missed before its patch is looked at.
    if ('name' in place) readEntry(context, place as ObjectPlace);
    throw error;
  });
}

/** What a write does with the body that it is given. */
type Writing = (body: unknown, options: WriteRequest) => Entry;

/** Reads what is sent, writes it, and answers with what became of it. */
// biome-ignore lint/complexity/useMaxParams: the optional last one only tells subresources apart.
export async function write(
  call: Call,
  place: Place,
  code: number | (() => number),
  writing: Writing,
  subresource?: WriteRequest['subresource'],
): Promise<void> {
  const { request, response, query } = call;
  const warnings: string[] = [];
  const options = { ...writeQuery(query, request), subresource, warn: (warning: string) => warnings.push(warning) };
  const body = await readWritten(call, place, options);
  let entry: Entry;
  try {
    entry = writing(body, options);
  } finally {
    addWarnings(response, warnings);
  }
  answer(call, place, { code: typeof code === 'number' ? code : code(), entry, subresource });
}

/** Answers with an object, or with its scale. */
export function answer(
  call: Call,
  { resource }: Place,
  result: { code: number; entry: Entry; subresource?: WriteRequest['subresource'] },
): void {
  const { code, entry, subresource } = result;
  if (subresource === 'scale') sendJson(call.response, code, scaleOf(resource, entry.object satisfies ApiObject));
  else sendText(call.response, code, encodeEntry(entry, encodingOf(call, resource)));
}
