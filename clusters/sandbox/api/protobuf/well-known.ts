import type { WireField } from './wire.ts';

type Decoder = (fields: WireField[]) => unknown;

/** Messages whose JSON is not an object of their fields. Undefined stands for absent. */
export const wellKnownMessages: Record<string, Decoder> = {
  'k8s.io.apimachinery.pkg.apis.meta.v1.Time': (fields) => time(fields, /\.\d+Z$/, 'Z'),
  'k8s.io.apimachinery.pkg.apis.meta.v1.MicroTime': (fields) => time(fields, /(\.\d+)Z$/, '$1000Z'),
  'k8s.io.apimachinery.pkg.apis.meta.v1.FieldsV1': jsonInside,
  'k8s.io.apimachinery.pkg.runtime.RawExtension': jsonInside,
  'k8s.io.apimachinery.pkg.api.resource.Quantity': (fields) => text(fields, 1),
  'k8s.io.apimachinery.pkg.util.intstr.IntOrString': (fields) => (number(fields, 1) === 1 ? text(fields, 3) : number(fields, 2)),
};

function time(fields: WireField[], pattern: RegExp, replacement: string): string | undefined {
  if (fields.length === 0) return undefined;
  const milliseconds = number(fields, 1) * 1000 + Math.floor(number(fields, 2) / 1e6);
  return new Date(milliseconds).toISOString().replace(pattern, replacement);
}

function jsonInside(fields: WireField[]): unknown {
  const source = text(fields, 1);
  return source === '' ? undefined : JSON.parse(source);
}

function number(fields: WireField[], wanted: number): number {
  const value = fields.find((field) => field.number === wanted)?.value;
  return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : 0;
}

function text(fields: WireField[], wanted: number): string {
  const value = fields.find((field) => field.number === wanted)?.value;
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : '';
}
