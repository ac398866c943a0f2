import type { LabelSelector, LabelSelectorRequirement } from 'kubernetes-types/meta/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue, requiredValue } from '../causes.ts';
import { validateLabels } from './metadata.ts';
import { labelValueProblem, qualifiedNameProblem } from './names.ts';

/** What is wrong with a label selector in an object. */
export function validateLabelSelector(selector: LabelSelector | undefined, field: string): StatusCause[] {
  return [
    ...validateLabels(selector?.matchLabels ?? {}, `${field}.matchLabels`),
    ...(selector?.matchExpressions ?? []).flatMap((requirement, index) => {
      return validateRequirement(requirement, `${field}.matchExpressions[${index}]`);
    }),
  ];
}

/** Whether the selector can be asked about labels at all. */
export function isReadableSelector(selector: LabelSelector | undefined): boolean {
  return validateLabelSelector(selector, '').length === 0;
}

function validateRequirement({ key, operator, values = [] }: LabelSelectorRequirement, field: string): StatusCause[] {
  const keyProblem = qualifiedNameProblem(key);
  return [
    ...operatorProblems(operator, values, field),
    ...(keyProblem ? [invalidValue(`${field}.key`, key, keyProblem)] : []),
    ...values.flatMap((value, index) => {
      const problem = labelValueProblem(value);
      return problem ? [invalidValue(`${field}.values[${index}]`, value, problem)] : [];
    }),
  ];
}

function operatorProblems(operator: string, values: string[], field: string): StatusCause[] {
  if (operator === 'In' || operator === 'NotIn') {
    return values.length > 0 ? [] : [requiredValue(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
  }
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    const why = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
    return values.length > 0 ? [forbiddenField(`${field}.values`, why)] : [];
  }
  return [invalidValue(`${field}.operator`, operator, 'not a valid selector operator')];
}
