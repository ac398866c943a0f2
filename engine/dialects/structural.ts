/** From a zod schema to the structural schema that a CustomResourceDefinition takes. */
import { z } from 'zod';

/** A part of a JSON schema. */
type SchemaNode = { [field: string]: unknown };

/**
 * What the API server requires beyond JSON Schema: no `additionalProperties` beside `properties`, no types inside `anyOf`.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function structuralSchema(schema: z.ZodType): SchemaNode {
  return structural(z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input', unrepresentable: 'any' }) as SchemaNode);
}

function structural(node: SchemaNode): SchemaNode {
  if (node['x-kubernetes-int-or-string']) return integerOrText(node);
  if (Array.isArray(node['anyOf'])) return untyped(node);
  const { $schema: _, additionalProperties, propertyNames: __, properties, items, ...rest } = node;
  return {
    ...withoutSafeIntegerLimits(rest),
    ...(properties ? { properties: mapValues(properties as Record<string, SchemaNode>) } : {}),
    ...(items ? { items: structural(items as SchemaNode) } : {}),
    ...openness(additionalProperties, properties !== undefined),
  };
}

/** A map's values have a schema; an open object keeps what it does not know. */
function openness(additional: unknown, hasProperties: boolean): SchemaNode {
  if (typeof additional !== 'object' || additional === null) return {};
  if (hasProperties || Object.keys(additional).length === 0) return { 'x-kubernetes-preserve-unknown-fields': true };
  return { additionalProperties: structural(additional as SchemaNode) };
}

function integerOrText(node: SchemaNode): SchemaNode {
  const alternatives = (node['anyOf'] ?? []) as SchemaNode[];
  const pattern = alternatives.find((each) => each['type'] === 'string')?.['pattern'];
  const minimum = alternatives.find((each) => each['type'] === 'integer')?.['minimum'];
  return {
    ...(node['description'] ? { description: node['description'] } : {}),
    anyOf: [{ type: 'integer' }, { type: 'string' }],
    ...(pattern ? { pattern } : {}),
    ...(typeof minimum === 'number' && minimum >= 0 ? { minimum } : {}),
    'x-kubernetes-int-or-string': true,
  };
}

/** Alternatives of different types have no structural form: what their object says about its fields is kept, its type is not. */
function untyped(node: SchemaNode): SchemaNode {
  const object = (node['anyOf'] as SchemaNode[]).find((each) => each['type'] === 'object');
  const { type: _, ...rest } = object ? structural(object) : {};
  return { ...rest, ...(node['description'] ? { description: node['description'] } : {}), 'x-kubernetes-preserve-unknown-fields': true };
}

/** zod writes the bounds of exact integers where none was asked for. */
function withoutSafeIntegerLimits(node: SchemaNode): SchemaNode {
  const limits = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as unknown[];
  const entries = Object.entries(node).filter(([field, value]) => !(['minimum', 'maximum'].includes(field) && limits.includes(value)));
  return { ...Object.fromEntries(entries), ...(node['type'] === 'integer' ? { format: 'int64' } : {}) };
}

function mapValues(properties: Record<string, SchemaNode>): Record<string, SchemaNode> {
  return Object.fromEntries(Object.entries(properties).map(([name, node]) => [name, structural(node)]));
}
