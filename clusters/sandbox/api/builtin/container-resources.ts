import type { ResourceRequirements } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { parseQuantity } from '../../../quantity.ts';
import { invalidValue, requiredValue } from '../causes.ts';

/** What is wrong with requests and limits. Extended resources (GPUs) are whole, limited, and requested as much as limited. */
export function validateResources(resources: ResourceRequirements | undefined, field: string): StatusCause[] {
  const { limits = {}, requests = {} } = resources ?? {};
  return [
    ...Object.entries(limits).flatMap(([name, quantity]) => validateQuantity(quantity, `${field}.limits`, name)),
    ...Object.entries(requests).flatMap(([name, quantity]) => validateQuantity(quantity, `${field}.requests`, name)),
    ...Object.entries(requests).flatMap(([name, request]) => compare({ name, request, limit: limits[name], field })),
  ];
}

function validateQuantity(quantity: unknown, field: string, name: string): StatusCause[] {
  const amount = parseQuantity(quantity);
  const where = `${field}[${name}]`;
  if (amount === undefined) return [invalidValue(where, quantity, 'must be a quantity, for example 500m, 2 or 16Gi')];
  if (amount < 0) return [invalidValue(where, String(quantity), 'must be greater than or equal to 0')];
  if (isExtended(name) && !Number.isInteger(amount)) return [invalidValue(where, String(quantity), 'must be an integer')];
  return [];
}

function compare(facts: { name: string; request: unknown; limit: unknown; field: string }): StatusCause[] {
  const { name, request, limit, field } = facts;
  const [asked, most] = [parseQuantity(request), parseQuantity(limit)];
  if (isExtended(name) && limit === undefined)
    return [requiredValue(`${field}.limits`, 'Limit must be set for non overcommitable resources')];
  if (asked === undefined || most === undefined) return [];
  if (isExtended(name) && asked !== most) {
    return [invalidValue(`${field}.requests`, String(request), `must be equal to ${name} limit of ${limit}`)];
  }
  if (asked > most) return [invalidValue(`${field}.requests`, String(request), `must be less than or equal to ${name} limit of ${limit}`)];
  return [];
}

/** Resources that devices bring: their names have a domain that is not Kubernetes' own. */
function isExtended(name: string): boolean {
  return name.includes('/') && !name.split('/')[0]?.endsWith('kubernetes.io');
}
