import { type JsonObject, setField } from '../json.ts';
import { publishedName } from '../openapi/kubernetes-schemas.ts';
import { badRequest } from '../refusals.ts';
import { fieldsOf, type MessageField, messageNameOf } from './messages.ts';
import { wellKnownMessages } from './well-known.ts';
import { readFields, type WireField } from './wire.ts';

const MAGIC = Buffer.from('k8s\0');

/**
 * An object in Kubernetes' protobuf form as JSON data: an envelope that names the kind, around the kind's own message.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding
 */
export function decodeProtobuf(bytes: Buffer): JsonObject {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC))
    throw badRequest('the body is not in the Kubernetes protobuf form: it must begin with "k8s" and a zero byte');
  try {
    return decodeEnvelope(bytes.subarray(MAGIC.length));
  } catch (error) {
    if (error instanceof RangeError) throw badRequest(`the body cannot be read: ${error.message}`);
    throw error;
  }
}

function decodeEnvelope(bytes: Uint8Array): JsonObject {
  const envelope = new Map(readFields(bytes).map(({ number, value }) => [number, bytesOf(value)]));
  const typeMeta = new Map(readFields(envelope.get(1) ?? new Uint8Array()).map(({ number, value }) => [number, textOf(value)]));
  const [apiVersion = '', kind = ''] = [typeMeta.get(1), typeMeta.get(2)];
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  // Options of a request belong to every group.
  const schemaName = kind === 'DeleteOptions' ? `io.k8s.apimachinery.pkg.apis.meta.v1.${kind}` : publishedName({ group, version, kind });
  if (!schemaName || !fieldsOf(messageNameOf(schemaName))) throw badRequest(`no kind "${kind}" is registered for version "${apiVersion}"`);
  const message = decodeMessage(messageNameOf(schemaName), envelope.get(2) ?? new Uint8Array()) as JsonObject;
  return { apiVersion, kind, ...message };
}

/** Undefined for a message that stands for nothing, such as the zero time. */
function decodeMessage(name: string, bytes: Uint8Array): unknown {
  const wellKnown = wellKnownMessages[name];
  if (wellKnown) return wellKnown(readFields(bytes));
  const fields = fieldsOf(name);
  const result: JsonObject = {};
  for (const wire of readFields(bytes)) {
    const field = fields?.get(wire.number);
    if (field) addField(result, field, wire);
  }
  return result;
}

function addField(result: JsonObject, [, name, type, holding]: MessageField, { value }: WireField): void {
  if (holding === 'list') {
    const list = (result[name] ?? []) as unknown[];
    setField(result, name, [...list, decodeValue(type, value)]);
  } else if (holding === 'map') {
    const map = (result[name] ?? {}) as JsonObject;
    const [key, inner] = decodePair(type, bytesOf(value));
    setField(map, key, inner);
    setField(result, name, map);
  } else if (holding === 'inline') Object.assign(result, decodeValue(type, value));
  else {
    const decoded = decodeValue(type, value);
    if (holding === 'pointer' ? decoded !== undefined : !isZero(decoded)) setField(result, name, decoded);
  }
}

function decodePair(type: string, bytes: Uint8Array): [string, unknown] {
  const fields = readFields(bytes);
  const key = fields.find(({ number }) => number === 1)?.value ?? new Uint8Array();
  const value = fields.find(({ number }) => number === 2)?.value;
  return [textOf(key), value === undefined ? decodeValue(type, new Uint8Array()) : decodeValue(type, value)];
}

function decodeValue(type: string, value: bigint | Uint8Array): unknown {
  if (type === 'string') return textOf(value);
  if (type === 'bytes') return Buffer.from(bytesOf(value)).toString('base64');
  if (type === 'bool') return value === 1n;
  if (typeof value === 'bigint') return Number(BigInt.asIntN(64, value));
  if (type === 'double') return Buffer.from(value).readDoubleLE();
  return decodeMessage(type, value);
}

/** What JSON leaves out of a field that Go cannot leave out. */
function isZero(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === '' || value === 0 || value === false;
}

function bytesOf(value: bigint | Uint8Array): Uint8Array {
  if (typeof value === 'bigint') throw new RangeError('a number stands where bytes are expected');
  return value;
}

function textOf(value: bigint | Uint8Array): string {
  return Buffer.from(bytesOf(value)).toString('utf8');
}
