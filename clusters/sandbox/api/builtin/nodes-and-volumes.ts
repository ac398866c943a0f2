import type { Node, PersistentVolume } from 'kubernetes-types/core/v1.d.ts';
import { requiredValue } from '../causes.ts';
import { typed } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { timestamp } from '../timestamp.ts';
import { insteadOfZero } from './default-values.ts';
import { strategyOf } from './kind-traits.ts';

export const nodeStrategy: Strategy = {
  setDefaults(object) {
    const { spec } = typed<Node>(object);
    if (spec?.podCIDR && !spec.podCIDRs?.length) spec.podCIDRs = [spec.podCIDR];
  },
  selectableFields: { 'spec.unschedulable': (object) => String(typed<Node>(object).spec?.unschedulable ?? false) },
};

export const persistentVolumeStrategy: Strategy = strategyOf(
  {
    defaults: {
      'spec.persistentVolumeReclaimPolicy': insteadOfZero('Retain'),
      'spec.volumeMode': 'Filesystem',
      'spec.hostPath.type': '',
    },
  },
  {
    prepareCreate(object, { now }) {
      const volume = typed<PersistentVolume>(object);
      if (!volume.status?.phase) volume.status = { ...volume.status, phase: 'Pending', ...{ lastPhaseTransitionTime: timestamp(now) } };
    },
    validate(object) {
      const { spec } = typed<PersistentVolume>(object);
      return [
        ...(spec?.accessModes?.length ? [] : [requiredValue('spec.accessModes')]),
        ...(spec?.capacity && Object.keys(spec.capacity).length > 0 ? [] : [requiredValue('spec.capacity')]),
      ];
    },
  },
);
