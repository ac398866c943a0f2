import type { DaemonSet, StatefulSet } from 'kubernetes-types/apps/v1.d.ts';
import type { PodTemplateSpec, ReplicationController } from 'kubernetes-types/core/v1.d.ts';
import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { invalidValue, requiredValue } from '../causes.ts';
import { equalJson, type JsonObject, typed, valueAt } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { matchesLabelSelector } from '../selectors/label-selector.ts';
import { strategyOf } from './kind-traits.ts';
import { validatePodSpec } from './pod-spec.ts';

/** The kinds that own pods and that nothing in the sandbox acts on: stored with their defaults, and checked. */

const GENERATION = 'deprecated.daemonset.template.generation';

export const daemonSetStrategy: Strategy = strategyOf(
  {
    defaults: {
      'spec.revisionHistoryLimit': 10,
      'spec.updateStrategy': {},
      'spec.updateStrategy.type': 'RollingUpdate',
    },
    template: ['spec', 'template'],
    counted: true,
    status: { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 },
  },
  {
    defaultPropagation: 'Orphan',
    setDefaults(object) {
      fillRollout(object, { maxUnavailable: 1, maxSurge: 0 });
      const { metadata } = object;
      metadata.annotations = { [GENERATION]: '1', ...metadata.annotations };
    },
    validate: (object, previous) => validateSet(typed<DaemonSet>(object), previous && typed<DaemonSet>(previous)),
  },
);

const claims = 'spec.volumeClaimTemplates[]';

export const statefulSetStrategy: Strategy = strategyOf(
  {
    defaults: {
      'spec.replicas': 1,
      'spec.revisionHistoryLimit': 10,
      'spec.podManagementPolicy': 'OrderedReady',
      'spec.persistentVolumeClaimRetentionPolicy': { whenDeleted: 'Retain', whenScaled: 'Retain' },
      'spec.updateStrategy': {},
      'spec.updateStrategy.type': 'RollingUpdate',
      [`${claims}.apiVersion`]: 'v1',
      [`${claims}.kind`]: 'PersistentVolumeClaim',
      [`${claims}.spec.volumeMode`]: 'Filesystem',
      [`${claims}.status`]: {},
      [`${claims}.status.phase`]: 'Pending',
    },
    template: ['spec', 'template'],
    counted: true,
    status: { availableReplicas: 0, replicas: 0 },
  },
  {
    defaultPropagation: 'Orphan',
    setDefaults: (object) => fillRollout(object, { partition: 0 }),
    validate: (object, previous) => validateSet(typed<StatefulSet>(object), previous && typed<StatefulSet>(previous)),
  },
);

export const replicationControllerStrategy: Strategy = strategyOf(
  { defaults: { 'spec.replicas': 1 }, template: ['spec', 'template'], counted: true, status: { replicas: 0 } },
  {
    defaultPropagation: 'Orphan',
    setDefaults(object) {
      const { metadata, spec } = typed<ReplicationController>(object);
      const labels = spec?.template?.metadata?.labels;
      if (!spec || !labels) return;
      if (!spec.selector || Object.keys(spec.selector).length === 0) spec.selector = { ...labels };
      if (metadata && Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels };
    },
  },
);

/** Only the strategy that rolls has settings. */
function fillRollout(object: JsonObject, values: JsonObject): void {
  const strategy = valueAt(object, ['spec', 'updateStrategy']) as { type?: string; rollingUpdate?: JsonObject } | undefined;
  const type = strategy?.type ?? 'RollingUpdate';
  const spec = object['spec'] as JsonObject | undefined;
  if (!spec || type !== 'RollingUpdate') return;
  spec['updateStrategy'] = { ...strategy, type, rollingUpdate: { ...values, ...strategy?.rollingUpdate } };
}

interface PodSet {
  spec?: { selector?: LabelSelector; template?: PodTemplateSpec };
}

function validateSet({ spec }: PodSet, previous: PodSet | undefined): StatusCause[] {
  const { selector, template } = spec ?? {};
  const causes: StatusCause[] = [];
  const isEmpty = !selector?.matchLabels && !selector?.matchExpressions?.length;
  if (!selector) causes.push(requiredValue('spec.selector'));
  else if (isEmpty) causes.push(invalidValue('spec.selector', selector, 'empty selector is invalid'));
  const labels = template?.metadata?.labels ?? {};
  if (selector && !isEmpty && !matchesLabelSelector(selector, labels)) {
    causes.push(invalidValue('spec.template.metadata.labels', labels, '`selector` does not match template `labels`'));
  }
  if (previous?.spec && !equalJson(selector, previous.spec.selector))
    causes.push(invalidValue('spec.selector', selector, 'field is immutable'));
  return [...causes, ...validatePodSpec(template?.spec, 'spec.template.spec')];
}
