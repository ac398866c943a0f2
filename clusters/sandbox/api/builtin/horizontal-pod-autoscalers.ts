import type {
  CrossVersionObjectReference,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
  HPAScalingRules,
} from 'kubernetes-types/autoscaling/v2.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { parseQuantity } from '../../../quantity.ts';
import { invalidValue, notSupported, requiredValue } from '../causes.ts';
import { typed } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { pathSegmentProblem } from '../validation/names.ts';
import { validateNonNegative } from '../validation/numbers.ts';
import { validateMetrics } from './autoscaler-metrics.ts';

const LONGEST_WINDOW = 3600;
const LONGEST_PERIOD = 1800;
const DEFAULT_CPU_UTILIZATION = 80;
const DEFAULT_PERIOD = 15;

/** autoscaling/v2: defaults and rules of the spec. */
export const horizontalPodAutoscalerStrategy: Strategy = {
  emptyLists: [
    ['spec', 'behavior', 'scaleUp', 'policies'],
    ['spec', 'behavior', 'scaleDown', 'policies'],
  ],

  setDefaults(object) {
    const { spec } = typed<HorizontalPodAutoscaler>(object);
    if (!spec) return;
    spec.minReplicas ??= 1;
    if (!spec.metrics?.length) {
      const target = { type: 'Utilization', averageUtilization: DEFAULT_CPU_UTILIZATION };
      spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
    }
    if (!spec.behavior) return;
    spec.behavior.scaleUp = withDefaults(spec.behavior.scaleUp, {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [
        { type: 'Pods', value: 4, periodSeconds: DEFAULT_PERIOD },
        { type: 'Percent', value: 100, periodSeconds: DEFAULT_PERIOD },
      ],
    });
    spec.behavior.scaleDown = withDefaults(spec.behavior.scaleDown, {
      selectPolicy: 'Max',
      policies: [{ type: 'Percent', value: 100, periodSeconds: DEFAULT_PERIOD }],
    });
  },

  validate(object) {
    const { spec } = typed<HorizontalPodAutoscaler>(object);
    return spec ? validateSpec(spec) : [requiredValue('spec')];
  },

  validateStatus(object) {
    const { status } = typed<HorizontalPodAutoscaler>(object);
    return [
      ...validateNonNegative(status?.currentReplicas, 'status.currentReplicas'),
      ...validateNonNegative(status?.desiredReplicas, 'status.desiredReplicas'),
    ];
  },
};

function withDefaults(rules: HPAScalingRules | undefined, defaults: HPAScalingRules): HPAScalingRules {
  return { ...defaults, ...rules };
}

function validateSpec(spec: HorizontalPodAutoscalerSpec): StatusCause[] {
  const { minReplicas = 1, maxReplicas } = spec;
  const causes: StatusCause[] = [];
  if (minReplicas < 1) causes.push(invalidValue('spec.minReplicas', minReplicas, 'must be greater than or equal to 1'));
  if (maxReplicas === 0) causes.push(requiredValue('spec.maxReplicas', 'must be set and greater than 0'));
  if (maxReplicas < 0) causes.push(invalidValue('spec.maxReplicas', maxReplicas, 'must be greater than or equal to 1'));
  if (maxReplicas < minReplicas) {
    causes.push(invalidValue('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`'));
  }
  const { scaleUp, scaleDown } = spec.behavior ?? {};
  return [
    ...causes,
    ...validateReference(spec.scaleTargetRef, 'spec.scaleTargetRef'),
    ...validateMetrics(spec),
    ...(scaleUp ? validateRules(scaleUp, 'spec.behavior.scaleUp') : []),
    ...(scaleDown ? validateRules(scaleDown, 'spec.behavior.scaleDown') : []),
  ];
}

function validateReference({ kind, name, apiVersion = '' }: CrossVersionObjectReference, field: string): StatusCause[] {
  return [
    ...validateSegment(kind, `${field}.kind`),
    ...validateSegment(name, `${field}.name`),
    ...validateGroupVersion(apiVersion, `${field}.apiVersion`),
  ];
}

function validateSegment(text: string, field: string): StatusCause[] {
  if (!text) return [requiredValue(field)];
  const problem = pathSegmentProblem(text);
  return problem ? [invalidValue(field, text, problem)] : [];
}

function validateGroupVersion(apiVersion: string, field: string): StatusCause[] {
  const slashes = apiVersion.split('/').length - 1;
  if (slashes > 1) return [invalidValue(field, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)];
  return slashes === 1 ? [] : [invalidValue(field, apiVersion, 'apiVersion must specify API group')];
}

function validateRules(rules: HPAScalingRules & { tolerance?: unknown }, field: string): StatusCause[] {
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [], tolerance } = rules;
  const causes: StatusCause[] = [];
  if (window !== undefined && window < 0) {
    causes.push(invalidValue(`${field}.stabilizationWindowSeconds`, window, 'must be greater than or equal to zero'));
  }
  if (window !== undefined && window > LONGEST_WINDOW) {
    causes.push(invalidValue(`${field}.stabilizationWindowSeconds`, window, `must be less than or equal to ${LONGEST_WINDOW}`));
  }
  const choices = ['Disabled', 'Max', 'Min'];
  if (selectPolicy !== undefined && !choices.includes(selectPolicy))
    causes.push(notSupported(`${field}.selectPolicy`, selectPolicy, choices));
  if (policies.length === 0) causes.push(requiredValue(`${field}.policies`, 'must specify at least one Policy'));
  for (const [index, policy] of policies.entries()) causes.push(...validatePolicy(policy, `${field}.policies[${index}]`));
  if (tolerance !== undefined && (parseQuantity(tolerance) ?? 0) < 0) {
    causes.push(invalidValue(`${field}.tolerance`, tolerance, 'must be greater than or equal to 0'));
  }
  return causes;
}

function validatePolicy(
  { type, value, periodSeconds }: { type: string; value: number; periodSeconds: number },
  field: string,
): StatusCause[] {
  const causes: StatusCause[] = [];
  if (!['Pods', 'Percent'].includes(type)) causes.push(notSupported(`${field}.type`, type, ['Percent', 'Pods']));
  if (value <= 0) causes.push(invalidValue(`${field}.value`, value, 'must be greater than zero'));
  if (periodSeconds <= 0) causes.push(invalidValue(`${field}.periodSeconds`, periodSeconds, 'must be greater than zero'));
  if (periodSeconds > LONGEST_PERIOD) {
    causes.push(invalidValue(`${field}.periodSeconds`, periodSeconds, `must be less than or equal to ${LONGEST_PERIOD}`));
  }
  return causes;
}
