import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { invalidValue, notSupported, requiredValue } from '../causes.ts';
import { equalJson, typed } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { matchesLabelSelector } from '../selectors/label-selector.ts';
import { validateAnnotations, validateLabels } from '../validation/metadata.ts';
import { validateNonNegative } from '../validation/numbers.ts';
import { isReadableSelector, validateLabelSelector } from '../validation/selectors.ts';
import { validateDeploymentStatus, validateRollout } from './deployment-rules.ts';
import { defaultPodSpec, validatePodSpec } from './pod-spec.ts';

export const deploymentStrategy: Strategy = {
  countsGenerations: true,
  countsAnnotations: true,
  statusKeeps: ['labels'],
  setDefaults(object) {
    const { spec } = typed<Deployment>(object);
    if (!spec) return;
    spec.replicas ??= 1;
    spec.revisionHistoryLimit ??= 10;
    spec.progressDeadlineSeconds ??= 600;
    spec.strategy ??= {};
    spec.strategy.type ||= 'RollingUpdate';
    if (spec.strategy.type === 'RollingUpdate') {
      spec.strategy.rollingUpdate ??= {};
      spec.strategy.rollingUpdate.maxUnavailable ??= '25%';
      spec.strategy.rollingUpdate.maxSurge ??= '25%';
    }
    if (spec.template?.spec) defaultPodSpec(spec.template.spec);
  },
  validate(object, previous) {
    const { spec } = typed<Deployment>(object);
    return [...validateSet(spec, (previous && typed<Deployment>(previous))?.spec), ...(spec ? validateRollout(spec) : [])];
  },
  validateStatus: (object, previous) => validateDeploymentStatus(typed<Deployment>(object), typed<Deployment>(previous)),
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
  return [
    ...validateNonNegative(spec.replicas, 'spec.replicas'),
    ...validateSelector(spec),
    ...(previous && !equalJson(spec.selector ?? null, previous.selector ?? null)
      ? [invalidValue('spec.selector', spec.selector ?? null, 'field is immutable')]
      : []),
  ];
}

function validateSelector(spec: SetSpec): StatusCause[] {
  const { selector } = spec;
  if (!isReadableSelector(selector)) {
    return [...validateLabelSelector(selector, 'spec.selector'), invalidValue('spec.selector', selector, 'invalid label selector')];
  }
  const isEmpty = selector && Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
  return [
    ...(selector ? validateLabelSelector(selector, 'spec.selector') : [requiredValue('spec.selector')]),
    ...(isEmpty ? [invalidValue('spec.selector', selector, 'empty selector is invalid for deployment')] : []),
    ...validateTemplate(spec, Boolean(isEmpty)),
  ];
}

/** A template's labels must be selected: otherwise its pods would be made again and again. */
function validateTemplate({ selector, template }: SetSpec, isEmpty: boolean): StatusCause[] {
  const { labels, annotations } = template?.metadata ?? {};
  const isSelected = selector !== undefined && selector !== null && matchesLabelSelector(selector, labels ?? {});
  const restartPolicy = template?.spec?.restartPolicy ?? 'Always';
  return [
    ...(isSelected || isEmpty
      ? []
      : [invalidValue('spec.template.metadata.labels', labels ?? null, '`selector` does not match template `labels`')]),
    ...validateLabels(labels ?? {}, 'spec.template.labels'),
    ...validateAnnotations(annotations ?? {}, 'spec.template.annotations'),
    ...validatePodSpec(template?.spec, 'spec.template.spec'),
    ...(restartPolicy === 'Always' ? [] : [notSupported('spec.template.spec.restartPolicy', restartPolicy, ['Always'])]),
  ];
}
