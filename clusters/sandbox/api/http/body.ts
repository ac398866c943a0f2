import type { IncomingMessage } from 'node:http';
import { parse } from 'yaml';
import { ApiError } from '../../../api-error.ts';
import { decodeProtobuf } from '../protobuf/decode.ts';
import { badRequest } from '../refusals.ts';

const LARGEST_BODY = 3 * 1024 * 1024;

const JSON_TYPES = [
  'application/json',
  'application/merge-patch+json',
  'application/json-patch+json',
  'application/strategic-merge-patch+json',
];
const PROTOBUF_TYPE = 'application/vnd.kubernetes.protobuf';
const YAML_TYPES = ['application/yaml', 'application/apply-patch+yaml'];

/** A request's body as data; undefined when there is none. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request);
  const type = contentType(request);
  if (type === PROTOBUF_TYPE && bytes.length > 0) return decodeProtobuf(bytes);
  const text = bytes.toString('utf8');
  if (text.trim() === '') return undefined;
  // What applies is YAML by name, and JSON in practice.
  if (YAML_TYPES.includes(type)) return text.trimStart().startsWith('{') ? (tryJson(text) ?? parseYaml(text)) : parseYaml(text);
  if (JSON_TYPES.includes(type) || type === '') return parseJson(text);
  throw new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml; it was ${type}`,
  );
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(`couldn't get version/kind; json parse error: ${(error as Error).message}`);
  }
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Flow-style YAML begins with a brace too.
    return undefined;
  }
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch (error) {
    throw badRequest(`error converting YAML to JSON: ${(error as Error).message}`);
  }
}
