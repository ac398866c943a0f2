import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { invalidValue, requiredValue } from '../causes.ts';
import type { Condition } from './definition-conditions.ts';

const ANNOTATION = 'api-approved.kubernetes.io';

type Approval = { state: 'Approved' | 'Unapproved' | 'Missing' | 'Invalid'; message: string };

/** The groups of Kubernetes itself are for definitions that its community has approved of. */
function approvalOf({ metadata, spec }: CustomResourceDefinition): Approval | undefined {
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(spec.group)) return undefined;
  const annotation = metadata?.annotations?.[ANNOTATION];
  if (!annotation) {
    const message = `protected groups must have approval annotation "${ANNOTATION}", see https://github.com/kubernetes/enhancements/pull/1111`;
    return { state: 'Missing', message };
  }
  if (annotation.startsWith('unapproved')) return { state: 'Unapproved', message: `not approved: "${annotation}"` };
  if (URL.canParse(annotation)) return { state: 'Approved', message: `approved in ${annotation}` };
  const message = `protected groups must have approval annotation "${ANNOTATION}" with either a URL or a reason starting with "unapproved", see https://github.com/kubernetes/enhancements/pull/1111`;
  return { state: 'Invalid', message };
}

export function approvalCondition(definition: CustomResourceDefinition): Condition | undefined {
  const approval = approvalOf(definition);
  if (!approval) return undefined;
  const { state, message } = approval;
  const status = state === 'Approved' ? 'True' : 'False';
  return { type: 'KubernetesAPIApprovalPolicyConformant', status, reason: `${state}Annotation`, message };
}

/** What was accepted once stays acceptable. */
export function validateApproval(definition: CustomResourceDefinition, previous: CustomResourceDefinition | undefined): StatusCause[] {
  const approval = approvalOf(definition);
  if (!approval || (previous && approvalOf(previous)?.state === approval.state)) return [];
  const field = `metadata.annotations[${ANNOTATION}]`;
  if (approval.state === 'Missing') return [requiredValue(field, approval.message)];
  return approval.state === 'Invalid' ? [invalidValue(field, definition.metadata?.annotations?.[ANNOTATION], approval.message)] : [];
}
