import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { invalidValue, notSupported, requiredValue } from '../causes.ts';
import { equalJson, typed } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { matchesLabelSelector } from '../selectors/label-selector.ts';
import { defaultPodSpec, validatePodSpec } from './pod-spec.ts';

export const deploymentStrategy: Strategy = {
  countsGenerations: true,
  setDefaults(object) {
    const { spec } = typed<Deployment>(object);
    if (!spec) return;
    spec.replicas ??= 1;
    spec.revisionHistoryLimit ??= 10;
    spec.progressDeadlineSeconds ??= 600;
    spec.strategy ??= {};
    spec.strategy.type ??= 'RollingUpdate';
    if (spec.strategy.type === 'RollingUpdate') {
      spec.strategy.rollingUpdate ??= {};
      spec.strategy.rollingUpdate.maxUnavailable ??= '25%';
      spec.strategy.rollingUpdate.maxSurge ??= '25%';
    }
    if (spec.template?.spec) defaultPodSpec(spec.template.spec);
  },
  validate(object, previous) {
    const { spec } = typed<Deployment>(object);
    return [...validateSet(spec, (previous && typed<Deployment>(previous))?.spec), ...validateRollout(spec?.strategy)];
  },
};

export const replicaSetStrategy: Strategy = {
  countsGenerations: true,
  setDefaults(object) {
    const { spec } = typed<ReplicaSet>(object);
    if (!spec) return;
    spec.replicas ??= 1;
    if (spec.template?.spec) defaultPodSpec(spec.template.spec);
  },
  validate: (object, previous) => validateSet(typed<ReplicaSet>(object).spec, (previous && typed<ReplicaSet>(previous))?.spec),
};

interface SetSpec {
  replicas?: number;
  selector?: LabelSelector;
  template?: PodTemplateSpec;
}

function validateSet(spec: SetSpec | undefined, previous: SetSpec | undefined): StatusCause[] {
  if (!spec) return [requiredValue('spec')];
  const causes: StatusCause[] = [];
  if ((spec.replicas ?? 0) < 0) causes.push(invalidValue('spec.replicas', spec.replicas, 'must be greater than or equal to 0'));
  causes.push(...validateSelector(spec));
  if (previous && !equalJson(spec.selector, previous.selector)) {
    causes.push(invalidValue('spec.selector', spec.selector, 'field is immutable'));
  }
  causes.push(...validatePodSpec(spec.template?.spec, 'spec.template.spec'));
  const restartPolicy = spec.template?.spec?.restartPolicy ?? 'Always';
  if (restartPolicy !== 'Always') causes.push(notSupported('spec.template.spec.restartPolicy', restartPolicy, ['Always']));
  return causes;
}

function validateSelector({ selector, template }: SetSpec): StatusCause[] {
  if (!selector) return [requiredValue('spec.selector')];
  if (!selector.matchLabels && !selector.matchExpressions?.length) {
    return [invalidValue('spec.selector', selector, 'empty selector is invalid for deployment')];
  }
  const labels = template?.metadata?.labels ?? {};
  if (matchesLabelSelector(selector, labels)) return [];
  return [invalidValue('spec.template.metadata.labels', labels, '`selector` does not match template `labels`')];
}

function validateRollout(strategy: { type?: string } | undefined): StatusCause[] {
  const types = ['Recreate', 'RollingUpdate'];
  return types.includes(strategy?.type ?? 'RollingUpdate') ? [] : [notSupported('spec.strategy.type', strategy?.type, types)];
}
