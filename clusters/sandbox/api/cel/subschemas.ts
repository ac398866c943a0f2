import type { Schema } from '../openapi/schema.ts';

/** A schema and all its parts that describe values: properties, items, values of maps. Not what only restricts them. */
export function* subschemas(schema: Schema): Generator<Schema> {
  yield schema;
  for (const inner of Object.values(schema.properties ?? {})) yield* subschemas(inner);
  if (schema.items) yield* subschemas(schema.items);
  if (typeof schema.additionalProperties === 'object') yield* subschemas(schema.additionalProperties);
}
