import type { StatusCause } from '../../../api-error.ts';
import { invalidValue } from '../causes.ts';
import { notChecked, validateCustomObject } from '../custom/validate-custom-object.ts';
import type { ApiObject } from '../json.ts';
import type { Resource } from '../resource.ts';
import { validateMetadata } from './metadata.ts';

/** Everything that is wrong with an object that has its defaults; empty when nothing is. */
export function validateObject(
  resource: Resource,
  object: ApiObject,
  previous: ApiObject | undefined,
  subresource?: string | undefined,
): StatusCause[] {
  const causes = validateMetadata(resource, object, previous);
  // Only custom kinds are decoded without a look at it.
  if (object.kind !== resource.kind) return [invalidValue('kind', object.kind, `must be ${resource.kind}`)];
  const schema = resource.custom ? resource.schema() : undefined;
  if (schema)
    causes.push(...validateCustomObject(schema, object, previous).map((cause) => (subresource === 'status' ? asOfStatus(cause) : cause)));
  const { validateStatus } = resource.strategy;
  if (subresource === 'status' && previous && validateStatus) return [...causes, ...validateStatus(object, previous)];
  return [...causes, ...(resource.strategy.validate?.(object, previous) ?? [])];
}

/** A status written by itself is validated by itself: messages name its fields without it. */
function asOfStatus(cause: StatusCause): StatusCause {
  return {
    ...cause,
    // What has no field of its own is wrong with the whole; what rules say nothing about is wrong with nothing.
    ...(cause.field === '<nil>' && cause !== notChecked && { field: 'status' }),
    message: (cause.message ?? '')
      .replace(/(: )status(?:\.(\S+))? in body /, '$1$2 in body ')
      .replace(/(Checked value must be .* in )status\./, '$1'),
  };
}
