import { readFileSync } from 'node:fs';

export const goTypesFile = new URL('../../../../resources/openapi/go-types.json', import.meta.url);

/** A field's Go type, and when it is left out of JSON: when it is `empty`, when it is `zero`, or never. */
export type GoField = [type: string, leftOut: '' | 'empty' | 'zero'];

/** A struct's fields by their JSON names, or what a named type stands for. */
export type GoType = Record<string, GoField> | string;

/** How a value of some Go type is held in JSON. */
export interface Shape {
  /** As Go names it in messages: `int32`, `v1.ServiceType`, `[]v1.Container`. */
  name: string;
  kind: 'string' | 'boolean' | 'integer' | 'number' | 'struct' | 'map' | 'list' | 'bytes' | 'own';
  /** True for `*T`: absent is something else than zero. */
  pointer: boolean;
  /** Of a struct, by JSON names. */
  fields: ReadonlyMap<string, ShapeField>;
  /** Of a map or list: what its values are. */
  items: Shape | undefined;
  /** The bounds of an integer, by its bits. */
  bits: number;
}

export interface ShapeField {
  shape: Shape;
  leftOut: GoField[1];
  /** The struct that has the field, as messages name it. */
  owner: string;
}

let types: Record<string, GoType> | undefined;
const shapes = new Map<string, Shape>();

/** The shape behind a published schema's name (`io.k8s.api.apps.v1.Deployment`); undefined where the Go source is not known. */
export function shapeOf(schemaName: string): Shape | undefined {
  return goTypes()[schemaName] === undefined ? undefined : shapeOfType(schemaName);
}

function goTypes(): Record<string, GoType> {
  types ??= (JSON.parse(readFileSync(goTypesFile, 'utf8')) as { types: Record<string, GoType> }).types;
  return types;
}

/** Registered before its fields are read, as types may contain themselves. */
function shapeOfType(type: string): Shape {
  const known = shapes.get(type);
  if (known) return known;
  const shape: Shape = { name: nameOf(type), kind: 'own', pointer: false, fields: new Map(), items: undefined, bits: 0 };
  shapes.set(type, shape);
  return Object.assign(shape, describe(type));
}

const integers: Record<string, number> = { int: 64, int8: 8, int16: 16, int32: 32, int64: 64, uint8: 8, uint32: 32, uint64: 64 };
const scalars: Record<string, Shape['kind']> = { string: 'string', bool: 'boolean', float64: 'number', float32: 'number' };

/** Types that write themselves as JSON: their structs say nothing about it. */
const OWN =
  /\.(Time|MicroTime|Duration|Quantity|IntOrString|FieldsV1|RawExtension|JSON|JSONSchemaPropsOrArray|JSONSchemaPropsOrBool|JSONSchemaPropsOrStringArray)$/;

function describe(type: string): Partial<Shape> {
  if (type.startsWith('*')) return { ...shapeOfType(type.slice(1)), pointer: true };
  if (type === '[]byte' || type === '[]uint8') return { kind: 'bytes' };
  if (type.startsWith('[]')) return { kind: 'list', items: shapeOfType(type.slice(2)) };
  if (type.startsWith('map[')) return { kind: 'map', items: shapeOfType(type.slice(type.indexOf(']') + 1)) };
  if (integers[type] !== undefined) return { kind: 'integer', bits: integers[type] };
  if (scalars[type]) return { kind: scalars[type] };
  const declared = OWN.test(type) ? undefined : goTypes()[type];
  if (declared === undefined) return { kind: namedElsewhere(type) };
  if (typeof declared !== 'string') return { kind: 'struct', fields: new Map(fieldsOf(type, declared)) };
  return { ...shapeOfType(declared), name: nameOf(type) };
}

/** Named strings of packages that are not read, such as `types.UID`. */
function namedElsewhere(type: string): Shape['kind'] {
  return /\.(UID|NodeName)$/.test(type) ? 'string' : 'own';
}

function* fieldsOf(type: string, declared: Record<string, GoField>): Generator<[string, ShapeField]> {
  for (const [name, [inner, leftOut]] of Object.entries(declared)) {
    const owner = nameOf(type).replace(/^.*\./, '');
    if (!name.startsWith('...')) yield [name, { shape: shapeOfType(inner), leftOut, owner }];
    else for (const [own, field] of shapeOfType(inner).fields) yield [own, { ...field, owner }];
  }
}

/** `io.k8s.api.core.v1.ServiceType` as Go prints it: `v1.ServiceType`. */
function nameOf(type: string): string {
  return type.replace(/^\*/, '').replaceAll(/io\.k8s\.[\w.-]*?([\w-]+\.\w+)(?![\w.-])/g, '$1');
}
