import type { ApiObject } from '../json.ts';
import type { Resource } from '../resource.ts';
import { fillSchemaDefaults } from '../validation/schema-defaults.ts';

/** Fills what was left out: from the schema for custom kinds, by code for built-in ones. */
export function setDefaults(resource: Resource, object: ApiObject): void {
  const schema = resource.custom ? resource.schema() : undefined;
  if (schema) fillSchemaDefaults(object, schema);
  resource.strategy.setDefaults?.(object);
}
