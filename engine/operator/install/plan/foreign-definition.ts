/** Whether the definition of one of our kinds that somebody else made is good enough to work with. */
import type { CustomResourceDefinition, JSONSchemaProps } from 'kubernetes-types/apiextensions/v1.d.ts';

export interface Suitability {
  /** Without these nothing works: `the version v1alpha1`. */
  readonly lacks: readonly string[];
  /** Optional fields that it does not know, which the server then drops: `spec.scaling.behavior`. */
  readonly unknown: readonly string[];
}

export function suitabilityOf(foreign: CustomResourceDefinition, ours: CustomResourceDefinition): Suitability {
  const [version] = ours.spec.versions;
  const found = foreign.spec.versions.find(({ name, served }) => name === version?.name && served);
  if (!version || !found) return { lacks: [`the version ${version?.name}`], unknown: [] };
  const [wanted, present] = [version.schema?.openAPIV3Schema ?? {}, found.schema?.openAPIV3Schema ?? {}];
  const missing = missingFields(wanted, present);
  return {
    lacks: [
      ...(foreign.spec.scope === ours.spec.scope ? [] : [`the scope ${ours.spec.scope}`]),
      ...(found.subresources?.status ? [] : ['the subresource status']),
      ...missing.filter(({ needed }) => needed).map(({ path }) => `the field ${path}`),
    ],
    unknown: missing.filter(({ needed }) => !needed).map(({ path }) => path),
  };
}

interface MissingField {
  readonly path: string;
  readonly needed: boolean;
}

/** Of the fields of `wanted` those that `present` does not have, or has with another type; of one that is missing, not its parts. */
function missingFields(wanted: JSONSchemaProps, present: JSONSchemaProps, prefix = ''): MissingField[] {
  if (keepsUnknown(present)) return [];
  const own = Object.entries(wanted.properties ?? {}).filter(([name]) => prefix !== '' || name === 'spec' || name === 'status');
  const fields = own.flatMap(([name, schema]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const found = present.properties?.[name] ?? additional(present);
    if (!found || !agree(schema, found)) return [{ path, needed: isNeeded(wanted, name, path) }];
    return missingFields(schema, found, path);
  });
  return [...fields, ...inside(wanted, present, prefix)];
}

/** The fields of a list's items, and of a map's values. */
function inside(wanted: JSONSchemaProps, present: JSONSchemaProps, path: string): MissingField[] {
  const pairs = [
    [single(wanted.items), single(present.items)],
    [additional(wanted), additional(present)],
  ] as const;
  return pairs.flatMap(([ours, theirs]) => (ours && theirs ? missingFields(ours, theirs, `${path}[]`) : []));
}

function single(items: JSONSchemaProps['items']): JSONSchemaProps | undefined {
  return items && !Array.isArray(items) ? (items as JSONSchemaProps) : undefined;
}

function additional({ additionalProperties }: JSONSchemaProps): JSONSchemaProps | undefined {
  return typeof additionalProperties === 'object' ? (additionalProperties as JSONSchemaProps) : undefined;
}

/** What nobody can leave out, and how the operator says what it did. */
function isNeeded({ required }: JSONSchemaProps, name: string, path: string): boolean {
  return (required?.includes(name) ?? false) || path === 'spec' || path === 'status' || path === 'status.conditions';
}

function agree(ours: JSONSchemaProps, theirs: JSONSchemaProps): boolean {
  return keepsUnknown(theirs) || ours.type === undefined || theirs.type === undefined || ours.type === theirs.type;
}

function keepsUnknown(schema: JSONSchemaProps): boolean {
  return (schema as Record<string, unknown>)['x-kubernetes-preserve-unknown-fields'] === true;
}
