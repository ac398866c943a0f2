import type { NodeSelectorRequirement, PodSpec, Toleration, TopologySpreadConstraint } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { invalidValue, notSupported, requiredValue } from '../causes.ts';
import { labelValueProblem, qualifiedNameProblem } from '../validation/names.ts';
import { validateLabelSelector } from '../validation/selectors.ts';

const EFFECTS = ['NoExecute', 'NoSchedule', 'PreferNoSchedule'];

/** What is wrong with what a pod says about the nodes that it wants. */
export function validatePlacement(spec: PodSpec, field: string): StatusCause[] {
  return [
    ...validateNodeAffinity(spec, `${field}.affinity.nodeAffinity`),
    ...(spec.tolerations ?? []).flatMap((toleration, index) => validateToleration(toleration, `${field}.tolerations[${index}]`)),
    ...(spec.topologySpreadConstraints ?? []).flatMap((constraint, index) => {
      return validateSpread(constraint, `${field}.topologySpreadConstraints[${index}]`);
    }),
  ];
}

function validateToleration({ key = '', operator, value = '', effect, tolerationSeconds }: Toleration, field: string): StatusCause[] {
  const keyProblem = key ? qualifiedNameProblem(key) : undefined;
  return [
    ...(keyProblem ? [invalidValue(`${field}.key`, key, keyProblem)] : []),
    ...(key === '' && operator !== 'Exists'
      ? [
          invalidValue(
            `${field}.operator`,
            operator ?? '',
            'operator must be Exists when `key` is empty, which means "match all values and all keys"',
          ),
        ]
      : []),
    ...(tolerationSeconds !== undefined && effect !== 'NoExecute'
      ? [invalidValue(`${field}.effect`, effect ?? '', "effect must be 'NoExecute' when `tolerationSeconds` is set")]
      : []),
    ...operatorProblems(operator, value, `${field}.operator`),
    ...(effect && !EFFECTS.includes(effect)
      ? [notSupported(`${field}.effect`, effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute'])]
      : []),
  ];
}

function operatorProblems(operator: string | undefined, value: string, field: string): StatusCause[] {
  if (operator === 'Exists') return value ? [invalidValue(field, value, "value must be empty when `operator` is 'Exists'")] : [];
  if (operator && operator !== 'Equal') return [notSupported(field, operator, ['Equal', 'Exists'])];
  const problem = labelValueProblem(value);
  return problem ? [invalidValue(field, value, problem)] : [];
}

function validateNodeAffinity({ affinity }: PodSpec, field: string): StatusCause[] {
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!required) return [];
  const place = `${field}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
  const terms = required.nodeSelectorTerms ?? [];
  if (terms.length === 0) return [requiredValue(place, 'must have at least one node selector term')];
  return terms.flatMap(({ matchExpressions = [] }, term) =>
    matchExpressions.flatMap((requirement, index) => validateRequirement(requirement, `${place}[${term}].matchExpressions[${index}]`)),
  );
}

function validateRequirement({ key, operator, values = [] }: NodeSelectorRequirement, field: string): StatusCause[] {
  const keyProblem = qualifiedNameProblem(key);
  return [...valuesProblems(operator, values, field), ...(keyProblem ? [invalidValue(`${field}.key`, key, keyProblem)] : [])];
}

function valuesProblems(operator: string, values: string[], field: string): StatusCause[] {
  if (operator === 'In' || operator === 'NotIn') {
    return values.length > 0 ? [] : [requiredValue(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
  }
  if (['Exists', 'DoesNotExist', 'Gt', 'Lt'].includes(operator)) return [];
  return [invalidValue(`${field}.operator`, operator, 'not a valid selector operator')];
}

function validateSpread(
  { maxSkew, topologyKey, whenUnsatisfiable, labelSelector }: TopologySpreadConstraint,
  field: string,
): StatusCause[] {
  const ways = ['DoNotSchedule', 'ScheduleAnyway'];
  return [
    ...(maxSkew > 0 ? [] : [invalidValue(`${field}.maxSkew`, maxSkew, 'must be greater than zero')]),
    ...(topologyKey ? [] : [requiredValue(`${field}.topologyKey`, 'can not be empty')]),
    ...(ways.includes(whenUnsatisfiable) ? [] : [notSupported(`${field}.whenUnsatisfiable`, whenUnsatisfiable, ways)]),
    ...validateLabelSelector(labelSelector, `${field}.labelSelector`),
  ];
}
