import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { parseQuantity } from '../../../quantity.ts';
import { forbiddenField, invalidValue, requiredValue } from '../causes.ts';
import { typed } from '../json.ts';
import type { Strategy } from '../resource.ts';

export const persistentVolumeClaimStrategy: Strategy = {
  setDefaults(object) {
    const { spec } = typed<PersistentVolumeClaim>(object);
    if (spec) spec.volumeMode ??= 'Filesystem';
  },
  prepareCreate(object) {
    typed<PersistentVolumeClaim>(object).status = { phase: 'Pending' };
  },
  validate(object, previous) {
    const { spec } = typed<PersistentVolumeClaim>(object);
    const causes: StatusCause[] = [];
    if (!spec?.accessModes?.length) causes.push(requiredValue('spec.accessModes', 'at least 1 access mode is required'));
    const storage = (spec?.resources?.requests as Record<string, unknown> | undefined)?.['storage'];
    if (storage === undefined) causes.push(requiredValue('spec.resources[storage]'));
    else if (!((parseQuantity(storage) ?? 0) > 0))
      causes.push(invalidValue('spec.resources[storage]', storage, 'must be greater than zero'));
    return previous ? [...causes, ...shrinkProblems(typed<PersistentVolumeClaim>(object), typed<PersistentVolumeClaim>(previous))] : causes;
  },
};

/** A claim may ask for less again, as long as it is more than what it has. */
function shrinkProblems({ spec }: PersistentVolumeClaim, before: PersistentVolumeClaim): StatusCause[] {
  const size = storageOf(spec?.resources?.requests);
  if (size >= storageOf(before.spec?.resources?.requests) || size > storageOf(before.status?.capacity)) return [];
  return [forbiddenField('spec.resources.requests.storage', 'field can not be less than status.capacity')];
}

function storageOf(quantities: Record<string, string> | undefined): number {
  return parseQuantity(quantities?.['storage']) ?? 0;
}
