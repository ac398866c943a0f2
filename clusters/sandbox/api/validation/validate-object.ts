import type { StatusCause } from '../../../api-error.ts';
import type { ApiObject } from '../json.ts';
import type { Resource } from '../resource.ts';
import { validateMetadata } from './metadata.ts';
import { validateSchema } from './validate-schema.ts';

/** Everything that is wrong with an object that has its defaults; empty when nothing is. */
export function validateObject(resource: Resource, object: ApiObject, previous: ApiObject | undefined): StatusCause[] {
  const causes = validateMetadata(resource, object, previous);
  const schema = resource.custom ? resource.schema() : undefined;
  if (schema) causes.push(...validateSchema(object, schema));
  return [...causes, ...(resource.strategy.validate?.(object, previous) ?? [])];
}
