import { subschemas } from '../cel/subschemas.ts';
import { kubernetesSchemas } from '../openapi/kubernetes-schemas.ts';
import type { Schema } from '../openapi/schema.ts';

/** The schema of whole objects: what a definition says, and the three fields that every object has. */
export function rootSchema(schema: Schema | undefined): Schema {
  const own: Schema = schema ?? { 'x-kubernetes-preserve-unknown-fields': true };
  const hasResources = [...subschemas(own)].some((inner) => inner['x-kubernetes-embedded-resource']);
  return withResourceFields(hasResources ? withEmbeddedFields(own) : own);
}

function withEmbeddedFields(schema: Schema): Schema {
  const inner: Schema = {
    ...schema,
    ...(schema.properties && { properties: mapValues(schema.properties, withEmbeddedFields) }),
    ...(schema.items && { items: withEmbeddedFields(schema.items) }),
    ...(typeof schema.additionalProperties === 'object' && { additionalProperties: withEmbeddedFields(schema.additionalProperties) }),
  };
  return schema['x-kubernetes-embedded-resource'] ? withResourceFields(inner) : inner;
}

function withResourceFields(schema: Schema): Schema {
  const metadata = kubernetesSchemas().ofKind({ group: '', version: 'v1', kind: 'ConfigMap' })?.properties?.['metadata'] ?? {};
  const text: Schema = { type: 'string' };
  const { apiVersion = text, kind = text } = schema.properties ?? {};
  return { ...schema, properties: { ...schema.properties, apiVersion, kind, metadata } };
}

function mapValues(record: Record<string, Schema>, change: (schema: Schema) => Schema): Record<string, Schema> {
  return Object.fromEntries(Object.entries(record).map(([name, schema]) => [name, change(schema)]));
}
