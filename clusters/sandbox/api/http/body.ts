import type { IncomingMessage } from 'node:http';
import { ApiError } from '../../../api-error.ts';
import { decodeProtobuf } from '../protobuf/decode.ts';
import { badRequest } from '../refusals.ts';
import { noteDuplicateFields } from '../requests/duplicate-fields.ts';
import { findDuplicateFields } from './duplicate-fields.ts';
import { jsonProblem } from './json-problem.ts';
import { parseYaml } from './yaml.ts';

const LARGEST_BODY = 3 * 1024 * 1024;
const SHOWN = 30;
/** Said of configurations, and not of objects. */
const CONVERTING = /^error converting YAML to JSON: /;

const JSON_TYPES = new Set([
  'application/json',
  'application/merge-patch+json',
  'application/json-patch+json',
  'application/strategic-merge-patch+json',
]);
const PROTOBUF_TYPE = 'application/vnd.kubernetes.protobuf';
const YAML_TYPE = 'application/yaml';
const APPLY_TYPE = 'application/apply-patch+yaml';

/** A request's body as data; undefined when there is none. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request);
  const type = contentType(request);
  if (type === PROTOBUF_TYPE && bytes.length > 0) return decodeProtobuf(bytes);
  const text = bytes.toString('utf8');
  if (text.trim() === '') return undefined;
  if (type === YAML_TYPE || type === APPLY_TYPE) return parseYaml(text);
  if (JSON_TYPES.has(type) || type === '') return parseJson(text);
  throw unknownFormat();
}

/** The body of a request that sends a whole object; 400 with its beginning where it cannot be read. */
export async function readObjectBody(request: IncomingMessage, kind: string): Promise<unknown> {
  const bytes = await readBytes(request);
  const type = contentType(request);
  if (type === PROTOBUF_TYPE && bytes.length > 0) return decodeProtobuf(bytes);
  const text = bytes.toString('utf8');
  try {
    if (type === YAML_TYPE) return parseYaml(text);
    if (JSON_TYPES.has(type) || type === '') return parseObject(text);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): ${error.message.replace(CONVERTING, '')} (${beginning(bytes)})`,
    );
  }
  throw unknownFormat();
}

/** The body of a patch. */
export async function readPatch(request: IncomingMessage): Promise<unknown> {
  const text = (await readBytes(request)).toString('utf8');
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const isStrategic = contentType(request) === 'application/strategic-merge-patch+json';
    throw isStrategic ? error : badRequest(`error decoding patch: ${error.message}`);
  }
}

/** The applied configuration of a request: YAML, which JSON is too. */
export async function readConfiguration(request: IncomingMessage, { strict }: { strict: boolean }): Promise<unknown> {
  const text = (await readBytes(request)).toString('utf8');
  try {
    return parseYaml(text, { strict });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw badRequest(`error ${strict ? 'strict ' : ''}decoding YAML: ${error.message}`);
  }
}

export function contentType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) {
      throw new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${LARGEST_BODY}`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unknownFormat(): ApiError {
  return new ApiError(
    415,
    'UnsupportedMediaType',
    'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
  );
}

function parseJson(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    noteDuplicateFields(body, findDuplicateFields(text, body));
    return body;
  } catch (error) {
    throw badRequest(jsonProblem(text, error as Error));
  }
}

function parseObject(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof ApiError) throw badRequest(`couldn't get version/kind; json parse error: ${error.message}`);
    throw error;
  }
}

/** The beginning of a body, to be recognised by: as text where it looks like JSON, else byte for byte. */
function beginning(bytes: Buffer): string {
  if (bytes.length === 0) return '<empty>';
  const encoding = bytes[0] === 0x7b ? 'utf8' : 'hex';
  return bytes.length > SHOWN ? `${bytes.subarray(0, SHOWN).toString(encoding)} ...` : bytes.toString(encoding);
}
