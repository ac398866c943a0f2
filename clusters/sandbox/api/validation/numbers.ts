import type { StatusCause } from '../../../api-error.ts';
import { invalidValue } from '../causes.ts';

export function validateNonNegative(value: number | undefined, field: string): StatusCause[] {
  return value !== undefined && value < 0 ? [invalidValue(field, value, 'must be greater than or equal to 0')] : [];
}
