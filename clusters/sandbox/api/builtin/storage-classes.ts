import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import { invalidValue, notSupported, requiredValue } from '../causes.ts';
import { equalJson, typed } from '../json.ts';
import type { Strategy } from '../resource.ts';

export const storageClassStrategy: Strategy = {
  setDefaults(object) {
    const storageClass = typed<StorageClass>(object);
    storageClass.reclaimPolicy ??= 'Delete';
    storageClass.volumeBindingMode ??= 'Immediate';
  },
  validate(object, previous) {
    const { provisioner, parameters, reclaimPolicy, volumeBindingMode } = typed<StorageClass>(object);
    const causes = provisioner ? [] : [requiredValue('provisioner')];
    const policies = ['Delete', 'Retain'];
    if (!policies.includes(reclaimPolicy ?? '')) causes.push(notSupported('reclaimPolicy', reclaimPolicy, policies));
    const modes = ['Immediate', 'WaitForFirstConsumer'];
    if (!modes.includes(volumeBindingMode ?? '')) causes.push(notSupported('volumeBindingMode', volumeBindingMode, modes));
    const before = previous && typed<StorageClass>(previous);
    if (!before) return causes;
    if (before.provisioner !== provisioner) causes.push(invalidValue('provisioner', provisioner, 'field is immutable'));
    if (!equalJson(before.parameters ?? {}, parameters ?? {})) causes.push(invalidValue('parameters', parameters, 'field is immutable'));
    if (before.reclaimPolicy !== reclaimPolicy) causes.push(invalidValue('reclaimPolicy', reclaimPolicy, 'field is immutable'));
    return causes;
  },
};
